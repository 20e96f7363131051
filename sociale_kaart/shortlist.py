"""Finds the places that fit a wish best without scoring them all.

For food near 2060 in a directory of all Flanders there are six thousand candidates. What each can score
at most is known from its record and its distance; only the few dozen that can still be among the first
are scored in full, the best chances first, and opening hours are read for those alone. The outcome is
that of `match.rank` over all places: a test compares the two.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from heapq import heappush, heapreplace

import numpy as np
from numpy.typing import NDArray

from sociale_kaart.geo.distance import EARTH_RADIUS_M
from sociale_kaart.hours import Opening
from sociale_kaart.match import CRITERIA, Match, Wish, can_be_reached, fits, in_order, match, step
from sociale_kaart.match.criteria import (
    ACROSS_TOWN_M,
    AT_THE_DOOR_M,
    ROUND_THE_CORNER_M,
    WALKABLE_M,
    Facts,
)
from sociale_kaart.match.wish import EVERYTHING, NOTHING_TOLD
from sociale_kaart.model import Place, Point

Floats = NDArray[np.float64]

_STEP = 1e6
"""More than any score: a place of a later group never comes before one of an earlier group."""
_EQUAL = 1e-5
"""Scores that differ less are ties, and the lot decides: neither may be left out."""
_FIRST_LOOKED_AT = 64
_MOST_LANGUAGES = 63
_SOME_DAY = datetime(2026, 1, 1, tzinfo=UTC)
_OPEN = Opening("yes")
_SOMEWHERE = Point(51.22, 4.40)
_WEIGHTS = {criterion.name: criterion.weight for criterion in CRITERIA}
_BY_LOOK = {
    look: tuple((item.weight, item.value) for item in CRITERIA if item.looks_at == look)
    for look in ("place", "way", "hours", "person")
}
_DAY = sum(item.weight for item in CRITERIA if item.looks_at == "day")
_PERSON = sum(item.weight for item in CRITERIA if item.looks_at == "person")


@dataclass(frozen=True, slots=True)
class _Net:
    """The candidates for one need, and what each can score at most apart from where it is.

    `numbers` are places; `fit` how much they are about the need; `untold` what is added for somebody
    who tells nothing; `anywhere` what the way adds when nobody said where they are, and `pointless`
    when they did and the place has no coordinates.
    """

    numbers: NDArray[np.int32]
    most: Floats
    fit: Floats
    untold: Floats
    anywhere: Floats
    pointless: Floats


class Shortlist:
    """All places by need, with their positions and bounds in arrays. Never changes once made."""

    def __init__(self, places: Sequence[Place]) -> None:
        self._places = places
        points = [place.point for place in places]
        self._located = np.array([point is not None for point in points], dtype=bool)
        degrees = [(p.latitude, p.longitude) if p else (0.0, 0.0) for p in points]
        self._radians = np.radians(np.array(degrees, dtype=np.float64).reshape(-1, 2))
        self._reached = np.array([can_be_reached(place) for place in places], dtype=bool)
        self._areas: dict[str, int] = {}
        areas = [self._areas_of(place) for place in places]
        self._area = np.array(areas, dtype=np.int32).reshape(-1, 2)
        self._bits: dict[str, int] = {}
        self._spoken = np.array([self._languages(place) for place in places], dtype=np.uint64)
        by_need: dict[str | None, list[int]] = defaultdict(list)
        for number, place in enumerate(places):
            for need in place.needs:
                by_need[need].append(number)
        by_need[None] = list(range(len(places)))
        self._nets = {need: self._net(need, numbers) for need, numbers in by_need.items()}

    def count(self, need: str | None) -> int:
        """How many places answer a need; all of them without a need."""
        net = self._nets.get(need)
        return len(net.numbers) if net else 0

    def best(self, wish: Wish, count: int, among: NDArray[np.int32] | None = None) -> list[Match]:
        """The first `count` of `match.rank` over all places, or over those with the numbers `among`."""
        net = self._nets.get(wish.need)
        if net is None or count <= 0:
            return []
        numbers, chances = net.numbers, self._chances(net, wish)
        if among is not None:
            chosen = np.isin(numbers, among)
            numbers, chances = numbers[chosen], chances[chosen]
        found = self._first(numbers, chances, wish, count)
        if wish.near is not None:
            # A door nearby may go before phone lines, however far down the list it stands.
            located = np.flatnonzero(self._located[numbers])
            found += self._first(numbers[located], chances[located], wish, 1)
        once = {item.place.id: item for item in found}
        return in_order(once.values(), wish)[:count]

    def passing(self, wish: Wish, most: int) -> int:
        """How many places pass the filters of a wish, as far as `most` candidates tell."""
        if wish.only == EVERYTHING:
            return self.count(wish.need)
        net = self._nets.get(wish.need)
        looked_at = net.numbers[:most] if net else ()
        return sum(fits(self._places[number], wish) for number in looked_at)

    def _first(
        self, numbers: NDArray[np.int32], chances: Floats, wish: Wish, count: int
    ) -> list[Match]:
        """Matches among which the best `count` surely are."""
        found: list[Match] = []
        best: list[float] = []
        for at in _from_the_top(chances):
            full = len(best) == count
            if full and chances[at] < best[0] - _EQUAL:
                break  # none of the others can come as far
            place = self._places[numbers[at]]
            if not fits(place, wish):
                continue
            group = step(place, wish)
            if full and _at_most(place, wish) - _STEP * group < best[0] - _EQUAL:
                continue  # not even when it is open
            item = match(place, wish)
            found.append(item)
            reached = item.score - _STEP * group
            if not full:
                heappush(best, reached)
            elif reached > best[0]:
                heapreplace(best, reached)
        return found

    def _chances(self, net: _Net, wish: Wish) -> Floats:
        """The most that each candidate can reach: its highest score, less a step for its group."""
        spoken = np.uint64(1) << np.uint64(self._bits.get(wish.language, _MOST_LANGUAGES))
        speaks = (self._spoken[net.numbers] & spoken) != 0
        area = self._areas.get((wish.near_label or "").casefold(), -1)
        in_area = (self._area[net.numbers] == area).any(axis=1)
        most: Floats = net.most + _WEIGHTS["language"] * speaks + _WEIGHTS["same_area"] * in_area
        most += net.untold if wish.told == NOTHING_TOLD else _PERSON
        unreached = ~self._reached[net.numbers]
        if wish.near is None:
            return most + net.anywhere - 2 * _STEP * unreached
        away = self._away(net.numbers, wish.near)
        located = self._located[net.numbers]
        most += np.where(located, net.anywhere + _way_at_most(away, net.fit), net.pointless)
        return most - 2 * _STEP * (unreached & ~(located & (away <= AT_THE_DOOR_M)))

    def _away(self, numbers: NDArray[np.int32], near: Point) -> Floats:
        """Straight lines in metres: no way on foot is shorter."""
        latitude, longitude = np.radians([near.latitude, near.longitude])
        radians = self._radians[numbers]
        square: Floats = np.sin((radians[:, 0] - latitude) / 2) ** 2 + (
            np.cos(latitude) * np.cos(radians[:, 0]) * np.sin((radians[:, 1] - longitude) / 2) ** 2
        )
        lines: Floats = 2 * EARTH_RADIUS_M * np.arcsin(np.sqrt(np.minimum(1.0, square))) - 0.01
        return lines

    def _areas_of(self, place: Place) -> tuple[int, int]:
        """The numbers of its postcode and its district; -2 for one that is not known."""
        names = [area.casefold() if area else None for area in (place.postcode, place.district)]
        post, district = (
            self._areas.setdefault(name, len(self._areas)) if name else -2 for name in names
        )
        return post, district

    def _languages(self, place: Place) -> int:
        """One bit per language; more than 63 share the last one, which only makes a bound wider."""
        bits = 0
        for code in place.languages:
            bits |= 1 << self._bits.setdefault(code, min(len(self._bits), _MOST_LANGUAGES))
        return bits

    def _net(self, need: str | None, numbers: Sequence[int]) -> _Net:
        wish = Wish(need, _SOME_DAY, language="")
        there = replace(wish, near=_SOMEWHERE)
        rows = [_bounds(self._places[number], wish, there) for number in numbers]
        columns = np.array(rows, dtype=np.float64).reshape(-1, 5).T.copy()
        return _Net(np.array(numbers, dtype=np.int32), *columns)


def _bounds(place: Place, wish: Wish, there: Wish) -> tuple[float, float, float, float, float]:
    """The columns of a `_Net` for one place, from the criteria themselves."""
    facts = _when_open(place, wish)
    most = _points("place", facts) + _points("hours", facts) + _DAY
    pointless = _points("way", Facts(place, there)) if place.point is None else 0.0
    return most, facts.fit, _points("person", facts), _points("way", facts), pointless


def _at_most(place: Place, wish: Wish) -> float:
    """The score it would have when it is open."""
    facts = _when_open(place, wish)
    return sum(criterion.weight * criterion.value(facts) for criterion in CRITERIA)


def _when_open(place: Place, wish: Wish) -> Facts:
    facts = Facts(place, wish)
    facts.opening = _OPEN  # instead of working it out
    return facts


def _points(look: str, facts: Facts) -> float:
    points = 0.0
    for weight, value in _BY_LOOK[look]:
        points += weight * value(facts)
    return points


def _way_at_most(away: Floats, fit: Floats) -> Floats:
    """What so many metres in a straight line add, at most, to what the way adds `anywhere`."""
    near = 0.5 * np.exp(-away / ROUND_THE_CORNER_M) + 0.5 * np.exp(-away / ACROSS_TOWN_M)
    out_of_reach = np.clip((away - WALKABLE_M) / WALKABLE_M, 0.0, 1.0)
    points: Floats = (
        _WEIGHTS["distance"] * near * (0.5 + 0.5 * fit)
        + _WEIGHTS["at_the_door"] * (away <= AT_THE_DOOR_M)
        - _WEIGHTS["in_reach"] * out_of_reach
    )
    return points


def _from_the_top(chances: Floats) -> Iterator[int]:
    """Positions from the highest chance to the lowest, sorting no more than is asked for."""
    left, size = np.arange(len(chances)), _FIRST_LOOKED_AT
    while len(left) > size:
        cut = np.argpartition(-chances[left], size)
        top, left = left[cut[:size]], left[cut[size:]]
        yield from top[np.argsort(-chances[top], kind="stable")].tolist()
        size *= 4
    yield from left[np.argsort(-chances[left], kind="stable")].tolist()
