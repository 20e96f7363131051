"""OpenStreetMap: tags as facts, the licence on every record, and a bus shelter that is no bed."""

import json
from pathlib import Path
from typing import Any

import pytest

from sociale_kaart.reading import ReadError
from sociale_kaart.reading.osm_rules import RULES, read_rules
from sociale_kaart.records import place_from_record
from sociale_kaart.sources import RawRecord
from sociale_kaart.sources.osm import LICENCE, create

OVERPASS = Path(__file__).resolve().parents[2] / "contract/recorded/overpass.json"


def read(path: Path, **more: Any) -> list[RawRecord]:
    return list(create({"name": "osm", "path": path, **more}).records())


def element(folder: Path, tags: dict[str, Any], **more: Any) -> RawRecord:
    item = {"type": "node", "id": 7, "lat": 51.22, "lon": 4.42, "tags": tags, **more}
    path = folder / "osm.json"
    path.write_text(json.dumps({"elements": [item]}))
    (one,) = read(path)
    return one


def fields(folder: Path, tags: dict[str, Any], **more: Any) -> dict[str, Any]:
    one = element(folder, tags, **more)
    assert one.fields is not None, one.error
    return dict(one.fields)


def test_an_overpass_answer_becomes_places_with_their_mark() -> None:
    records = read(OVERPASS)
    places = [place_from_record(record.fields) for record in records if record.fields]
    assert [place.source_id for place in places] == ["node/101", "way/202", "relation/303"]
    assert {place.licence for place in places} == {LICENCE} == {"ODbL-1.0"}
    library, shelter, toilet = places
    assert (library.kind, library.needs) == ("bibliotheek", ("library_computer",))
    assert library.address == "Voorbeeldplein 25-27, 2060 Antwerpen"
    assert library.phone == "+32 3 338 38 00" and library.website == "https://bib.example.org"
    assert library.opening_hours == "Mo-Fr 10:00-18:00; PH off"
    assert library.accessibility.wheelchair == "yes" and library.cost.kind == "free"
    assert library.organisation == "Stad Voorbeeld" and library.languages == ("ar",)
    assert library.checked_at == "2026-09"
    assert library.sources[0].url == "https://www.openstreetmap.org/node/101"
    assert [(t.language, t.name) for t in library.translations] == [("fr", "Bibliothèque Exemple")]
    assert [(i.scheme, i.value) for i in library.identifiers] == [
        ("kbo", "0207.500.123"), ("wikidata", "Q42")]  # fmt: skip
    assert shelter.needs == ("night_shelter",) and shelter.audience.genders == ("women",)
    assert shelter.audience.minimum_age == 18 and shelter.cost.note == "2 EUR"
    assert shelter.point and (shelter.point.latitude, shelter.point.longitude) == (51.21, 4.43)
    assert (toilet.name, toilet.cost.kind, toilet.cost.note) == (
        "Openbaar toilet", "paid", "0.50 EUR")  # fmt: skip


def test_what_is_left_out_is_named_and_corners_of_buildings_are_nothing() -> None:
    left_out = [(r.where, r.error) for r in read(OVERPASS) if r.error]
    assert left_out == [
        ("overpass.json element 5 (node/404)", "no rule for its tags: amenity=shelter"),
        ("overpass.json element 6 (node/505)", "access: it is not open to the public"),
        ("overpass.json element 7", "id: is missing"),
        ("overpass.json element 8", "not a JSON object"),
        ("overpass.json element 9", "not a JSON object"),
    ]


SQUARE = [[[4.40, 51.20], [4.42, 51.20], [4.42, 51.22], [4.40, 51.22], [4.40, 51.20]]]


