"""Whether a place is open at a moment, from its OSM opening_hours string.

"Mo-Fr 09:00-12:00" in Antwerp at ten on a Tuesday is open until twelve; on Christmas day nobody can
say, because the string is silent about public holidays; and a place without hours is unknown, never
closed. Somebody may walk an hour for this answer, so doubt is always said as doubt.
"""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Literal
from zoneinfo import ZoneInfo

from opening_hours import OpeningHours, State
from opening_hours import ParserError as ParserError  # type: ignore[attr-defined]  # not in its stub

BRUSSELS = ZoneInfo("Europe/Brussels")
OpenNow = Literal["yes", "no", "unknown"]

OPEN_END_HOURS = 3
"""How long "09:00+" (open from nine, no end given) may be said to be open; after that, unknown."""

LONGEST_NIGHT = timedelta(hours=12)
"""Opening hours that run on longer after midnight are no night but another day."""

_LONGEST = 500
_QUOTED = re.compile(r'"[^"]*"')
_TIME = re.compile(r"\d{1,2}:\d{2}|sunrise|sunset|dawn|dusk", re.IGNORECASE)
_OPEN_END = re.compile(r"(\d{2}):(\d{2})(?:-(\d{2}:\d{2}))?\+")
_SHUT = re.compile(r"\b(off|closed)\s*$", re.IGNORECASE)
_SCHOOL_HOLIDAYS = re.compile(r"\bSH\b")
_PUBLIC_HOLIDAYS = re.compile(r"\bPH\b")
# Comments are in the language of whoever wrote the hours down.
_APPOINTMENT = re.compile(
    r"appointment|afspraak|rendez-?vous|\brdv\b|termin|\bcita\b|reservati|reserver", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class OpenState:
    """Open or not at one moment.

    `opens_at` is the next opening when closed, `closes_at` the end when open; both None when the
    hours do not say. `comment` is what the hours say besides times, in the words of the source.
    """

    open: OpenNow
    opens_at: datetime | None = None
    closes_at: datetime | None = None
    comment: str | None = None
    by_appointment: bool = False


UNKNOWN = OpenState("unknown")


def open_state(hours: str | None, at: datetime) -> OpenState:
    """Whether a place with these hours is open at a moment (a datetime with a time zone)."""
    if at.tzinfo is None:
        raise ValueError("the moment must have a time zone")
    schedule = _schedule(hours) if hours else None
    return schedule.at(at.astimezone(BRUSSELS)) if schedule else UNKNOWN


def is_valid(hours: str) -> bool:
    """Whether a string can be read as opening hours, with everything in it understood."""
    return _schedule(hours) is not None


def is_public_holiday(day: date) -> bool:
    """Whether a day is one of Belgium's public holidays."""
    return _HOLIDAYS.is_open(datetime(day.year, day.month, day.day, 12))  # noqa: DTZ001


def _read(hours: str) -> OpeningHours:
    # Local times without a zone go in and out: the library refuses 02:30 on the night it is skipped.
    return OpeningHours(
        hours, country="BE", auto_country=False, auto_timezone=False, max_interval_days=400
    )


_HOLIDAYS = _read("PH")


class _Schedule:
    """Hours that could be read, with the doubtful parts of the notation taken apart."""

    def __init__(self, hours: str) -> None:
        bare = _QUOTED.sub("", hours)
        self.always = hours.strip() == "24/7"
        self.says_holidays = self.always or bool(_PUBLIC_HOLIDAYS.search(bare))
        self.stated = _read(_OPEN_END.sub(_leave_open_end, hours))
        # Without the open ends, and closed on holidays that nobody wrote about.
        firm = _OPEN_END.sub(_close_open_end, hours)
        self.firm = _read(firm if self.says_holidays else f"{firm}; PH off")
        self.day_without_times = any(_has_no_times(rule) for rule in _rules(hours))
        self.closed_for_ever = all(_SHUT.search(rule) for rule in _rules(hours))

    def at(self, moment: datetime) -> OpenState:
        local = moment.replace(tzinfo=None)
        state, comment = self.stated.state(local)
        note = comment or None
        if note and _APPOINTMENT.search(note):
            return OpenState("unknown", comment=note, by_appointment=True)
        if state == State.CLOSED:
            return self._closed(local, moment, note)
        if state == State.UNKNOWN or self._whole_day_by_default(local):
            return OpenState("unknown", comment=note)
        closes = self._sure_end(local)
        if closes is None and self.firm.state(local)[0] != State.OPEN:
            return OpenState("unknown", comment=note)  # past a sure end, or a silent holiday
        if closes and self.stated.is_open(closes) and not is_public_holiday(closes):
            closes = None  # an open end: no source says when it closes
        return OpenState("yes", closes_at=_in_brussels(closes, moment), comment=note)

    def _sure_end(self, local: datetime) -> datetime | None:
        """When it closes; a night that began before a holiday lasts into that holiday."""
        began = local
        if self.firm.state(local)[0] != State.OPEN:
            began = local.replace(hour=0, minute=0, second=0, microsecond=0) - timedelta(minutes=1)
            if not self.firm.is_open(began):
                return None
        closes = self.firm.next_change(began)
        if closes and is_public_holiday(closes) and self.stated.is_open(closes):
            end = self.stated.next_change(began)
            if end and end - closes <= LONGEST_NIGHT and end > local:
                return end
        return closes if began == local else None

    def _closed(self, local: datetime, moment: datetime, note: str | None) -> OpenState:
        opens, comment = self._next_opening(local)
        if opens is None:
            # Hours that never come again (only for 2019, say) are outdated rather than closed.
            return OpenState("no", comment=note) if self.closed_for_ever else UNKNOWN
        by_appointment = bool(_APPOINTMENT.search(comment))
        if by_appointment or self._whole_day_by_default(opens):
            return OpenState("no", comment=note or comment or None, by_appointment=by_appointment)
        return OpenState("no", opens_at=_in_brussels(opens, moment), comment=note)

    def _next_opening(self, local: datetime) -> tuple[datetime | None, str]:
        """The next moment that somebody may come, passing by moments by appointment if it can."""
        first: tuple[datetime | None, str] = (None, "")
        for _ in range(20):
            change = self.firm.next_change(local)
            if change is None:
                break
            local = change
            state, comment = self.firm.state(change)
            if state != State.OPEN:
                continue
            if not _APPOINTMENT.search(comment):
                return change, comment
            first = first if first[0] else (change, comment)
        return first

    def _whole_day_by_default(self, local: datetime) -> bool:
        """ "Fr[-1]" names a day without times; that it is open at four at night is not stated."""
        if not self.day_without_times:
            return False
        midnight = local.replace(hour=0, minute=0, second=0, microsecond=0)
        end = self.stated.next_change(midnight)
        return self.stated.is_open(midnight) and (
            end is None or end - midnight >= timedelta(days=1)
        )


@lru_cache(maxsize=2048)
def _schedule(hours: str) -> _Schedule | None:
    """The schedule, or None when it cannot be trusted to have been read in full."""
    if len(hours) > _LONGEST or "||" in _QUOTED.sub("", hours):
        return None  # fallback rules: the library leaves them out without saying so
    if _SCHOOL_HOLIDAYS.search(_QUOTED.sub("", hours)):
        return None  # school holidays: the library reads them as ordinary days
    try:
        return _Schedule(hours)
    except (ParserError, ValueError, OverflowError):
        return None


def _rules(hours: str) -> list[str]:
    return [rule.strip() for rule in _QUOTED.sub("", hours).split(";")]


def _has_no_times(rule: str) -> bool:
    return not (_TIME.search(rule) or "24/7" in rule or _SHUT.search(rule))


def _leave_open_end(found: re.Match[str]) -> str:
    """ "09:00+" may last till midnight, "22:00+" till morning. The library forgets "12:00-14:00+"."""
    hour, minute, _ = found.groups()
    return f"{hour}:{minute}-{'24:00' if int(hour) < 18 else '30:00'}"


def _close_open_end(found: re.Match[str]) -> str:
    hour, minute, end = found.groups()
    return f"{hour}:{minute}-{end or f'{int(hour) + OPEN_END_HOURS:02}:{minute}'}"


def _in_brussels(local: datetime | None, after: datetime) -> datetime | None:
    """A local time of the schedule as a moment; in the hour that comes twice, the one still ahead."""
    if local is None:
        return None
    first = local.replace(tzinfo=BRUSSELS, fold=0)
    second = local.replace(tzinfo=BRUSSELS, fold=1)
    if first.utcoffset() == second.utcoffset():
        return first
    if _exists(first):
        return first if first.timestamp() > after.timestamp() else second
    return first.replace(hour=3, minute=0)  # the skipped hour: the clock jumps from 02:00 to 03:00


def _exists(moment: datetime) -> bool:
    back = datetime.fromtimestamp(moment.timestamp(), BRUSSELS)
    return back.replace(tzinfo=None) == moment.replace(tzinfo=None)
