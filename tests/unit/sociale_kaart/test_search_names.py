"""Names of places as people type them: with typos, glued, split, by ear, and inside sentences."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sociale_kaart.search import NameSearch, NeedWords
from sociale_kaart.search.lexicon import Lexicon
from sociale_kaart.search.rows import Rows
from sociale_kaart.sharing import shared
from tests.unit.sociale_kaart.records import place

# Ordinary words, as the lists of everyday words hold them: a name made of these is harder to see.
ORDINARY = ("free", "clinic", "jac", "permeke", "afspraak", "dokter", "werk", "zwanger", "huis")
NAMES = (
    "Bibliotheek Permeke",
    "Bibliotheek De Brug",
    "Free Clinic (MSOC Antwerpen)",
    "Plug-INN (Free Clinic)",
    "JAC Antwerpen",
    "Huisartsenwachtpost Antwerpen Oost",
    "Buurthuis De Lindehof",
    "Jeugdhuis De Lindehof",
    "Zwanger in Antwerpen (website)",
    "Centrum Zappa",
    "Wijkgezondheidscentrum De Regenboog",
    "De Regenboog",
    "Sint-Jozefhuis",
)
SEARCH = NameSearch(
    [
        place(source_id=str(at), name=name, district="Deurne" if name == "De Regenboog" else None)
        for at, name in enumerate(NAMES)
    ],
    ORDINARY,
    ("antwerpen", "deurne", "oost"),
)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("bib permeke", "Bibliotheek Permeke"),
        ("hebben ze bij bib permeke ook wifi of moet ik elders zijn", "Bibliotheek Permeke"),
        ("ik heb morgen een afspraak bij free clinic", "Free Clinic (MSOC Antwerpen)"),
        ("is there a free clinic where i can see somebody", None),
        ("kan ik zonder afspraak naar JAC Antwerpen komen", "JAC Antwerpen"),
        ("ik ben zwanger in antwerpen en zoek een dokter", None),
        ("is buurthuis de lindehof open", "Buurthuis De Lindehof"),
        ("is jeugdhuis de lindehof open", "Jeugdhuis De Lindehof"),
        ("de lindehof", None),
        ("is bibliotheek de regenboog open", None),
        ("st jozefhuis", "Sint-Jozefhuis"),
    ],
)
def test_a_name_in_a_sentence(text: str, name: str | None) -> None:
    found = SEARCH.named_in(text)
    assert (found.name if found else None) == name


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("permeeke", "Bibliotheek Permeke"),
        ("bibliotek permeke", "Bibliotheek Permeke"),
        ("huisarts wachtpost oost", "Huisartsenwachtpost Antwerpen Oost"),
        ("huisartsen wachtpost oost", "Huisartsenwachtpost Antwerpen Oost"),
        ("buurthuis linde hof", "Buurthuis De Lindehof"),
        ("buurthuis lindenhof", "Buurthuis De Lindehof"),
        ("zapa", "Centrum Zappa"),
        ("wgc regenboog", "Wijkgezondheidscentrum De Regenboog"),
        ("PERMEKE", "Bibliotheek Permeke"),
        ("sint jozef huis", "Sint-Jozefhuis"),
    ],
)
def test_the_first_place_found_by_name(typed: str, name: str) -> None:
    found = SEARCH.search(typed, 3)
    assert found
    assert found[0][0].name == name


@pytest.mark.parametrize("text", ["", "???", "blurf", "qqqq wwww", "123456789", "a" * 5000])
def test_what_is_no_name_finds_none(text: str) -> None:
    assert SEARCH.search(text, 5) == []
    assert SEARCH.named_in(text) is None


@given(st.text(max_size=300))
def test_any_text_is_answered(text: str) -> None:
    assert len(SEARCH.search(text, 4)) <= 4
    SEARCH.named_in(text)


@given(st.lists(st.text(min_size=1, max_size=60), min_size=1, max_size=5), st.text(max_size=60))
def test_any_names_can_be_searched(names: list[str], text: str) -> None:
    search = NameSearch([place(source_id=str(at), name=name) for at, name in enumerate(names)])
    for asked in (*names, text):
        search.search(asked, 3)
        search.named_in(asked)


@pytest.mark.parametrize("name", ["HVHK Zuid", "CC De Brug (WZC)", "STE-Anna vzw", "A, B: C – D"])
def test_short_forms_may_stand_in_names(name: str) -> None:
    search = NameSearch([place(name=name), place(source_id="b", name="Iets anders")])
    assert search.search(name, 1)[0][0].name == name


def test_no_places_at_all() -> None:
    empty = NameSearch([], ORDINARY)
    assert empty.search("permeke", 5) == []
    assert empty.named_in("permeke") is None
    assert len(empty.of_kind(["bibliotheek"])) == 0


def test_places_by_kind() -> None:
    search = NameSearch(
        [
            place(source_id="a", kind="tandarts"),
            place(source_id="b", kind="kringwinkel (tweedehands)"),
            place(source_id="c", services=["tandarts", "huisarts"]),
        ]
    )
    assert search.of_kind(["tandarts"]).tolist() == [0, 2]
    assert search.of_kind(["tweedehands", "nergens"]).tolist() == [1]


LEXICON = Lexicon(
    ["huisartsenwachtpost", "huisarts", "wachtpost", "permeke", "unik", "bib", "lindehof"]
)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("permeke", "permeke"),
        ("permke", "permeke"),
        ("prmeke", "permeke"),
        ("premeke", "permeke"),
        ("ermeke", "permeke"),
        ("unic", "unik"),
        ("wachtpost", "huisartsenwachtpost"),
        ("huisar", "huisarts"),
        ("huisartswachtpost", "wachtpost"),
        ("huisartswachtpost", "huisarts"),
    ],
)
def test_a_word_that_may_be_meant(typed: str, meant: str) -> None:
    found = LEXICON.like(typed)
    assert LEXICON.numbers[meant] in found
    assert 0 < found[LEXICON.numbers[meant]] <= 1


@pytest.mark.parametrize("typed", ["bad", "12345", "", "qqqqqqqq", "bab"])
def test_a_word_that_means_nothing_here(typed: str) -> None:
    assert LEXICON.like(typed) == {}


def test_the_word_itself_is_surest() -> None:
    for word in LEXICON.words:
        found = LEXICON.like(word)
        assert max(found, key=lambda number: found[number]) == LEXICON.numbers[word]


@given(st.lists(st.lists(st.integers(0, 9), max_size=5), max_size=20))
def test_rows_turned_twice_hold_the_same(rows: list[list[int]]) -> None:
    turned = Rows.of(rows).turned(10)
    for value in range(10):
        holders = [at for at, row in enumerate(rows) if value in row]
        assert turned.row(value).tolist() == holders


def test_shared_places_are_equal_and_hold_one_copy() -> None:
    written = [place(source_id=str(at), postcode="".join(["20", "60"])) for at in range(3)]
    copies = list(shared(place(source_id=str(at), postcode="2060") for at in range(3)))
    assert copies == written
    assert all(item.needs is copies[0].needs and item.cost is copies[0].cost for item in copies)


def test_names_and_everyday_words_know_of_each_other() -> None:
    words = NeedWords({"nl": {"food_aid": ["voedselpakket"]}})
    assert words.misspells("voedselpaket", "nl")
    assert not words.misspells("voedselpakket", "nl")
    assert not words.misspells("permeke", "nl")
