"""The whole answer for one place: hours beside notices, appointments, telephone and validity."""

import json
from datetime import date, datetime
from typing import Any

import pytest

from sociale_kaart.hours import BRUSSELS, Opening, opening_of
from sociale_kaart.model import Place
from sociale_kaart.records import place_from_record

SUNDAY = "2026-11-22T11:00"
MONDAY = "2026-11-23T10:00"


def at(written: str) -> datetime:
    return datetime.fromisoformat(written).replace(tzinfo=BRUSSELS)


def place(**stated: Any) -> Place:
    record = {"source": "test", "source_id": "1", "name": "Voorbeeldhuis", "kind": "inloopcentrum"}
    return place_from_record(record | stated)


def answer(moment: str, **stated: Any) -> Opening:
    return opening_of(place(**stated), at(moment))


def closed(until: str, since: str | None = None) -> dict[str, Any]:
    return {"kind": "closed", "until": until, "since": since, "text": "verbouwing"}


WEEKDAYS = "Mo-Fr 09:00-17:00; PH off"


def test_a_place_with_hours_only_is_answered_by_its_hours() -> None:
    found = answer(MONDAY, opening_hours=WEEKDAYS)
    assert (found.open, found.closes_at) == ("yes", at("2026-11-23T17:00"))
    assert (found.notices, found.closed_until, found.full) == ((), None, False)
    assert found.appointment is None and found.phone is None


def test_a_place_of_which_nothing_is_known_is_unknown() -> None:
    assert answer(MONDAY) == Opening("unknown")
    assert answer(MONDAY, capacity="free") == Opening("unknown")


CLOSURES = [
    # hours, notices, moment, open, opens at, closes at, closed until
    (WEEKDAYS, [closed("2026-11-27")], MONDAY, "no", "2026-11-30T09:00", None, "2026-11-27"),
    (
        WEEKDAYS,
        [closed("2026-11-23")],
        "2026-11-23T23:59",
        "no",
        "2026-11-24T09:00",
        None,
        "2026-11-23",
    ),
    (WEEKDAYS, [closed("2026-11-22")], "2026-11-23T00:00", "no", "2026-11-23T09:00", None, None),
    # that begins tomorrow
    (WEEKDAYS, [closed("2026-11-27", "2026-11-24")], MONDAY, "yes", None, "2026-11-23T17:00", None),
    (
        WEEKDAYS,
        [closed("2026-11-27", "2026-11-24")],
        "2026-11-23T18:00",
        "no",
        "2026-11-30T09:00",
        None,
        None,
    ),
    # one after the other, and one with a gap
    (
        WEEKDAYS,
        [closed("2026-11-24"), closed("2026-11-26", "2026-11-25")],
        MONDAY,
        "no",
        "2026-11-27T09:00",
        None,
        "2026-11-26",
    ),
    (
        WEEKDAYS,
        [closed("2026-11-24"), closed("2026-11-29", "2026-11-26")],
        MONDAY,
        "no",
        "2026-11-25T09:00",
        None,
        "2026-11-24",
    ),
    (
        WEEKDAYS,
        [closed("2026-11-27"), closed("2026-11-30", "2026-11-28")],
        MONDAY,
        "no",
        "2026-12-01T09:00",
        None,
        "2026-11-30",
    ),
    # day and night, and a night
    ("24/7", [closed("2026-11-27")], MONDAY, "no", "2026-11-28T00:00", None, "2026-11-27"),
    ("24/7", [closed("2026-11-27", "2026-11-24")], MONDAY, "yes", None, "2026-11-24T00:00", None),
    ("24/7", [closed("2026-12-31", "2026-12-20")], MONDAY, "yes", None, None, None),
    (
        "Mo-Su 20:00-08:00; PH off",
        [closed("2026-11-24", "2026-11-24")],
        "2026-11-23T21:00",
        "yes",
        None,
        "2026-11-24T00:00",
        None,
    ),
    # over the end of summer time
    (
        "24/7",
        [closed("2026-10-25", "2026-10-25")],
        "2026-10-25T12:00",
        "no",
        "2026-10-26T00:00",
        None,
        "2026-10-25",
    ),
    # hours that are not known, or never come again
    (None, [closed("2026-11-27")], MONDAY, "no", None, None, "2026-11-27"),
    ("2019 Mo-Fr 09:00-12:00", [closed("2026-11-27")], MONDAY, "no", None, None, "2026-11-27"),
    # a day that no calendar has, as a record may hold it
]


@pytest.mark.parametrize(
    ("hours", "notices", "moment", "state", "opens", "closes", "until"), CLOSURES
)
def test_a_closure_goes_before_the_hours(
    hours: str | None,
    notices: list[Any],
    moment: str,
    state: str,
    opens: str | None,
    closes: str | None,
    until: str | None,
) -> None:
    found = answer(moment, opening_hours=hours, notices=notices)
    assert found.open == state
    assert found.opens_at == (at(opens) if opens else None)
    assert found.closes_at == (at(closes) if closes else None)
    assert found.closed_until == (date.fromisoformat(until) if until else None)


