"""Opening hours that are the same every week, taken apart for formats that only know weeks.

"Mo-Fr 10:00-12:00,13:45-16:00; PH off" is ten times a week, and not on public holidays. "Jul 15-Aug
15 off", "sunset" and comments are more than a week can say: for those there is no week, and only the
OSM string goes out. Half of somebody's hours would be a closed door for somebody else.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

DAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")

_DAY = "|".join(DAYS)
_DAY_LIST = rf"(?:{_DAY})(?:-(?:{_DAY}))?(?:\s*,\s*(?:{_DAY})(?:-(?:{_DAY}))?)*"
_TIME = r"(?:[01]\d|2[0-4]):[0-5]\d"
_RULE = re.compile(
    rf"(?P<days>{_DAY_LIST})?\s*(?P<what>off|closed|{_TIME}-{_TIME}(?:\s*,\s*{_TIME}-{_TIME})*)"
)
_HOLIDAYS = re.compile(r"PH\s+(?:off|closed)")
_LONGEST = 500


@dataclass(frozen=True, slots=True)
class Span:
    """From `opens` until `closes` on these days. `closes` before `opens` is on the next day."""

    days: tuple[str, ...]
    opens: str
    closes: str


@dataclass(frozen=True, slots=True)
class Week:
    """A whole week. `closed_on_holidays` is None when the hours do not mention public holidays."""

    spans: tuple[Span, ...]
    closed_on_holidays: bool | None

    def on(self, day: str) -> list[Span]:
        """What is open on one day, in order of time."""
        return sorted((s for s in self.spans if day in s.days), key=lambda span: span.opens)


def plain_week(hours: str | None) -> Week | None:
    """The week that an OSM string says, or None when a week cannot say all of it."""
    if not hours or len(hours) > _LONGEST:
        return None
    if hours.strip() == "24/7":
        return Week((Span(DAYS, "00:00", "24:00"),), closed_on_holidays=False)
    times: dict[str, list[tuple[str, str]]] = {day: [] for day in DAYS}
    rules: list[list[tuple[str, str]]] = []
    closed_on_holidays = None
    for rule in hours.rstrip("; ").split(";"):
        if _HOLIDAYS.fullmatch(rule.strip()):
            closed_on_holidays = True
            continue
        found = _RULE.fullmatch(rule.strip())
        spans = _spans(found["what"]) if found else None
        if found is None or spans is None:
            return None
        rules.append(spans)
        for day in _days(found["days"]):
            times[day] = spans  # a later rule of OSM replaces the day whole
    at_night = any(closes < opens for spans in rules for opens, closes in spans)
    if at_night and (len(rules) > 1 or len(rules[0]) > 1):
        return None  # readers differ on whether the next day's rule ends the night before
    grouped = tuple(_grouped(times))
    return Week(grouped, closed_on_holidays) if grouped else None


def _days(written: str | None) -> Iterator[str]:
    if not written:
        yield from DAYS
        return
    for part in written.split(","):
        first, _, last = part.strip().partition("-")
        start, end = DAYS.index(first), DAYS.index(last or first)
        for step in range((end - start) % 7 + 1):
            yield DAYS[(start + step) % 7]


def _spans(written: str) -> list[tuple[str, str]] | None:
    """The times of a day; None when two of them overlap or one has no length."""
    if written in ("off", "closed"):
        return []
    spans = sorted((part.strip()[:5], part.strip()[-5:]) for part in written.split(","))
    latest = "00:00"
    for opens, closes in spans:
        if opens == closes or max(opens, closes) > "24:00" or opens == "24:00" or opens < latest:
            return None
        latest = closes if closes > opens else "24:00"
    return spans


def _grouped(times: dict[str, list[tuple[str, str]]]) -> Iterator[Span]:
    """Days with the same time together, in the order of the week."""
    days_of: dict[tuple[str, str], list[str]] = {}
    for day in DAYS:
        for span in times[day]:
            days_of.setdefault(span, []).append(day)
    for (opens, closes), days in days_of.items():
        yield Span(tuple(days), opens, closes)
