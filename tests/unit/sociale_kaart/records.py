"""Invented places for tests: their names and numbers are of nobody."""

from typing import Any

from sociale_kaart.model import Place
from sociale_kaart.records import place_from_record


def record(**fields: Any) -> dict[str, Any]:
    """The smallest good record, with what a test needs changed."""
    return {
        "source": "test",
        "source_id": "voorbeeldhuis",
        "name": "Voorbeeldhuis",
        "kind": "buurthuis",
        "needs": ["food_aid"],
        **fields,
    }


def place(**fields: Any) -> Place:
    return place_from_record(record(**fields))
