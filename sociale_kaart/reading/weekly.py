"""Turns HSDS schedules into one OSM opening_hours string, where they say exactly that.

Rows "MO,TU 09:00-12:00" and "TU 13:00-16:00" of a welcome desk become "Mo 09:00-12:00; Tu
09:00-12:00,13:00-16:00". A row that says more (every second week, until June, by appointment) makes
the whole a note for people to read: a door that is closed is worse than hours that are not known.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sociale_kaart.hours import is_valid
from sociale_kaart.model import LONGEST_TEXT
from sociale_kaart.reading.values import number, text

DAYS = {"MO": "Mo", "TU": "Tu", "WE": "We", "TH": "Th", "FR": "Fr", "SA": "Sa", "SU": "Su"}
_OF_A_PERIOD = ("count", "byweekno", "bymonthday", "byyearday", "bymonth", "bysetpos")
_TIME = re.compile(r"([01]\d|2[0-3]):([0-5]\d)(?::00(?:\.0+)?)?")
_MOST_ROWS = 200
_LONGEST_REMARK = 1000
# Words in a remark that take back what the times say.
_DOUBT = re.compile(
    r"appointment|afspraak|rendez|\brdv\b|book|reserv|term\b|terms\b|school|holiday|vakantie|"
    r"verlof|vacance|first|second|third|fourth|last|eerste|tweede|laatste|odd|even\b|oneven|"
    r"fortnight|alternate|other week|weken|except|behalve|uitgezonderd|sauf|summer|winter|zomer|"
    r"\bonly\b|enkel|alleen|seulement|by phone|telefonisch|\bnot\b|niet|closed|gesloten|may vary",
    re.IGNORECASE,
)
_ON_HOLIDAYS = re.compile(
    r"[^.;]*\b(?:not (?:available|open)|closed|niet open|gesloten)\b[^.;]*\b(?:public|bank|"
    r"feestdag)\w*(?: holidays?)?\.?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Week:
    """Hours as an OSM string (None: not surely known) and what the schedules say besides."""

    hours: str | None
    note: str | None


NOTHING = Week(None, None)


def week(schedules: Sequence[Mapping[str, Any]], today: date) -> Week:
    """The hours in these rows. An OSM string in a row's description counts as it stands."""
    stated = [found for row in schedules if (found := osm_hours(text(row.get("description"))))]
    remarks = (_remarks(schedules, stated) or "")[:LONGEST_TEXT] or None
    if len(set(stated)) == 1:
        return Week(stated[0], remarks)
    if stated:
        return Week(None, " | ".join(filter(None, [*stated, remarks])))
    timed = [row for row in schedules if _has_times(row)]
    if not timed or len(timed) > _MOST_ROWS:
        return Week(None, remarks)
    slots = [_slots(row, today) for row in timed]
    plain = [slot for slot in slots if slot is not None]
    hours = _string([part for slot in plain for part in slot]) if len(plain) == len(timed) else None
    if hours is None or _doubtful(remarks):
        rows = "; ".join(filter(None, (_written(row) for row in timed)))
        return Week(None, " | ".join(part for part in (rows, remarks) if part) or None)
    closed = "; PH off" if remarks and _ON_HOLIDAYS.search(remarks) else ""
    return Week(hours + closed, remarks)


def osm_hours(written: str | None) -> str | None:
    """The OSM string that a description is, or begins with before " | "; None when it is prose."""
    first = (written or "").split(" | ")[0].strip()
    has_times = re.search(r"\d\d:\d\d|\b24/7\b|\boff\b", first)
    return first if first and has_times and is_valid(first) else None


def _remarks(schedules: Sequence[Mapping[str, Any]], stated: list[str]) -> str | None:
    found: dict[str, None] = {}
    for row in schedules[:_MOST_ROWS]:
        for key in ("description", "notes", "attending_type"):
            for remark in (text(row.get(key)) or "")[:_LONGEST_REMARK].split(" | "):
                if remark.strip() and remark.strip() not in stated:
                    found[remark.strip()] = None
    return " | ".join(found) or None


