"""The seven B's: computed from fields, never more sure than the fields are."""

from datetime import date, datetime
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sociale_kaart.hours import BRUSSELS
from sociale_kaart.seven_bs import BS, B, Value, judge, months_since, seven_bs
from tests.unit.sociale_kaart.records import place

TODAY = date(2026, 11, 23)
CHECKED = {"checked_at": "2026-06", "confidence": "high"}
DOOR = {
    "street": "Voorbeeldstraat",
    "point": {"latitude": 51.22, "longitude": 4.41},
    "location_precision": "address",
    "phone": "03 000 00 00",
}


@pytest.mark.parametrize(
    ("b", "facts", "value"),
    [
        ("bruikbaar", {"needs": []}, "unknown"),
        ("bruikbaar", {}, "partly"),
        ("bruikbaar", {"target_groups": ["daklozen"]}, "yes"),
        ("bruikbaar", {"audience": {"minimum_age": 0}}, "yes"),
        ("betrouwbaar", {}, "unknown"),
        ("betrouwbaar", {"residence_permit_required": False}, "partly"),
        ("betrouwbaar", CHECKED, "partly"),
        ("betrouwbaar", CHECKED | {"residence_permit_required": False}, "yes"),
        ("betrouwbaar", CHECKED | {"residence_permit_required": True}, "partly"),
        ("betrouwbaar", CHECKED | {"access": {"unconditional": True}}, "yes"),
        ("betrouwbaar", CHECKED | {"confidence": "low"}, "unknown"),
        ("betrouwbaar", CHECKED | {"checked_at": "2024-10"}, "unknown"),
        ("begrijpbaar", {}, "unknown"),
        ("begrijpbaar", {"languages": ["nl"]}, "no"),
        ("begrijpbaar", {"languages": ["nl", "ar"]}, "yes"),
        ("begrijpbaar", {"spoken": [{"code": "ar", "hours": "Th 13:00-16:00"}]}, "partly"),
        ("begrijpbaar", {"spoken": [{"code": "ar", "interpreter": True}]}, "partly"),
        ("begrijpbaar", {"translations": [{"language": "ar", "name": "مثال"}]}, "partly"),
        ("bekend", {}, "unknown"),
        ("bekend", {"description": "Eten."}, "partly"),
        ("bekend", {"description": "Eten.", "website": "https://example.org"}, "yes"),
        ("bereikbaar", {}, "unknown"),
        ("bereikbaar", DOOR, "yes"),
        ("bereikbaar", DOOR | {"location_precision": "district"}, "partly"),
        ("bereikbaar", DOOR | {"accessibility": {"wheelchair": "limited"}}, "partly"),
        ("bereikbaar", {"accessibility": {"wheelchair": "no"}}, "no"),
        ("bereikbaar", {"scope": "phone", "phone": "1712"}, "yes"),
        ("bereikbaar", {"scope": "web", "website": "https://example.org"}, "yes"),
        ("beschikbaar", {}, "unknown"),
        ("beschikbaar", {"opening_hours": "Mo-Fr 09:00-12:00"}, "yes"),
        ("beschikbaar", {"phone_hours": "Mo-Fr 09:00-12:00"}, "yes"),
        ("beschikbaar", {"opening_hours": "als de vlag uithangt"}, "unknown"),
        ("beschikbaar", {"opening_hours": "24/7", "appointment_required": True}, "partly"),
        ("beschikbaar", {"opening_hours": "24/7", "capacity": "waiting_list"}, "partly"),
        ("beschikbaar", {"capacity": "full"}, "no"),
        ("beschikbaar", {"notices": [{"kind": "closed", "until": "2026-11-23"}]}, "no"),
        ("beschikbaar", {"notices": [{"kind": "closed", "until": "2026-11-22"}]}, "unknown"),
        ("betaalbaar", {}, "unknown"),
        ("betaalbaar", {"cost": {"kind": "free"}}, "yes"),
        ("betaalbaar", {"cost": {"kind": "paid"}}, "partly"),
    ],
)
def test_each_b(b: B, facts: dict[str, Any], value: Value) -> None:
    assert judge(place(**facts), b, TODAY).value == value


def test_all_seven_in_their_order_and_each_begins_with_a_b() -> None:
    at = datetime(2026, 11, 23, 10, tzinfo=BRUSSELS)
    assert tuple(found.b for found in seven_bs(place(), at)) == BS == get_args(B)
    assert len(BS) == 7
    assert all(b.startswith("b") for b in BS)


def test_the_evidence_names_fields_and_what_is_missing() -> None:
    found = judge(place(phone="03 000 00 00"), "bereikbaar", TODAY)
    assert {item.field: item.value for item in found.evidence}["phone"] == "yes"
    assert found.missing == ("street", "point")


facts = st.fixed_dictionaries(
    {},
    optional={
        "target_groups": st.just(["daklozen"]),
        "residence_permit_required": st.booleans(),
        "appointment_required": st.booleans(),
        "languages": st.lists(st.sampled_from(["nl", "ar"]), max_size=2),
        "capacity": st.sampled_from(["free", "full", "waiting_list"]),
        "cost": st.sampled_from([{"kind": "free"}, {"kind": "paid"}]),
        "checked_at": st.sampled_from(["2016", "2025-01", "2026-11-20"]),
        "accessibility": st.sampled_from([{"wheelchair": "yes"}, {"wheelchair": "no"}]),
        "opening_hours": st.sampled_from(["24/7", "nonsense"]),
        "website": st.just("https://example.org"),
    },
)


@given(facts, st.sampled_from(BS))
def test_no_is_only_said_when_every_known_field_says_no(known: dict[str, Any], b: B) -> None:
    found = judge(place(**known), b, TODAY)
    values = {item.value for item in found.evidence} - {"unknown"}
    assert (found.value == "no") == (values == {"no"})
    assert (found.value == "unknown") == (not values)
    if found.value == "yes":
        assert values == {"yes"}
        assert not found.missing


@pytest.mark.parametrize(
    ("checked", "months"),
    [
        (None, None),
        ("2026-11-22", 0),
        ("2026-11", 0),
        ("2025-11-30", 12),
        ("2026", 0),  # a year without a month may have been December
        ("2024", 23),
        ("2027-01", 0),
    ],
)
def test_how_long_ago_as_exact_as_it_is_written(checked: str | None, months: int | None) -> None:
    assert months_since(checked, TODAY) == months
