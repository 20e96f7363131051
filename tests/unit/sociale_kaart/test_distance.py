"""Ways on foot: along streets, over the Scheldt through the tunnel, over canal and Ring by bridges."""

import json
import time
from math import isfinite
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sociale_kaart.geo import distance_m, on_left_bank, roughly, walk_minutes, way_m
from sociale_kaart.geo.crossings import CROSSINGS, Crossing, part_of
from sociale_kaart.geo.gazetteer import GAZETTEER
from sociale_kaart.geo.grid import SQUARE_M
from sociale_kaart.model import Point

GROENPLAATS = Point(51.21915, 4.40168)
CENTRAAL = Point(51.2172, 4.4211)
KIEL = Point(51.18833, 4.38194)
LINKEROEVER = Point(51.22671, 4.38323)
SEEFHOEK = Point(51.225, 4.4323)
DAM = Point(51.2333, 4.4297)
MERKSEM = Point(51.2409, 4.4447)
LUCHTBAL = Point(51.2532, 4.4231)
BERCHEM_STATION = Point(51.19923, 4.43222)
GROENENHOEK = Point(51.1951, 4.4393)

in_antwerp = st.builds(
    Point,
    st.floats(min_value=51.14, max_value=51.38),
    st.floats(min_value=4.22, max_value=4.55),
)


def _gazetteer() -> list[dict[str, object]]:
    items: list[dict[str, object]] = json.loads(Path(GAZETTEER).read_text(encoding="utf-8"))
    return items


def _point(item: dict[str, object]) -> Point:
    return Point(float(str(item["latitude"])), float(str(item["longitude"])))


def test_from_the_groenplaats_to_the_station() -> None:
    assert distance_m(GROENPLAATS, CENTRAAL) == pytest.approx(1370, abs=20)
    assert walk_minutes(way_m(GROENPLAATS, CENTRAAL)) == 24


def test_linkeroever_is_reached_through_the_tunnel_only() -> None:
    straight, way = distance_m(GROENPLAATS, LINKEROEVER), way_m(GROENPLAATS, LINKEROEVER)
    assert straight == pytest.approx(1540, abs=30)
    assert way > straight + 70
    assert way_m(KIEL, LINKEROEVER) > distance_m(KIEL, LINKEROEVER) + 400
    # 900 m of water from the quay to the Sint-Annastrand: on foot it is a walk of more than half an hour.
    quay, beach = Point(51.2334, 4.4031), Point(51.2354, 4.3818)
    assert way_m(quay, beach) > 2 * distance_m(quay, beach)


def test_the_canal_and_the_ring_are_crossed_where_one_can() -> None:
    assert way_m(DAM, MERKSEM) > distance_m(DAM, MERKSEM) + 100
    assert way_m(BERCHEM_STATION, GROENENHOEK) > distance_m(BERCHEM_STATION, GROENENHOEK) + 200
    # From Luchtbal to Linkeroever both the canal and the Scheldt lie between.
    assert way_m(LUCHTBAL, LINKEROEVER) > distance_m(LUCHTBAL, LINKEROEVER) + 1_000


def test_every_place_of_the_gazetteer_lies_in_its_part_of_the_city() -> None:
    parts = {"2000": "inner", "2018": "inner", "2060": "inner", "2040": "north", "2170": "north"}
    parts |= {"2180": "north", "2050": "left", "2070": "left", "2100": "outer", "2150": "outer"}
    parts |= {"2610": "outer", "2640": "outer", "2660": "outer"}
    for item in _gazetteer():
        assert on_left_bank(_point(item)) == (item["postcode"] in ("2050", "2070")), item["name"]
        part = parts.get(str(item["postcode"]))
        assert part is None or part_of(_point(item)) == part, item["name"]


@pytest.mark.parametrize(
    ("name", "part"),
    [
        ("Statiestraat", "inner"),
        ("Binnensingel", "inner"),
        ("Krugerplein", "inner"),
        ("Antwerpen-Zuid", "inner"),
        ("Kempenstraat", "inner"),
        ("Groenenhoek", "outer"),
        ("Fruithoflaan", "outer"),
        ("Collegelaan", "outer"),
        ("Kielpark", "outer"),
        ("Luchtbal", "north"),
        ("Noorderlaan", "north"),
    ],
)
def test_places_beside_ring_and_canal_lie_on_their_side(name: str, part: str) -> None:
    points = [_point(item) for item in _gazetteer() if item["name"] == name]
    assert points
    assert {part_of(point) for point in points} == {part}


