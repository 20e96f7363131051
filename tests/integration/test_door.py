"""Standing at the door of a place and asking what it is there for gives that place first.

And whatever the product itself shows as a word for a need, typed in, finds a place for that need. The
visitor inside a welcome centre must not get it as the 24th of 30.
"""

from collections.abc import Iterator
from datetime import datetime

import pytest

from api.directory.service import search_places
from locales.catalog import text
from locales.languages import LANGUAGES
from sociale_kaart.directory import Directory, Query
from sociale_kaart.geo import distance_m
from sociale_kaart.hours import BRUSSELS
from sociale_kaart.match import Only, can_be_reached
from sociale_kaart.match.criteria import AT_THE_DOOR_M
from sociale_kaart.model import Place
from sociale_kaart.needs import NEEDS

MOMENTS = {
    "Tuesday morning": datetime(2026, 11, 24, 10, tzinfo=BRUSSELS),
    "Tuesday night": datetime(2026, 11, 24, 23, 30, tzinfo=BRUSSELS),
    "Christmas": datetime(2026, 12, 25, 14, tzinfo=BRUSSELS),
}
SAME_SPOT_M = 25
"""Two records of one building may be measured at two of its doors."""


@pytest.fixture(scope="module")
def directory(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Directory]:
    yield Directory.starter(tmp_path_factory.mktemp("directory") / "directory.sqlite")


def with_a_door(directory: Directory) -> list[Place]:
    """Every place with coordinates, except by one rule: a point that is only the middle of a district,
    of a place without address, phone, website or e-mail, is no door anybody could stand at."""
    return [
        place
        for place in directory
        if place.point
        and place.needs
        and (can_be_reached(place) or place.location_precision != "district")
    ]


def at_the_same_spot(one: Place, other: Place) -> bool:
    return bool(one.point and other.point and distance_m(one.point, other.point) <= SAME_SPOT_M)


@pytest.mark.parametrize("moment", MOMENTS)
def test_at_the_door_it_comes_first(directory: Directory, moment: str) -> None:
    """Or, where several share the spot, somebody of that spot who is there for this need."""
    wrong = []
    for place in with_a_door(directory):
        need = place.needs[0]
        query = Query(need=need, near=place.point, at=MOMENTS[moment], limit=50)
        ahead = []
        for result in directory.find(query).results:
            if result.place == place:
                break
            ahead.append(result.place)
        else:
            wrong.append((place.source_id, "not found"))
        if any(not at_the_same_spot(place, other) or need != other.needs[0] for other in ahead):
            wrong.append((place.source_id, ahead[0].source_id))
    assert wrong == []


def test_at_the_door_with_a_phone_whose_position_is_rounded(directory: Directory) -> None:
    """The position is moved by at most 155 m before it is used, so a neighbour as near may be first."""
    others = []
    doors = with_a_door(directory)
    for place in doors:
        assert place.point
        found = search_places(
            directory,
            text="",
            need=place.needs[0],
            near=f"{place.point.latitude},{place.point.longitude}",
            language="nl",
            only=Only(),
            limit=1,
            at=MOMENTS["Tuesday morning"],
        )
        first = directory.get(found["places"][0]["id"])
        assert first and first.point and first.needs[0] == place.needs[0], place.source_id
        assert distance_m(first.point, place.point) <= 2 * AT_THE_DOOR_M, place.source_id
        if not at_the_same_spot(place, first):
            others.append(place.source_id)
    assert len(others) <= len(doors) / 20, others


def test_the_rule_leaves_out_few_and_names_them_by_what_they_lack(directory: Directory) -> None:
    placed = [place for place in directory if place.point and place.needs]
    left_out = [place for place in placed if place not in with_a_door(directory)]
    assert len(left_out) < len(placed) / 5
    assert all(place.address is None and place.phone is None for place in left_out)


def test_what_has_no_door_still_stands_in_the_list_after_what_can_be_reached(
    directory: Directory,
) -> None:
    doors = {place.id for place in with_a_door(directory)}
    for place in (it for it in directory if it.point and it.needs and it.id not in doors):
        query = Query(need=place.needs[0], near=place.point, at=MOMENTS["Christmas"], limit=100)
        results = [result.place for result in directory.find(query).results]
        assert place in results
        ahead = results[: results.index(place)]
        assert all(can_be_reached(it) or it.needs[0] == place.needs[0] for it in ahead)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_title_of_a_need_finds_a_place_for_it(directory: Directory, language: str) -> None:
    missed = []
    for need in NEEDS:
        title = text(language, f"need.{need}.title").value
        query = Query(text=title, language=language, at=MOMENTS["Tuesday morning"], limit=5)
        found = directory.find(query).results
        if not any(need in result.place.needs for result in found):
            missed.append((need, title))
    assert missed == []
