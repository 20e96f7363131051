"""The starter directory of Antwerp, asked as people ask it, with the answers looked at."""

import json
import time
from collections.abc import Iterator
from datetime import datetime

import pytest

from sociale_kaart.directory import Directory, Found, Query, Result
from sociale_kaart.geo.gazetteer import GAZETTEER
from sociale_kaart.hours import BRUSSELS
from sociale_kaart.match import can_be_reached
from sociale_kaart.model import Point
from sociale_kaart.needs import NEEDS

TUESDAY = datetime(2026, 11, 24, 10, tzinfo=BRUSSELS)
POSTCODES = [
    item["name"] for item in json.loads(GAZETTEER.read_text("utf-8")) if item["type"] == "postcode"
]
RESULT_KEYS = {
    "id", "name", "organisation", "kind", "scope", "address", "postcode", "district", "latitude",
    "longitude", "location_precision", "phone", "email", "website", "distance_m", "walk_minutes",
    "open", "opens_at", "closes_at", "hours", "hours_note", "languages", "cost", "appointment",
    "conditions", "reasons", "description", "sources", "checked_at", "confidence", "call_first",
    "open_since", "hours_comment", "by_appointment", "by_phone", "appointment_hours", "phone_hours",
    "closed_until", "full", "notices",
}  # fmt: skip


@pytest.fixture(scope="module")
def directory(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Directory]:
    yield Directory.starter(tmp_path_factory.mktemp("directory") / "directory.sqlite")


def ask(directory: Directory, need: str, place: str | None = None, **fields: object) -> Found:
    mention = directory.locate(place) if place else None
    near = Point(mention.latitude, mention.longitude) if mention else None
    label = mention.label if mention else None
    query = {"at": TUESDAY, "need": need, "near": near, "near_label": label} | fields
    return directory.find(Query(**query))  # type: ignore[arg-type]


def ids(found: Found) -> list[str]:
    return [result.place.source_id for result in found.results]


@pytest.mark.parametrize("need", sorted(NEEDS))
def test_every_need_finds_something(directory: Directory, need: str) -> None:
    found = ask(directory, need)
    assert found.results
    assert found.total >= len(found.results)


@pytest.mark.parametrize(
    ("need", "place", "source_id"),
    [
        ("food_aid", "2060", "psc-open-huis"),
        ("food_aid", "Deurne", "poverello-antwerpen"),
        ("legal_help", "Borgerhout", "wetswinkel-antwerpen"),
        ("library_computer", "2060", "bib-permeke"),
        ("doctor_gp", "Seefhoek", "wgc-de-regent"),
        ("clothes_furniture", "Deurne", "kringwinkel-deurne"),
        ("identity_documents_registration", "Berchem", "stadsloket-berchem"),
        ("lgbtq", "2018", "het-roze-huis"),
        ("human_trafficking", "Linkeroever", "payoke"),
        ("domestic_violence", "Merksem", "lijn-1712"),
        ("emergency_number", "Wilrijk", "lijn-112"),
    ],
)
def test_who_comes_first(directory: Directory, need: str, place: str, source_id: str) -> None:
    assert ids(ask(directory, need, place))[0] == source_id


@pytest.mark.parametrize("postcode", POSTCODES)
def test_the_first_answer_is_never_a_side_matter_far_away(
    directory: Directory, postcode: str
) -> None:
    """Never a far side need first while the same net holds a main one that is nearer."""
    for need in NEEDS:
        everything = ask(directory, need, postcode, limit=100).results
        first = everything[0]
        if first.match.way is None or first.place.needs[0] == need:
            continue
        if first.place.kind in NEEDS[need].kinds:
            continue
        nearer_and_main = [
            item
            for item in everything
            if item.place.needs[0] == need
            and item.match.way is not None
            and item.match.way <= first.match.way
            and item.place.confidence != "low"
            and can_be_reached(item.place)
        ]
        assert not nearer_and_main, (need, postcode, first.place.name)


@pytest.mark.parametrize("need", sorted(NEEDS))
@pytest.mark.parametrize("where", [None, "2060", "Ekeren", "Hoboken"])
def test_what_nobody_can_go_to_or_call_is_listed_last(
    directory: Directory, need: str, where: str | None
) -> None:
    everything = ask(directory, need, where, limit=100).results
    reached = [can_be_reached(result.place) for result in everything]
    assert reached == sorted(reached, reverse=True)
    assert all(
        result.place.street for result in everything if result.match.walk_minutes is not None
    )


