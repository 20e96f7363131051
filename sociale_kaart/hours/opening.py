"""The whole answer to "is it open?" for one place: its hours, and what holds for a while.

A shelter with hours "Mo-Su 20:00-08:00" and a notice "closed until Friday 27 November" opens on
Saturday; a day centre that is full stays open, but that is said. Hours by appointment and by phone
are answered beside those for walking in, so a shut door never hides a telephone that is answered.
"""

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from datetime import date, datetime, timedelta
from typing import Any

from sociale_kaart.hours.schedule import BRUSSELS, UNKNOWN, OpenState, is_valid, open_state
from sociale_kaart.model import Notice, Place

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Opening(OpenState):
    """Whether one can walk in at a moment, and all that belongs to that answer.

    `appointment` and `phone` are the same for those hours; None when the place states none.
    `closed_until` is the last day of a closure in force; `full`: open or not, there is no room now.
    `notices` are those in force, the one that ends first in front.
    """

    appointment: OpenState | None = None
    phone: OpenState | None = None
    closed_until: date | None = None
    full: bool = False
    notices: tuple[Notice, ...] = ()

    def as_params(self) -> dict[str, Any]:
        """Plain JSON for a **result** of docs/architecture.md; moments are ISO 8601 with offset."""
        return {
            **_as_params(self),
            "appointment_hours": _as_params(self.appointment) if self.appointment else None,
            "phone_hours": _as_params(self.phone) if self.phone else None,
            "closed_until": self.closed_until.isoformat() if self.closed_until else None,
            "full": self.full,
            "notices": [
                {"kind": notice.kind, "until": notice.until, "text": notice.text}
                for notice in self.notices
            ],
        }


def opening_of(place: Place, at: datetime) -> Opening:
    """The whole answer for a place at a moment (a datetime with a time zone).

    Outside the days for which the record holds nothing is known. A closure goes before the hours; a
    notice that the hours are different makes them unknown, since it says so in words only.
    """
    state = open_state(place.opening_hours, at)
    if not (
        place.notices
        or place.appointment_hours
        or place.phone_hours
        or place.valid_from
        or place.valid_to
        or place.capacity
    ):
        return _opening(state)
    today = _day_of(at)
    if run_out(place, at):
        return Opening("unknown")
    appointment = _hours_of(place.appointment_hours, at, "appointment")
    phone = _hours_of(place.phone_hours, at, "phone")
    in_force = notices_in_force(place, at)
    closures = [item for item in place.notices if item.kind == "closed"]
    opening = replace(
        _opening(_beside_notices(place, state, at, today)),
        appointment=appointment,
        phone=phone,
        closed_until=_end_of_closure(closures, today),
        full=place.capacity == "full" or any(item.kind == "full" for item in in_force),
        notices=tuple(sorted(in_force, key=lambda item: item.until)),
    )
    return _other_ways(place, _while_closed(opening) if opening.closed_until else opening)


def notices_in_force(place: Place, at: datetime) -> tuple[Notice, ...]:
    """The notices of the day it is in Brussels."""
    if not place.notices:
        return ()
    today = _day_of(at)
    return tuple(notice for notice in place.notices if _covers(notice, today))


def run_out(place: Place, at: datetime) -> bool:
    """Whether the record does not hold on the day it is in Brussels."""
    if place.valid_from is None and place.valid_to is None:
        return False
    today = _day_of(at)
    return not (place.valid_from or today) <= today <= (place.valid_to or today)


def _opening(state: OpenState) -> Opening:
    return Opening(**{field.name: getattr(state, field.name) for field in fields(OpenState)})


def _hours_of(hours: str | None, at: datetime, kind: Any) -> OpenState | None:
    return open_state(hours, at, kind) if hours else None


def _other_ways(place: Place, opening: Opening) -> Opening:
    """Says that one can come by appointment or call, where the door itself is shut or not stated."""
    if opening.open == "yes":
        return opening
    by_appointment = opening.appointment is not None and (
        opening.appointment.open == "yes"
        if place.opening_hours
        else is_valid(place.appointment_hours or "")
    )
    by_phone = opening.open == "no" and opening.phone is not None and opening.phone.open == "yes"
    return replace(
        opening,
        by_appointment=opening.by_appointment or (by_appointment and not opening.closed_until),
        by_phone=opening.by_phone or by_phone,
    )


# Closures and other notices


def _beside_notices(place: Place, state: OpenState, at: datetime, today: str) -> OpenState:
    """The hours as the notices leave them."""
    closures = [item for item in place.notices if item.kind == "closed"]
    if any(_covers(item, today) for item in closures):
        return OpenState("no", opens_at=_opens(place, at, closures))
    if any(item.kind == "hours" and _covers(item, today) for item in place.notices):
        return replace(UNKNOWN, comment=state.comment)
    if state.open == "no" and state.opens_at:
        return replace(state, opens_at=_opens(place, at, closures))
    if state.open == "yes" and (begins := _next_closure(closures, at, state.closes_at)):
        return replace(state, closes_at=begins)
    return state


def _opens(place: Place, at: datetime, closures: Sequence[Notice]) -> datetime | None:
    """The first opening outside all closures, on a day for which the hours are known to hold."""
    moment = at
    for _ in range(len(closures) + 1):
        closed = _end_of_closure(closures, _day_of(moment))
        if closed:
            moment = _midnight(closed + _DAY)
        state = open_state(place.opening_hours, moment)
        opens = moment if state.open == "yes" else state.opens_at
        if opens is None:
            return None
        day = _day_of(opens)
        if not any(_covers(item, day) for item in closures):
            uncertain = any(item.kind == "hours" and _covers(item, day) for item in place.notices)
            return None if uncertain or day > (place.valid_to or day) else opens
        moment = opens
    return None


def _next_closure(
    closures: Sequence[Notice], at: datetime, closes_at: datetime | None
) -> datetime | None:
    """When a closure ends the hours that are running; looked for one day ahead."""
    latest = closes_at or at + _DAY
    begins = [_midnight(date.fromisoformat(item.since)) for item in closures if item.since]
    return min((begin for begin in begins if at < begin < latest), default=None)


def _while_closed(opening: Opening) -> Opening:
    """Nobody comes by appointment to a closed place; whether its telephone is answered is unknown."""
    phone = opening.phone
    return replace(
        opening,
        appointment=OpenState("no") if opening.appointment else None,
        phone=UNKNOWN if phone and phone.open == "yes" else phone,
    )


def _end_of_closure(closures: Sequence[Notice], day: str) -> date | None:
    """The last day of the closures that follow on each other from this day; None when it is open."""
    end: date | None = None
    for _ in closures:
        until = max((item.until for item in closures if _covers(item, day)), default=None)
        if until is None:
            break
        end = date.fromisoformat(until)
        day = (end + _DAY).isoformat()
    return end


def _covers(notice: Notice, day: str) -> bool:
    return (notice.since or day) <= day <= notice.until


def _day_of(moment: datetime) -> str:
    return moment.astimezone(BRUSSELS).date().isoformat()


def _midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=BRUSSELS)


def _as_params(state: OpenState) -> dict[str, Any]:
    return {
        "open": state.open,
        "opens_at": _iso(state.opens_at),
        "closes_at": _iso(state.closes_at),
        "open_since": _iso(state.open_since),
        "hours_comment": state.comment,
        "by_appointment": state.by_appointment,
        "by_phone": state.by_phone,
    }


def _iso(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None
