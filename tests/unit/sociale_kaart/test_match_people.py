"""May this person go there, will they be understood there, and is there room today?

Somebody without papers may be turned away because of a wrong "no", so a doubt stays a doubt.
"""

from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sociale_kaart.hours import BRUSSELS
from sociale_kaart.match import (
    CRITERIA,
    Only,
    Told,
    Wish,
    conditions,
    eligibility,
    explain,
    fits,
    match,
    rank,
    step,
)
from sociale_kaart.model import Place, Point
from sociale_kaart.needs import NEEDS
from tests.unit.sociale_kaart.records import place

MONDAY = datetime(2026, 11, 23, 10, tzinfo=BRUSSELS)
THURSDAY_AFTERNOON = datetime(2026, 11, 26, 14, tzinfo=BRUSSELS)
HERE = Point(51.22747, 4.42808)
ALL_DAY_OPEN = {"opening_hours": "24/7"}


def wish(**fields: Any) -> Wish:
    return Wish(**({"need": "food_aid", "at": MONDAY, "near": HERE, "near_label": "2060"} | fields))


def near(**fields: Any) -> Place:
    """A place 400 m away that can be reached, with what a test needs changed."""
    point = {"latitude": HERE.latitude + 400 / 111_195, "longitude": HERE.longitude}
    known = {"point": point, "location_precision": "address", "street": "Voorbeeldstraat"}
    return place(**(known | fields))


def first(places: list[Place], asked: Wish) -> Place:
    return rank(places, asked)[0].place


def kinds(found: list[dict[str, Any]]) -> dict[str, str]:
    return {item["kind"]: item["verdict"] for item in found}


# May I go there?


@pytest.mark.parametrize(
    ("facts", "told", "verdict", "because"),
    [
        ({}, {}, "unknown", ()),
        ({"audience": {"minimum_age": 18}}, {}, "unknown", ("age",)),
        ({"audience": {"minimum_age": 18}}, {"age": 17}, "no", ("age",)),
        ({"audience": {"minimum_age": 18}}, {"age": 18}, "yes", ("age",)),
        ({"audience": {"maximum_age": 25}}, {"age": 26}, "no", ("age",)),
        ({"audience": {"genders": ["women"]}}, {}, "unknown", ("gender",)),
        ({"audience": {"genders": ["women"]}}, {"gender": "women"}, "yes", ("gender",)),
        ({"audience": {"genders": ["women"]}}, {"gender": "men"}, "no", ("gender",)),
        ({"audience": {"genders": ["women"]}}, {"gender": "other"}, "unknown", ("gender",)),
        ({"audience": {"families": True}}, {"with_children": True}, "yes", ("family",)),
        ({"audience": {"families": True}}, {"with_children": False}, "unknown", ("family",)),
        ({"audience": {"families": False}}, {"with_children": True}, "no", ("family",)),
        ({"audience": {"statuses": ["ukraine"]}}, {"status": "ukraine"}, "yes", ("status",)),
        ({"audience": {"statuses": ["ukraine"]}}, {"status": "refugee"}, "unknown", ("status",)),
        ({"residence_permit_required": True}, {}, "unknown", ("residence",)),
        ({"residence_permit_required": True}, {"papers": False}, "no", ("residence",)),
        ({"residence_permit_required": True}, {"status": "undocumented"}, "no", ("residence",)),
        ({"residence_permit_required": True}, {"papers": True}, "yes", ("residence",)),
        ({"residence_permit_required": False}, {"papers": False}, "yes", ("residence",)),
        ({}, {"papers": False}, "unknown", ("residence",)),
        ({"access": {"referral_required": True}}, {}, "unknown", ("referral",)),
        ({"access": {"referral_required": True}}, {"referred": False}, "no", ("referral",)),
        ({"access": {"referral_required": True}}, {"referred": True}, "yes", ("referral",)),
        ({"access": {"documents": ["identiteitskaart"]}}, {}, "unknown", ("documents",)),
        ({"access": {"documents": []}}, {}, "yes", ("documents",)),
        ({"target_groups": ["daklozen"]}, {}, "unknown", ("target_group",)),
        ({"target_groups": ["iedereen"]}, {}, "yes", ("target_group",)),
        ({"access": {"unconditional": True}}, {"papers": False}, "yes", ("unconditional",)),
        ({"accessibility": {"wheelchair": "no"}}, {"wheelchair": True}, "no", ("wheelchair",)),
        ({"accessibility": {"wheelchair": "no"}}, {}, "unknown", ()),
        ({}, {"wheelchair": True}, "unknown", ("wheelchair",)),
    ],
)
def test_may_i_go_there(
    facts: dict[str, Any], told: dict[str, Any], verdict: str, because: tuple[str, ...]
) -> None:
    found = eligibility(place(**facts), Told(**told))
    assert (found.verdict, found.because) == (verdict, because)


