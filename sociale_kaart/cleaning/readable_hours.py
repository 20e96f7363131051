"""Takes away opening hours that cannot be read, so that nobody calculates with them.

"Mo-Fr 9u-12u" is no OSM string: it moves to the note, where a person can still read it, and the
place counts as "hours not known".
"""

from collections.abc import Mapping
from typing import Any

from sociale_kaart.cleaning import Fields, Step
from sociale_kaart.hours import is_valid


def create(_config: Mapping[str, Any]) -> Step:
    return clean


def clean(fields: Fields) -> Fields:
    hours = fields.get("opening_hours")
    if hours is None or (isinstance(hours, str) and is_valid(hours)):
        return fields
    note = fields.get("opening_hours_note")
    kept = note or (hours if isinstance(hours, str) else None)
    return {**fields, "opening_hours": None, "opening_hours_note": kept}
