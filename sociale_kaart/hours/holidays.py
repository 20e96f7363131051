"""Belgian public holidays and Flemish school holidays, by day.

21 July is a public holiday every year; the autumn holiday of 2026 runs from 2 to 8 November. Public
holidays come from the library that reads the hours, school holidays from `data/school_holidays.yml`,
because the library reads "SH" as a day like any other and does not say so.
"""

from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from opening_hours import OpeningHours

_LIST = Path(__file__).parent.parent / "data" / "school_holidays.yml"
_PUBLIC = OpeningHours("PH", country="BE", auto_country=False, auto_timezone=False)

Period = tuple[date, date]
"""First and last day, both included."""


def is_public_holiday(day: date) -> bool:
    """Whether a day is one of Belgium's public holidays. Easter Sunday counts as one."""
    return _PUBLIC.is_open(datetime(day.year, day.month, day.day, 12))  # noqa: DTZ001


def is_school_holiday(day: date) -> bool | None:
    """Whether Flemish schools have a holiday; None when no source says so for that day."""
    first, last = known_school_years()
    if not first <= day <= last or day in doubtful_days():
        return None
    return any(begins <= day <= ends for begins, ends in school_holidays())


@cache
def school_holidays() -> tuple[Period, ...]:
    """All known school holidays, in order."""
    return tuple((item["from"], item["until"]) for item in _school_list()["periods"])


@cache
def known_school_years() -> Period:
    """The days for which the list of school holidays is complete."""
    known = _school_list()["known"]
    return known["from"], known["until"]


@cache
def doubtful_days() -> frozenset[date]:
    """Days without school that not everybody counts as a holiday."""
    return frozenset(_school_list()["doubtful"])


@cache
def _school_list() -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load(_LIST.read_text("utf-8"))
    return found
