"""Whether the hours of one OSM opening_hours string are running at a moment.

"Mo-Fr 20:00-08:00; Sa-Su 20:00-10:00" on Saturday at one at night is open until eight: the night
began on Friday. Moments are worked out in the local time of Brussels, so both clock changes are
right; doubt, such as a holiday that nobody wrote about, is "unknown" and never "no".
"""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Literal
from zoneinfo import ZoneInfo

from opening_hours import OpeningHours, ParserError, State  # type: ignore[attr-defined]

from sociale_kaart.hours import notation
from sociale_kaart.hours.holidays import is_school_holiday, known_school_years

BRUSSELS = ZoneInfo("Europe/Brussels")
OpenNow = Literal["yes", "no", "unknown"]
Kind = Literal["open", "appointment", "phone"]
"""What hours are for: walking in, coming by appointment, or calling."""

LONGEST = 1000
"""Characters; longer hours are no hours. The same as a record accepts."""

_DAY = timedelta(days=1)
_MOST_CHANGES = 20
"""How many changes ahead are looked at before the answer is "not known"."""
_REMEMBERED = 4096
_PUBLIC_HOLIDAYS = re.compile(r"\bPH\b")
# Comments are in the language of whoever wrote the hours down.
_APPOINTMENT = re.compile(
    r"appointment|afspraak|rendez-?vous|\brdv\b|termin|\bcita\b|reservati|reserver", re.IGNORECASE
)
_PHONE = re.compile(r"telefonisch|by (?:tele)?phone|phone only|par t[ée]l[ée]phone", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class OpenState:
    """Open or not at one moment.

    `opens_at` is the next opening when closed, `closes_at` the end when open; both None when the
    hours do not say. `open_since` is set when it opened at that time and no end is given ("09:00+").
    `comment` is what the hours say besides times, in the words of the source. `by_appointment` and
    `by_phone`: walking in is not stated or not possible, coming in that way is.
    """

    open: OpenNow
    opens_at: datetime | None = None
    closes_at: datetime | None = None
    comment: str | None = None
    by_appointment: bool = False
    by_phone: bool = False
    open_since: datetime | None = None


UNKNOWN = OpenState("unknown")


def open_state(hours: str | None, at: datetime, kind: Kind = "open") -> OpenState:
    """Whether a place with these hours is open at a moment (a datetime with a time zone).

    With `kind` "appointment" or "phone" they are the hours for that: a comment "op afspraak" then
    takes nothing away. Hours that cannot be read are unknown.
    """
    if at.tzinfo is None:
        raise ValueError("the moment must have a time zone")
    return _state_in_minute(hours, int(at.timestamp() // 60), kind) if hours else UNKNOWN


def is_valid(hours: str) -> bool:
    """Whether a string can be read as opening hours, with everything in it understood."""
    return _schedule(hours) is not None


@lru_cache(maxsize=_REMEMBERED)
def _state_in_minute(hours: str, minute: int, kind: Kind) -> OpenState:
    # Many places share their hours, and nothing opens or closes in the middle of a minute.
    schedule = _schedule(hours)
    if schedule is None:
        return UNKNOWN
    return schedule.at(datetime.fromtimestamp(minute * 60, BRUSSELS), kind)


@lru_cache(maxsize=_REMEMBERED)
def _schedule(hours: str) -> "_Schedule | None":
    """The schedule, or None when it cannot be trusted to have been read in full."""
    if len(hours) > LONGEST:
        return None
    try:
        return _Schedule(hours)
    except (ParserError, ValueError, OverflowError):
        return None


class _Schedule:
    """Hours that could be read, with the doubtful parts of the notation taken apart."""

    def __init__(self, written: str) -> None:
        hours, self.otherwise = notation.without_fallback(written)
        notation.refuse_what_is_misread(hours)
        _read(written)  # what is not right as it was written is not right after rewriting either
        self.follows_schools = "SH" in notation.bare(hours)
        if self.follows_schools:
            hours = notation.with_school_dates(hours)
        self.has_open_end = notation.has_open_end(hours)
        self.stated = _times(notation.leave_open_ends(hours))
        self.firm = _times(self._sure_part(hours))
        self.day_without_times = any(map(notation.has_no_times, notation.rules(hours)))
        self.closed_for_ever = notation.is_always_shut(hours)
        self._over = datetime.min  # noqa: DTZ901

    def _sure_part(self, hours: str) -> str:
        """The hours without open ends, and closed on holidays that nobody wrote about."""
        sure = notation.close_open_ends(hours)
        if self.follows_schools:
            sure = notation.without_doubtful_days(sure)
        always = hours.strip() == "24/7"
        says_holidays = always or _PUBLIC_HOLIDAYS.search(notation.bare(hours))
        return sure if says_holidays else notation.shut_on_silent_holidays(sure)

    def at(self, moment: datetime, kind: Kind) -> OpenState:
        local = moment.replace(tzinfo=None)
        if self.follows_schools and is_school_holiday(local.date()) is None:
            return UNKNOWN
        state, note = self.stated.state(local)
        if state == State.CLOSED and self.otherwise is not None:
            state, note = State.UNKNOWN, self.otherwise
        if _other_way(note, kind):
            return _only_that_way("unknown", note, note)
        if state == State.CLOSED:
            return self._closed(local, moment, kind, note or None)
        if state == State.UNKNOWN or self._whole_day_by_default(local):
            return OpenState("unknown", comment=note or None)
        return self._open(local, moment, note or None)

    def _open(self, local: datetime, moment: datetime, note: str | None) -> OpenState:
        since = self._open_since(local) if self.has_open_end else None
        if self.firm.state(local)[0] != State.OPEN:
            # Past a sure end, or on a holiday that nobody wrote about.
            return OpenState("unknown", comment=note, open_since=since)
        closes = self.firm.next_change(local)
        if closes is None or self.stated.is_open(closes):
            # No source says when it closes, or a holiday begins and nobody knows what then.
            return OpenState("yes", comment=note, open_since=since)
        return OpenState("yes", closes_at=_in_brussels(closes, moment), comment=note)

    def _closed(self, local: datetime, moment: datetime, kind: Kind, note: str | None) -> OpenState:
        if self.closed_for_ever:
            return OpenState("no", comment=note)
        change = self._next_change(local)
        if change is None and not self.follows_schools:
            return UNKNOWN  # hours for 2019, say, are outdated rather than closed
        opens, comment = self._next_opening(change, kind)
        if opens is None:
            return OpenState("no", comment=note)
        if _other_way(comment, kind):
            return _only_that_way("no", note or comment, comment)
        if self._whole_day_by_default(opens):
            return OpenState("no", comment=note)
        return OpenState("no", opens_at=_in_brussels(opens, moment), comment=note)

    def _next_change(self, local: datetime) -> datetime | None:
        """The next change of the hours; that there is none takes long to find, so only once a day."""
        if self._over <= local < self._over + _DAY:
            return None
        change = self.firm.next_change(local)
        if change is None:
            self._over = local
        return change

    def _next_opening(self, change: datetime | None, kind: Kind) -> tuple[datetime | None, str]:
        """The first opening of this kind from a change on, else of another kind, with its comment."""
        other: tuple[datetime | None, str] = (None, "")
        for _ in range(_MOST_CHANGES):
            if change is None or (self.follows_schools and change.date() > known_school_years()[1]):
                break
            local = change if _exists(change) else change.replace(hour=3, minute=0)
            state, comment = self.firm.state(local)
            # Not open also happens to hours that fall whole in the hour that is skipped.
            if state == State.OPEN and not _other_way(comment, kind):
                return local, comment
            if state == State.OPEN and other[0] is None:
                other = local, comment
            change = self.firm.next_change(local)
        return other

    def _open_since(self, local: datetime) -> datetime | None:
        """When the hours that are running began; None when even that is not sure."""
        began = local.replace(hour=0, minute=0) - _DAY  # open ends last less than two days
        while (change := self.stated.next_change(began)) and change <= local:
            began = change
        return _in_brussels(began, None) if self.firm.is_open(began) else None

    def _whole_day_by_default(self, local: datetime) -> bool:
        """ "Fr[-1]" names a day without times; that it is open at four at night is not stated."""
        if not self.day_without_times:
            return False
        midnight = local.replace(hour=0, minute=0, second=0, microsecond=0)
        end = self.stated.next_change(midnight)
        return self.stated.is_open(midnight) and (end is None or end - midnight >= _DAY)


# Reading a string with the library


def _read(hours: str) -> OpeningHours:
    # Local times without a zone go in and out: the library refuses 02:30 on the night it is skipped.
    return OpeningHours(
        hours, country="BE", auto_country=False, auto_timezone=False, max_interval_days=400
    )


def _times(hours: str) -> "OpeningHours | _Nights":
    if not notation.has_nights(hours):
        return _read(hours)
    return _Nights(_read(notation.evenings(hours)), _read(notation.mornings(hours)))


class _Nights:
    """Hours that go on after midnight, answering as the library does.

    The library ends a night at midnight when another rule is about the next day: with "Mo-Fr
    20:00-08:00; Sa-Su 20:00-10:00" it puts everybody on the street on Friday at midnight. Here the
    hours before midnight are looked up on the day itself, and those after it on the day before.
    """

    def __init__(self, evenings: OpeningHours, mornings: OpeningHours) -> None:
        self._evenings, self._mornings = evenings, mornings

    def state(self, local: datetime) -> tuple[State, str]:
        today = self._evenings.state(local)
        return today if today[0] != State.CLOSED else self._mornings.state(local - _DAY)

    def is_open(self, local: datetime) -> bool:
        return self.state(local)[0] == State.OPEN

    def next_change(self, local: datetime) -> datetime | None:
        before = self.state(local)
        for _ in range(_MOST_CHANGES):
            evening, morning = (
                self._evenings.next_change(local),
                self._mornings.next_change(local - _DAY),
            )
            changes = [evening] if evening else []
            changes += [morning + _DAY] if morning else []
            if not changes:
                return None
            local = min(changes)
            if self.state(local) != before:
                return local
        return None


def _only_by(comment: str) -> Kind | None:
    """The way to come that a comment leaves: "op afspraak" is by appointment only."""
    if not comment:
        return None
    if _APPOINTMENT.search(comment):
        return "appointment"
    return "phone" if _PHONE.search(comment) else None


def _only_that_way(answer: OpenNow, said: str, comment: str) -> OpenState:
    way = _only_by(comment)
    return OpenState(
        answer, comment=said, by_appointment=way == "appointment", by_phone=way == "phone"
    )


def _other_way(comment: str, kind: Kind) -> bool:
    return _only_by(comment) not in (None, kind)


# Local times and moments


_CHANGING_HOUR = 2
"""The hour that is skipped in March and comes twice in October."""


def _in_brussels(local: datetime, after: datetime | None) -> datetime:
    """A local time of the schedule as a moment; in the hour that comes twice, the one still ahead."""
    first = local.replace(tzinfo=BRUSSELS, fold=0)
    if local.hour != _CHANGING_HOUR:
        return first
    if not _exists(local):
        return first.replace(hour=3, minute=0)  # the clock jumps from 02:00 to 03:00
    passed = after is not None and first.timestamp() <= after.timestamp()
    second = local.replace(tzinfo=BRUSSELS, fold=1)
    return second if passed and first.utcoffset() != second.utcoffset() else first


def _exists(local: datetime) -> bool:
    """Whether the clock shows this time that day: 02:30 is skipped on 28 March 2027."""
    if local.hour != _CHANGING_HOUR:
        return True
    moment = local.replace(tzinfo=BRUSSELS)
    return datetime.fromtimestamp(moment.timestamp(), BRUSSELS).replace(tzinfo=None) == local
