"""Which places fit a question best, and why: a wide net, then scoring, then named reasons.

For food near 2060 every place with `food_aid` is looked at. A food bank at 400 m that is open comes
before a community centre 3 km off where food is a side matter, and each carries the reasons that a
person can be told. Every criterion stands in `CRITERIA` with its weight and what it means.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import exp, hypot
from typing import Any, Literal

from sociale_kaart.geo import walk_minutes, way_m
from sociale_kaart.hours import OpenState, open_state
from sociale_kaart.model import Place, Point
from sociale_kaart.needs import NEEDS

ReasonKind = Literal[
    "need",
    "near",
    "open_now",
    "opens_soon",
    "free",
    "no_appointment",
    "no_papers",
    "language",
    "citywide",
]

SOON = timedelta(hours=3)
"""An opening that is worth waiting or walking for."""
EUROPEAN_NUMBER = "112"
"""The one number that works for every danger, in every country of the Union."""
COARSE_M = 500
"""Steps in which a distance is told when the exact spot is not known."""
NEAR_M = 2_500
"""Still called near: about forty minutes on foot, or one tram."""
WALKABLE_M = 5_000
"""Further than this an address is no use to somebody without money for the tram; a phone number is."""
ROUND_THE_CORNER_M = 1_500
"""The pull of a place round the corner: at this distance a third (1/e) of it is left."""
ACROSS_TOWN_M = 6_000
"""The slower pull that still tells 3.5 km from 4.5 km, when nothing is round the corner."""
AS_IF_M = 2_500
"""A phone line or a city-wide service counts as if it were this far: after what is round the corner,
before what is in another district."""
SOMEWHERE_M = 5_000
"""A place of which only the city is known counts as if it were this far: not near, not out of reach."""

# How much a postcode's or a district's middle may be off from the door it stands for.
_POSTCODE_BLUR_M = 700
_DISTRICT_BLUR_M = 1_300
_KIND_FIT = 0.75
_OPEN_UNKNOWN = 0.5
_PHONE_FIRST = frozenset({"emergency_number"})
# Needs for which it matters most that nobody asks for papers.
_WITHOUT_PAPERS = frozenset({"urgent_medical_care_undocumented", "undocumented_rights"})
# Needs for which papers are asked so often that "not known" is worth saying.
_PAPERS_OFTEN_ASKED = frozenset(
    {
        "night_shelter",
        "housing_search",
        "social_assistance_leefloon",
        "doctor_gp",
        "health_insurance_mutuality",
        "training",
        "dutch_course",
        "work_search",
        "a_card_discounts",
    }
)
_FOR_ALL = ("iedereen", "buurtbewoners", "alle", "inwoners", "volwassenen", "mensen in armoede")


@dataclass(frozen=True, slots=True)
class Wish:
    """What is looked for, when and where; `at` always has a time zone."""

    need: str | None
    at: datetime
    language: str = "nl"
    near: Point | None = None
    near_label: str | None = None


@dataclass(frozen=True, slots=True)
class Reason:
    """A reason that can be told, with its figures; the words are in the locales."""

    kind: ReasonKind
    params: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Match:
    """One place against one wish. `way` is the line on foot in metres, None without coordinates."""

    place: Place
    opening: OpenState
    way: float | None
    exact: bool
    score: float
    reasons: tuple[Reason, ...]

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


@dataclass(frozen=True, slots=True)
class _Facts:
    """What the criteria look at."""

    place: Place
    wish: Wish
    opening: OpenState
    way: float | None


@dataclass(frozen=True, slots=True)
class Criterion:
    """One thing that makes a place fit: `value` is between 0 and 1, times `weight` points."""

    name: str
    weight: float
    means: str
    value: Callable[[_Facts], float]


def need_fit(place: Place, need: str) -> float:
    """How much a place is about a need: 1 for its main need, less for every next one."""
    if need not in place.needs:
        return 0.0
    position = place.needs.index(need)
    if position == 0:
        return 1.0
    if place.kind in NEEDS[need].kinds:
        return _KIND_FIT
    return (0.6, 0.35, 0.25)[min(position, 3) - 1]


def can_be_reached(place: Place) -> bool:
    """Whether a person can do anything with it: a street to go to, a number, a page or an e-mail.

    A point on the map alone is not enough: points came with old lists of which nobody checked the door.
    """
    return any((place.street, place.phone, place.website, place.email))


def _need(facts: _Facts) -> float:
    return need_fit(facts.place, facts.wish.need) if facts.wish.need else 1.0


def _kind(facts: _Facts) -> float:
    return float(facts.wish.need is not None and facts.place.kind in NEEDS[facts.wish.need].kinds)


def nearness(way: float) -> float:
    """1 next door, and less with every metre: steeply round the corner, slowly across town."""
    return 0.5 * exp(-way / ROUND_THE_CORNER_M) + 0.5 * exp(-way / ACROSS_TOWN_M)


def _distance(facts: _Facts) -> float:
    if facts.wish.near is None:
        return 0.0
    way = facts.way
    if way is None:
        if facts.wish.need in _PHONE_FIRST:
            return 1.0
        way = SOMEWHERE_M if facts.place.scope == "place" else AS_IF_M
    # That a place is near is worth less when it is there for something else.
    return nearness(way) * (0.5 + 0.5 * _need(facts))


def _first_by_phone(facts: _Facts) -> float:
    if facts.wish.need not in _PHONE_FIRST or facts.place.phone is None:
        return 0.0
    return 1.0 if facts.place.phone == EUROPEAN_NUMBER else 0.9


def _in_reach(facts: _Facts) -> float:
    if facts.way is None or facts.way <= WALKABLE_M:
        return 1.0
    return max(0.0, 1 - (facts.way - WALKABLE_M) / WALKABLE_M)


def _same_area(facts: _Facts) -> float:
    label = (facts.wish.near_label or "").casefold()
    areas = (facts.place.postcode, facts.place.district)
    return float(bool(label) and label in [area.casefold() for area in areas if area])


def _open(facts: _Facts) -> float:
    if facts.opening.open == "unknown":
        return _OPEN_UNKNOWN
    if facts.opening.open == "no" and not _opens_soon(facts.opening, facts.wish.at):
        return 0.2
    if facts.wish.need and need_fit(facts.place, facts.wish.need) < _KIND_FIT:
        # Day and night for one thing is no reason to send people there for another: who looks for a
        # family doctor is not helped by a centre for something else because its door is open.
        return _OPEN_UNKNOWN
    return 1.0 if facts.opening.open == "yes" else 0.6


def _urgent_and_open(facts: _Facts) -> float:
    urgent = facts.wish.need is not None and NEEDS[facts.wish.need].urgency == "now"
    return _open(facts) if urgent else 0.5


def _reachable(facts: _Facts) -> float:
    """A person can do something with it: go there, call, or at least read on."""
    place = facts.place
    at_door = place.street is not None and (facts.way is None or facts.way <= WALKABLE_M)
    ways = (at_door, place.phone is not None)
    return 1.0 if all(ways) else 0.9 if any(ways) else 0.4 if place.website else 0.0


def _language(facts: _Facts) -> float:
    return float(facts.wish.language in facts.place.languages)


def _cost(facts: _Facts) -> float:
    return {"free": 1.0, "unknown": 0.5, "paid": 0.3}[facts.place.cost.kind]


def _appointment(facts: _Facts) -> float:
    return {False: 1.0, None: 0.5, True: 0.3}[facts.place.appointment_required]


def _papers(facts: _Facts) -> float:
    return {False: 1.0, None: 0.5, True: 0.2}[facts.place.residence_permit_required]


def _papers_matter(facts: _Facts) -> float:
    return _papers(facts) if facts.wish.need in _WITHOUT_PAPERS else 0.5


def _confidence(facts: _Facts) -> float:
    return {"high": 1.0, "medium": 0.8, "low": 0.3}[facts.place.confidence]


def _anybody(facts: _Facts) -> float:
    groups = facts.place.target_groups
    welcome = not groups or any(group.startswith(_FOR_ALL) for group in groups)
    return 1.0 if welcome else 0.3


CRITERIA: tuple[Criterion, ...] = (
    Criterion("need", 40, "the place is there for this need, not beside other things", _need),
    Criterion("kind", 9, "it is the kind of place that answers this need most often", _kind),
    Criterion("distance", 50, "it is close on foot, or closer than the others", _distance),
    Criterion("in_reach", 12, "it is not at the other end of the city", _in_reach),
    Criterion("first_by_phone", 40, "who asks for a number gets a number", _first_by_phone),
    Criterion("same_area", 4, "it is in the postcode or district that was named", _same_area),
    Criterion("open", 6, "it is known to be open, or to open soon", _open),
    Criterion("urgent_and_open", 10, "it is open, and the need cannot wait", _urgent_and_open),
    Criterion("reachable", 12, "there is an address to go to or a number to call", _reachable),
    Criterion(
        "confidence", 8, "what is known about it is recent and from good sources", _confidence
    ),
    Criterion("language", 6, "the person's language is spoken there", _language),
    Criterion("anybody", 10, "it is not for one group only, such as seniors", _anybody),
    Criterion("cost", 4, "it is free", _cost),
    Criterion("appointment", 3, "one can walk in", _appointment),
    Criterion("papers", 2, "nobody asks for a residence permit", _papers),
    Criterion("papers_matter", 16, "the same, where it decides everything", _papers_matter),
)


def rank(places: Iterable[Place], wish: Wish) -> list[Match]:
    """All places that answer the need (every place without a need), best first.

    What nobody can go to, call or write to comes last, however well it fits: it is there for who
    knows it by name.
    """
    net = (place for place in places if wish.need is None or wish.need in place.needs)
    matches = [match(place, wish) for place in net]
    matches.sort(
        key=lambda found: (
            not can_be_reached(found.place),
            -found.score,
            found.place.name,
            found.place.id,
        )
    )
    return _near_first(matches, wish)


def _near_first(matches: list[Match], wish: Wish) -> list[Match]:
    """Who asks for help nearby gets a door first, when a fitting one is near, and then a phone line.

    Not for needs that cannot wait: somebody who is beaten at home gets 1712 before an office.
    """
    if wish.near is None or wish.need is None or NEEDS[wish.need].urgency == "now":
        return matches
    for index, found in enumerate(matches):
        near = found.way is not None and found.way <= NEAR_M and can_be_reached(found.place)
        if near and need_fit(found.place, wish.need) >= _KIND_FIT:
            ahead = matches[:index]
            if any(other.way is not None for other in ahead):
                return matches
            return [found, *ahead, *matches[index + 1 :]]
    return matches


def match(place: Place, wish: Wish) -> Match:
    """One place against a wish."""
    way, exact = _way(place, wish.near)
    facts = _Facts(place, wish, open_state(place.opening_hours, wish.at), way)
    score = sum(criterion.weight * criterion.value(facts) for criterion in CRITERIA)
    return Match(place, facts.opening, way, exact, score, tuple(_reasons(facts, exact)))


def explain(place: Place, wish: Wish) -> dict[str, float]:
    """The points that each criterion gave, for whoever wonders why a place stands where it does."""
    way, _ = _way(place, wish.near)
    facts = _Facts(place, wish, open_state(place.opening_hours, wish.at), way)
    return {item.name: round(item.weight * item.value(facts), 1) for item in CRITERIA}


def conditions(place: Place) -> list[dict[str, Any]]:
    """What the place asks of who comes. Verdict "yes": it is asked; "no": it is not; "unknown": ask.

    A group that the source names is always "unknown": no source says that others are sent away.
    """
    found: list[dict[str, Any]] = []
    papers, appointment = place.residence_permit_required, place.appointment_required
    if papers is not None:
        found.append({"kind": "residence", "verdict": "yes" if papers else "no", "params": {}})
    elif place.scope == "place" and _PAPERS_OFTEN_ASKED.intersection(place.needs):
        found.append({"kind": "residence", "verdict": "unknown", "params": {}})
    if appointment is not None:
        verdict = "yes" if appointment else "no"
        found.append({"kind": "appointment", "verdict": verdict, "params": {}})
    if place.target_groups:
        groups = {"groups": list(place.target_groups)}
        found.append({"kind": "target_group", "verdict": "unknown", "params": groups})
    return found


def _way(place: Place, near: Point | None) -> tuple[float | None, bool]:
    """The way on foot, and whether it leads to the door or only to the middle of an area."""
    if near is None or place.point is None:
        return None, False
    way = way_m(near, place.point)
    if place.location_precision == "district":
        # The door is somewhere around the middle: from the middle itself it is not 0 m.
        return hypot(way, _POSTCODE_BLUR_M if place.postcode else _DISTRICT_BLUR_M), False
    if place.street is None:
        # A point without a street comes from an old list: the door is round about there, at best.
        return hypot(way, _POSTCODE_BLUR_M), False
    return way, True


def _reasons(facts: _Facts, exact: bool) -> Sequence[Reason]:
    place, wish, opening = facts.place, facts.wish, facts.opening
    found: list[Reason] = []
    if wish.need and need_fit(place, wish.need) >= _KIND_FIT:
        found.append(Reason("need", {"need": wish.need}))
    if facts.way is not None and facts.way <= NEAR_M and exact:
        found.append(Reason("near", {"near": wish.near_label}))
    if place.scope != "place":
        found.append(Reason("citywide", {}))
    if opening.open == "yes":
        found.append(Reason("open_now", {"closes_at": _iso(opening.closes_at)}))
    elif _opens_soon(opening, wish.at):
        found.append(Reason("opens_soon", {"opens_at": _iso(opening.opens_at)}))
    if wish.language in place.languages and wish.language != "nl":
        found.append(Reason("language", {"language": wish.language}))
    if place.cost.kind == "free":
        found.append(Reason("free", {}))
    if place.appointment_required is False:
        found.append(Reason("no_appointment", {}))
    if place.residence_permit_required is False:
        found.append(Reason("no_papers", {}))
    return found


def _opens_soon(opening: OpenState, at: datetime) -> bool:
    return opening.opens_at is not None and opening.opens_at - at <= SOON


def _iso(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None
