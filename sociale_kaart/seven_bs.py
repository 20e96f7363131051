"""The seven B's of a place, computed from its fields, each with its evidence.

Flemish cities judge help by seven words that begin with a B; docs/reference/matching.md has their
meaning. A soup kitchen in Borgerhout that is free is `betaalbaar: yes`, with "cost" as the evidence;
of one whose price nobody wrote down it is unknown. A B is only "no" when a source says so: what is
missing in our data says nothing about the people who help.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from sociale_kaart.hours import BRUSSELS, is_valid
from sociale_kaart.model import Place

B = Literal[
    "bruikbaar",
    "betrouwbaar",
    "begrijpbaar",
    "bekend",
    "bereikbaar",
    "beschikbaar",
    "betaalbaar",
]
Value = Literal["yes", "partly", "no", "unknown"]

FRESH_MONTHS, OLD_MONTHS = 12, 24
"""Facts are fresh for a year; after two years nobody should rely on them without calling."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What one field of a record says about one B. `needed`: without it the B is never "yes"."""

    field: str
    value: Value
    needed: bool = False


@dataclass(frozen=True, slots=True)
class Judgement:
    """One B of one place, with every field that was looked at."""

    b: B
    value: Value
    evidence: tuple[Evidence, ...]

    @property
    def missing(self) -> tuple[str, ...]:
        """The fields that would have to be known before this B can be "yes"."""
        return tuple(it.field for it in self.evidence if it.needed and it.value == "unknown")


def seven_bs(place: Place, at: datetime) -> tuple[Judgement, ...]:
    """All seven, in the order in which they are always named. `at` has a time zone."""
    today = at.astimezone(BRUSSELS).date()
    return tuple(judge(place, b, today) for b in BS)


def judge(place: Place, b: B, today: date) -> Judgement:
    """One B: "yes" when every field says so, "no" when every known one denies it, else "partly"."""
    evidence = tuple(_EVIDENCE[b](place, today))
    known = {it.value for it in evidence} - {"unknown"}
    gaps = any(it.needed and it.value == "unknown" for it in evidence)
    value: Value
    if not known:
        value = "unknown"
    elif known == {"no"}:
        value = "no"
    elif known == {"yes"} and not gaps:
        value = "yes"
    else:
        value = "partly"
    return Judgement(b, value, evidence)


def months_since(checked: str | None, today: date) -> int | None:
    """Whole months since a date written as far as it is known; "2023" counts as its last month."""
    if checked is None:
        return None
    year, _, rest = checked.partition("-")
    month = int(rest[:2]) if rest else 12
    return max(0, (today.year - int(year)) * 12 + today.month - month)


def _bruikbaar(place: Place, _: date) -> Iterator[Evidence]:
    audience = place.audience
    said = (
        place.target_groups,
        audience.genders,
        audience.statuses,
        audience.minimum_age is not None,
        audience.maximum_age is not None,
        audience.families is not None,
        place.access.unconditional is not None,
    )
    yield Evidence("needs", _known(place.needs), needed=True)
    yield Evidence("audience", _known(any(said)), needed=True)
    yield Evidence("services", _known(place.services))


def _betrouwbaar(place: Place, today: date) -> Iterator[Evidence]:
    open_to_all = place.access.unconditional or place.residence_permit_required is False
    asked: Value = "partly" if place.residence_permit_required else "unknown"
    yield Evidence("residence_permit_required", "yes" if open_to_all else asked, needed=True)
    months = months_since(place.checked_at, today)
    fresh = months is not None and months <= OLD_MONTHS and place.confidence != "low"
    yield Evidence("checked_at", _known(fresh), needed=True)


def _begrijpbaar(place: Place, _: date) -> Iterator[Evidence]:
    others = [language for language in place.spoken if language.code != "nl"]
    always = any(not language.hours and not language.interpreter for language in others)
    value: Value = "yes" if always else "partly" if others else "no" if place.spoken else "unknown"
    yield Evidence("languages", value, needed=True)
    yield Evidence("translations", _known(place.translations))


def _bekend(place: Place, _: date) -> Iterator[Evidence]:
    yield Evidence("description", _known(place.description), needed=True)
    yield Evidence("website", _known(place.website), needed=True)
    yield Evidence("identifiers", _known(place.identifiers))


def _bereikbaar(place: Place, _: date) -> Iterator[Evidence]:
    if place.scope == "place":
        yield Evidence("street", _known(place.street), needed=True)
        exact = place.location_precision in ("address", "street")
        yield Evidence("point", _known(exact), needed=True)
        wheelchair: dict[str | None, Value] = {"yes": "yes", "limited": "partly", "no": "no"}
        known = wheelchair.get(place.accessibility.wheelchair, "unknown")
        yield Evidence("wheelchair", known)
    elsewhere = place.website or place.email
    if place.scope == "web":
        yield Evidence("website", _known(elsewhere), needed=True)
    else:
        yield Evidence("phone", _known(place.phone), needed=True)


def _beschikbaar(place: Place, today: date) -> Iterator[Evidence]:
    hours = (place.opening_hours, place.appointment_hours, place.phone_hours)
    yield Evidence("opening_hours", _known(any(it and is_valid(it) for it in hours)), needed=True)
    capacity: dict[str | None, Value] = {
        "free": "yes",
        "limited": "partly",
        "waiting_list": "partly",
        "full": "no",
    }
    yield Evidence("capacity", capacity.get(place.capacity, "unknown"))
    yield Evidence("appointment_required", _threshold(place.appointment_required))
    yield Evidence("referral_required", _threshold(place.access.referral_required))
    day = today.isoformat()
    for notice in place.notices:
        if notice.kind in ("closed", "full") and (notice.since or day) <= day <= notice.until:
            yield Evidence("notices", "no")


def _betaalbaar(place: Place, _: date) -> Iterator[Evidence]:
    # How high a price is for whom nobody can tell from a record, so a price is never a "no".
    value: dict[str, Value] = {"free": "yes", "paid": "partly"}
    yield Evidence("cost", value.get(place.cost.kind, "unknown"), needed=True)


def _known(value: object) -> Value:
    return "yes" if value else "unknown"


def _threshold(asked: bool | None) -> Value:
    """A step before the help keeps some people away: it is a part of the way, not a closed door."""
    return "unknown" if asked is None else "partly" if asked else "yes"


_EVIDENCE: dict[B, Callable[[Place, date], Iterator[Evidence]]] = {
    "bruikbaar": _bruikbaar,
    "betrouwbaar": _betrouwbaar,
    "begrijpbaar": _begrijpbaar,
    "bekend": _bekend,
    "bereikbaar": _bereikbaar,
    "beschikbaar": _beschikbaar,
    "betaalbaar": _betaalbaar,
}
BS: tuple[B, ...] = tuple(_EVIDENCE)
