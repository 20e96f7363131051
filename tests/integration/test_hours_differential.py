"""Our answer beside that of opening-hours-py, every half hour of 2026 and 2027, for all kinds of hours.

Most answers are the same. Where ours differs it does so on purpose: a case then names the rule, from
`RULES`, and gives hours that the library reads as people in Antwerp mean the first ones. So nothing
is compared with itself, and a difference that no rule explains is a failure.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache

import pytest
from opening_hours import OpeningHours, State

from sociale_kaart.hours import BRUSSELS, is_public_holiday, open_state

FIRST, AFTER = datetime(2026, 1, 1, tzinfo=BRUSSELS), datetime(2028, 1, 1, tzinfo=BRUSSELS)
STEP = timedelta(minutes=30)

HOLIDAYS = {
    *("2026-01-01", "2026-04-05", "2026-04-06", "2026-05-01", "2026-05-14", "2026-05-25"),
    *("2026-07-21", "2026-08-15", "2026-11-01", "2026-11-11", "2026-12-25"),
    *("2027-01-01", "2027-03-28", "2027-03-29", "2027-05-01", "2027-05-06", "2027-05-17"),
    *("2027-07-21", "2027-08-15", "2027-11-01", "2027-11-11", "2027-12-25"),
}
"""Written down by hand from the calendar, not asked of the library."""
CLOCK_CHANGES = {"2026-03-29", "2026-10-25", "2027-03-28", "2027-10-31"}
# The Friday after Ascension Day: no school, and no school holiday.
DOUBTFUL = {"2026-05-15", "2027-05-07"}
SCHOOL = (
    "2025 Dec 22-2026 Jan 04,2026 Feb 16-2026 Feb 22,2026 Apr 06-2026 Apr 19,"
    "2026 Jul 01-2026 Aug 31,2026 Nov 02-2026 Nov 08,2026 Dec 21-2027 Jan 03,"
    "2027 Feb 08-2027 Feb 14,2027 Mar 29-2027 Apr 11,2027 Jul 01-2027 Aug 31,"
    "2027 Nov 01-2027 Nov 07,2027 Dec 27-2028 Jan 09"
)

RULES = {
    "silent_holiday": "nobody wrote what holds on public holidays: open becomes unknown",
    "night_goes_on": "a night that began lasts till its end, whatever is written of the next day",
    "holiday_night_off": "'PH off' is about the night that begins on a holiday, not the one before",
    "school_dates": "the library reads SH as an ordinary day; the days are known, or in doubt",
    "open_end": "'09:00+' is sure for three hours, then unknown; the library forgets a second end",
    "otherwise": "what is said after || holds while it is not open; the library leaves it out",
    "only_by_appointment": "a comment that asks for an appointment: walking in is unknown",
    "only_by_phone": "a comment that says by phone: walking in is unknown",
    "day_without_times": "a day without hours does not say that it is open at four at night",
    "outdated": "hours that never come again are old, not shut",
    "not_read": "the library reads this wrongly and so do not we: all of it is unknown",
}


@dataclass(frozen=True)
class Case:
    """Hours, how the library must be asked, and the rules by which we differ.

    `sure` are the hours without open ends. A day of the schedule begins at the hour `day_begins`:
    at 12 the whole night belongs to the day before.
    """

    hours: str
    rules: tuple[str, ...] = ()
    asked: str | None = None
    sure: str | None = None
    day_begins: int = 0


SILENT = ("silent_holiday",)
EVERY_NIGHT = "Mo-Su 00:00-06:00,22:00-24:00"

CASES = [
    # all that is the same
    Case("24/7"),
    Case("off"),
    Case('24/7 closed "verhuisd"'),
    Case("PH,Mo-Su 00:00-24:00"),
    Case("Mo-Fr 09:00-12:00; PH off"),
    Case("Mo-Fr 09:00-12:00,13:00-17:00; PH off"),
    Case("Mo-Fr 09:00-12:00, We 14:00-16:00; PH off"),
    Case("Mo-Fr 09:00-17:00; We 09:00-12:00; PH off"),
    Case("Mo,We,Fr 13:30-16:30; PH off"),
    Case("Mo-Fr 09:00-12:00, PH off"),
    Case("Mo-Su,PH 10:00-20:00"),
    Case("PH 10:00-20:00"),
    Case("PH 10:00-20:00, Mo-Fr 08:00-20:00"),
    Case("Mo-Fr 08:00-20:00; PH 10:00-12:00"),
    Case("Mo-Fr 08:00-20:00; PH -1 day 08:00-12:00; PH off"),
    Case("Mo[1] 16:30-20:00; PH off"),
    Case("Mo[1,3] 16:30-20:00; PH off"),
    Case("Fr[-1] 18:00-22:00; PH off"),
    Case("Th[2] 10:00-12:00; Th[4] 14:00-16:00; PH off"),
    Case("Jul-Aug Mo-Fr 09:00-12:00; Sep-Jun Mo-Fr 09:00-17:00; PH off"),
    Case("Mo-Fr 09:00-17:00; Jul 15-Aug 15 off; PH off"),
    Case("Oct-Mar Sa 10:00-16:00; PH off"),
    Case("Dec 24-Jan 02 off; PH off"),
    Case("Mo-Fr 09:00-17:00; Dec 24-Jan 02 off; PH off"),
    Case("Dec 24 10:00-14:00; PH off"),
    Case("Mo-Fr 10:00-12:00; Dec 31 off; PH off"),
    Case("week 1-53/2 Mo 10:00-12:00; PH off"),
    Case("week 02-52/2 Tu 14:00-16:00; PH off"),
    Case("easter -2 days 10:00-12:00; PH off"),
    Case("Mo-Fr 09:00-12:00; PH off; Dec 25 10:00-11:00"),
    Case("easter -2 days 10:00-12:00; easter +1 day 10:00-12:00"),
    Case("2026 Mo-Fr 09:00-12:00; 2027 Mo-Fr 10:00-12:00; PH off", ("outdated",)),
    Case("2026-2028 Sa 10:00-13:00; PH off"),
    Case("2026 Nov 23-2026 Dec 20 Mo-Su 18:00-22:00; PH off", ("outdated",)),
    Case('We 13:00-17:00 "voor kinderen"; PH off'),
    Case('Mo-Fr 09:00-12:00 unknown "bel even"; PH off'),
    Case("Mo-Fr 09:00-12:00; Sa unknown; PH off"),
    Case("Mo-Fr 00:00-24:00; PH off"),
    Case("Mo-Fr 05:00-07:30; PH off"),
    Case("Su 02:00-04:00; PH 02:00-04:00"),
    Case("PH,Su 02:30-03:00"),
    Case("Sa 22:00-02:00; PH 22:00-02:00", ("night_goes_on",), "Sa,PH 22:00-02:00"),
    # holidays that nobody wrote about
    Case("Mo-Fr 09:00-12:00", SILENT),
    Case("Mo-Fr 09:00-12:00,13:00-16:30; Sa 10:00-12:00", SILENT),
    Case("Mo-Su 00:00-24:00", SILENT),
    Case("Su 10:00-12:00", SILENT),
    Case("Mo,Th 19:30-22:00", SILENT),
    Case("Mo-Fr 09:00-17:00; Dec 25-Jan 01 off", SILENT),
    Case("08:00-20:00", SILENT),
    # nights
    Case("Fr 22:00-02:00", SILENT, day_begins=12),
    Case("Mo-Su 22:00-06:00", SILENT, day_begins=12),
    Case("Mo-Su 20:00-32:00", SILENT, day_begins=12),
    Case("Mo-Fr 18:00-24:00", SILENT),
    Case(
        "Mo-Fr 20:00-08:00; Sa-Su 20:00-10:00",
        ("night_goes_on", "silent_holiday"),
        "Mo 00:00-10:00,20:00-24:00; Tu-Fr 00:00-08:00,20:00-24:00; "
        "Sa 00:00-08:00,20:00-24:00; Su 00:00-10:00,20:00-24:00",
        day_begins=12,
    ),
    Case(
        "Fr 22:00-02:00; Sa 10:00-14:00; PH 10:00-11:00",
        ("night_goes_on",),
        "Fr 22:00-24:00; Sa 10:00-14:00; PH 10:00-11:00; Sa 00:00-02:00,10:00-14:00;"
        # Fridays that are holidays open from ten to eleven, and have no night; nor have Saturdays
        # that are holidays the hours of a Saturday.
        "2026 May 01,2026 Dec 25,2027 Jan 01,2026 Aug 15,2027 May 01 10:00-11:00;"
        "2026 May 02,2026 Dec 26,2027 Jan 02 10:00-14:00;"
        "2026 Aug 15,2027 May 01 00:00-02:00,10:00-11:00; 2027 Dec 25 00:00-02:00,10:00-11:00",
    ),
    Case(
        "Mo-Su 22:00-06:00; PH off",
        ("night_goes_on", "holiday_night_off"),
        EVERY_NIGHT,
        day_begins=12,
    ),
    Case(
        "Oct-Mar 21:00-08:00; PH off",
        ("night_goes_on", "holiday_night_off"),
        "Oct-Mar 00:00-08:00,21:00-24:00; Oct 01 21:00-24:00; Apr 01 00:00-08:00",
        day_begins=12,
    ),
    # school holidays
    Case(
        "Mo-Fr 09:00-12:00; SH off; PH off",
        ("school_dates",),
        f"Mo-Fr 09:00-12:00; {SCHOOL} off; PH off",
    ),
    Case(
        "Mo-Fr 09:00-12:00; PH,SH off",
        ("school_dates",),
        f"Mo-Fr 09:00-12:00; {SCHOOL} off; PH off",
    ),
    Case(
        "Mo-Fr 09:00-12:00; SH off",
        ("school_dates", "silent_holiday"),
        f"Mo-Fr 09:00-12:00; {SCHOOL} off",
    ),
    Case("SH Mo-Fr 10:00-16:00; PH off", ("school_dates",), f"{SCHOOL} Mo-Fr 10:00-16:00; PH off"),
    Case(
        "We 14:00-17:00; SH 10:00-17:00; PH off",
        ("school_dates",),
        f"We 14:00-17:00; {SCHOOL} 10:00-17:00; PH off",
    ),
    Case(
        "Sa,SH 10:00-12:00; PH off",
        ("school_dates",),
        f"Sa 10:00-12:00; {SCHOOL} 10:00-12:00; PH off",
    ),
    # no end
    Case(
        "Mo-Fr 09:00+; PH off",
        ("open_end",),
        "Mo-Fr 09:00-24:00; PH off",
        "Mo-Fr 09:00-12:00; PH off",
    ),
    Case(
        "Mo-Fr 9:00+; PH off",
        ("open_end",),
        "Mo-Fr 09:00-24:00; PH off",
        "Mo-Fr 09:00-12:00; PH off",
    ),
    Case(
        "Sa 19:00-21:00+; PH off",
        ("open_end", "night_goes_on"),
        "Sa 19:00-24:00; Su 00:00-06:00; 2026 Apr 05,2027 Mar 28,2026 Nov 01 00:00-06:00; 2026 Aug 15,2027 May 01,2027 Dec 25 off; 2026 Aug 16,2027 May 02,2027 Dec 26 off",
        "Sa 19:00-21:00; PH off",
    ),
    Case("Mo 14:00+", ("open_end", "silent_holiday"), "Mo 14:00-24:00", "Mo 14:00-17:00"),
    # not for walking in
    Case(
        'Mo-Fr 09:00-12:00 || "op afspraak"', ("otherwise", "silent_holiday"), "Mo-Fr 09:00-12:00"
    ),
    Case("Mo-Fr 09:00-12:00; PH off || unknown", ("otherwise",), "Mo-Fr 09:00-12:00; PH off"),
    Case('Mo-Fr 09:00-12:00; We 13:00-16:00 "op afspraak"; PH off', ("only_by_appointment",)),
    Case('Mo-Fr 09:00-12:00 "sur rendez-vous"; PH off', ("only_by_appointment",)),
    Case('Mo 10:00-12:00; Tu 10:00-12:00 "telefonisch"; PH off', ("only_by_phone",)),
    # said too little, or too long ago
    Case("Fr[-1]; PH off", ("day_without_times",)),
    Case("Mo-Fr; PH off", ("day_without_times",)),
    Case("2019 Mo-Fr 09:00-12:00; PH off", ("outdated",)),
    Case("2026 Jan-Jun Mo-Fr 09:00-12:00; PH off", ("outdated",)),
    # refused
    Case("sunrise-sunset", ("not_read",)),
    Case("PH Mo-Fr 10:00-12:00", ("not_read",)),
    Case("Jul SH 10:00-12:00; PH off", ("not_read",)),
    Case("Mo-Fr 09:00-12:00 || Sa 10:00-12:00; PH off", ("not_read",)),
]


@cache
def moments() -> tuple[tuple[datetime, datetime], ...]:
    """Every half hour as a moment, and as the clock in Brussels shows it."""
    found, at = [], FIRST.astimezone(UTC)
    while at < AFTER:
        found.append((at, at.astimezone(BRUSSELS).replace(tzinfo=None)))
        at += STEP
    return tuple(found)


def library(hours: str) -> Iterator[tuple[State, str]]:
    """What the library says at each of the moments."""
    read = OpeningHours(hours, country="BE", auto_country=False, auto_timezone=False)
    start, end = moments()[0][1], AFTER.replace(tzinfo=None)
    spans = read.intervals(start, end)
    _, until, state, comment = next(spans)
    for _, local in moments():
        if local.hour < 4:  # the clock may have gone back: do not go by spans alone
            yield read.state(local)
            continue
        while local >= until:
            _, until, state, comment = next(spans)
        yield state, comment


def expected(case: Case) -> list[str]:
    """Our answer at each moment, from that of the library and the rules of the case."""
    sure = list(library(case.sure)) if case.sure else None
    answers = []
    for index, ((_, local), said) in enumerate(
        zip(moments(), library(case.asked or case.hours), strict=True)
    ):
        state, comment = said
        day = (local - timedelta(hours=case.day_begins)).date().isoformat()
        answer = {State.OPEN: "yes", State.CLOSED: "no", State.UNKNOWN: "unknown"}[state]
        if answer == "yes" and (
            ("silent_holiday" in case.rules and day in HOLIDAYS)
            or (sure and sure[index][0] != State.OPEN)
            or "day_without_times" in case.rules
            or (comment and {"only_by_appointment", "only_by_phone"}.intersection(case.rules))
        ):
            answer = "unknown"
        elif "holiday_night_off" in case.rules and day in HOLIDAYS:
            answer = "no"
        elif answer == "no" and "otherwise" in case.rules:
            answer = "unknown"
        if "not_read" in case.rules or ("school_dates" in case.rules and day in DOUBTFUL):
            answer = "unknown"
        answers.append(answer)
    if "outdated" in case.rules:
        last = max((i for i, answer in enumerate(answers) if answer == "yes"), default=-1)
        answers[last + 1 :] = ["unknown"] * (len(answers) - last - 1)
    return answers


def next_time(answers: list[str], wanted: set[str]) -> list[int | None]:
    """For each moment, the first one from there on with one of these answers."""
    found: list[int | None] = [None] * len(answers)
    coming = None
    for index in range(len(answers) - 1, -1, -1):
        coming = index if answers[index] in wanted else coming
        found[index] = coming
    return found


@pytest.mark.parametrize("case", CASES, ids=[case.hours for case in CASES])
def test_every_half_hour_of_two_years(case: Case) -> None:
    assert set(case.rules) <= set(RULES)
    answers = expected(case)
    opens, stops = next_time(answers, {"yes"}), next_time(answers, {"no", "unknown"})
    for index, (at, local) in enumerate(moments()):
        found = open_state(case.hours, at)
        assert found.open == answers[index], f"{local}: {found}"
        if "night_goes_on" in case.rules and "open_end" in case.rules:
            continue
        if local.date().isoformat() in CLOCK_CHANGES:
            continue  # times in the hour that is skipped or comes twice have their own table
        if (
            found.open == "no"
            and opens[index] is not None
            and "day_without_times" not in case.rules
        ):
            check_time(found.opens_at, opens[index], local)
        if found.open == "yes" and (stop := stops[index]) is not None:
            known = answers[stop] == "no" or {"otherwise", "outdated"}.intersection(case.rules)
            check_time(found.closes_at, stop if known else None, local)


def check_time(found: datetime | None, wanted: int | None, asked: datetime) -> None:
    then = moments()[wanted][1] if wanted is not None else None
    if then is not None and then.date().isoformat() in CLOCK_CHANGES:
        return
    local = found.replace(tzinfo=None) if found else None
    assert local == then, f"{asked}: {local} and not {then}"


def test_the_cases_are_many_and_every_rule_is_tried() -> None:
    assert len({case.hours for case in CASES}) >= 60
    assert {rule for case in CASES for rule in case.rules} == set(RULES)


def test_the_public_holidays_are_those_of_the_calendar() -> None:
    days = [date(2026, 1, 1) + timedelta(days=day) for day in range(730)]
    assert {day.isoformat() for day in days if is_public_holiday(day)} == HOLIDAYS
