"""Adds opening hours that a note states in words, where they can mean only one thing.

"ma-vr 9-12u en 13u30-17u" becomes "Mo-Fr 09:00-12:00,13:30-17:00"; "Maandag 9-12 op afspraak" becomes
hours by appointment. The note stays as it is, also where nothing is read from it.
"""

from collections.abc import Mapping
from typing import Any

from sociale_kaart.cleaning import Fields, Step
from sociale_kaart.reading.hours_words import read_hours

_KINDS = ("opening_hours", "appointment_hours", "phone_hours")


def create(_config: Mapping[str, Any]) -> Step:
    return clean


def clean(fields: Fields) -> Fields:
    """Hours that a source gave as such always stay."""
    note = fields.get("opening_hours_note")
    if not isinstance(note, str) or any(fields.get(kind) for kind in _KINDS):
        return fields
    return {**fields, **read_hours(note)}
