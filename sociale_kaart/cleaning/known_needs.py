"""Leaves only needs that exist, the main one first.

A record with `["food_aid", "eten"]` keeps `food_aid`. One that names needs, but none that exists, is
refused: its list is from another world. An empty list is fine (found by name only).
"""

from collections.abc import Mapping
from typing import Any

from sociale_kaart.cleaning import Fields, Step
from sociale_kaart.needs import NEEDS
from sociale_kaart.records import RecordError


def create(_config: Mapping[str, Any]) -> Step:
    return clean


def clean(fields: Fields) -> Fields:
    given = fields.get("needs")
    if not isinstance(given, list):
        raise RecordError("needs", "must be a list")
    known = [need for need in given if isinstance(need, str) and need in NEEDS]
    if given and not known:
        raise RecordError("needs", "none of them is in the list of needs")
    return {**fields, "needs": list(dict.fromkeys(known))}
