"""Open, shut or not known, at moments that matter in Antwerp: holidays, clock changes, nights."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sociale_kaart.hours import BRUSSELS, UNKNOWN, is_public_holiday, is_valid, open_state


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
