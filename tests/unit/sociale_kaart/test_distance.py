"""Ways on foot: along streets, and over the Scheldt only through the tunnel."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sociale_kaart.geo import distance_m, on_left_bank, walk_minutes, way_m
from sociale_kaart.geo.gazetteer import GAZETTEER
from sociale_kaart.model import Point

GROENPLAATS = Point(51.21915, 4.40168)
CENTRAAL = Point(51.2172, 4.4211)
KIEL = Point(51.18833, 4.38194)
LINKEROEVER = Point(51.22671, 4.38323)

in_antwerp = st.builds(
    Point,
    st.floats(min_value=51.14, max_value=51.38),
    st.floats(min_value=4.22, max_value=4.55),
)


def test_from_the_groenplaats_to_the_station() -> None:
    assert distance_m(GROENPLAATS, CENTRAAL) == pytest.approx(1370, abs=20)
    assert walk_minutes(way_m(GROENPLAATS, CENTRAAL)) == 24


def test_from_the_kiel_to_linkeroever_is_through_the_tunnel() -> None:
    assert way_m(KIEL, LINKEROEVER) > distance_m(KIEL, LINKEROEVER) + 400


def test_every_place_of_the_gazetteer_lies_on_its_bank() -> None:
    for item in json.loads(GAZETTEER.read_text(encoding="utf-8")):
        left = on_left_bank(Point(item["latitude"], item["longitude"]))
        assert left == (item["postcode"] in ("2050", "2070")), item["name"]


@given(in_antwerp, in_antwerp)
def test_a_way_is_as_long_back_and_never_shorter_than_the_line(a: Point, b: Point) -> None:
    assert way_m(a, b) == pytest.approx(way_m(b, a), abs=0.001)
    assert way_m(a, b) >= distance_m(a, b) - 0.001


@pytest.mark.parametrize(("latitude", "longitude"), [(91, 4), (-91, 4), (51, 181), (51, -181)])
def test_a_point_outside_the_earth_is_refused(latitude: float, longitude: float) -> None:
    with pytest.raises(ValueError, match="latitude"):
        Point(latitude, longitude)
