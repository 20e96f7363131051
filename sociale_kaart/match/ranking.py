"""Which places fit a wish best: filters, a score, and an order that is fair to equals.

Two libraries that are as good for somebody stand in the order of a lot drawn for the day: the same for
everybody until midnight, another one tomorrow, so that no name is first because of its first letter.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from hashlib import blake2b
from itertools import groupby
from typing import Any

from sociale_kaart.geo import walk_minutes
from sociale_kaart.hours import BRUSSELS, Opening, opening_of
from sociale_kaart.match.criteria import (
    CRITERIA,
    MAIN_ENOUGH,
    Facts,
    can_be_reached,
    need_fit,
    stands_at,
)
from sociale_kaart.match.eligibility import conditions, eligibility, welcomes_without_papers
from sociale_kaart.match.now import hindrances, steps_back
from sociale_kaart.match.reasons import NEAR_M, Reason, reasons
from sociale_kaart.match.wish import EVERYTHING, NOTHING_TOLD, Wish
from sociale_kaart.model import Place
from sociale_kaart.needs import NEEDS
from sociale_kaart.seven_bs import judge

COARSE_M = 500
"""Steps in which a distance is told when the exact spot is not known."""


@dataclass(frozen=True, slots=True)
class Match:
    """One place against one wish. `way` is the line on foot in metres, None without coordinates."""

    place: Place
    wish: Wish
    opening: Opening
    way: float | None
    exact: bool
    score: float

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """Why it is shown. Worked out when asked: only what is shown needs it."""
        return reasons(Facts(self.place, self.wish))

    @property
    def conditions(self) -> list[dict[str, Any]]:
        """What to know before going: what holds today, what is asked, and whether they may come."""
        today = hindrances(self.place, self.wish.at)
        return [*today, *conditions(self.place, self.wish.told)]

    @property
    def told_distance_m(self) -> int | None:
        """The distance as it may be told: to 10 m, or to 500 m when the door is not known."""
        if self.way is None:
            return None
        if self.exact:
            return round(self.way / 10) * 10
        return max(COARSE_M, round(self.way / COARSE_M) * COARSE_M)

    @property
    def walk_minutes(self) -> int | None:
        return walk_minutes(self.way) if self.way is not None and self.exact else None


def match(place: Place, wish: Wish) -> Match:
    """One place against a wish."""
    facts = Facts(place, wish)
    score = sum(criterion.weight * criterion.value(facts) for criterion in CRITERIA)
    return Match(place, wish, facts.opening, facts.way, facts.exact, score)


def explain(place: Place, wish: Wish) -> dict[str, float]:
    """The points that each criterion gave, for whoever wonders why a place stands where it does."""
    facts = Facts(place, wish)
    return {item.name: round(item.weight * item.value(facts), 1) for item in CRITERIA}


def rank(places: Iterable[Place], wish: Wish) -> list[Match]:
    """The places that answer the need (every place without a need) and pass the filters, best first."""
    net = (place for place in places if wish.need is None or wish.need in place.needs)
    return in_order([match(place, wish) for place in net if fits(place, wish)], wish)


def in_order(matches: Iterable[Match], wish: Wish) -> list[Match]:
    """Matches best first, in groups: see `step`. Equal scores stand in the order of the day."""

    def key(found: Match) -> tuple[int, float]:
        return step(found.place, wish), -round(found.score, 6)

    ordered: list[Match] = []
    for _, equals in groupby(sorted(matches, key=key), key):
        group = list(equals)
        if len(group) > 1:
            group.sort(key=lambda found: lot(found.place.id, wish.at))
        ordered += group
    return _near_first(ordered, wish)


def step(place: Place, wish: Wish) -> int:
    """The group a place is listed in: 0 can help, 1 not now or not this person, 2 nobody can reach it.

    Who is full, closed for days, or not there for who asks stays in the list, after the others. What
    nobody can go to, call or write to comes last: it is there for who knows it by name. Unless
    somebody stands on the very spot: they have reached it.
    """
    if not can_be_reached(place) and not _stands_at_its_door(place, wish):
        return 2
    if steps_back(place, wish.at):
        return 1
    told = wish.told != NOTHING_TOLD
    return int(told and eligibility(place, wish.told).verdict == "no")


def _stands_at_its_door(place: Place, wish: Wish) -> bool:
    """The middle of a district is nobody's door."""
    return place.location_precision != "district" and stands_at(place, wish) > 0


def lot(place_id: str, at: datetime) -> bytes:
    """The lot of a place for the day it is in Brussels: equals are ordered by it."""
    day = at.astimezone(BRUSSELS).date().isoformat()
    return blake2b(f"{day} {place_id}".encode(), digest_size=8).digest()


def fits(place: Place, wish: Wish) -> bool:
    """Whether a place passes the filters of a wish: it must be known to be so, unknown is not enough."""
    only = wish.only
    if only == EVERYTHING:
        return True
    today = wish.at.astimezone(BRUSSELS).date()
    return (
        (not only.free or place.cost.kind == "free")
        and (not only.no_appointment or place.appointment_required is False)
        and (not only.no_papers or welcomes_without_papers(place))
        and (only.language is None or only.language in place.languages)
        and (not only.wheelchair or place.accessibility.wheelchair == "yes")
        and all(judge(place, b, today).value == "yes" for b in only.good)
        and (not only.open_now or opening_of(place, wish.at).open == "yes")
    )


def _near_first(matches: list[Match], wish: Wish) -> list[Match]:
    """Who asks for help nearby gets a door first, when a fitting one is near, and then a phone line.

    Not for needs that cannot wait: somebody who is beaten at home gets 1712 before an office.
    """
    if wish.near is None or wish.need is None or NEEDS[wish.need].urgency == "now":
        return matches
    for index, found in enumerate(matches):
        if step(found.place, wish) > 0:
            return matches
        near = found.way is not None and found.way <= NEAR_M
        if near and need_fit(found.place, wish.need) >= MAIN_ENOUGH:
            ahead = matches[:index]
            if any(other.way is not None for other in ahead):
                return matches
            return [found, *ahead, *matches[index + 1 :]]
    return matches
