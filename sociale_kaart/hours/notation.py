"""Opening hours as written, rewritten so that the library which reads them says what people mean.

The library (opening-hours-py) reads most of OpenStreetMap's notation right. What it reads otherwise
than a night shelter in Antwerp means it is rewritten here, or refused with `NotReadable`: school
holidays, "09:00+", what comes after "||", sunrise, holidays on weekdays only, and nights.
"""

import re
from collections.abc import Callable
from datetime import date
from itertools import pairwise

from sociale_kaart.hours.holidays import doubtful_days, school_holidays

OPEN_END_HOURS = 3
"""How long "09:00+" (open from nine, no end given) may be said to be open; after that, unknown."""

_QUOTED = re.compile(r'"[^"]*"')
_RULE = re.compile(r'(?:"[^"]*"|[^;"])+')
# A further rule ("…12:00, We 14:00-16:00") begins after a time or a state; "Mo, We" is only a list.
_FURTHER = re.compile(r'(:\d\d|off|closed|open|unknown|")\s*,\s+(?=[A-Za-z"]|\d{4}\b)')
_SUN = re.compile(r"sunrise|sunset|dawn|dusk", re.IGNORECASE)
_SHUT = re.compile(r"\b(?:off|closed)\s*$", re.IGNORECASE)
_STATE_WORD = re.compile(r"\b(?:open|off|closed|unknown)\b|24/7", re.IGNORECASE)
_OPEN_END = re.compile(r"(\d{1,2}):(\d{2})(?:\s*-\s*(\d{1,2}:\d{2}))?\+")
_TIME = re.compile(r"\d{1,2}:\d{2}")
_RANGE = r"\d{1,2}:\d{2}\s*-\s*\d{1,2}:\d{2}"
_RANGES = re.compile(rf"{_RANGE}(?:\s*,\s*{_RANGE})*")
_ENDS = re.compile(r"(\d{1,2}):(\d{2})\s*-\s*(\d{1,2}):(\d{2})")
_FALLBACK = re.compile(r'(?:unknown\s*)?"([^"]*)"|unknown', re.IGNORECASE)

_WEEKDAY = r"(?:Mo|Tu|We|Th|Fr|Sa|Su)"
_DAY = re.compile(rf"PH|SH|{_WEEKDAY}(?:-{_WEEKDAY})?(?:\[[-\d,]+\])?")
_DAYS = re.compile(rf'\s*(?:{_DAY.pattern})(?:\s*,\s*(?:{_DAY.pattern}))*(?=[\s"]|$)')
_HOLIDAYS_ON_WEEKDAYS = re.compile(rf"\bPH\s+{_WEEKDAY}|(?:{_WEEKDAY}|\])\s+PH\b")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_SINGLE_DAY = rf"(?:(?:\d{{4}} )?(?:{'|'.join(_MONTHS)}) \d{{1,2}}|easter(?: [-+]\d+ days?)?)"
_SINGLE_DAYS = re.compile(rf"{_SINGLE_DAY}(?:\s*,\s*{_SINGLE_DAY})*(?:\s+\D|\s+\d\d?:|$)")


class NotReadable(ValueError):
    """Hours that may be right, but of which we cannot be sure to understand everything."""


def bare(hours: str) -> str:
    """The hours without the comments in them."""
    return _QUOTED.sub("", hours)


def rules(hours: str) -> list[str]:
    """The rules of hours, of which a later one goes before an earlier one."""
    return [rule.strip() for rule in _RULE.findall(hours)]


def is_shut(rule: str) -> bool:
    return bool(_SHUT.search(bare(rule)))


def is_always_shut(hours: str) -> bool:
    """Whether nothing in the hours opens anything: "off", "Jul 15-Aug 15 off"."""
    return all(is_shut(part) for rule in rules(hours) for part in _parts(rule))


def has_no_times(rule: str) -> bool:
    """ "Fr[-1]" names a day and no hours."""
    return not (_TIME.search(bare(rule)) or "24/7" in bare(rule) or is_shut(rule))


def without_fallback(hours: str) -> tuple[str, str | None]:
    """The hours, and what is said for all other times: 'Mo 09:00-12:00 || "op afspraak"'.

    The library leaves out what comes after "||"; further hours there are not readable.
    """
    if "||" not in bare(hours):
        return hours, None
    main, *others = re.split(r'\|\|(?=(?:[^"]*"[^"]*")*[^"]*$)', hours)
    said = _FALLBACK.fullmatch(others[0].strip()) if len(others) == 1 else None
    if said is None:
        raise NotReadable("hours after ||")
    return main.strip(), said[1] or ""


def refuse_what_is_misread(hours: str) -> None:
    """Raises for what the library reads as something else, and we cannot write in another way."""
    written = bare(hours)
    if _SUN.search(written):
        raise NotReadable("the library takes the sun to set at 19:00 all year")
    if _HOLIDAYS_ON_WEEKDAYS.search(written):
        raise NotReadable("the library adds up holidays and weekdays")


def shut_on_silent_holidays(hours: str) -> str:
    """The hours, shut on public holidays of which they say nothing.

    "Mo-Fr 09:00-12:00; Dec 25 10:00-11:00" does say something about Christmas.
    """
    general = rules(hours)
    single: list[str] = []
    while general and _SINGLE_DAYS.match(general[-1]):
        single.insert(0, general.pop())
    return "; ".join([*general, "PH off", *single])


# Without an end: "09:00+"


