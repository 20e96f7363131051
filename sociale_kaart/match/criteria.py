"""What makes a place fit a wish: each criterion with its name and its weight, here and only here.

For food near 2060 a food bank at 400 m that is open comes before a community centre 3 km off where
food is a side matter. `criterion.<name>` in the locales says each of these in a sentence.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from math import exp, hypot
from typing import Literal

from locales.cards import HERE
from sociale_kaart.geo import distance_m, way_m
from sociale_kaart.hours import BRUSSELS, Opening, notices_in_force, open_state, opening_of
from sociale_kaart.match.eligibility import eligibility, welcomes_without_papers
from sociale_kaart.match.now import steps_back
from sociale_kaart.match.wish import NOTHING_TOLD, Wish
from sociale_kaart.model import LanguageSpoken, Place, Point
from sociale_kaart.needs import NEEDS
from sociale_kaart.seven_bs import FRESH_MONTHS, OLD_MONTHS, months_since

SOON = timedelta(hours=3)
"""An opening that is worth waiting or walking for."""
EUROPEAN_NUMBER = "112"
"""The one number that works for every danger, in every country of the Union."""
AT_THE_DOOR_M = 155
"""Half the diagonal of the grid to which a phone's position is rounded: within it somebody may stand
at the door itself."""
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
MAIN_ENOUGH = 0.75
"""A need that fits at least this well is what the place is there for."""

# How much a postcode's or a district's middle may be off from the door it stands for.
_POSTCODE_BLUR_M = 700
_DISTRICT_BLUR_M = 1_300
_UNKNOWN = 0.5
_PHONE_FIRST = frozenset({"emergency_number"})
# Needs for which it matters most that nobody asks for papers.
_WITHOUT_PAPERS = frozenset({"urgent_medical_care_undocumented", "undocumented_rights"})
_FOR_ALL = ("iedereen", "buurtbewoners", "alle", "inwoners", "volwassenen", "mensen in armoede")

LooksAt = Literal["place", "day", "way", "person", "hours"]


class Facts:
    """What the criteria look at. `way` is the line on foot in metres, None without coordinates;
    `exact` is false when it leads to the middle of an area and not to a door."""

    def __init__(self, place: Place, wish: Wish) -> None:
        self.place = place
        self.wish = wish
        self.way, self.exact = way_to(place, wish.near)

    @cached_property
    def opening(self) -> Opening:
        return opening_of(self.place, self.wish.at)

    @cached_property
    def fit(self) -> float:
        return need_fit(self.place, self.wish.need) if self.wish.need else 1.0


@dataclass(frozen=True, slots=True)
class Criterion:
    """One thing that makes a place fit: `value` is between 0 and 1, times `weight` points.

    `looks_at` is the most changeable thing it depends on: the record and the need alone, also the
    day, the way there, the person, or the opening hours (the only thing that is slow to find out).
    """

    name: str
    weight: float
    looks_at: LooksAt
    value: Callable[[Facts], float]


def need_fit(place: Place, need: str) -> float:
    """How much a place is about a need: 1 for its main need, less for every next one."""
    if need not in place.needs:
        return 0.0
    position = place.needs.index(need)
    if position == 0:
        return 1.0
    if place.kind in NEEDS[need].kinds:
        return MAIN_ENOUGH
    return (0.6, 0.35, 0.25)[min(position, 3) - 1]


def can_be_reached(place: Place) -> bool:
    """Whether a person can do anything with it: a street to go to, a number, a page or an e-mail.

    A point on the map alone is not enough: points came with old lists of which nobody checked the door.
    """
    return any((place.street, place.phone, place.website, place.email))


def nearness(way: float) -> float:
    """1 next door, and less with every metre: steeply round the corner, slowly across town."""
    return 0.5 * exp(-way / ROUND_THE_CORNER_M) + 0.5 * exp(-way / ACROSS_TOWN_M)


def way_to(place: Place, near: Point | None) -> tuple[float | None, bool]:
    """The way on foot in metres, and whether it leads to the door or only to the middle of an area."""
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


def stands_at(place: Place, wish: Wish) -> float:
    """1 for who stands on the very spot the record gives, half at 155 m, and nothing beyond.

    Only a position is a spot: who types "Deurne" names an area and stands nowhere in particular.
    """
    if wish.near is None or place.point is None or wish.near_label not in (None, HERE):
        return 0.0
    away = distance_m(wish.near, place.point) / AT_THE_DOOR_M
    return 1 - away / 2 if away <= 1 else 0.0


def opens_soon(state: Opening, at: datetime) -> bool:
    return state.opens_at is not None and state.opens_at - at <= SOON


def spoken_now(language: LanguageSpoken, at: datetime) -> bool | None:
    """Whether a language is spoken at this moment; None when its hours cannot be read."""
    if not language.hours:
        return True
    return {"yes": True, "no": False, "unknown": None}[open_state(language.hours, at).open]


# The criteria, one function each


def _need(facts: Facts) -> float:
    return facts.fit


def _kind(facts: Facts) -> float:
    return float(facts.wish.need is not None and facts.place.kind in NEEDS[facts.wish.need].kinds)


def _distance(facts: Facts) -> float:
    if facts.wish.near is None:
        return 0.0
    way = facts.way
    if way is None:
        if facts.wish.need in _PHONE_FIRST:
            return 1.0
        way = SOMEWHERE_M if facts.place.scope == "place" else AS_IF_M
    # That a place is near is worth less when it is there for something else.
    return nearness(way) * (0.5 + 0.5 * facts.fit)


def _at_the_door(facts: Facts) -> float:
    return stands_at(facts.place, facts.wish) if facts.fit >= MAIN_ENOUGH else 0.0


def _first_by_phone(facts: Facts) -> float:
    if facts.wish.need not in _PHONE_FIRST or facts.place.phone is None:
        return 0.0
    return 1.0 if facts.place.phone == EUROPEAN_NUMBER else 0.9


def _in_reach(facts: Facts) -> float:
    if facts.way is None or facts.way <= WALKABLE_M:
        return 1.0
    return max(0.0, 1 - (facts.way - WALKABLE_M) / WALKABLE_M)


def _same_area(facts: Facts) -> float:
    label = (facts.wish.near_label or "").casefold()
    areas = (facts.place.postcode, facts.place.district)
    return float(bool(label) and label in [area.casefold() for area in areas if area])


def _open(facts: Facts) -> float:
    if facts.opening.open == "unknown":
        return _UNKNOWN
    if facts.opening.open == "no" and not opens_soon(facts.opening, facts.wish.at):
        return 0.2
    if facts.fit < MAIN_ENOUGH:
        # Day and night for one thing is no reason to send people there for another: who looks for a
        # family doctor is not helped by a centre for something else because its door is open.
        return _UNKNOWN
    return 1.0 if facts.opening.open == "yes" else 0.6


def _urgent_and_open(facts: Facts) -> float:
    urgent = facts.wish.need is not None and NEEDS[facts.wish.need].urgency == "now"
    return _open(facts) if urgent else 0.0


def _room(facts: Facts) -> float:
    if steps_back(facts.place, facts.wish.at):
        return 0.0
    moved = any(it.kind == "moved" for it in notices_in_force(facts.place, facts.wish.at))
    if moved or facts.place.capacity == "waiting_list":
        return 0.4
    return 0.8 if facts.place.capacity == "limited" else 1.0


def _reachable(facts: Facts) -> float:
    """A person can do something with it: go there, call, or at least read on."""
    place = facts.place
    at_door = place.street is not None and (facts.way is None or facts.way <= WALKABLE_M)
    ways = (at_door, place.phone is not None)
    return 1.0 if all(ways) else 0.9 if any(ways) else 0.4 if place.website else 0.0


def _checked(facts: Facts) -> float:
    months = months_since(facts.place.checked_at, facts.wish.at.astimezone(BRUSSELS).date())
    if months is None or months > OLD_MONTHS:
        return 0.3
    return 1.0 if months <= FRESH_MONTHS else 0.7


def _language(facts: Facts) -> float:
    """1 when it is spoken now, less at other hours or through an interpreter who must be asked."""
    for language in facts.place.spoken:
        if language.code == facts.wish.language:
            now = spoken_now(language, facts.wish.at)
            return (0.6 if language.interpreter else 1.0) if now else 0.5
    return 0.0


def _eligible(facts: Facts) -> float:
    if facts.wish.told == NOTHING_TOLD:
        return 0.0
    return {"yes": 1.0, "unknown": _UNKNOWN, "no": 0.0}[
        eligibility(facts.place, facts.wish.told).verdict
    ]


def _wheelchair(facts: Facts) -> float:
    if not facts.wish.told.wheelchair:
        return 0.0
    return {"yes": 1.0, "limited": _UNKNOWN, "no": 0.0}.get(
        facts.place.accessibility.wheelchair or "", 0.4
    )


def _cost(facts: Facts) -> float:
    return {"free": 1.0, "unknown": 0.5, "paid": 0.3}[facts.place.cost.kind]


def _appointment(facts: Facts) -> float:
    return {False: 1.0, None: 0.5, True: 0.3}[facts.place.appointment_required]


def _papers(facts: Facts) -> float:
    if welcomes_without_papers(facts.place):
        return 1.0
    return 0.2 if facts.place.residence_permit_required else _UNKNOWN


def _papers_matter(facts: Facts) -> float:
    return _papers(facts) if facts.wish.need in _WITHOUT_PAPERS else 0.0


def _low_threshold(facts: Facts) -> float:
    return {True: 1.0, None: _UNKNOWN, False: 0.3}[facts.place.access.low_threshold]


def _welcome(facts: Facts) -> float:
    return {True: 1.0, None: _UNKNOWN, False: 0.3}[facts.place.access.unconditional]


def _confidence(facts: Facts) -> float:
    return {"high": 1.0, "medium": 0.8, "low": 0.3}[facts.place.confidence]


def _anybody(facts: Facts) -> float:
    groups = facts.place.target_groups
    welcome = not groups or any(group.startswith(_FOR_ALL) for group in groups)
    return 1.0 if welcome else 0.3


CRITERIA: tuple[Criterion, ...] = (
    Criterion("need", 40, "place", _need),
    Criterion("kind", 9, "place", _kind),
    Criterion("distance", 50, "way", _distance),
    Criterion("at_the_door", 60, "way", _at_the_door),
    Criterion("in_reach", 12, "way", _in_reach),
    Criterion("first_by_phone", 40, "place", _first_by_phone),
    Criterion("same_area", 4, "way", _same_area),
    Criterion("open", 6, "hours", _open),
    Criterion("urgent_and_open", 10, "hours", _urgent_and_open),
    Criterion("room", 20, "day", _room),
    Criterion("reachable", 12, "way", _reachable),
    Criterion("confidence", 8, "place", _confidence),
    Criterion("checked", 3, "day", _checked),
    Criterion("language", 6, "person", _language),
    Criterion("anybody", 10, "place", _anybody),
    Criterion("eligible", 20, "person", _eligible),
    Criterion("wheelchair", 15, "person", _wheelchair),
    Criterion("cost", 4, "place", _cost),
    Criterion("appointment", 3, "place", _appointment),
    Criterion("papers", 2, "place", _papers),
    Criterion("papers_matter", 16, "place", _papers_matter),
    Criterion("low_threshold", 3, "place", _low_threshold),
    Criterion("welcome", 3, "place", _welcome),
)