def test_two_hundred_closures_still_give_an_answer() -> None:
    notices = [closed(f"2027-{1 + n % 12:02}-{1 + n % 28:02}", "2026-11-01") for n in range(200)]
    found = answer(MONDAY, opening_hours=WEEKDAYS, notices=notices)
    assert found.closed_until == date(2027, 12, 28)


def test_full_stays_open_but_is_said() -> None:
    notice = {"kind": "full", "until": "2026-11-24"}
    found = answer(MONDAY, opening_hours=WEEKDAYS, notices=[notice])
    assert (found.open, found.full, found.notices[0].until) == ("yes", True, "2026-11-24")
    assert answer("2026-11-25T10:00", opening_hours=WEEKDAYS, notices=[notice]).full is False
    assert answer(MONDAY, opening_hours=WEEKDAYS, capacity="full").full is True


def test_other_hours_for_a_while_are_unknown_and_said() -> None:
    notice = {"kind": "hours", "since": "2026-11-24", "until": "2026-11-25", "text": "10u-12u"}
    before = answer("2026-11-23T18:00", opening_hours=WEEKDAYS, notices=[notice])
    during = answer("2026-11-24T10:00", opening_hours=WEEKDAYS, notices=[notice])
    assert (before.open, before.opens_at, before.notices) == ("no", None, ())
    assert (during.open, during.closes_at, during.notices[0].text) == ("unknown", None, "10u-12u")


def test_notices_in_force_come_with_the_one_that_ends_first() -> None:
    notices = [
        {"kind": "other", "until": "2026-12-24"},
        {"kind": "moved", "until": "2026-11-30"},
        {"kind": "other", "until": "2026-11-22"},
        {"kind": "other", "until": "2027-01-01", "since": "2026-12-25"},
    ]
    found = answer(MONDAY, opening_hours=WEEKDAYS, notices=notices)
    assert [notice.until for notice in found.notices] == ["2026-11-30", "2026-12-24"]


def test_a_record_says_nothing_outside_its_days() -> None:
    stated = {"opening_hours": WEEKDAYS, "valid_from": "2026-11-23", "valid_to": "2026-11-27"}
    assert answer(SUNDAY, **stated) == Opening("unknown")
    assert answer(MONDAY, **stated).open == "yes"
    assert answer("2026-11-27T16:00", **stated).closes_at == at("2026-11-27T17:00")
    assert (found := answer("2026-11-27T18:00", **stated)).opens_at is None and found.open == "no"
    assert answer("2026-11-28T10:00", **stated) == Opening("unknown")


class TestAppointmentAndPhone:
    def test_each_kind_has_its_own_answer(self) -> None:
        found = answer(
            MONDAY,
            opening_hours="Mo 13:00-16:00; PH off",
            appointment_hours="Mo-Fr 09:00-12:00; PH off",
            phone_hours="Tu 09:00-12:00; PH off",
        )
        assert (found.open, found.opens_at) == ("no", at("2026-11-23T13:00"))
        assert found.appointment and found.appointment.closes_at == at("2026-11-23T12:00")
        assert found.phone and found.phone.opens_at == at("2026-11-24T09:00")
        assert (found.by_appointment, found.by_phone) == (True, False)

    def test_an_open_door_needs_no_other_way(self) -> None:
        found = answer(MONDAY, opening_hours=WEEKDAYS, phone_hours="24/7", appointment_hours="24/7")
        assert (found.open, found.by_appointment, found.by_phone) == ("yes", False, False)

    def test_a_shut_door_does_not_hide_the_telephone(self) -> None:
        found = answer(SUNDAY, opening_hours=WEEKDAYS, phone_hours="24/7")
        assert (found.open, found.by_phone) == ("no", True)

    def test_hours_for_appointments_only(self) -> None:
        found = answer(SUNDAY, appointment_hours=WEEKDAYS)
        assert (found.open, found.by_appointment) == ("unknown", True)
        assert found.appointment and found.appointment.opens_at == at("2026-11-23T09:00")
        assert answer(SUNDAY, appointment_hours="elke werkdag").by_appointment is False

    def test_nobody_comes_by_appointment_to_a_closed_place(self) -> None:
        found = answer(
            MONDAY,
            notices=[closed("2026-11-27")],
            opening_hours=WEEKDAYS,
            appointment_hours="24/7",
            phone_hours="24/7",
        )
        assert found.appointment and found.appointment.open == "no"
        assert found.phone and found.phone.open == "unknown"
        assert (found.by_appointment, found.by_phone) == (False, False)


def test_the_answer_travels_as_json() -> None:
    found = answer(
        MONDAY, notices=[closed("2026-11-27")], opening_hours=WEEKDAYS, phone_hours="Mo 09:00+"
    )
    said = json.loads(json.dumps(found.as_params()))
    assert (said["open"], said["opens_at"]) == ("no", "2026-11-30T09:00:00+01:00")
    assert said["closed_until"] == "2026-11-27"
    assert said["notices"] == [{"kind": "closed", "until": "2026-11-27", "text": "verbouwing"}]
    assert said["phone_hours"]["open"] == "unknown"
    assert said["appointment_hours"] is None


def test_the_moment_must_have_a_time_zone() -> None:
    with pytest.raises(ValueError, match="time zone"):
        opening_of(place(), datetime(2026, 11, 23))  # noqa: DTZ001
