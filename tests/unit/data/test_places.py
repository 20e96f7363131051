"""The starter records are whole and honest: every need has a place, every fact its source."""

import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from opening_hours import OpeningHours

from locales.languages import LANGUAGES
from sociale_kaart.needs import NEEDS

DATA = Path(__file__).parents[3] / "sociale_kaart" / "data"
LINES = (DATA / "places.jsonl").read_text(encoding="utf-8").splitlines()
PLACES: list[dict[str, Any]] = [json.loads(line) for line in LINES]
BY_ID = {place["id"]: place for place in PLACES}

TEXT = (str,)
MAYBE_TEXT = (str, type(None))
MAYBE_NUMBER = (float, type(None))
MAYBE_YES = (bool, type(None))
FIELDS: dict[str, tuple[type, ...]] = {
    **dict.fromkeys(["id", "name", "organisation", "kind", "scope", "description_nl"], TEXT),
    **dict.fromkeys(["cost_kind", "confidence"], TEXT),
    **dict.fromkeys(["street", "house_number", "postcode", "municipality", "district"], MAYBE_TEXT),
    **dict.fromkeys(["latitude", "longitude"], MAYBE_NUMBER),
    **dict.fromkeys(["location_precision", "phone", "email", "website", "cost"], MAYBE_TEXT),
    **dict.fromkeys(["opening_hours_text", "opening_hours_osm", "review_note"], MAYBE_TEXT),
    **dict.fromkeys(["appointment_needed", "residence_permit_required"], MAYBE_YES),
    **dict.fromkeys(["languages", "target_groups", "services", "needs", "sources"], (list,)),
}
CHOICES = {
    "scope": {"place", "phone", "web", "citywide"},
    "cost_kind": {"free", "paid", "unknown"},
    "confidence": {"high", "medium", "low"},
    "location_precision": {"address", "street", "district", None},
}
# Spoken somewhere in Antwerp and named by a source, but not a language the assistant answers in.
OTHER_LANGUAGES = {"zh", "de"}


def test_every_need_has_a_record() -> None:
    answered = Counter(need for place in PLACES for need in place["needs"])
    assert [need for need in NEEDS if not answered[need]] == []


def test_ids_are_unique_and_sorted() -> None:
    ids = [place["id"] for place in PLACES]
    assert ids == sorted(set(ids))


@pytest.mark.parametrize("place", PLACES, ids=BY_ID)
class TestRecord:
    def test_fields_are_there_and_typed(self, place: dict[str, Any]) -> None:
        assert set(place) == set(FIELDS)
        wrong = [f for f, kinds in FIELDS.items() if type(place[f]) not in kinds]
        assert wrong == []
        assert [f for f, allowed in CHOICES.items() if place[f] not in allowed] == []

    def test_needs_are_known_and_named_once(self, place: dict[str, Any]) -> None:
        assert set(place["needs"]) <= set(NEEDS)
        assert len(place["needs"]) == len(set(place["needs"]))

    def test_every_record_says_where_and_when_it_was_seen(self, place: dict[str, Any]) -> None:
        assert place["sources"]
        assert all(source["url"] and source["seen"] for source in place["sources"])

    def test_point_lies_in_or_around_antwerp(self, place: dict[str, Any]) -> None:
        latitude, longitude = place["latitude"], place["longitude"]
        assert (latitude is None) == (longitude is None) == (place["location_precision"] is None)
        if latitude is not None:
            assert 51.13 < latitude < 51.40 and 4.20 < longitude < 4.55

    def test_contact_details_can_be_used(self, place: dict[str, Any]) -> None:
        if place["phone"] is not None:
            assert re.fullmatch(r"\+?[\d ]{3,16}", place["phone"])
        if place["website"] is not None:
            assert place["website"].startswith(("https://", "http://"))
        if place["postcode"] is not None:
            assert re.fullmatch(r"2\d{3}", place["postcode"])

    def test_hours_can_be_computed_and_keep_their_text(self, place: dict[str, Any]) -> None:
        if place["opening_hours_osm"] is not None:
            OpeningHours(place["opening_hours_osm"])
            assert place["opening_hours_text"]

    def test_languages_are_codes(self, place: dict[str, Any]) -> None:
        assert set(place["languages"]) <= set(LANGUAGES) | OTHER_LANGUAGES

    def test_high_confidence_rests_on_a_recent_source(self, place: dict[str, Any]) -> None:
        if place["confidence"] == "high" and place["id"] not in ("lijn-1712", "lijn-1813"):
            years = re.findall(r"20\d\d", " ".join(s["seen"] for s in place["sources"]))
            assert max(map(int, years)) >= 2024


def test_what_only_looks_like_help_is_not_offered_for_it() -> None:
    assert BY_ID["foodsavers-antwerpen"]["needs"] == []  # gives to organisations only
    assert "hygiene_shower_laundry" not in BY_ID["het-oude-badhuis"]["needs"]  # a former bath house
    assert BY_ID["winteropvang-antwerpen"]["scope"] == "citywide"


def test_gazetteer_points_have_a_source_and_lie_around_antwerp() -> None:
    entries = json.loads((DATA / "gazetteer.json").read_text(encoding="utf-8"))
    assert len(entries) > 400
    assert all(entry["source"] for entry in entries)
    assert all(51.1 < e["latitude"] < 51.45 and 4.1 < e["longitude"] < 4.6 for e in entries)
    assert {"Statbel", "iRail"} <= set(
        re.findall("Statbel|iRail", (DATA / "README.md").read_text())
    )
