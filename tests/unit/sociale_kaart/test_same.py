"""Which records are one place: labelled pairs, real and invented, and what is made of them."""

import json
import random
import time
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any, ClassVar

import pytest

from sociale_kaart.cleaning import open_steps
from sociale_kaart.load import read_records
from sociale_kaart.model import Place, Point, Provenance, place_id
from sociale_kaart.records import place_from_record
from sociale_kaart.same import merged, same_places
from sociale_kaart.sources import open_source
from tests.bench.flanders import services
from tests.unit.sociale_kaart.records import place, record

PAIRS = [
    json.loads(line)
    for line in (Path(__file__).parents[2] / "data" / "pairs.jsonl").read_text("utf-8").splitlines()
]


def merges(pair: dict[str, Any]) -> bool:
    return bool(same_places([place_from_record(pair["a"]), place_from_record(pair["b"])]))


class TestLabelledPairs:
    def test_there_are_enough_of_each_kind(self) -> None:
        kinds = Counter((pair["half"], pair["same"]) for pair in PAIRS)
        assert len(PAIRS) >= 150
        assert min(kinds.values()) >= 50 and len(kinds) == 4

    @pytest.mark.parametrize("half", ["tune", "held_out"])
    def test_hardly_ever_two_places_become_one(self, half: str) -> None:
        pairs = [pair for pair in PAIRS if pair["half"] == half]
        made = [pair for pair in pairs if merges(pair)]
        wrong = [pair["why"] for pair in made if not pair["same"]]
        assert 1 - len(wrong) / len(made) >= 0.99, wrong
        recall = (len(made) - len(wrong)) / sum(pair["same"] for pair in pairs)
        assert recall >= 0.85

    def test_the_order_of_a_pair_makes_no_difference(self) -> None:
        for pair in PAIRS:
            turned = {**pair, "a": pair["b"], "b": pair["a"]}
            assert merges(pair) == merges(turned), pair["pair"]


@pytest.fixture(scope="module")
def starter() -> list[Place]:
    source = open_source("antwerp")
    return read_records(source.records(), open_steps(source.clean))[0]


def copies(places: list[Place], source: str) -> list[Place]:
    return [
        replace(item, source=source, id=place_id(source, item.source_id)) for item in places
    ]  # fmt: skip


def test_of_the_starter_twice_every_pair_is_right(starter: list[Place]) -> None:
    groups = same_places([*starter, *copies(starter, "other")])
    assert [group for group in groups if len({item.source_id for item in group}) > 1] == []
    doors = [item for item in starter if item.street and item.house_number and item.postcode]
    assert len(groups) >= 0.9 * len(doors)


def test_the_starter_alone_has_no_duplicates(starter: list[Place]) -> None:
    assert same_places(starter) == []


def test_the_order_of_records_makes_no_difference(starter: list[Place]) -> None:
    records = [*starter, *copies(starter, "other"), *copies(starter, "third")]

    def groups() -> set[frozenset[str]]:
        return {frozenset(item.id for item in group) for group in same_places(records)}

    expected = groups()
    assert any(len(group) == 3 for group in expected)
    random.Random(1).shuffle(records)
    assert groups() == expected


def test_of_two_candidates_in_one_source_neither_is_chosen() -> None:
    door = {"street": "Kerkstraat", "house_number": "45", "postcode": "2060", "name": "De Es"}
    one = place(source="city", source_id="1", **door)
    twins = [place(source="other", source_id=number, **door) for number in "12"]
    assert len(same_places([one, twins[0]])) == 1
    assert same_places([one, *twins]) == []


def test_a_name_that_a_source_has_often_is_matched_by_its_door_only() -> None:
    spot = {"name": "Wasplaats Zeepbel", "phone_e164": "+3230000000"}
    here = {"point": {"latitude": 51.22, "longitude": 4.42}, "location_precision": "address"}
    far = {"point": {"latitude": 51.25, "longitude": 4.45}, "location_precision": "address"}
    one = place(source="city", source_id="1", **spot, **here)
    branches = [
        place(source="other", source_id="1", **spot, **here),
        place(source="other", source_id="2", **spot, **far),
    ]
    assert len(same_places([one, branches[0]])) == 1
    assert same_places([one, *branches]) == []


def test_a_hundred_records_with_one_phone_number_stay_apart() -> None:
    records = [
        place(source=source, source_id=str(n), name=f"Huis Voorbeeld {n}", phone_e164="+3232211333")
        for n in range(100)
        for source in ("city", "other")
    ]
    assert all(len({item.name for item in group}) == 1 for group in same_places(records))


def test_odd_records_are_no_trouble() -> None:
    odd = [
        place(source=source, source_id=str(n), name=name, street=name, house_number="9" * 30,
              website="http://[", postcode="٢٠٦٠")
        for source in ("city", "other")
        for n, name in enumerate(["()", "😀", "de het een", "(((", "ا", "x" * 300, "12"])
    ]  # fmt: skip
    assert isinstance(same_places(odd), list)


