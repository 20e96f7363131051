"""Hours that are no hours: nothing raises, nothing takes long, nothing comes out that cannot be.

A city in Flanders sends 100 000 records, and somebody typed each of them.
"""

import time
from datetime import datetime, timedelta
from statistics import median

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sociale_kaart.hours import BRUSSELS, UNKNOWN, OpenState, is_valid, open_state

LONGEST_S = 0.05
"""Seconds of processor time that one answer may take, parsing included."""

PIECES = [
    *(
        "Mo",
        "Tu-Fr",
        "Sa",
        "Su",
        "Mo[1]",
        "Fr[-1]",
        "PH",
        "SH",
        "Jan",
        "Feb 29",
        "Dec 24",
        "easter",
    ),
    *("week", "1-53/2", "2026", "2027-2030", "9999", "24/7", "off", "closed", "open", "unknown"),
    *("09:00", "9:00", "12:00", "24:00", "26:00", "48:00", "22:00-06:00", "00:00-24:00", "09:00+"),
    *("sunrise", "sunset", "+1 day", "-2 days", "-", ",", ", ", ";", "; ", "||", " || ", "+", "/"),
    *(
        ":",
        "(",
        ")",
        "[",
        "]",
        " ",
        " ",
        " ",
        '"op afspraak"',
        '"x"',
        '"',
        "\n",
        "\x00",
        "é",
        "عربي",
    ),
]
GOOD = [
    *("Mo-Fr 09:00-12:00", "Sa 10:00-12:00", "PH off", "SH off", "Jul 01-Aug 31 off", "09:00+"),
    *("Mo-Su 22:00-06:00", "Fr[-1] 20:00-28:00", "easter +1 day 09:00-12:00", "Dec 24-Jan 02 off"),
    *("2026 Mo[1] 10:00-12:00", "week 1-20/2 Mo 10:00-11:00", 'We 14:00-16:00 "op afspraak"'),
]

from_pieces = st.lists(st.sampled_from(PIECES), max_size=40).map("".join)
from_rules = st.builds(
    lambda rules, mark: mark.join(rules),
    st.lists(st.sampled_from(GOOD), min_size=1, max_size=12),
    st.sampled_from(["; ", ", ", " || ", ";", ",", " "]),
)
any_hours = st.one_of(st.text(max_size=80), from_pieces, from_rules)
moments = st.datetimes(
    min_value=datetime(2000, 1, 2),  # noqa: DTZ001
    max_value=datetime(2099, 12, 30),  # noqa: DTZ001
    timezones=st.just(BRUSSELS),
)


def timed(hours: str, at: datetime) -> OpenState:
    before = time.process_time()
    found = open_state(hours, at)
    assert time.process_time() - before < LONGEST_S, hours
    return found


@settings(max_examples=400, deadline=None)
@given(any_hours, moments, st.sampled_from(["open", "appointment", "phone"]))
def test_nothing_raises_and_nothing_takes_long(hours: str, at: datetime, kind: str) -> None:
    timed(hours, at)
    found = open_state(hours, at, kind)
    for change in (found.opens_at, found.closes_at):
        assert change is None or change.timestamp() >= at.timestamp() // 60 * 60
    assert found.open == "yes" or found.closes_at is None
    assert found.open == "no" or found.opens_at is None
    assert found.open_since is None or found.open_since <= at
    assert is_valid(hours) or found == UNKNOWN, "what cannot be read is never called shut"


@settings(max_examples=200, deadline=None)
@given(from_rules, moments)
def test_times_that_are_told_come_true(hours: str, at: datetime) -> None:
    found = open_state(hours, at)
    if found.opens_at:
        assert open_state(hours, found.opens_at).open == "yes"
        before = found.opens_at - timedelta(minutes=1)
        assert before < at or open_state(hours, before).open != "yes"
    if found.closes_at:
        assert open_state(hours, found.closes_at).open == "no"
        # In the hour that comes twice, the minute before may be that of the other time.
        before = found.closes_at - timedelta(minutes=1)
        assert found.closes_at.fold or open_state(hours, before).open == "yes"


@pytest.mark.parametrize(
    "hours",
    [
        "x" * 100_000,
        "Mo-Fr 09:00-12:00; " * 6_000,
        '"' * 999,
        "(" * 999,
        "Mo," * 330 + "Mo 09:00-12:00",
        "Mo" + "-Mo" * 300,
        ("Fr 22:00-02:00, " * 70)[:-2],
        ("SH,PH off; " * 100)[:-2],
        ("SH Mo-Fr 22:00-02:00; " * 40)[:-2],
        ("09:00+," * 150)[:-1],
        " || ".join(['"x"'] * 200),
        "2000-9999/7 week 1-53/2 Mo[5] 10:00-10:01",
        "PH +9999 days 10:00-11:00",
        "00:00-48:00",
        "00:00-00:00",
        "Mo-Su 00:00-24:00/00:01",
        "Feb 29 Mo[5] 22:00-48:00",
        ",".join(f"{hour:02}:00-{hour:02}:01" for hour in range(24)),
        "<script>alert(1)</script>",
        "\u202eMo-Fr 09:00-12:00",
        "٠٩:٠٠-١٢:٠٠",
        "Mo ０９:００-１２:００",
    ],
    ids=lambda hours: hours[:30],
)
def test_hours_that_never_end(hours: str) -> None:
    for moment in (
        datetime(2026, 10, 25, 2, 30, tzinfo=BRUSSELS),
        datetime(2026, 12, 25, tzinfo=BRUSSELS),
    ):
        assert timed(hours, moment).open in ("yes", "no", "unknown")


@pytest.mark.parametrize("hours", ["24/7", "Mo-Fr 09:00-12:00,13:00-17:00", *GOOD])
def test_an_answer_takes_less_than_a_tenth_of_a_millisecond(hours: str) -> None:
    """Each at another moment, so that none is remembered; the first also reads the string."""
    start, took = datetime(2026, 11, 23, tzinfo=BRUSSELS), []
    for minute in range(300):
        before = time.perf_counter()
        open_state(hours, start + timedelta(minutes=minute))
        took.append(time.perf_counter() - before)
    assert median(took) < 0.0001