def _doubtful(remarks: str | None) -> bool:
    return bool(remarks and _DOUBT.search(_ON_HOLIDAYS.sub("", remarks)))


def _has_times(row: Mapping[str, Any]) -> bool:
    return any(row.get(key) not in (None, "") for key in ("opens_at", "closes_at", "byday", "freq"))


def _slots(row: Mapping[str, Any], today: date) -> list[tuple[int, str, str]] | None:
    """(day, opens, closes) for a row that holds every week from now on; None for any other."""
    if any(row.get(key) not in (None, "") for key in _OF_A_PERIOD):
        return None
    if (text(row.get("freq")) or "WEEKLY").upper() != "WEEKLY" or not _endless(row, today):
        return None
    if row.get("interval") not in (None, "") and number(row.get("interval")) != 1:
        return None
    opens, closes = _clock(row.get("opens_at")), _clock(row.get("closes_at"))
    days = [day.strip() for day in (text(row.get("byday")) or "").upper().split(",")]
    if opens is None or closes is None or opens == closes or not all(day in DAYS for day in days):
        return None
    return [(list(DAYS).index(day), opens, closes) for day in dict.fromkeys(days)]


def _endless(row: Mapping[str, Any], today: date) -> bool:
    """Whether a row holds today and has no last day."""
    if any(row.get(key) not in (None, "") for key in ("valid_to", "until")):
        return False
    for key in ("valid_from", "dtstart"):
        if row.get(key) in (None, ""):
            continue
        try:
            begins = date.fromisoformat((text(row.get(key)) or "")[:10])
        except ValueError:
            return False
        if begins > today:
            return False
    return True


def _clock(value: object) -> str | None:
    """ "09:00:00" as "09:00". A time in another zone ("09:00Z") is not what hangs on the door."""
    match = _TIME.fullmatch(text(value) or "")
    return f"{match[1]}:{match[2]}" if match else None


def _string(slots: list[tuple[int, str, str]]) -> str | None:
    """An OSM string; None when two slots of one day overlap, because then one of them is else."""
    by_day: dict[int, list[tuple[str, str]]] = {}
    for day, opens, closes in sorted(set(slots)):
        ends = "24:00" if closes == "00:00" else closes
        earlier = by_day.setdefault(day, [])
        if earlier and (opens < earlier[-1][1] or earlier[-1][1] < earlier[-1][0]):
            return None
        earlier.append((opens, ends))
    texts = {
        day: ",".join(f"{opens}-{ends}" for opens, ends in times) for day, times in by_day.items()
    }
    return "; ".join(_runs(texts)) or None


def _runs(texts: Mapping[int, str]) -> list[str]:
    """Days that follow each other with the same times together: "Mo-Fr 09:00-17:00"."""
    names, runs = list(DAYS.values()), list[list[int]]()
    for day in sorted(texts):
        if runs and runs[-1][-1] == day - 1 and texts[runs[-1][0]] == texts[day]:
            runs[-1].append(day)
        else:
            runs.append([day])
    return [
        f"{names[run[0]]}{'-' + names[run[-1]] if len(run) > 1 else ''} {texts[run[0]]}"
        for run in runs
    ]


def _written(row: Mapping[str, Any]) -> str | None:
    """A row as it says it, for people: "FREQ=WEEKLY TH,FR 10:00-18:00 until 2026-06-30"."""
    rules = [text(row.get(key)) for key in ("freq", "byday")]
    times = "-".join(filter(None, (text(row.get("opens_at")), text(row.get("closes_at")))))
    bounds = [f"{key} {said}" for key in ("valid_from", "valid_to", "until", "interval",
              "bymonthday", "byweekno") if (said := text(row.get(key)))]  # fmt: skip
    return " ".join(filter(None, [*rules, times, *bounds])) or None
