"""The labelled questions of tests/data/queries.jsonl, and whether an answer is right.

"bib bredrode" is answered when Bibliotheek Brederode is among the first three; "tandarts 2060" when one of
the three is there for `doctor_gp` and about as near as the nearest; "blurfblarf" when nothing is found.
"""

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sociale_kaart.geo import PlaceFinder, distance_m
from sociale_kaart.model import Place, Point

FILE = Path(__file__).parent.parent / "data" / "queries.jsonl"
NEAR_M = 3_000
"""As near as anybody asks for; where the nearest is further, half as far again will do."""


@dataclass(frozen=True, slots=True)
class Question:
    """A line of text with what is right: these places, or this need near a place, or nothing."""

    text: str
    language: str
    places: tuple[str, ...] = ()
    need: str | None = None
    near: str | None = None

    @property
    def has_answer(self) -> bool:
        return bool(self.places or self.need)


def questions() -> list[Question]:
    return [_question(json.loads(line)) for line in FILE.read_text("utf-8").splitlines()]


def _question(item: dict[str, Any]) -> Question:
    return Question(
        item["text"],
        item["lang"],
        tuple(item.get("places", ())),
        item.get("need"),
        item.get("near"),
    )


class Judge:
    """Knows the directory that was asked, and so what was there to find."""

    def __init__(self, places: Sequence[Place]) -> None:
        self._places = places
        self._finder = PlaceFinder.antwerp()
        self._reach: dict[tuple[str, str], float] = {}

    def is_right(self, question: Question, answer: Sequence[Place]) -> bool:
        if question.places:
            return any(place.source_id in question.places for place in answer)
        if question.need is None:
            return not answer
        spot = self._spot(question.near)
        return any(
            question.need in place.needs
            and (
                spot is None
                or place.point is None
                or question.near in (place.postcode, place.district)
                or distance_m(spot, place.point) <= self._within(question.need, str(question.near))
            )
            for place in answer
        )

    def recall(
        self, asked: Sequence[Question], ask: Callable[[Question], Sequence[Place]]
    ) -> float:
        return sum(self.is_right(question, ask(question)) for question in asked) / len(asked)

    def _spot(self, near: str | None) -> Point | None:
        mention = self._finder.find(near) if near else None
        return Point(mention.latitude, mention.longitude) if mention else None

    def _within(self, need: str, near: str) -> float:
        if (need, near) not in self._reach:
            spot = self._spot(near)
            assert spot is not None
            nearest = min(distance_m(spot, point) for point in self._points(need))
            self._reach[need, near] = max(NEAR_M, 1.5 * nearest)
        return self._reach[need, near]

    def _points(self, need: str) -> Iterator[Point]:
        return (
            place.point
            for place in self._places
            if need in place.needs and place.point is not None and place.scope == "place"
        )
