"""Who comes first, and which reasons are given: somebody is going to walk there."""

from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from locales.catalog import text
from locales.tools import written_languages
from sociale_kaart.hours import BRUSSELS
from sociale_kaart.match import CRITERIA, Wish, conditions, explain, match, need_fit, rank
from sociale_kaart.model import Place, Point
from sociale_kaart.needs import NEEDS
from sociale_kaart.seven_bs import BS
from tests.unit.sociale_kaart.records import place

TUESDAY = datetime(2026, 10, 27, 10, tzinfo=BRUSSELS)
HERE = Point(51.22747, 4.42808)
WRITTEN = written_languages()


def at_distance(metres: float, **fields: object) -> Place:
    """A place so many metres north of 2060."""
    point = {"latitude": HERE.latitude + metres / 111_195, "longitude": HERE.longitude}
    defaults: dict[str, object] = {
        "point": point,
        "location_precision": "address",
        "street": "Voorbeeldstraat",
        "source_id": f"{metres}-{fields}"[:200],
    }
    return place(**(defaults | fields))


def wish(need: str = "food_aid", **fields: object) -> Wish:
    return Wish(**({"need": need, "at": TUESDAY, "near": HERE, "near_label": "2060"} | fields))  # type: ignore[arg-type]


def test_a_food_bank_at_400_m_beats_a_community_centre_far_off() -> None:
    main = at_distance(400)
    side = at_distance(3000, needs=["meeting_people_leisure", "food_aid"], confidence="high")
    assert [item.place for item in rank([side, main], wish())] == [main, side]


def test_a_side_need_round_the_corner_beats_a_main_one_at_the_other_end() -> None:
    main = at_distance(7000)
    side = at_distance(200, needs=["day_centre", "food_aid"])
    assert rank([main, side], wish())[0].place == side


def test_only_places_for_the_need_are_in_the_net() -> None:
    assert rank([at_distance(10, needs=["legal_help"])], wish()) == []
    assert need_fit(place(needs=["legal_help"]), "food_aid") == 0


def test_open_now_comes_before_shut_all_else_the_same() -> None:
    shut = at_distance(500, source_id="a", opening_hours="Sa 09:00-12:00")
    opened = at_distance(500, source_id="b", opening_hours="Tu 09:00-12:00")
    first, second = rank([shut, opened], wish())
    assert first.place == opened
    assert {reason.kind for reason in first.reasons} >= {"open_now", "near", "need"}
    assert second.opening.opens_at is not None


def test_the_middle_of_a_district_is_told_coarsely_and_never_at_the_door() -> None:
    vague = match(at_distance(0, location_precision="district", district="Deurne"), wish())
    assert vague.told_distance_m is not None
    assert vague.told_distance_m >= 500
    assert vague.told_distance_m % 500 == 0
    assert vague.walk_minutes is None
    assert "near" not in {reason.kind for reason in vague.reasons}


def test_a_known_door_is_told_exactly_with_minutes() -> None:
    exact = match(at_distance(400), wish())
    assert exact.told_distance_m == 400
    assert exact.walk_minutes == 7


def test_a_point_without_a_street_is_no_door() -> None:
    """Points came with old lists: minutes on foot would send somebody to a door nobody checked."""
    dot = match(at_distance(400, street=None), wish())
    assert dot.told_distance_m is not None
    assert dot.told_distance_m % 500 == 0
    assert dot.walk_minutes is None
    assert "near" not in {reason.kind for reason in dot.reasons}
    assert explain(dot.place, wish())["reachable"] == 0


@pytest.mark.parametrize("contact", ["phone", "website", "email"])
def test_what_nobody_can_go_to_or_call_comes_last_but_is_there(contact: str) -> None:
    dead_end = at_distance(100, street=None, confidence="high")
    far_side = {"needs": ["meeting_people_leisure", "food_aid"], "confidence": "low"}
    contacts = {contact: "0800 00 000"}
    callable_ = at_distance(9000, street=None, **far_side, **contacts)
    citywide = place(source_id="c", scope="citywide", **far_side, **contacts)
    door = at_distance(9500, **far_side)
    ranked = [item.place for item in rank([dead_end, callable_, citywide, door], wish())]
    assert set(ranked[:3]) == {callable_, citywide, door}
    assert ranked[3] == dead_end


@given(
    st.floats(min_value=0, max_value=15_000),
    st.floats(min_value=100, max_value=15_000),
)
def test_of_two_alike_the_nearer_comes_first_also_far_out(near: float, further: float) -> None:
    close, far = at_distance(near), at_distance(near + further)
    assert [item.place for item in rank([far, close], wish())] == [close, far]


def test_a_kilometre_still_counts_where_nothing_is_near() -> None:
    """For a lawyer near Borgerhout the centre at 3.5 km comes before Merksem at 4.5 km."""
    centre = at_distance(3500, needs=["legal_help"], street=None, phone="03 000 00 00")
    merksem = at_distance(4500, needs=["legal_help"], phone="03 000 00 01")
    assert rank([merksem, centre], wish("legal_help"))[0].place == centre