def test_ten_thousand_records_take_seconds() -> None:
    """A hundred thousand must take less than a minute; the work grows with the number of records."""
    places = [place_from_record(item) for item in services(10_000)]
    records = [*places, *copies(places[:3000], "other")]
    began = time.process_time()
    groups = same_places(records)
    assert time.process_time() - began < 6
    wrong = [group for group in groups if len({item.source_id for item in group}) > 1]
    assert len(wrong) <= len(groups) / 1000
    assert len(groups) > 2000


class TestMerged:
    CITY: ClassVar = record(
        source="city", source_id="permeke", name="Bibliotheek Permeke", street="De Coninckplein",
        house_number="25-27", postcode="2060", needs=["library_computer"], confidence="medium",
        point={"latitude": 51.2216, "longitude": 4.4205}, location_precision="address",
        phone="03 1", phone_e164="+321", checked_at="2026-05-01",
        sources=[{"url": "https://city.example", "seen": "2026-05-01"}],
    )  # fmt: skip
    MAP: ClassVar = record(
        source="map", source_id="n1", name="Bib Permeke", street="De Coninckplein",
        house_number="25", postcode="2060", needs=["dutch_course", "library_computer"],
        point={"latitude": 51.2217, "longitude": 4.4206}, location_precision="address",
        opening_hours="Tu-Sa 10:00-18:00", checked_at="2026-01-01", confidence="high",
        website="https://permeke.example",
        sources=[{"url": "https://map.example", "seen": "2026-01-01"}],
        accessibility={"wheelchair": "yes"}, notices=[{"kind": "closed", "until": "2026-12-01"}],
    )  # fmt: skip

    def both(self, city: dict[str, Any], other: dict[str, Any]) -> Place:
        records = [place_from_record(city), place_from_record(other)]
        one = merged(records, records[0].id)
        turned = merged(records[::-1], records[0].id)
        assert one == turned, "the order of the records makes no difference"
        assert place_from_record(one.to_record()) == one, "it is a record like any other"
        return one

    def test_each_group_comes_from_the_better_source_that_has_it(self) -> None:
        one = self.both(self.CITY, self.MAP)
        assert (one.id, one.source_id) == (place_id("city", "permeke"), "permeke")
        assert (one.name, one.phone) == ("Bibliotheek Permeke", "03 1")
        assert one.opening_hours == "Tu-Sa 10:00-18:00"
        assert one.accessibility.wheelchair == "yes"
        assert one.needs == ("library_computer", "dutch_course")
        assert [item.url for item in one.sources] == ["https://city.example", "https://map.example"]
        assert len(one.notices) == 1
        assert {(item.group, item.source) for item in one.provenance} == {
            ("identity", "city"), ("address", "city"), ("contact", "city"), ("hours", "map"),
            ("access", "map"),
        }  # fmt: skip

    @pytest.mark.parametrize(("city", "other"), [("2026-05-01", "2026-01-01"),
                                                 ("2026-01-01", "2026-05-01"), (None, "2026"), ("2026", None)])  # fmt: skip
    def test_an_address_keeps_its_own_coordinates(
        self, city: str | None, other: str | None
    ) -> None:
        one = self.both({**self.CITY, "checked_at": city}, {**self.MAP, "checked_at": other})
        assert (one.house_number, one.point) in {
            ("25-27", Point(51.2216, 4.4205)),
            ("25", Point(51.2217, 4.4206)),
        }

    def test_what_was_checked_last_is_better_unless_it_is_doubted(self) -> None:
        later = {**self.MAP, "checked_at": "2026-09-01"}
        assert self.both(self.CITY, later).name == "Bib Permeke"
        doubted = {**later, "confidence": "low"}
        one = self.both(self.CITY, doubted)
        assert (one.name, one.confidence) == ("Bibliotheek Permeke", "low")  # its hours are doubted

    def test_a_source_with_a_licence_only_fills_gaps_and_then_is_marked(self) -> None:
        licensed = {**self.MAP, "checked_at": "2026-09-01", "licence": "ODbL-1.0"}
        one = self.both(self.CITY, licensed)
        assert (one.name, one.opening_hours) == ("Bibliotheek Permeke", "Tu-Sa 10:00-18:00")
        assert one.licence == "ODbL-1.0"

    def test_no_source_is_forgotten(self) -> None:
        silent = record(source="map", source_id="n1", name="Bib Permeke", confidence="low")
        one = self.both(self.CITY, silent)
        assert "map" in {item.source for item in one.provenance}

    def test_provenance_that_a_source_states_is_kept(self) -> None:
        stated = {
            "group": "contact",
            "source": "desk",
            "checked": "2026-05-02",
            "checked_by": "desk",
        }
        one = self.both({**self.CITY, "provenance": [stated]}, self.MAP)
        assert Provenance("contact", "desk", None, None, "2026-05-02", "desk") in one.provenance