def test_one_no_decides_also_where_everybody_else_is_welcome() -> None:
    women = place(audience={"genders": ["women"]}, access={"unconditional": True})
    assert eligibility(women, Told(gender="men")).verdict == "no"


told_facts = st.builds(
    Told,
    age=st.none() | st.integers(0, 150),
    gender=st.none() | st.sampled_from(["women", "men", "other"]),
    with_children=st.none() | st.booleans(),
    status=st.none() | st.sampled_from(["asylum_seeker", "refugee", "undocumented", "ukraine"]),
    papers=st.none() | st.booleans(),
    referred=st.none() | st.booleans(),
    wheelchair=st.booleans(),
)


@given(told_facts, st.sampled_from(sorted(NEEDS)))
def test_a_place_that_says_nothing_never_says_no(told: Told, need: str) -> None:
    silent = place(needs=[need])
    assert eligibility(silent, told).verdict == "unknown"
    assert step(near(needs=[need]), wish(told=told)) == 0


@given(st.integers(0, 150), st.integers(0, 150), st.integers(0, 150))
def test_an_age_is_a_no_only_outside_the_ages_that_are_said(age: int, one: int, two: int) -> None:
    low, high = sorted((one, two))
    said = place(audience={"minimum_age": low, "maximum_age": high})
    assert (eligibility(said, Told(age=age)).verdict == "no") == (age < low or age > high)


def test_who_may_not_come_gets_it_later_but_gets_it_and_is_told() -> None:
    adults = near(source_id="a", audience={"minimum_age": 18})
    anybody = place(source_id="b", scope="citywide", phone="03 000 00 00")
    asked = wish(told=Told(age=16))
    assert [it.place for it in rank([adults, anybody], asked)] == [anybody, adults]
    assert first([adults, anybody], wish()) == adults
    assert kinds(match(adults, asked).conditions)["for_you"] == "no"
    assert "for_you" not in kinds(match(adults, wish()).conditions)


def test_an_impossible_age_is_refused_at_once() -> None:
    with pytest.raises(ValueError, match="age"):
        Told(age=200)


def test_what_the_record_says_about_coming_is_told_to_everybody() -> None:
    strict = place(
        audience={
            "minimum_age": 18,
            "genders": ["women"],
            "families": True,
            "statuses": ["ukraine"],
        },
        access={"referral_required": True, "documents": ["identiteitskaart"]},
        accessibility={"wheelchair": "limited"},
        target_groups=["gezinnen"],
    )
    found = {item["kind"]: item for item in conditions(strict)}
    assert found["age"]["params"] == {"minimum": 18, "maximum": None}
    assert found["referral"]["verdict"] == found["documents"]["verdict"] == "yes"
    assert found["wheelchair"]["verdict"] == "unknown"
    groups = found["target_group"]["params"]["groups"]
    assert groups == ["gezinnen", "vrouwen", "Oekraïense vluchtelingen"]


def test_papers_are_no_question_where_people_without_them_are_named() -> None:
    clinic = place(needs=["doctor_gp"], audience={"statuses": ["undocumented"]})
    assert "residence" not in kinds(conditions(clinic))
    assert {reason.kind for reason in match(clinic, wish(need="doctor_gp")).reasons} >= {
        "no_papers"
    }


