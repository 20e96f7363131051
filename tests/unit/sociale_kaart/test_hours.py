"""Open, shut or not known, at moments that matter in Antwerp: holidays, clock changes, nights."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sociale_kaart.hours import (
    BRUSSELS,
    UNKNOWN,
    is_public_holiday,
    is_school_holiday,
    is_valid,
    open_state,
)
from sociale_kaart.hours.holidays import doubtful_days, known_school_years, school_holidays


def at(written: str, fold: int = 0) -> datetime:
    return datetime.fromisoformat(written).replace(tzinfo=BRUSSELS, fold=fold)


STATES = [
    # hours, moment, open, opens at, closes at
    ("Mo-Fr 09:00-12:00", "2026-10-27T10:00", "yes", None, "2026-10-27T12:00"),
    ("Mo-Fr 09:00-12:00", "2026-10-27T12:00", "no", "2026-10-28T09:00", None),
    ("Mo-Fr 09:00-12:00", "2026-10-30T14:00", "no", "2026-11-02T09:00", None),
    ("Mo[1,3] 16:30-20:00", "2026-10-26T17:00", "no", "2026-11-02T16:30", None),
    ("Jul 15-Aug 15 off", "2026-07-20T10:00", "no", None, None),
    ("off", "2026-10-27T10:00", "no", None, None),
    # always
    ("24/7", "2026-10-25T02:30", "yes", None, None),
    ("24/7", "2026-12-25T12:00", "yes", None, None),
    # public holidays: said, and not said
    ("Mo-Fr 09:00-12:00; PH off", "2026-12-25T10:00", "no", "2026-12-28T09:00", None),
    ("Mo-Fr 09:00-12:00", "2026-12-25T10:00", "unknown", None, None),
    ("Mo-Fr 09:00-12:00", "2026-12-24T13:00", "no", "2026-12-28T09:00", None),
    ("PH,Mo-Su 09:00-12:00", "2026-12-25T10:00", "yes", None, "2026-12-25T12:00"),
    # past midnight, and over both clock changes of the next two years
    ("Sa 22:00-06:00", "2026-10-25T01:00", "yes", None, "2026-10-25T06:00"),
    ("Sa 22:00-06:00", "2026-03-28T23:30", "yes", None, "2026-03-29T06:00"),
    ("Sa 22:00-06:00", "2027-03-28T01:30", "yes", None, "2027-03-28T06:00"),
    # the same night is the one before Easter: it began on a day that is no holiday
    ("Sa 22:00-06:00", "2027-03-27T23:30", "yes", None, "2027-03-28T06:00"),
    ("Mo-Su 00:00-24:00", "2027-03-28T01:30", "unknown", None, None),
    ("Su 02:30-04:00", "2026-03-29T01:00", "no", "2026-03-29T03:00", None),
    ("Su 02:30-04:00", "2026-03-29T03:10", "yes", None, "2026-03-29T04:00"),
    # no end given: some hours are sure, later is not
    ("Mo 09:00+", "2026-10-26T08:00", "no", "2026-10-26T09:00", None),
    ("Mo 09:00+", "2026-10-26T10:00", "yes", None, None),
    ("Mo 09:00+", "2026-10-26T14:00", "unknown", None, None),
    ("Mo 09:00-12:00+", "2026-10-26T11:00", "yes", None, None),
    ("Mo 09:00-12:00+", "2026-10-26T13:00", "unknown", None, None),
    ("Tu 22:00+", "2026-10-28T02:00", "unknown", None, None),
    # a day without times says nothing about four at night
    ("Fr[-1]", "2026-10-30T04:00", "unknown", None, None),
    ("Fr[-1]", "2026-10-29T10:00", "no", None, None),
    # a night goes on whatever is written of the next day, and closes when it ends
    ("Mo-Fr 20:00-08:00; Sa-Su 20:00-10:00", "2026-11-21T01:00", "yes", None, "2026-11-21T08:00"),
    ("Mo-Fr 20:00-08:00; Sa-Su 20:00-10:00", "2026-11-23T09:00", "yes", None, "2026-11-23T10:00"),
    ("Fr 22:00-02:00; Sa off", "2026-11-21T01:00", "yes", None, "2026-11-21T02:00"),
    ("Mo-Su 22:00-06:00; PH off", "2026-12-25T05:00", "yes", None, "2026-12-25T06:00"),
    ("Mo-Su 22:00-06:00; PH off", "2026-12-25T23:00", "no", "2026-12-26T22:00", None),
    ("Mo-Su 22:00-06:00; PH off", "2026-12-26T05:00", "no", "2026-12-26T22:00", None),
    # unless it is written that it ends
    ("Mo-Su 22:00-06:00; Sa 00:00-06:00 off", "2026-11-21T01:00", "no", "2026-11-21T22:00", None),
    # a night with two kinds of hours, and further hours beside it
    ("Mo-Su 22:00-02:00, Sa 10:00-14:00", "2026-11-22T01:00", "yes", None, "2026-11-22T02:00"),
    ("Fr 10:00-12:00,20:00-01:00; PH off", "2026-11-21T00:30", "yes", None, "2026-11-21T01:00"),
    (
        "Mo-Su 22:00-02:00, week 1-53/2 Sa 10:00-14:00; PH off",
        "2026-11-15T03:00",
        "no",
        "2026-11-15T22:00",
        None,
    ),
    (
        "Mo-Su 22:00-02:00, 2026 Nov 21 10:00-14:00; PH off",
        "2026-11-22T01:00",
        "yes",
        None,
        "2026-11-22T02:00",
    ),
    ("Mo 10:00-10:00; Tu 12:00-13:00; PH off", "2026-11-24T09:00", "yes", None, "2026-11-24T10:00"),
    # one day that is named goes before the doubt about holidays
    ("Mo-Fr 09:00-12:00; Dec 25 10:00-11:00", "2026-12-25T10:30", "yes", None, "2026-12-25T11:00"),
    ("Mo-Fr 09:00-12:00; Jul Mo-Fr 10:00-11:00", "2026-07-21T10:30", "unknown", None, None),
    # school holidays: off, on, in doubt (the Friday after Ascension Day), and in years nobody lists
    ("Mo-Fr 09:00-12:00; SH off", "2026-11-04T10:00", "no", "2026-11-09T09:00", None),
    ("Mo-Fr 09:00-12:00; PH,SH off", "2026-10-30T13:00", "no", "2026-11-09T09:00", None),
    ("SH 10:00-16:00", "2027-02-10T11:00", "yes", None, "2027-02-10T16:00"),
    ("SH Mo-Fr 10:00-16:00", "2027-02-13T11:00", "no", "2027-03-30T10:00", None),
    ("Mo-Fr 09:00-12:00; SH off", "2027-05-07T10:00", "unknown", None, None),
    ("SH 10:00-16:00", "2027-05-07T10:00", "unknown", None, None),
    ("Mo-Fr 09:00-12:00; SH off", "2024-11-04T10:00", "unknown", None, None),
    ("Mo-Fr 09:00-12:00; SH off", "2029-09-03T10:00", "unknown", None, None),
    ("Mo-Fr 09:00-12:00; SH off", "2029-08-31T10:00", "no", None, None),
    # hours of a year long gone are outdated, not shut
    ("2019 Mo-Fr 09:00-12:00", "2026-10-27T10:00", "unknown", None, None),
]


@pytest.mark.parametrize(("hours", "moment", "state", "opens", "closes"), STATES)
def test_state_at_a_moment(
    hours: str, moment: str, state: str, opens: str | None, closes: str | None
) -> None:
    found = open_state(hours, at(moment))
    assert found.open == state
    assert found.opens_at == (at(opens) if opens else None)
    assert found.closes_at == (at(closes) if closes else None)


NOT_TO_BE_READ = [
    None,
    "",
    "Mo-Fr 9-17",
    "elke werkdag",
    "by appointment",
    "Jul SH 09:00-12:00",  # which days would that be?
    "PH,SH Mo-Fr 09:00-12:00",
    "PH Mo-Fr 09:00-12:00",  # the library would read it as "on holidays, and on weekdays"
    "Mo-Fr 09:00-12:00 || Sa 10:00-12:00",  # and would leave out what comes after ||
    'Mo-Fr 09:00-12:00 || "bel" || "mail"',
    "Mo-Fr 09:00-12:00 ||",
    "sunrise-sunset",  # and takes the sun to set at 19:00 all year
    "x" * 100_000,
    "Mo 25:99-26:00",
]


@pytest.mark.parametrize("hours", NOT_TO_BE_READ)
def test_what_cannot_be_read_is_unknown_and_never_shut(hours: str | None) -> None:
    assert open_state(hours, at("2026-10-27T10:00")) == UNKNOWN
    assert not hours or not is_valid(hours)


CLOCK = [
    # hours, moment, open, opens at, closes at (all in UTC, which has no clock changes)
    ("Su 01:00-05:00", "2026-10-24T23:30Z", "yes", None, "2026-10-25T04:00Z"),
    ("Su 01:00-05:00", "2026-10-25T00:30Z", "yes", None, "2026-10-25T04:00Z"),  # 02:30, first time
    ("Su 01:00-05:00", "2026-10-25T01:30Z", "yes", None, "2026-10-25T04:00Z"),  # 02:30, second time
    ("Sa 22:00-02:30", "2026-10-25T00:15Z", "yes", None, "2026-10-25T00:30Z"),
    ("Su 09:00-12:00", "2026-10-24T20:00Z", "no", "2026-10-25T08:00Z", None),
    ("Mo 09:00-12:00", "2026-10-25T00:30Z", "no", "2026-10-26T08:00Z", None),
    ("24/7", "2026-10-25T01:30Z", "yes", None, None),
    ("Sa 20:00-08:00", "2027-03-27T22:00Z", "yes", None, "2027-03-28T06:00Z"),
    ("Sa 20:00-08:00", "2027-03-28T00:59Z", "yes", None, "2027-03-28T06:00Z"),
    ("Sa 20:00-08:00", "2027-03-28T01:00Z", "yes", None, "2027-03-28T06:00Z"),
    ("Sa 20:00-02:30", "2027-03-28T00:30Z", "yes", None, "2027-03-28T01:00Z"),  # 02:30 is skipped
    ("PH,Su 02:30-04:00", "2027-03-28T00:30Z", "no", "2027-03-28T01:00Z", None),
    ("PH,Su 02:00-03:00", "2027-03-28T00:30Z", "no", "2027-03-29T00:00Z", None),  # skipped whole
    ("PH,Su 09:00-12:00", "2027-03-27T20:00Z", "no", "2027-03-28T07:00Z", None),
    ("24/7", "2027-03-28T01:00Z", "yes", None, None),
]


@pytest.mark.parametrize(("hours", "moment", "state", "opens", "closes"), CLOCK)
def test_when_the_clock_changes(
    hours: str, moment: str, state: str, opens: str | None, closes: str | None
) -> None:
    found = open_state(hours, datetime.fromisoformat(moment))
    said = [change and change.astimezone(UTC) for change in (found.opens_at, found.closes_at)]
    assert found.open == state
    assert said == [change and datetime.fromisoformat(change) for change in (opens, closes)]


def test_nothing_flickers_while_the_hour_is_repeated() -> None:
    start = datetime(2026, 10, 24, 22, 30, tzinfo=UTC)
    moments = [start + timedelta(minutes=minute) for minute in range(300)]
    assert {open_state("Sa 22:00-06:00", at).open for at in moments} == {"yes"}


HOLIDAYS = [
    "01-01",
    "04-06",
    "05-01",
    "05-14",
    "05-25",
    "07-21",
    "08-15",
    "11-01",
    "11-11",
    "12-25",
]


@pytest.mark.parametrize("day", HOLIDAYS)
def test_on_each_public_holiday_of_2026(day: str) -> None:
    noon = at(f"2026-{day}T12:00")
    assert open_state("Mo-Su 09:00-17:00", noon).open == "unknown"
    assert open_state("Mo-Su 09:00-17:00; PH off", noon).open == "no"
    assert open_state("Mo-Su 09:00-17:00; PH 10:00-13:00", noon).closes_at == noon.replace(hour=13)
    assert open_state("24/7", noon).open == "yes"


def easter(year: int) -> date:
    """By the rule of Gauss and Meeus, apart from any library."""
    a, b, c = year % 19, year // 100, year % 100
    h = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    weekday = (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7
    month, day = divmod(h + weekday - 7 * ((a + 11 * h + 22 * weekday) // 451) + 114, 31)
    return date(year, month, day + 1)


def monday_of(day: date) -> date:
    return day - timedelta(days=day.weekday())


def by_decision(year: int) -> list[tuple[date, date]]:
    """The holidays that begin in a year, from the text of the decision of 17 April 1991."""
    sunday, november, christmas = easter(year), date(year, 11, 1), date(year, 12, 25)
    spring = date(year, 4, 1) + timedelta(days=-date(year, 4, 1).weekday() % 7)
    last = spring + timedelta(days=13)
    if sunday.month == 3:
        spring, last = sunday + timedelta(days=1), sunday + timedelta(days=14)
    elif sunday > date(year, 4, 15):
        spring, last = sunday - timedelta(days=13), sunday + timedelta(days=1)
    crocus = sunday - timedelta(days=48)
    autumn = november + timedelta(days=1) if november.weekday() == 6 else monday_of(november)
    winter = monday_of(christmas + timedelta(days=7 if christmas.weekday() > 4 else 0))
    return [
        (crocus, crocus + timedelta(days=6)),
        (spring, last),
        (date(year, 7, 1), date(year, 8, 31)),
        (autumn, autumn + timedelta(days=6)),
        (winter, winter + timedelta(days=13)),
    ]


def test_the_school_holidays_follow_from_the_decision() -> None:
    first, last = known_school_years()
    wanted = [span for year in range(2025, 2030) for span in by_decision(year)]
    assert list(school_holidays()) == [span for span in wanted if first <= span[0] <= last]
    fridays = {easter(year) + timedelta(days=40) for year in range(2026, 2030)}
    assert doubtful_days() == fridays


def test_a_day_is_a_school_holiday_or_not_or_nobody_knows() -> None:
    assert is_school_holiday(date(2026, 11, 8)) is True
    assert is_school_holiday(date(2026, 11, 9)) is False
    assert is_school_holiday(date(2030, 7, 15)) is None


WEEKDAYS = ["Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"]
weekly = st.lists(
    st.tuples(
        st.integers(min_value=0, max_value=6),
        st.integers(min_value=0, max_value=6),
        st.integers(min_value=0, max_value=23),
        st.integers(min_value=1, max_value=24),
    ),
    min_size=1,
    max_size=5,
)


@given(weekly, st.integers(min_value=0, max_value=7 * 48 - 1))
def test_nights_are_those_of_the_last_rule_about_the_day_they_began(
    rules: list[tuple[int, int, int, int]], half_hours: int
) -> None:
    """Beside the plainest reading there is: a list of spans for each day of the week."""
    spans: dict[int, tuple[int, int]] = {}
    written = []
    for first, last, begin, lasting in rules:
        end = (begin + lasting - 1) % 24 + 1
        written.append(f"{WEEKDAYS[first]}-{WEEKDAYS[last]} {begin:02}:00-{end:02}:00")
        days = range(first, last + 1) if first <= last else (*range(first, 7), *range(last + 1))
        spans.update(dict.fromkeys(days, (begin * 60, (begin + lasting) * 60)))
    moment = at("2026-11-16T00:00") + timedelta(minutes=30 * half_hours)
    minute = moment.hour * 60 + moment.minute
    today, before = spans.get(moment.weekday()), spans.get((moment.weekday() - 1) % 7)
    wanted = bool(
        (today and today[0] <= minute < today[1]) or (before and minute + 1440 < before[1])
    )
    found = open_state("; ".join([*written, "PH off"]), moment)
    assert found.open == ("yes" if wanted else "no"), (written, moment)


def test_without_an_end_it_says_since_when() -> None:
    early, late = (
        open_state("Mo 9:00+", at("2026-10-26T10:00")),
        open_state("Mo 9:00+", at("2026-10-26T20:00")),
    )
    assert (early.open, late.open) == ("yes", "unknown")
    assert early.open_since == late.open_since == at("2026-10-26T09:00")
    night = open_state("Mo 22:00+; PH off", at("2026-10-27T04:00"))
    assert night.open_since == at("2026-10-26T22:00")
    assert open_state('Mo 09:00-12:00 "tot 13:00+"', at("2026-10-26T10:00")).open_since is None


def test_what_holds_for_all_other_times() -> None:
    hours = 'Mo-Fr 09:00-12:00; PH off || "enkel op afspraak"'
    assert open_state(hours, at("2026-10-27T10:00")).closes_at == at("2026-10-27T12:00")
    later = open_state(hours, at("2026-10-27T14:00"))
    assert (later.open, later.by_appointment) == ("unknown", True)


def test_only_by_phone_is_not_open() -> None:
    found = open_state('Mo 09:00-12:00 "telefonisch"; Th 09:00-12:00', at("2026-10-26T10:00"))
    assert (found.open, found.by_phone, found.by_appointment) == ("unknown", True, False)


def test_hours_for_appointments_may_say_so() -> None:
    hours, monday = 'Mo 09:00-12:00 "op afspraak"', at("2026-10-26T10:00")
    assert open_state(hours, monday, "appointment").open == "yes"
    assert open_state(hours, monday, "phone").open == "unknown"


def test_hours_that_are_only_sometimes_unsure_are_shut_in_between() -> None:
    assert open_state('Mo 09:00-12:00 unknown "bel"', at("2026-10-25T10:00")).open == "no"


@pytest.mark.parametrize("note", ["op afspraak", "on appointment", "sur rendez-vous", "RDV"])
def test_by_appointment_is_not_open(note: str) -> None:
    found = open_state(f'Mo 09:00-12:00 "{note}"; Th 09:00-12:00', at("2026-10-26T10:00"))
    assert (found.open, found.by_appointment) == ("unknown", True)


def test_the_next_opening_is_one_without_appointment() -> None:
    found = open_state('Mo 09:00-12:00 "op afspraak"; Th 09:00-12:00', at("2026-10-25T10:00"))
    assert found.opens_at == at("2026-10-29T09:00")


def test_a_night_in_the_hour_that_comes_twice_ends_after_now() -> None:
    second = at("2026-10-25T02:30", fold=1)
    found = open_state("Sa 22:00-02:45", second)
    assert found.open == "yes"
    assert found.closes_at is not None
    assert found.closes_at.timestamp() - second.timestamp() == 15 * 60


def test_the_moment_may_be_in_any_time_zone_but_must_have_one() -> None:
    morning = datetime(2026, 10, 27, 8, 30, tzinfo=UTC)  # 09:30 in Antwerp, winter time
    assert open_state("Tu 09:00-10:00", morning).open == "yes"
    with pytest.raises(ValueError, match="time zone"):
        open_state("Tu 09:00-10:00", morning.replace(tzinfo=None))


def test_the_public_holidays_of_2026() -> None:
    days = [date(2026, 1, 1) + timedelta(days=day) for day in range(365)]
    weekdays = [day.isoformat() for day in days if is_public_holiday(day) and day.weekday() < 6]
    assert weekdays == [
        "2026-01-01",
        "2026-04-06",
        "2026-05-01",
        "2026-05-14",
        "2026-05-25",
        "2026-07-21",
        "2026-08-15",
        "2026-11-11",
        "2026-12-25",
    ]


@given(
    st.text(alphabet='MoTuWeThFrSaSuPH 0123456789:-+;,"|[]off/', max_size=60),
    st.datetimes(min_value=datetime(2025, 1, 1), max_value=datetime(2028, 1, 1)),  # noqa: DTZ001
    st.integers(min_value=0, max_value=1),
)
def test_no_string_brings_it_down_or_makes_times_that_are_past(
    hours: str, moment: datetime, fold: int
) -> None:
    asked = moment.replace(tzinfo=BRUSSELS, fold=fold)
    found = open_state(hours, asked)
    for change in (found.opens_at, found.closes_at):
        assert change is None or change.timestamp() >= asked.timestamp()
    assert found.open == "yes" or found.closes_at is None
    assert found.open == "no" or found.opens_at is None