def test_no_name_carries_a_note_of_the_editors(directory: Directory) -> None:
    notes = ("verifi", "nagaan", "navragen", "onzeker", "te controleren", "?")
    for place in directory.places():
        assert not any(note in place.name.casefold() for note in notes), place.name
        organisation = (place.organisation or "").casefold()
        assert not any(note in organisation for note in notes), place.organisation


def test_results_have_exactly_the_agreed_keys_and_are_plain_json(directory: Directory) -> None:
    for need in NEEDS:
        for result in ask(directory, need, "2060", limit=100).results:
            params = result.as_params()
            assert set(params) == RESULT_KEYS
            assert json.loads(json.dumps(params)) == params


def test_distances_are_honest(directory: Directory) -> None:
    for result in everything(directory):
        params = result.as_params()
        if params["latitude"] is None:
            assert params["distance_m"] is None
        if params["location_precision"] == "district":
            assert params["distance_m"] % 500 == 0
            assert params["distance_m"] > 0
            assert params["walk_minutes"] is None
        if params["confidence"] == "low":
            assert params["call_first"] is True


def test_open_now_gives_only_places_known_to_be_open(directory: Directory) -> None:
    for need in NEEDS:
        for result in ask(directory, need, "2060", open_now=True).results:
            assert result.as_params()["open"] == "yes"


def test_more_goes_on_where_the_first_answer_stopped(directory: Directory) -> None:
    first = ask(directory, "meeting_people_leisure", "2060", limit=3)
    assert first.more
    shown = frozenset(result.place.id for result in first.results)
    second = ask(directory, "meeting_people_leisure", "2060", limit=3, exclude=shown)
    assert not shown & {result.place.id for result in second.results}
    assert second.total == first.total - 3
    whole = ask(directory, "meeting_people_leisure", "2060", limit=6)
    assert ids(whole) == ids(first) + ids(second)


def test_no_limit_gives_no_results_but_the_total(directory: Directory) -> None:
    none = ask(directory, "food_aid", limit=0)
    assert none.results == ()
    assert none.more


def test_free_text_finds_a_need_a_place_and_a_name(directory: Directory) -> None:
    food = directory.find(Query(at=TUESDAY, text="voedselpakket in Deurne", language="nl"))
    assert all("food_aid" in result.place.needs for result in food.results)
    assert food.results[0].as_params()["distance_m"] is not None
    named = directory.find(Query(at=TUESDAY, text="bibliotheek permeke"))
    assert ids(named)[0] == "bib-permeke"
    nothing = directory.find(Query(at=TUESDAY, text="zzzzqqqq"))
    assert nothing.results == ()


def test_a_place_is_found_by_its_ids_and_by_name_alone(directory: Directory) -> None:
    permeke = directory.by_source_id("bib-permeke")
    assert permeke is not None
    assert directory.get(permeke.id) == permeke
    assert directory.get("no-such-id") is None
    results = directory.results(["no-such-id", permeke.id], Query(at=TUESDAY))
    assert [result.place for result in results] == [permeke]
    nameless = [place for place in directory.places() if not place.needs]
    for place in nameless:  # records without needs exist to be found by name
        assert directory.search(place.name)[0][0] == place


@pytest.mark.parametrize(
    "fields",
    [{"need": "eten"}, {"limit": -1}, {"at": datetime(2026, 11, 24, 10)}],  # noqa: DTZ001
)
def test_a_bad_question_is_refused(fields: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"need|limit|at must"):
        Query(**({"at": TUESDAY} | fields))  # type: ignore[arg-type]


def test_the_sources_of_every_result_are_told(directory: Directory) -> None:
    assert all(result.as_params()["sources"] for result in everything(directory))


def test_an_answer_takes_milliseconds(directory: Directory) -> None:
    ask(directory, "meeting_people_leisure", "2060")
    began = time.perf_counter()
    for need in NEEDS:
        ask(directory, need, "2060")
    # About 1 ms each; ten times that leaves room for a busy machine.
    assert (time.perf_counter() - began) / len(NEEDS) < 0.02


def everything(directory: Directory) -> list[Result]:
    ids_ = [place.id for place in directory.places()]
    return list(directory.results(ids_, Query(at=TUESDAY, near=Point(51.2275, 4.4281))))