def test_day_and_night_for_another_thing_is_no_reason_to_come_first() -> None:
    open_side = at_distance(500, needs=["domestic_violence", "doctor_gp"], opening_hours="24/7")
    hidden = at_distance(500, needs=["domestic_violence", "doctor_gp"])
    points = explain(open_side, wish("doctor_gp")), explain(hidden, wish("doctor_gp"))
    assert points[0] == points[1]
    main = at_distance(500, needs=["doctor_gp"])
    assert rank([open_side, main], wish("doctor_gp"))[0].place == main
    assert explain(open_side, wish("domestic_violence"))["open"] > points[0]["open"]


def test_a_phone_line_has_no_distance_and_comes_after_the_near_door() -> None:
    line = place(source_id="l", scope="phone", phone="106", needs=["mental_health"], confidence="high",
                 opening_hours="24/7")  # fmt: skip
    door = at_distance(900, needs=["mental_health"])
    first, second = rank([line, door], wish("mental_health"))
    assert (first.place, second.place) == (door, line)
    assert second.told_distance_m is None
    assert "citywide" in {reason.kind for reason in second.reasons}


def test_who_cannot_wait_gets_the_line_first_and_112_before_all() -> None:
    line = place(source_id="l", scope="phone", phone="1712", needs=["domestic_violence"],
                 confidence="high")  # fmt: skip
    office = at_distance(2000, needs=["domestic_violence"])
    assert rank([office, line], wish("domestic_violence"))[0].place == line
    numbers = [
        place(
            source_id=number, name=number, scope="phone", phone=number, needs=["emergency_number"]
        )
        for number in ("101", "112", "1722")
    ]
    assert rank(numbers, wish("emergency_number"))[0].place.phone == "112"


def test_the_language_of_the_person_is_a_reason_but_dutch_is_not() -> None:
    speaks = at_distance(100, languages=["ar", "nl"])
    arabic = match(speaks, wish(language="ar")).reasons
    assert {"language": "ar"} in [reason.params for reason in arabic]
    assert "language" not in {reason.kind for reason in match(speaks, wish(language="nl")).reasons}


@pytest.mark.parametrize(("asked", "verdict"), [(True, "yes"), (False, "no")])
def test_what_is_asked_at_the_door(asked: bool, verdict: str) -> None:
    known = place(residence_permit_required=asked, appointment_required=asked)
    assert [(item["kind"], item["verdict"]) for item in conditions(known)] == [
        ("residence", verdict),
        ("appointment", verdict),
    ]


def test_unknown_papers_are_said_as_unknown_and_a_group_never_as_no() -> None:
    shelter = place(needs=["night_shelter"], target_groups=["daklozen"])
    assert {item["verdict"] for item in conditions(shelter)} == {"unknown"}
    assert conditions(place()) == []


def test_every_criterion_has_its_own_name_a_weight_and_a_sentence() -> None:
    names = [criterion.name for criterion in CRITERIA]
    assert len(set(names)) == len(names)
    assert all(criterion.weight > 0 for criterion in CRITERIA)
    for code in WRITTEN:
        said = [text(code, f"criterion.{name}") for name in names]
        assert {sentence.language for sentence in said} == {code}
        assert len({sentence.value for sentence in said}) == len(names)


needs = st.lists(st.sampled_from(sorted(NEEDS)), min_size=1, max_size=4, unique=True)
places = st.builds(
    lambda metres, found, scope, hours, confidence: at_distance(
        metres, needs=found, scope=scope, opening_hours=hours, confidence=confidence
    ),
    st.floats(min_value=0, max_value=20_000),
    needs,
    st.sampled_from(["place", "phone", "citywide"]),
    st.sampled_from([None, "24/7", "Mo-Fr 09:00-12:00", "nonsense"]),
    st.sampled_from(["high", "medium", "low"]),
)


@given(places, st.sampled_from(sorted(NEEDS)))
def test_the_score_is_the_sum_of_its_parts_each_within_its_weight(known: Place, need: str) -> None:
    asked = wish(need)
    parts = explain(known, asked)
    assert match(known, asked).score == pytest.approx(sum(parts.values()), abs=0.1 * len(parts))
    for criterion in CRITERIA:
        assert 0 <= parts[criterion.name] <= criterion.weight


@given(places)
def test_the_same_place_round_the_corner_never_scores_less(known: Place) -> None:
    corner = {"latitude": HERE.latitude, "longitude": HERE.longitude}
    close = match(place(**(known.to_record() | {"point": corner})), wish(known.needs[0]))
    assert close.score >= match(known, wish(known.needs[0])).score


def test_the_reference_page_has_the_criteria_as_they_are() -> None:
    page = (Path(__file__).parents[3] / "docs" / "reference" / "matching.md").read_text("utf-8")
    for criterion in CRITERIA:
        said = text("en", f"criterion.{criterion.name}").value
        assert f"| `{criterion.name}` | {criterion.weight:g} | {said} |" in page
    for b in BS:
        assert f"| {b} |" in page
