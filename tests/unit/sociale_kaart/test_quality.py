"""The quality report: counts that add up, doubts that are real, and calls that are worth making."""

import json
from datetime import date, datetime
from typing import Any

import pytest

from api.directory.report.page import page
from sociale_kaart.hours import BRUSSELS
from sociale_kaart.model import Place
from sociale_kaart.quality import call_list, contradictions, lines, questions, report
from tests.unit.sociale_kaart.records import place

NOW = datetime(2026, 11, 23, 10, tzinfo=BRUSSELS)
TODAY = date(2026, 11, 23)
PHONE = {"phone": "03 000 00 00", "phone_e164": "+3230000000"}
# The Kerkstraat in 2060, and a spot in Hoboken.
IN_2060 = {"latitude": 51.2244, "longitude": 4.4316}
IN_HOBOKEN = {"latitude": 51.1750, "longitude": 4.3480}
WHOLE: dict[str, Any] = {
    "street": "Voorbeeldstraat",
    "postcode": "2060",
    "district": "Antwerpen",
    "point": IN_2060,
    "location_precision": "address",
    "website": "https://example.org",
    "opening_hours": "Mo-Fr 09:00-12:00",
    "languages": ["nl", "ar"],
    "cost": {"kind": "free"},
    "target_groups": ["iedereen"],
    "appointment_required": False,
    "residence_permit_required": False,
    "accessibility": {"wheelchair": "yes"},
    "checked_at": "2026-10",
    "confidence": "high",
    **PHONE,
}


def kinds(known: Place) -> list[str]:
    return [found.kind for found in contradictions(known, TODAY)]


@pytest.mark.parametrize(
    ("facts", "kind"),
    [
        ({"postcode": "2060", "district": "Hoboken"}, "postcode_of_another_district"),
        ({"point": IN_HOBOKEN}, "point_outside_postcode"),
        ({"opening_hours": "als de vlag uithangt"}, "hours_unreadable"),
        ({"phone_hours": "ma-vr 9-12u"}, "hours_unreadable"),
        ({"spoken": [{"code": "ar", "hours": "soms"}]}, "hours_unreadable"),
        ({"checked_at": "2027-01"}, "checked_in_the_future"),
        ({"valid_to": "2026-11-22"}, "record_over"),
        ({"notices": [{"kind": "full", "until": "2026-11-22"}]}, "notice_over"),
        ({"checked_at": "2020"}, "sure_but_old"),
        (
            {"access": {"unconditional": True}, "residence_permit_required": True},
            "unconditional_but_papers",
        ),
    ],
)
def test_what_cannot_be_right_is_named(facts: dict[str, Any], kind: str) -> None:
    assert kinds(place(**WHOLE)) == []
    assert kinds(place(**(WHOLE | facts))) == [kind]


@pytest.mark.parametrize(
    "facts",
    [
        {"point": IN_HOBOKEN, "location_precision": "district"},  # a middle is no door
        {"postcode": "9000", "district": "Gent"},  # not our gazetteer's to judge
        {"postcode": None, "point": IN_HOBOKEN},
        {"notices": [{"kind": "full", "until": "2026-11-23"}]},
    ],
)
def test_what_we_cannot_know_is_no_contradiction(facts: dict[str, Any]) -> None:
    assert kinds(place(**(WHOLE | facts))) == []


def test_counts_per_source_add_up() -> None:
    found = report(
        [
            place(source_id="a", **WHOLE),
            place(source_id="b", checked_at="2025-01"),
            place(source_id="c", checked_at="2019"),
            place(source_id="d", source="other"),
        ],
        NOW,
    )
    ours, other = sorted(found.sources, key=lambda it: -it.places)
    assert (ours.places, other.places) == (3, 1)
    assert ours.filled["opening_hours"] == 1
    assert ours.filled["checked_date"] == 3
    assert ours.ages == {"fresh": 1, "old": 1, "stale": 1, "undated": 0}
    assert other.ages["undated"] == 1
    for b in found.bs:
        assert sum(b.values.values()) == found.places == 4
    assert [it.kind for it in found.stale] == ["stale", "undated"]
    assert len(found.unreachable) == 3


def test_an_empty_directory_has_a_report() -> None:
    found = report([], NOW)
    assert found.places == 0
    assert list(lines(found))
    assert "<table>" in page(found)


def test_who_lacks_nothing_is_not_called_and_nobody_calls_112() -> None:
    emergency = place(source_id="112", phone="112", needs=["emergency_number"])
    assert call_list([place(**WHOLE), emergency, place(source_id="mute")], TODAY) == ()


def test_one_number_is_one_call_for_all_its_places_most_valuable_first() -> None:
    one = place(source_id="a", name="Huis A", organisation="Huizen", **PHONE)
    two = place(
        source_id="b", name="Huis B", organisation="Huizen", **PHONE | {"phone": "+32 3 000 00 00"}
    )
    other = place(source_id="c", phone="03 111 11 11", needs=["volunteering"])
    first, second = call_list([other, two, one], TODAY)
    assert first.organisation == "Huizen"
    assert set(first.places) == {"Huis A", "Huis B"}
    assert {it.places for it in first.questions} == {2}
    assert first.questions[0].field == "opening_hours"
    assert second.places == ("Voorbeeldhuis",)
    assert first.worth > second.worth


def test_for_who_cannot_wait_a_call_is_worth_more() -> None:
    bed = place(source_id="a", phone="03 111 11 11", needs=["night_shelter"])
    club = place(source_id="b", phone="03 222 22 22", needs=["meeting_people_leisure"])
    assert [it.phone for it in call_list([club, bed], TODAY)] == [bed.phone, club.phone]


def test_a_question_is_asked_only_when_the_answer_is_not_known() -> None:
    assert questions(place(**WHOLE), TODAY) == ()
    for field, gone in (("opening_hours", None), ("cost", {"kind": "unknown"}), ("website", None)):
        assert questions(place(**(WHOLE | {field: gone})), TODAY) == (field,)
    line = place(scope="phone", **PHONE)
    assert not {"street", "residence_permit_required"} & set(questions(line, TODAY))


def test_the_report_is_plain_json() -> None:
    found = report([place(**WHOLE), place(source_id="b", **PHONE)], NOW).as_json()
    assert json.loads(json.dumps(found))["places"] == 2


def test_the_page_escapes_what_records_say_and_labels_its_tables() -> None:
    name = "<script>alert(1)</script> & co"
    shown = page(report([place(name=name, organisation=name, **PHONE)], NOW))
    assert "<script" not in shown
    assert "&lt;script&gt;" in shown
    assert shown.count("<table>") == shown.count("<caption>")
    assert 'scope="col"' in shown and 'scope="row"' in shown
    assert 'lang="nl"' in shown
    assert 'href="tel:+3230000000"' in shown


def test_a_long_list_is_cut_on_the_page_and_says_so() -> None:
    many = [place(source_id=str(n), checked_at="2010") for n in range(250)]
    found = report(many, NOW)
    assert len(found.stale) == 250
    assert "En nog 50 andere." in page(found)
    assert any("and 235 more" in line for line in lines(found))
