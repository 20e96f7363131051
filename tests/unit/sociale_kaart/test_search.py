"""Needs by everyday words, and places by their names, as people type them."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sociale_kaart.needs import NEEDS
from sociale_kaart.search import NameSearch, NeedWords
from sociale_kaart.search.stems import stem
from tests.unit.sociale_kaart.records import place

WORDS = NeedWords.from_locales()
CLEAR = 0.5

SAID = [
    ("nl", "ik zoek een voedselpaket voor mijn kinderen", "food_aid"),
    ("nl", "VOEDSELPAKKETTEN", "food_aid"),
    ("nl", "deurwaarder aan de deur", "debt_help"),
    (
        "nl",
        "ik heb een dokter nodig maar ik ben zonder papieren",
        "urgent_medical_care_undocumented",
    ),
    ("fr", "je cherche un colis alimentaire", "food_aid"),
    ("fr", "j'ai faim", "food_aid"),
    ("en", "where can i get a food parcel", "food_aid"),
    ("ar", "أين أجد طعاما مجانيا", "food_aid"),
    ("ar", "بدي محامي", "legal_help"),
    ("ar", "أين أجد مأوى", "night_shelter"),
    ("tr", "ücretsiz avukat arıyorum", "legal_help"),
    ("tr", "gıda paketi", "food_aid"),
    ("uk", "voedselpakket", "food_aid"),  # a Dutch word from a letter, in any language
]


@pytest.mark.parametrize(("language", "text", "need"), SAID)
def test_the_need_in_a_message(language: str, text: str, need: str) -> None:
    found = WORDS.needs_in(text, language)
    assert found
    assert found[0][0] == need
    assert found[0][1] >= CLEAR


NOT_CLEAR = [
    "hallo",
    "dank u wel",
    "ja",
    "nee dat is niet juist",
    "www.example.org",
    "!!!",
    "12345",
    "",
]


@pytest.mark.parametrize("text", NOT_CLEAR)
def test_ordinary_words_do_not_fire(text: str) -> None:
    assert all(score < CLEAR for _, score in WORDS.needs_in(text, "nl"))


def test_a_longer_phrase_beats_the_words_inside_it() -> None:
    words = NeedWords(
        {"nl": {"housing_search": ["sociale woning", "woning"], "debt_help": ["woning"]}}
    )
    assert words.needs_in("een sociale woning", "nl")[0] == ("housing_search", pytest.approx(0.8))


def test_a_typo_counts_less_than_the_word_and_a_short_word_gets_none() -> None:
    words = NeedWords({"nl": {"food_aid": ["voedselbank"], "hygiene_shower_laundry": ["bad"]}})
    right, wrong = (
        words.needs_in("voedselbank", "nl")[0][1],
        words.needs_in("voedselbnk", "nl")[0][1],
    )
    assert CLEAR <= wrong < right
    assert words.needs_in("bed", "nl") == []


def test_another_word_that_only_looks_like_a_form_does_not_count() -> None:
    words = NeedWords(
        {
            "en": {
                "hygiene_shower_laundry": ["shower"],
                "training": ["training"],
                "transport": ["train"],
            },
            "nl": {"debt_help": ["schulden"]},
        }
    )
    assert words.needs_in("show me more", "en") == []
    assert [need for need, _ in words.needs_in("train times", "en")] == ["transport"]
    assert words.needs_in("schuld", "en") == []  # another language's words count as they are
    assert words.needs_in("schulden", "en")[0][0] == "debt_help"


@given(st.text(max_size=200), st.sampled_from(["nl", "ar", "tr", "ti", "xx"]))
def test_any_text_gives_known_needs_with_scores_below_one(text: str, language: str) -> None:
    for need, score in WORDS.needs_in(text, language):
        assert need in NEEDS
        assert 0 < score <= 1


@pytest.mark.parametrize(
    ("one", "other", "language"),
    [
        ("voedselpakketten", "voedselpakket", "nl"),
        ("zoeken", "zoek", "nl"),
        ("huizen", "huis", "nl"),
        ("والمحامي", "محامي", "ar"),
        ("doktorlar", "doktora", "tr"),
        ("avocats", "avocat", "fr"),
    ],
)
def test_forms_of_a_word_share_a_stem(one: str, other: str, language: str) -> None:
    assert stem(one, language) == stem(other, language)


NAMES = NameSearch(
    [
        place(source_id="a", name="Bibliotheek Permeke"),
        place(source_id="b", name="Bibliotheek Park"),
        place(source_id="c", name="Recht-Op vzw"),
        place(source_id="d", name="'t Vlot"),
        place(source_id="e", name="Huis van het Kind Ekeren"),
        place(source_id="f", name="Huis van het Kind Wilrijk"),
        place(source_id="g", name="Free Clinic (MSOC Antwerpen)"),
        place(source_id="h", name="Stadsloket Deurne"),
        place(source_id="i", name="Het Huis (neutrale bezoekruimte)"),
        place(source_id="j", name="(((" * 20),
    ],
    localities={"deurne", "ekeren", "wilrijk", "park"},
)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("is de bibliotheek permeke vandaag open?", "Bibliotheek Permeke"),
        ("permeeke", "Bibliotheek Permeke"),
        ("wanneer is 't vlot open", "'t Vlot"),
        ("free clinic antwerpen", "Free Clinic (MSOC Antwerpen)"),
        ("MSOC", "Free Clinic (MSOC Antwerpen)"),
        ("openingsuren stadsloket deurne", "Stadsloket Deurne"),
        ("recht-op", "Recht-Op vzw"),
        ("is de bibliotheek open", None),
        ("heb ik recht op leefloon", None),
        ("huis van het kind", None),
        ("ik zoek een huis", None),
        ("dokter in deurne", None),
        ("", None),
    ],
)
def test_a_place_is_named_or_not(text: str, name: str | None) -> None:
    found = NAMES.named_in(text)
    assert (found.name if found else None) == name


def test_searching_by_name_gives_the_likest_first() -> None:
    found = NAMES.search("huis van het kind ekeren", 5)
    assert found[0][0].name == "Huis van het Kind Ekeren"
    assert found[0][1] == 100
    assert all(one[1] >= two[1] for one, two in pairwise(found))


@given(st.text(max_size=100))
def test_no_text_brings_name_search_down(text: str) -> None:
    NAMES.named_in(text)
    assert len(NAMES.search(text, 3)) <= 3
