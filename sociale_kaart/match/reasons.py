"""Why a place is shown, as kinds with figures; the words are in the locales.

An Arabic reader gets `language` for a place where Arabic is spoken now, and `language_at` with
Thursday one o'clock for a place where it is spoken on Thursday afternoon only.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from sociale_kaart.hours import Opening, open_state
from sociale_kaart.match.criteria import MAIN_ENOUGH, Facts, opens_soon, spoken_now
from sociale_kaart.match.eligibility import welcomes_without_papers
from sociale_kaart.model import LanguageSpoken

ReasonKind = Literal[
    "need",
    "near",
    "open_now",
    "opens_soon",
    "free",
    "no_appointment",
    "no_papers",
    "language",
    "language_at",
    "language_sometimes",
    "interpreter",
    "unconditional",
    "low_threshold",
    "wheelchair",
    "citywide",
]

NEAR_M = 2_500
"""Still called near: about forty minutes on foot, or one tram."""


@dataclass(frozen=True, slots=True)
class Reason:
    """A reason that can be told, with its figures."""

    kind: ReasonKind
    params: dict[str, Any]


def reasons(facts: Facts) -> tuple[Reason, ...]:
    """The reasons of one place, the weightiest first."""
    return tuple(
        [*_where(facts), *_when(facts.opening, facts.wish.at), *_language(facts), *_door(facts)]
    )


def _where(facts: Facts) -> Iterator[Reason]:
    wish = facts.wish
    if wish.need and facts.fit >= MAIN_ENOUGH:
        yield Reason("need", {"need": wish.need})
    if facts.way is not None and facts.way <= NEAR_M and facts.exact:
        yield Reason("near", {"near": wish.near_label})
    if facts.place.scope != "place":
        yield Reason("citywide", {})


def _when(state: Opening, at: datetime) -> Iterator[Reason]:
    if state.open == "yes":
        yield Reason("open_now", {"closes_at": _iso(state.closes_at)})
    elif opens_soon(state, at):
        yield Reason("opens_soon", {"opens_at": _iso(state.opens_at)})


def _language(facts: Facts) -> Iterator[Reason]:
    code = facts.wish.language
    if code == "nl":
        return
    for language in facts.place.spoken:
        if language.code == code:
            yield _spoken(language, facts.wish.at)
            return


def _spoken(language: LanguageSpoken, at: datetime) -> Reason:
    params: dict[str, Any] = {"language": language.code}
    now = spoken_now(language, at)
    if now is None:
        return Reason("language_sometimes", params)
    if not now:
        begins = open_state(language.hours, at).opens_at
        if begins is None:
            return Reason("language_sometimes", params)
        return Reason("language_at", params | {"from": begins.isoformat()})
    return Reason("interpreter" if language.interpreter else "language", params)


def _door(facts: Facts) -> Iterator[Reason]:
    place = facts.place
    if place.cost.kind == "free":
        yield Reason("free", {})
    if place.access.unconditional:
        yield Reason("unconditional", {})
    if place.appointment_required is False:
        yield Reason("no_appointment", {})
    if welcomes_without_papers(place):
        yield Reason("no_papers", {})
    if place.access.low_threshold:
        yield Reason("low_threshold", {})
    if facts.wish.told.wheelchair and place.accessibility.wheelchair == "yes":
        yield Reason("wheelchair", {})


def _iso(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None