# Full, closed, run out

TODAY, TOMORROW = "2026-11-23", "2026-11-24"


@pytest.mark.parametrize(
    ("facts", "back", "said"),
    [
        ({"capacity": "full"}, 1, "full"),
        ({"capacity": "waiting_list"}, 0, "waiting_list"),
        ({"capacity": "limited"}, 0, "limited"),
        ({"capacity": "free"}, 0, None),
        ({"notices": [{"kind": "closed", "until": TOMORROW}]}, 1, "closed"),
        ({"notices": [{"kind": "closed", "until": TODAY}]}, 0, "closed"),
        ({"notices": [{"kind": "closed", "since": TOMORROW, "until": TOMORROW}]}, 0, None),
        ({"notices": [{"kind": "closed", "until": "2026-11-22"}]}, 0, None),
        ({"notices": [{"kind": "full", "until": TODAY}]}, 1, "full"),
        ({"notices": [{"kind": "moved", "until": TOMORROW}]}, 0, "moved"),
        ({"notices": [{"kind": "hours", "until": TOMORROW}]}, 0, "other_hours"),
        ({"notices": [{"kind": "other", "until": TOMORROW}]}, 0, "notice"),
        ({"valid_to": "2026-11-22"}, 1, "outdated"),
        ({"valid_from": TOMORROW}, 1, "outdated"),
        ({"valid_to": TODAY}, 0, None),
    ],
)
def test_what_cannot_help_today_steps_back_and_is_said(
    facts: dict[str, Any], back: int, said: str | None
) -> None:
    hindered = near(source_id="a", **facts)
    assert step(hindered, wish()) == back
    assert set(kinds(match(hindered, wish()).conditions)) == ({said} if said else set())
    far = place(source_id="b", scope="citywide", phone="03 000 00 00")
    ranked = [found.place for found in rank([hindered, far], wish())]
    assert ranked == ([far, hindered] if back else [hindered, far])


@pytest.mark.parametrize("facts", [{"capacity": "waiting_list"}, {"capacity": "limited"}])
def test_a_waiting_list_comes_after_the_same_place_without_one(facts: dict[str, Any]) -> None:
    free, waiting = near(source_id="a"), near(source_id="b", **facts)
    assert first([waiting, free], wish()) == free


def test_a_day_is_a_day_in_brussels() -> None:
    notice = {"kind": "full", "until": TODAY}
    late = wish(at=datetime.fromisoformat("2026-11-23T23:30:00+00:00"))  # half past midnight
    assert step(near(notices=[notice]), late) == 0


# Languages

ARABIC_ON_THURSDAY = {"spoken": [{"code": "ar", "hours": "Th 13:00-16:00"}]}


def test_arabic_on_thursday_is_worth_less_on_monday_and_said_so() -> None:
    always = near(source_id="a", languages=["ar"])
    thursday = near(source_id="b", **ARABIC_ON_THURSDAY)
    nobody = near(source_id="c")
    asked = wish(language="ar")
    assert [it.place for it in rank([nobody, thursday, always], asked)] == [
        always,
        thursday,
        nobody,
    ]
    (reason,) = (it for it in match(thursday, asked).reasons if it.kind.startswith("language"))
    assert reason.kind == "language_at"
    assert reason.params == {"language": "ar", "from": "2026-11-26T13:00:00+01:00"}


def test_on_thursday_afternoon_it_is_as_good_as_always() -> None:
    asked = wish(language="ar", at=THURSDAY_AFTERNOON)
    points = [
        explain(near(**facts), asked)["language"]
        for facts in (ARABIC_ON_THURSDAY, {"languages": ["ar"]})
    ]
    assert points[0] == points[1] == max(points)
    assert "language" in {it.kind for it in match(near(**ARABIC_ON_THURSDAY), asked).reasons}


def test_an_interpreter_who_must_be_asked_is_said_as_such() -> None:
    asked = near(spoken=[{"code": "ti", "interpreter": True}])
    found = match(asked, wish(language="ti"))
    assert "interpreter" in {it.kind for it in found.reasons}
    assert 0 < explain(asked, wish(language="ti"))["language"] < 6


