"""How good the directory is: what is known per source and per B, what is old, and whom to call.

For Antwerp it says that 49 of 290 records have hours, that a record in Deurne carries the postcode of
Merksem, and that one call to the CAW answers the most questions. `report` only counts and compares;
it never mends a fact.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from functools import cache
from typing import Any, Literal

from sociale_kaart.geo import distance_m
from sociale_kaart.geo.gazetteer import Entry, read_gazetteer
from sociale_kaart.hours import BRUSSELS, is_valid
from sociale_kaart.match import can_be_reached
from sociale_kaart.model import Place, Point
from sociale_kaart.needs import NEEDS
from sociale_kaart.seven_bs import BS, FRESH_MONTHS, OLD_MONTHS, B, Value, judge, months_since

Age = Literal["fresh", "old", "stale", "undated"]
"""Checked within 12 months, within 24, longer ago, or nobody wrote down when."""

MARGIN_M = 300
"""How far a door may lie beyond the farthest point we know of its postcode."""

FILLED: dict[str, Callable[[Place], object]] = {
    "opening_hours": lambda place: place.opening_hours,
    "hours_note": lambda place: place.opening_hours_note,
    "coordinates": lambda place: place.point,
    "exact_coordinates": lambda place: place.location_precision in ("address", "street"),
    "address": lambda place: place.street,
    "phone": lambda place: place.phone,
    "website": lambda place: place.website,
    "languages": lambda place: place.spoken,
    "cost": lambda place: place.cost.kind != "unknown",
    "papers": lambda place: place.residence_permit_required is not None,
    "wheelchair": lambda place: place.accessibility.wheelchair,
    "checked_date": lambda place: place.checked_at,
}
"""What is counted per source, and when a record has it."""

WORTH: dict[str, float] = {
    "opening_hours": 10,
    "checked_at": 8,
    "street": 8,
    "residence_permit_required": 6,
    "languages": 5,
    "cost": 4,
    "appointment_required": 4,
    "audience": 4,
    "wheelchair": 3,
    "website": 1,
}
"""The questions of a phone call, by field, with what an answer is worth to somebody who seeks help."""

_URGENCY = {"now": 2.0, "soon": 1.5, "normal": 1.0}
_NEVER_CALLED = "emergency_number"
"""Nobody calls 112 to ask about its opening hours."""


@dataclass(frozen=True, slots=True)
class SourceQuality:
    """One source: how many places, how many of them have each field, and how old its facts are."""

    source: str
    places: int
    filled: Mapping[str, int]
    ages: Mapping[Age, int]


@dataclass(frozen=True, slots=True)
class BQuality:
    """One B: how many places have each value, and which needed fields are missing, most often first."""

    b: B
    values: Mapping[Value, int]
    missing: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Finding:
    """Something about one place that cannot be right, or is no longer so."""

    kind: str
    place: str
    name: str
    source: str
    detail: str | None


@dataclass(frozen=True, slots=True)
class Question:
    """One thing to ask, by the field it fills, and for how many places."""

    field: str
    places: int


@dataclass(frozen=True, slots=True)
class Call:
    """One phone call: for which places, and what to ask, most valuable first."""

    organisation: str
    phone: str
    places: tuple[str, ...]
    questions: tuple[Question, ...]
    worth: float


@dataclass(frozen=True, slots=True)
class Report:
    """The quality of the whole directory on one day (in Brussels)."""

    day: str
    places: int
    sources: tuple[SourceQuality, ...]
    bs: tuple[BQuality, ...]
    contradictions: tuple[Finding, ...]
    stale: tuple[Finding, ...]
    unreachable: tuple[Finding, ...]
    calls: tuple[Call, ...]

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


def report(places: Sequence[Place], at: datetime) -> Report:
    """The report over these places; `at` has a time zone."""
    today = at.astimezone(BRUSSELS).date()
    return Report(
        day=today.isoformat(),
        places=len(places),
        sources=tuple(_sources(places, today)),
        bs=tuple(_b_quality(places, b, today) for b in BS),
        contradictions=tuple(it for place in places for it in contradictions(place, today)),
        stale=tuple(_stale(places, today)),
        unreachable=tuple(
            _finding("unreachable", place) for place in places if not can_be_reached(place)
        ),
        calls=call_list(places, today),
    )


def age(place: Place, today: date) -> Age:
    """How long ago a source was last seen to say this."""
    months = months_since(place.checked_at, today)
    if months is None:
        return "undated"
    return "fresh" if months <= FRESH_MONTHS else "old" if months <= OLD_MONTHS else "stale"


def _sources(places: Sequence[Place], today: date) -> Iterator[SourceQuality]:
    by_source: dict[str, list[Place]] = defaultdict(list)
    for place in places:
        by_source[place.source].append(place)
    for source, own in sorted(by_source.items()):
        ages = Counter(age(place, today) for place in own)
        yield SourceQuality(
            source,
            len(own),
            {name: sum(bool(has(place)) for place in own) for name, has in FILLED.items()},
            {key: ages[key] for key in ("fresh", "old", "stale", "undated")},
        )


def _b_quality(places: Sequence[Place], b: B, today: date) -> BQuality:
    judged = [judge(place, b, today) for place in places]
    values = Counter(item.value for item in judged)
    missing = Counter(field for item in judged for field in item.missing)
    keys: tuple[Value, ...] = ("yes", "partly", "no", "unknown")
    return BQuality(b, {key: values[key] for key in keys}, dict(missing.most_common()))


def _stale(places: Iterable[Place], today: date) -> Iterator[Finding]:
    """What nobody has checked for two years, oldest first; what has no date at all comes last."""
    old = [place for place in places if age(place, today) == "stale"]
    for place in sorted(old, key=lambda it: (it.checked_at or "", it.name, it.id)):
        yield _finding("stale", place, place.checked_at)
    for place in places:
        if age(place, today) == "undated":
            yield _finding("undated", place)


# Contradictions


def contradictions(place: Place, today: date) -> Iterator[Finding]:
    """Facts of one record that cannot all be right."""
    for kind, detail in (*_misplaced(place), *_hours(place), *_dates(place, today)):
        yield _finding(kind, place, detail)
    if place.access.unconditional and place.residence_permit_required:
        yield _finding("unconditional_but_papers", place)


def _misplaced(place: Place) -> Iterator[tuple[str, str]]:
    area = _areas().get(place.postcode or "")
    if area is None:
        return
    if place.district in _districts() and place.district != area.district:
        yield "postcode_of_another_district", f"{place.postcode}, {place.district}"
    if place.point and place.location_precision in ("address", "street"):
        beyond = distance_m(area.middle, place.point) - area.radius_m - MARGIN_M
        if beyond > 0:
            yield "point_outside_postcode", f"{place.postcode}, {round(beyond)} m"


def _hours(place: Place) -> Iterator[tuple[str, str]]:
    for field in ("opening_hours", "appointment_hours", "phone_hours"):
        if (hours := getattr(place, field)) and not is_valid(hours):
            yield "hours_unreadable", field
    if any(language.hours and not is_valid(language.hours) for language in place.spoken):
        yield "hours_unreadable", "languages"


def _dates(place: Place, today: date) -> Iterator[tuple[str, str]]:
    day = today.isoformat()
    if place.checked_at and place.checked_at > day:
        yield "checked_in_the_future", place.checked_at
    if place.valid_to and place.valid_to < day:
        yield "record_over", place.valid_to
    for notice in place.notices:
        if notice.until < day:
            yield "notice_over", notice.until
    if place.confidence == "high" and age(place, today) in ("stale", "undated"):
        yield "sure_but_old", place.checked_at or ""


@dataclass(frozen=True, slots=True)
class _Area:
    """A postcode: its district, its middle, and how far the farthest place we know in it lies."""

    district: str | None
    middle: Point
    radius_m: float


@cache
def _areas() -> Mapping[str, _Area]:
    entries = _gazetteer()
    middles = {it.postcode: it for it in entries if it.kind == "postcode" and it.postcode}
    reach: dict[str, float] = defaultdict(float)
    for entry in entries:
        if entry.kind not in ("city", "district"):
            for code in entry.postcodes & middles.keys():
                reach[code] = max(reach[code], distance_m(middles[code].point, entry.point))
    return {code: _Area(it.district, it.point, reach[code]) for code, it in middles.items()}


@cache
def _districts() -> frozenset[str]:
    return frozenset(area.district for area in _areas().values() if area.district)


def _gazetteer() -> tuple[Entry, ...]:
    names = read_gazetteer().by_words.values()
    return tuple({name.entry: None for known in names for name in known})


# What a phone call would fix


def call_list(places: Iterable[Place], today: date) -> tuple[Call, ...]:
    """One call per phone number, the most useful first; who lacks nothing is not disturbed."""
    by_phone: dict[str, list[Place]] = defaultdict(list)
    for place in places:
        if place.phone and place.needs[:1] != (_NEVER_CALLED,):
            by_phone[place.phone_e164 or re.sub(r"\D", "", place.phone)].append(place)
    calls = (_call(own, today) for own in by_phone.values())
    useful = (call for call in calls if call.questions)
    return tuple(sorted(useful, key=lambda call: (-call.worth, call.organisation, call.phone)))


def _call(places: Sequence[Place], today: date) -> Call:
    worth: dict[str, float] = defaultdict(float)
    asked: Counter[str] = Counter()
    for place in places:
        urgency = max((_URGENCY[NEEDS[need].urgency] for need in place.needs[:1]), default=1.0)
        for field in questions(place, today):
            worth[field] += WORTH[field] * urgency
            asked[field] += 1
    named = Counter(place.organisation or place.name for place in places)
    return Call(
        min(named, key=lambda name: (-named[name], name)),
        places[0].phone or "",
        tuple(place.name for place in places),
        tuple(
            Question(field, asked[field])
            for field in sorted(worth, key=lambda field: (-worth[field], field))
        ),
        round(sum(worth.values()), 1),
    )


def questions(place: Place, today: date) -> tuple[str, ...]:
    """The fields that a call would fill: what the seven B's look for and the record does not say."""
    unknown = {
        item.field
        for b in BS
        for item in judge(place, b, today).evidence
        if item.value == "unknown"
    }
    if place.scope != "place":
        unknown.discard("residence_permit_required")
    return tuple(field for field in WORTH if field in unknown)


def _finding(kind: str, place: Place, detail: str | None = None) -> Finding:
    return Finding(kind, place.id, place.name, place.source, detail)