@pytest.mark.parametrize("crossing", CROSSINGS, ids=lambda crossing: crossing.name)
def test_a_crossing_lies_between_its_parts(crossing: Crossing) -> None:
    """Within 200 m of its point there is ground of both parts."""
    for point, part in (
        (crossing.here, crossing.in_part),
        (crossing.there, crossing.in_other),
    ):
        around = {
            part_of(Point(point.latitude + north * 0.0009, point.longitude + east * 0.0014))
            for north in (-2, -1, 0, 1, 2)
            for east in (-2, -1, 0, 1, 2)
        }
        assert part in around


@given(in_antwerp, in_antwerp)
def test_a_way_is_as_long_back_and_never_shorter_than_the_line(a: Point, b: Point) -> None:
    assert way_m(a, b) == pytest.approx(way_m(b, a), abs=0.001)
    assert way_m(a, b) >= distance_m(a, b) - 0.001
    assert way_m(a, a) == 0


@given(in_antwerp, in_antwerp, in_antwerp)
def test_no_way_is_shorter_by_going_round(a: Point, b: Point, c: Point) -> None:
    assert way_m(a, c) <= way_m(a, b) + way_m(b, c) + 0.001


@given(in_antwerp, in_antwerp)
def test_a_detour_has_bounds(a: Point, b: Point) -> None:
    """Nowhere is the next crossing further than the length of the city."""
    assert way_m(a, b) <= distance_m(a, b) + 2 * 22_000
    if part_of(a) == part_of(b):
        assert way_m(a, b) == distance_m(a, b)


@given(
    st.builds(
        Point,
        st.floats(min_value=-90, max_value=90),
        st.floats(min_value=-180, max_value=180),
    )
)
def test_any_point_on_earth_has_a_way(point: Point) -> None:
    assert isfinite(way_m(CENTRAAL, point))
    assert way_m(CENTRAAL, point) >= distance_m(CENTRAAL, point) - 0.01


def test_many_ways_from_one_place_take_little_time() -> None:
    points = [_point(item) for item in _gazetteer()]
    way_m(SEEFHOEK, KIEL)
    best = min(_time(points) for _ in range(3))
    assert best / len(points) < 0.000_1


def _time(points: list[Point]) -> float:
    began = time.perf_counter()
    for point in points:
        way_m(SEEFHOEK, point)
    return time.perf_counter() - began


@given(in_antwerp)
def test_a_position_is_moved_to_the_middle_of_a_square(point: Point) -> None:
    kept = roughly(point)
    assert distance_m(point, kept) <= SQUARE_M / 2**0.5 + 1
    assert roughly(kept) == kept


def test_people_in_one_square_cannot_be_told_apart() -> None:
    middle = roughly(SEEFHOEK)
    for north, east in ((90, 90), (-90, 90), (90, -90), (-90, -90)):
        degrees = 111_195
        corner = Point(
            middle.latitude + north / degrees, middle.longitude + east / (degrees * 0.6262)
        )
        assert roughly(corner) == middle
    beside = Point(middle.latitude + 110 / 111_195, middle.longitude)
    assert roughly(beside) != middle


@given(
    st.builds(
        Point,
        st.floats(min_value=-90, max_value=90),
        st.floats(min_value=-180, max_value=180),
    )
)
def test_every_position_on_earth_can_be_made_coarse(point: Point) -> None:
    kept = roughly(point)
    assert isfinite(kept.latitude) and isfinite(kept.longitude)


@pytest.mark.parametrize(("latitude", "longitude"), [(91, 4), (-91, 4), (51, 181), (51, -181)])
def test_a_point_outside_the_earth_is_refused(latitude: float, longitude: float) -> None:
    with pytest.raises(ValueError, match="latitude"):
        Point(latitude, longitude)