def test_hours_of_a_language_that_nobody_can_read_are_said_as_sometimes() -> None:
    vague = near(spoken=[{"code": "so", "hours": "soms op dinsdag"}])
    kinds_found = {it.kind for it in match(vague, wish(language="so")).reasons}
    assert "language_sometimes" in kinds_found
    assert "language" not in kinds_found


# Filters: what is not known to be so is left out


@pytest.mark.parametrize(
    ("only", "fitting", "not_fitting"),
    [
        ({"free": True}, {"cost": {"kind": "free"}}, {"cost": {"kind": "paid"}}),
        ({"no_appointment": True}, {"appointment_required": False}, {"appointment_required": True}),
        (
            {"no_papers": True},
            {"residence_permit_required": False},
            {"residence_permit_required": True},
        ),
        ({"no_papers": True}, {"access": {"unconditional": True}}, {}),
        ({"language": "ti"}, {"languages": ["ti"]}, {"languages": ["nl"]}),
        (
            {"wheelchair": True},
            {"accessibility": {"wheelchair": "yes"}},
            {"accessibility": {"wheelchair": "limited"}},
        ),
        ({"open_now": True}, ALL_DAY_OPEN, {"opening_hours": "Sa 09:00-12:00"}),
        (
            {"good": frozenset({"betaalbaar"})},
            {"cost": {"kind": "free"}},
            {"cost": {"kind": "paid"}},
        ),
    ],
)
def test_a_filter_keeps_only_what_is_known_to_be_so(
    only: dict[str, Any], fitting: dict[str, Any], not_fitting: dict[str, Any]
) -> None:
    asked = wish(only=Only(**only))
    assert fits(near(**fitting), asked)
    assert not fits(near(**not_fitting), asked)
    assert not fits(near(), asked)
    assert [it.place for it in rank([near(), near(**fitting)], asked)] == [near(**fitting)]


def test_open_now_knows_announced_closures() -> None:
    closed = near(**ALL_DAY_OPEN, notices=[{"kind": "closed", "until": TODAY}])
    assert not fits(closed, wish(only=Only(open_now=True)))


# Fair to equals


def test_equals_stand_in_the_order_of_the_day_and_not_of_the_alphabet() -> None:
    twins = [place(source_id=str(n), name=f"{chr(65 + n)} huis", phone="1") for n in range(12)]
    asked = Wish("food_aid", MONDAY)

    def order(at: datetime) -> list[str]:
        return [it.place.name for it in rank(twins, Wish("food_aid", at))]

    assert order(MONDAY) == order(MONDAY + timedelta(hours=13, minutes=59))
    assert order(MONDAY) == [it.place.name for it in rank(twins[::-1], asked)]
    days = [order(MONDAY + timedelta(days=n)) for n in range(30)]
    assert len({tuple(day) for day in days}) == 30
    assert len({day[0] for day in days}) >= 8
    assert sorted(order(MONDAY)) != order(MONDAY)


# The points


places = st.builds(
    lambda metres, needs, hours, capacity, cost: near(
        point={"latitude": HERE.latitude + metres / 111_195, "longitude": HERE.longitude},
        needs=needs,
        opening_hours=hours,
        capacity=capacity,
        cost={"kind": cost},
    ),
    st.floats(0, 20_000),
    st.lists(st.sampled_from(sorted(NEEDS)), min_size=1, max_size=4, unique=True),
    st.sampled_from([None, "24/7", "Mo-Fr 09:00-12:00", "Sa 10:00-11:00"]),
    st.sampled_from([None, "full", "waiting_list"]),
    st.sampled_from(["free", "paid", "unknown"]),
)


@given(places, told_facts)
def test_points_never_exceed_their_weight(known: Place, told: Told) -> None:
    points = explain(known, wish(need=known.needs[0], told=told, near_label=None))
    for criterion in CRITERIA:
        assert 0 <= points[criterion.name] <= criterion.weight
