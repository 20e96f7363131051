"""Weeks taken out of OSM strings, held against the library that evaluates those strings.

"Mo-Fr 09:00-17:00; We 09:00-12:00" means that Wednesday ends at noon; a week that says otherwise would
send somebody in Antwerp to a closed door.
"""

from datetime import datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from opening_hours import OpeningHours

from sociale_kaart.export.weekly import DAYS, Span, plain_week

MONDAY = datetime(2026, 3, 2)  # noqa: DTZ001 - a week without holidays; the library takes local times
STEP = timedelta(minutes=15)

clock = st.integers(0, 24 * 4 - 1).map(lambda n: f"{n // 4:02}:{n % 4 * 15:02}")
ends = st.one_of(clock, st.just("24:00"))
days = st.one_of(
    st.sampled_from(DAYS),
    st.tuples(st.sampled_from(DAYS), st.sampled_from(DAYS)).map("-".join),
)
day_lists = st.lists(days, min_size=1, max_size=2).map(",".join)
times = st.lists(st.tuples(clock, ends).map("-".join), min_size=1, max_size=2).map(",".join)
rules = st.one_of(
    st.tuples(day_lists, times).map(" ".join), times, day_lists.map(lambda listed: f"{listed} off")
)
strings = st.lists(rules, min_size=1, max_size=3).map("; ".join)


@settings(max_examples=300, deadline=None)
@given(strings)
def test_a_week_is_open_when_the_string_is(written: str) -> None:
    week = plain_week(written)
    if week is None:
        return
    library = OpeningHours(written, country="BE", auto_country=False, auto_timezone=False)
    for step in range(7 * 24 * 4):
        at = MONDAY + step * STEP
        assert _open(week.spans, at) == library.is_open(at), at


def _open(spans: tuple[Span, ...], at: datetime) -> bool:
    today, yesterday, time = DAYS[at.weekday()], DAYS[at.weekday() - 1], f"{at:%H:%M}"
    for span in spans:
        over_night = span.closes < span.opens
        late = span.opens <= time and (over_night or time < span.closes)
        if today in span.days and late:
            return True
        if yesterday in span.days and over_night and time < span.closes:
            return True
    return False


@pytest.mark.parametrize(
    "hours, spans, holidays",
    [
        ("24/7", [("Mo,Tu,We,Th,Fr,Sa,Su", "00:00", "24:00")], False),
        ("Mo-Fr 10:00-12:00; PH off", [("Mo,Tu,We,Th,Fr", "10:00", "12:00")], True),
        ("Tu,Th 13:00-15:00", [("Tu,Th", "13:00", "15:00")], None),
        ("Mo-We 09:00-17:00; We off", [("Mo,Tu", "09:00", "17:00")], None),
        ("Sa-Mo 20:00-08:00", [("Mo,Sa,Su", "20:00", "08:00")], None),
    ],
)
def test_plain_weeks(hours: str, spans: list[tuple[str, str, str]], holidays: bool | None) -> None:
    week = plain_week(hours)
    assert week is not None
    assert [(",".join(s.days), s.opens, s.closes) for s in week.spans] == spans
    assert week.closed_on_holidays is holidays


@pytest.mark.parametrize(
    "hours",
    [
        None,
        "",
        "off",
        "Mo-Fr",
        "Jul 15-Aug 15 off",
        "Mo-Fr 09:00-12:00; Jul 15-Aug 15 off",
        "Mo-Fr 09:00+",
        "Mo-Fr sunrise-sunset",
        "Mo[1] 09:00-12:00",
        "PH 10:00-12:00",
        "Mo-Fr,PH 10:00-12:00",
        "SH off; Mo 10:00-12:00",
        'Mo 09:00-12:00 "op afspraak"',
        "Mo 09:00-12:00 || We 09:00-12:00",
        "Mo 09:00-26:00",
        "Mo 09:00-09:00",
        "Mo 09:00-12:00,11:00-13:00",
        "week 1-10 Mo 09:00-12:00",
        "Mo 9:00-12:00",
        "ma-vr 9-12u",
        "Mo 09:00-12:00;" * 100,
    ],
)
def test_what_a_week_cannot_say_is_no_week(hours: str | None) -> None:
    assert plain_week(hours) is None