@pytest.mark.parametrize(
    ("feature", "source_id"),
    [
        ({"properties": {"@id": "way/12", "amenity": "library", "name": "B"}}, "way/12"),
        ({"id": "way/12", "properties": {"amenity": "library", "name": "B"}}, "way/12"),
        ({"properties": {"type": "way", "id": "way/12",
                         "tags": {"amenity": "library", "name": "B"}}}, "way/12"),
    ],
)  # fmt: skip
@pytest.mark.parametrize(
    ("geometry", "point"),
    [
        ({"type": "Point", "coordinates": [4.41, 51.21]}, (51.21, 4.41)),
        ({"type": "Polygon", "coordinates": SQUARE}, (51.21, 4.41)),
        ({"type": "MultiPolygon", "coordinates": [SQUARE]}, (51.21, 4.41)),
        ({"type": "Point", "coordinates": []}, None),
        ({"type": "Point", "coordinates": ["x", None]}, None),
        (None, None),
    ],
)
def test_geojson(
    tmp_path: Path, feature: Any, source_id: str, geometry: Any, point: tuple[float, float] | None
) -> None:
    path = tmp_path / "osm.geojson"
    features = [{"type": "Feature", "geometry": geometry, **feature}]
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    (one,) = read(path)
    assert one.fields and one.fields["source_id"] == source_id
    spot = one.fields["point"]
    assert (spot and (round(spot["latitude"], 6), round(spot["longitude"], 6))) == point


NEEDS = [
    ({"amenity": "food_bank"}, ["food_aid"]),
    ({"amenity": "social_facility", "social_facility": "food_bank"}, ["food_aid"]),
    ({"amenity": "social_facility", "social_facility": "shelter"}, []),
    ({"amenity": "social_facility", "social_facility": "shelter", "social_facility:for": "refugee"},
     ["residence_permit_asylum"]),
    ({"shop": "laundry"}, ["hygiene_shower_laundry"]),
    ({"amenity": "doctors"}, ["doctor_gp"]),
    ({"amenity": "doctors", "healthcare:speciality": "plastic_surgery"}, []),
    ({"amenity": "doctors", "healthcare:speciality": "general"}, ["doctor_gp"]),
]  # fmt: skip


@pytest.mark.parametrize(("tags", "needs"), NEEDS)
def test_what_tags_stand_for(tmp_path: Path, tags: dict[str, str], needs: list[str]) -> None:
    assert fields(tmp_path, {**tags, "name": "X"})["needs"] == needs


@pytest.mark.parametrize(
    "tags",
    [{"amenity": "shelter"}, {"amenity": "restaurant"}, {"disused:amenity": "library"},
     {"abandoned:amenity": "library"}, {"name": "X"}],
)  # fmt: skip
def test_what_is_no_help_is_no_place(tmp_path: Path, tags: dict[str, str]) -> None:
    one = element(tmp_path, tags)
    assert one.fields is None and one.error and one.error.startswith("no rule for its tags")


@pytest.mark.parametrize(
    ("tags", "free"),
    [({"fee": "no"}, "free"), ({"fee": "yes"}, "paid"), ({}, "unknown"), ({"fee": "x"}, "unknown")],
)
def test_silence_about_a_fee_is_not_free(tmp_path: Path, tags: dict[str, str], free: str) -> None:
    assert fields(tmp_path, {"amenity": "toilets", **tags})["cost"]["kind"] == free


def test_ages_that_contradict_each_other_are_not_known(tmp_path: Path) -> None:
    audience = fields(tmp_path, {"amenity": "toilets", "min_age": "65", "max_age": "6"})["audience"]
    assert audience["minimum_age"] is None and audience["maximum_age"] is None


def test_every_rule_that_comes_with_the_product_can_be_reached() -> None:
    """A rule that an earlier one always wins from would never count, and nobody would notice."""
    rules = read_rules(RULES)
    for rule in rules.rules:
        tags = {key: "anything" if "*" in v else min(v) for key, v in rule.tags.items()}
        assert rules.rule_for(tags) is rule, tags


WRONG = [
    (
        '[[rule]]\ntags = {a = "b"}\nkind = "x"\nneeds = ["eten"]',
        "eten is not in the list of needs",
    ),
    ('[[rule]]\ntags = {}\nkind = "x"', "rule 1: tags"),
    ('[[rule]]\ntags = {a = 3}\nkind = "x"', "rule 1: tags"),
    ('[[rule]]\ntags = {a = "b"}', "rule 1: kind"),
    ('[[rule]]\ntags = {a = "b"}\nkind = "x"\nsoort = "y"', "rule 1: holds more"),
    ("", "has no"),
]


@pytest.mark.parametrize(("written", "said"), WRONG)
def test_a_wrong_table_of_rules_is_told(tmp_path: Path, written: str, said: str) -> None:
    path = tmp_path / "rules.toml"
    path.write_text(written)
    with pytest.raises(ReadError, match=said):
        create({"name": "osm", "path": tmp_path / "x", "mapping": path})
