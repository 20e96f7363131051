"""What is told from a message without Rasa, with the real word lists and the real gazetteer."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as some

from api.understanding import (
    clean,
    here,
    masked,
    named_language,
    prepare,
)
from sociale_kaart.directory import Directory
from sociale_kaart.geo import distance_m
from sociale_kaart.model import Point


@pytest.fixture(scope="module")
def directory(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Directory]:
    folder: Path = tmp_path_factory.mktemp("directory")
    yield Directory.open(f"sqlite:///{folder / 'directory.sqlite'}")


def test_language_place_and_no_danger(directory: Directory) -> None:
    prepared = prepare("أين أجد طعاما مجانيا قرب 2060", None, directory)
    assert prepared.language == "ar"
    assert prepared.danger is None
    assert prepared.place is not None and prepared.place["label"] == "2060"


def test_danger(directory: Directory) -> None:
    prepared = prepare("i want to kill myself", "nl", directory)
    assert prepared.danger is not None and prepared.danger.kind == "suicide"


def test_no_place(directory: Directory) -> None:
    assert prepare("waar kan ik eten krijgen", "nl", directory).place is None


def test_a_masked_number_is_no_postcode(directory: Directory) -> None:
    prepared = prepare("bel 0470 20 60 18", "nl", directory)
    assert "0470" not in prepared.text
    assert prepared.place is None


@given(text=some.text(max_size=300))
def test_any_text_can_be_looked_at(directory: Directory, text: str) -> None:
    prepared = prepare(text.encode("utf-8", "replace").decode(), None, directory)
    assert not prepared.text.startswith("/")


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  hallo  ", "hallo"),
        ("/crisis", "crisis"),
        ("/ / /crisis", "crisis"),
        ("\u202e/restart", "restart"),
        ("a\x00b\x1bc\x85", "abc"),
        ("regel een\nregel twee", "regel een\nregel twee"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("\u2066\u2069\ufeff", ""),
        ("\u200b\u2060\u061c", ""),
        ("\u200d \u200c", ""),
        ("\u200b/\u200d/crisis", "crisis"),
        ("voed\u200bselpakket", "voedselpakket"),
    ],
)
def test_cleaning(typed: str, kept: str) -> None:
    assert clean(typed) == kept


@given(text=some.text(alphabet="/ \t\n\u202e\x00ab", max_size=30))
def test_nobody_can_type_an_intent(text: str) -> None:
    assert not clean(text).startswith("/")
    assert clean(clean(text)) == clean(text)
    assert not masked(text).startswith("/")


@given(
    latitude=some.floats(min_value=51.0, max_value=51.4),
    longitude=some.floats(min_value=4.2, max_value=4.7),
)
def test_a_position_is_only_roughly_kept(latitude: float, longitude: float) -> None:
    place = here(latitude, longitude)
    assert place is not None
    kept = Point(place["latitude"], place["longitude"])
    assert distance_m(kept, Point(latitude, longitude)) < 150
    assert here(kept.latitude, kept.longitude) == place


@pytest.mark.parametrize("far", [(0, 0), (-51.2, 4.4), (52.37, 4.9), (90, 180)])
def test_a_position_far_away_is_none(far: tuple[float, float]) -> None:
    assert here(*far) is None


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        ("kan het in het Engels?", "en"),
        ("in english please", "en"),
        ("parlez français", "fr"),
        ("ingilizceye geç", "en"),
        ("بالعربية", "ar"),
        ("українською", "uk"),
        ("на русском", "ru"),
        ("in het Arabisch of in het Frans", None),
        ("een andere taal", None),
        ("", None),
    ],
)
def test_a_language_by_its_name(asked: str, code: str | None) -> None:
    assert named_language(asked) == code
