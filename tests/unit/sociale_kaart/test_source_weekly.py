"""HSDS schedules to OSM hours: only what hangs on the door every week, the rest is for people."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sociale_kaart.hours import is_valid
from sociale_kaart.reading.weekly import NOTHING, Week, week

TODAY = date(2026, 11, 22)


def row(days: str, opens: Any, closes: Any, **more: Any) -> dict[str, Any]:
    return {"freq": "WEEKLY", "byday": days, "opens_at": opens, "closes_at": closes, **more}


PLAIN = [
    ([row("MO", "09:00", "12:00")], "Mo 09:00-12:00"),
    ([row("MO,TU,WE,TH,FR", "09:00:00", "17:00:00")], "Mo-Fr 09:00-17:00"),
    ([row("FR,MO", "09:00", "17:00")], "Mo 09:00-17:00; Fr 09:00-17:00"),
    ([row("MO,TU", "09:00", "12:00"), row("TU", "13:00", "16:00")],
     "Mo 09:00-12:00; Tu 09:00-12:00,13:00-16:00"),
    ([row("MO", "09:00", "12:00"), row("MO", "09:00", "12:00")], "Mo 09:00-12:00"),
    ([row("SA", "22:00", "06:00")], "Sa 22:00-06:00"),
    ([row("SU", "14:00", "00:00")], "Su 14:00-24:00"),
    ([row("MO", "09:00", "12:00", interval=1, valid_from="2020-01-01")], "Mo 09:00-12:00"),
    ([row("MO", "09:00", "12:00", freq=None, dtstart="2026-11-22")], "Mo 09:00-12:00"),
    ([row(" mo , we ", "09:00", "12:00")], "Mo 09:00-12:00; We 09:00-12:00"),
    ([row("MO", "09:00", "12:00", description="Closed on public holidays.")],
     "Mo 09:00-12:00; PH off"),
    ([row("MO", "09:00", "12:00", notes="Ring the bell at the side door")], "Mo 09:00-12:00"),
    ([{"description": "Mo-Fr 09:00-12:00; PH off"}], "Mo-Fr 09:00-12:00; PH off"),
    ([{"description": "24/7"}], "24/7"),
]  # fmt: skip


@pytest.mark.parametrize(("rows", "hours"), PLAIN)
def test_a_plain_week_is_an_osm_string(rows: list[dict[str, Any]], hours: str) -> None:
    assert week(rows, TODAY).hours == hours
    assert is_valid(hours)


DOUBTFUL = [
    [row("MO", "09:00", "12:00", interval=2)],
    [row("MO", "09:00", "12:00", freq="MONTHLY")],
    [row("1MO", "09:00", "12:00")],
    [row("-1FR", "09:00", "12:00")],
    [row("MO", "09:00", "12:00", bymonthday="1")],
    [row("MO", "09:00", "12:00", byweekno="41,42")],
    [row("MO", "09:00", "12:00", count=3)],
    [row("MO", "09:00", "12:00", until="2026-12-31")],
    [row("MO", "09:00", "12:00", valid_to="2027-12-31")],
    [row("MO", "09:00", "12:00", valid_from="2026-11-23")],
    [row("MO", "09:00", "12:00", valid_from="soon")],
    [row("MO", "09:00Z", "12:00Z")],
    [row("MO", "09:00+01:00", "12:00+01:00")],
    [row("MO", "9h", "12h")],
    [row("MO", "25:00", "26:00")],
    [row("MO", "09:00", None)],
    [row("MO", None, "12:00")],
    [row("MO", "09:00", "09:00")],
    [row("", "09:00", "12:00")],
    [row("MAANDAG", "09:00", "12:00")],
    [row("MO", 9, 12)],
    [row("MO", "09:00", "12:00"), row("MO", "11:00", "13:00")],
    [row("MO", "09:00", "12:00"), row("TU", "09:00", "12:00", interval=2)],
    [row("MO", "09:00", "12:00", description="By appointment only")],
    [row("MO", "09:00", "12:00", notes="Niet tijdens de schoolvakantie")],
    [row("MO", "09:00", "12:00", notes="sauf juillet")],
    [row("MO", "09:00", "12:00", attending_type="Telefonisch")],
    [row("MO", "09:00", "12:00", description="Closed on the first Monday")],
    [{"description": "Every weekday from nine"}],
    [{"description": "Mo-Fr 09:00-12:00"}, {"description": "Sa 10:00-12:00"}],
]


@pytest.mark.parametrize("rows", DOUBTFUL)
def test_what_says_more_than_a_week_is_a_note(rows: list[dict[str, Any]]) -> None:
    found = week(rows, TODAY)
    assert found.hours is None
    assert found.note


def test_a_note_keeps_what_the_rows_say() -> None:
    found = week([row("MO", "09:00:00", "12:00:00", interval=2, notes="Ring twice")], TODAY)
    assert found == Week(None, "WEEKLY MO 09:00:00-12:00:00 interval 2 | Ring twice")


def test_without_rows_nothing_is_known() -> None:
    assert week([], TODAY) == NOTHING


anything = st.one_of(
    st.none(), st.booleans(), st.floats(), st.integers(), st.text(max_size=12),
    st.sampled_from(["MO,TU", "09:00", "17:00", "2026-01-01", "WEEKLY", "24/7"]),
    st.lists(st.text(max_size=3), max_size=2),
)  # fmt: skip
KEYS = ("freq", "byday", "opens_at", "closes_at", "valid_from", "until", "interval", "description")


@given(st.lists(st.dictionaries(st.sampled_from(KEYS), anything), max_size=4))
def test_whatever_comes_the_hours_are_valid_or_not_there(rows: list[dict[str, Any]]) -> None:
    hours = week(rows, TODAY).hours
    assert hours is None or is_valid(hours)
