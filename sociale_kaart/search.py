"""Finds needs by everyday words and places by name, spelled as people spell them."""

from collections.abc import Sequence

from rapidfuzz import fuzz, process

from locales.folding import fold
from sociale_kaart.model import Place


class NeedWords:
    @classmethod
    def from_locales(cls) -> "NeedWords":
        return cls()

    def needs_in(self, text: str, language: str) -> list[tuple[str, float]]:
        return []


class NameSearch:
    def __init__(self, places: Sequence[Place]) -> None:
        self._places = places
        self._names = [fold(place.name) for place in places]

    def search(self, text: str, limit: int) -> list[tuple[Place, float]]:
        found = process.extract(fold(text), self._names, scorer=fuzz.WRatio, limit=limit)
        return [(self._places[index], score) for _, score, index in found]

    def named_in(self, text: str) -> Place | None:
        return None