def has_open_end(hours: str) -> bool:
    return bool(_OPEN_END.search(bare(hours)))


def leave_open_ends(hours: str) -> str:
    """ "09:00+" may last till midnight, "22:00+" till morning. The library forgets "12:00-14:00+"."""

    def longest(found: re.Match[str]) -> str:
        hour, minute, _ = found.groups()
        return f"{int(hour):02}:{minute}-{'24:00' if int(hour) < 18 else '30:00'}"

    return _outside_comments(_OPEN_END, longest, hours)


def close_open_ends(hours: str) -> str:
    """The same for the time that is sure."""

    def sure(found: re.Match[str]) -> str:
        hour, minute, end = found.groups()
        return f"{int(hour):02}:{minute}-{end or f'{int(hour) + OPEN_END_HOURS:02}:{minute}'}"

    return _outside_comments(_OPEN_END, sure, hours)


# School holidays


def with_school_dates(hours: str) -> str:
    """The hours with school holidays as dates: "SH off" becomes "2026 Nov 02-2026 Nov 08,… off"."""
    dates = ",".join(f"{_written(first)}-{_written(last)}" for first, last in school_holidays())
    return "; ".join(_with_dates(rule, dates) for rule in rules(hours))


def without_doubtful_days(hours: str) -> str:
    return f"{hours}; {','.join(_written(day) for day in sorted(doubtful_days()))} off"


def _with_dates(rule: str, dates: str) -> str:
    if "SH" not in bare(rule):
        return rule
    head = _DAYS.match(rule)
    rest = rule[head.end() :] if head else rule
    if head is None or "SH" in bare(rest):
        raise NotReadable("school holidays in a place we do not know")
    others = [day for day in _DAY.findall(head[0]) if day != "SH"]
    if not others:
        return f"{dates}{rest}"
    if re.match(rf"\s+{_WEEKDAY}", rest):
        raise NotReadable("holidays of several kinds on weekdays only")
    return f"{','.join(others)}{rest}; {dates}{rest}"


def _written(day: date) -> str:
    return f"{day.year} {_MONTHS[day.month - 1]} {day.day:02}"


# Nights


def has_nights(hours: str) -> bool:
    """Whether some hours go on after midnight, in a way that can be taken apart."""
    found = [part for rule in rules(hours) for part in _parts(rule)]
    if any(len(_RANGES.findall(bare(part))) > 1 for part in found):
        raise NotReadable("one rule with hours in several places")
    # "Sa 00:00-03:00 off" is how one writes that a night ends early: then nothing needs rewriting.
    if any(is_shut(part) and _RANGES.search(bare(part)) for part in found):
        return False
    return any(_tails(ranges) for part in found for ranges in _RANGES.findall(bare(part)))


def evenings(hours: str) -> str:
    """Every night up to midnight: "Fr 22:00-02:00" becomes "Fr 22:00-24:00"."""
    return _outside_comments(_ENDS, _evening, hours)


def mornings(hours: str) -> str:
    """The rest of every night, on the day it began: "Fr 22:00-02:00" becomes "Fr 00:00-02:00".

    Days without a night are shut, so that a later rule still goes before an earlier one.
    """
    return "; ".join(filter(None, (_morning(rule) for rule in rules(hours))))


def _morning(rule: str) -> str:
    first, *further = _parts(rule)
    kept = [_tail_of(first) or _shut(first)]
    kept += [_tail_of(part) or (_shut(part) if is_shut(part) else "") for part in further]
    return ", ".join(filter(None, kept))


def _tail_of(part: str) -> str:
    """The part with only the hours after midnight; empty when it has none."""
    if not any(_tails(ranges) for ranges in _RANGES.findall(bare(part))):
        return ""
    return _outside_comments(_RANGES, lambda found: ",".join(_tails(found[0])), part)


def _shut(part: str) -> str:
    days = _STATE_WORD.sub("", _RANGES.sub("", bare(part))).strip()
    return f"{days} off".strip()


def _tails(ranges: str) -> list[str]:
    found = (_minutes(ends) for ends in _ENDS.finditer(ranges))
    return [f"00:00-{_clock(end - 1440)}" for _, end in found if end > 1440]


def _evening(found: re.Match[str]) -> str:
    begin, end = _minutes(found)
    return f"{_clock(begin)}-{_clock(min(end, 1440))}"


def _minutes(found: re.Match[str]) -> tuple[int, int]:
    """Begin and end in minutes from midnight; 22:00-02:00 ends at 26:00."""
    hour, minute, end_hour, end_minute = (int(part) for part in found.groups()[-4:])
    begin, end = hour * 60 + minute, end_hour * 60 + end_minute
    return begin, end if end > begin else end + 1440


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}"


def _parts(rule: str) -> list[str]:
    """A rule and the further rules that add to it; commas in comments do not count."""
    hidden = _QUOTED.sub(lambda found: f'"{"·" * (len(found[0]) - 2)}"', rule)
    cuts = [0, *(found.end() for found in _FURTHER.finditer(hidden)), len(rule)]
    return [rule[a:b].strip().rstrip(",").strip() for a, b in pairwise(cuts)]


def _outside_comments(
    pattern: re.Pattern[str], change: Callable[[re.Match[str]], str], hours: str
) -> str:
    """The hours with each match changed, and the comments as they stand."""
    pieces = re.split(r'("[^"]*")', hours)
    return "".join(
        piece if piece.startswith('"') else pattern.sub(change, piece) for piece in pieces
    )
