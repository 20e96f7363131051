"""One line of text: a name, a need, a kind of place, or nothing at all."""

import json

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from sociale_kaart.needs import NEEDS
from sociale_kaart.search import FreeText, NameSearch, NeedWords, Terms
from sociale_kaart.search.terms import DATA
from tests.unit.sociale_kaart.records import place

WORDS, TERMS = NeedWords.from_locales(), Terms.from_data()
PLACES = [
    place(source_id="zon", name="Tandartspraktijk De Zonnewijzer", kind="tandarts", needs=["doctor_gp"]),
    place(source_id="wgc", name="Wijkgezondheidscentrum De Bron", kind="wijkgezondheidscentrum", needs=["doctor_gp"]),
    place(source_id="payo", name="Vluchtwerk Terugkeerloket", needs=["residence_permit_asylum"]),
]  # fmt: skip
TEXTS = FreeText(WORDS, TERMS, NameSearch(PLACES, WORDS.vocabulary))


def hear(said: str, language: str = "nl") -> tuple[str | None, tuple[str, ...]]:
    heard = TEXTS.hear(said, said, language, 10)
    return heard.need, tuple(place.source_id for place, _ in heard.names)


@pytest.mark.parametrize(
    ("language", "said", "need"),
    [
        ("nl", "eten", "food_aid"),
        ("nl", "wgc", "doctor_gp"),
        ("nl", "nacht opvang", "night_shelter"),
        ("nl", "bevolking", "identity_documents_registration"),
        ("nl", "kinderbijslag", "parenting_support"),
        ("fr", "dormir", "night_shelter"),
        ("en", "dentist", "doctor_gp"),
        ("ar", "أكل", "food_aid"),
        ("ar", "طعام في", "food_aid"),
        ("nl", "طبيب أسنان", "doctor_gp"),
        ("tr", "yemek", "food_aid"),
        ("fa", "دندانپزشک", "doctor_gp"),
        ("ti", "መግቢ", "food_aid"),
        ("uk", "хворий", "doctor_gp"),
        ("so", "holandays", "dutch_course"),
        ("ur", "گھر", "housing_search"),
        ("sq", "shtëpi", "housing_search"),
    ],
)
def test_a_need_in_a_word(language: str, said: str, need: str) -> None:
    assert hear(said, language)[0] == need


@pytest.mark.parametrize(
    "said", ["", "?", "xyzzy", "qqqq wwww", "het weer morgen", "zwartgatverdamping", "ضضضضض", "12"]
)
def test_what_is_not_understood_is_not_guessed(said: str) -> None:
    assert hear(said) == (None, ())


def test_a_plain_word_counts_only_by_itself() -> None:
    assert hear("bed")[0] == "night_shelter"
    assert TERMS.alone("bed kopen voor mijn dochter") is None


def test_a_kind_of_place_comes_with_its_words() -> None:
    for said, language in (("tandarts", "nl"), ("dentist", "en"), ("طبيب أسنان", "ar")):
        heard = TEXTS.hear(said, said, language, 10)
        assert heard.need == "doctor_gp"
        assert "tandarts" in heard.kinds


def test_a_name_that_says_one_place_goes_before_a_need() -> None:
    assert hear("tandarts zonnewijzer") == (None, ("zon",))
    assert hear("tandarts zonewijzer") == (None, ("zon",))
    assert hear("terugkeerloket")[1] == ("payo",)


def test_a_misspelled_need_is_no_name() -> None:
    assert hear("voedselpaket")[0] == "food_aid"


def test_every_title_that_is_shown_is_understood() -> None:
    from locales.catalog import text
    from locales.languages import LANGUAGES

    for code in LANGUAGES:
        for need in NEEDS:
            title = text(code, f"need.{need}.title").value
            heard = TERMS.title(title)
            assert heard, (code, title)
            same = [item for item in NEEDS if text(code, f"need.{item}.title").value == title]
            assert heard.need in same, (code, title)


def test_the_lists_hold_known_needs_and_say_where_they_are_from() -> None:
    own = yaml.safe_load((DATA / "search_terms.yml").read_text("utf-8"))
    labels = json.loads((DATA / "osm_terms.json").read_text("utf-8"))
    assert "ISC License" in labels["licence"]
    assert "id-tagging-schema" in labels["source"]
    for entry in (*own["names"], *own["alone"], *labels["terms"]):
        assert entry["need"] in NEEDS
        assert entry["words"]
        assert all(isinstance(word, str) and word for word in entry["words"])


def test_no_word_means_two_needs() -> None:
    own = yaml.safe_load((DATA / "search_terms.yml").read_text("utf-8"))
    for part in ("names", "alone"):
        seen: dict[str, str] = {}
        for entry in own[part]:
            for word in entry["words"]:
                assert seen.setdefault(word, entry["need"]) == entry["need"], word


@given(st.text(max_size=200), st.sampled_from(["nl", "ar", "tr"]))
def test_any_text_is_heard(said: str, language: str) -> None:
    need, _ = hear(said, language)
    assert need is None or need in NEEDS
