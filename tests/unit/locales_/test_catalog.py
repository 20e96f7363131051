"""The catalogs: complete where they must be, right in their plurals, honest when something is missing.

"3 أماكن" and "11 مكانًا" in 2060 are two of the six forms that Arabic counts places in.
"""

import gettext
import json
from pathlib import Path

import pytest
import yaml
from babel import Locale
from babel.messages.pofile import read_po

from locales import catalog, tools
from locales.catalog import MissingText, entries, plural_categories, text, texts, writing_language
from locales.languages import LANGUAGES, UnknownLanguage
from locales.replies import DISTRICTS, MENU
from sociale_kaart.needs import NEEDS

DATA = Path(__file__).parents[3] / "sociale_kaart" / "data"
WRITTEN = tools.written_languages()


def test_nothing_is_missing_or_wrong():
    assert list(tools.problems()) == []


def test_every_language_that_understands_has_a_catalog():
    assert [code for code in LANGUAGES if LANGUAGES[code].understands] == WRITTEN


@pytest.fixture
def broken(tmp_path, monkeypatch):
    """Puts a changed copy of a catalog in the place of the real one and says what `check` finds."""

    def change(code: str, old: str, new: str) -> list[str]:
        real = catalog.catalog_path(code).read_text("utf-8")
        assert real.count(old) == 1, old
        copy = tmp_path / "messages.po"
        copy.write_text(real.replace(old, new), encoding="utf-8")
        path_of = catalog.catalog_path
        monkeypatch.setattr(
            catalog, "catalog_path", lambda asked: copy if asked == code else path_of(asked)
        )
        entries.cache_clear()
        writing_language.cache_clear()
        return list(tools.problems())

    yield change
    entries.cache_clear()
    writing_language.cache_clear()


@pytest.mark.parametrize(
    ("code", "old", "new", "found"),
    [
        ("en", '"Start again"', '""', "en choice.restart: missing"),
        ("en", 'msgid "choice.restart"', 'msgid "choice.begin"', "en choice.begin: not a text"),
        ("en", '"Ask first if you can come."', '"Ask {who} first."', "has ['who']"),
        ("en", '"Open until {time}."', '"Open until late."', "has []"),
        ("en", '"Open until {time}."', '"Open until {time."', "cannot be filled in"),
        ("en", '"Open until {time}."', '"Open until {time.day}."', "has ['time.day']"),
        ("en", '"Open until {time}."', '"Open until {time:de}."', "cannot write 'time' as 'de'"),
        ("en", '"Open until {time}."', '"Open until {time!r}."', "cannot write 'time' as 'r'"),
        ("en", '"Start again"', '"Start all over again from the start"', "35 characters"),
        ("en", '"Start again"', '"Start снова"', "another script: снова"),
        ("ar", '"البدء من جديد"', '"البدء again"', "another script: again"),
        ("en", '"Start again"', '"Opnieuw beginnen"', "the same as in Dutch"),
        ("en", '"Start again"', '"Call 03 338 32 32"', "has a digit"),
        ("en", '"Start again"', '"<b>Start</b>"', "has HTML"),
        ("en", '"Start again"', '"See www.example"', "has url"),
        ("en", '"Start again"', '"Start\u202e again"', "has a direction mark"),
        ("en", '"One moment, I am looking it up."', f'"{" ".join(["one"] * 16)}"', "16 words"),
    ],
)
def test_the_check_names_each_kind_of_mistake(broken, code, old, new, found):
    problems = broken(code, old, new)
    assert any(found in problem for problem in problems), problems


def test_a_plural_without_all_its_forms_is_missing(broken):
    sixth = 'msgstr[5] "{need}: هذه {count} مكان بالقرب من {near}."\n'
    assert "ar reply.places_found.text: missing" in broken("ar", sixth, "")


def test_a_counted_text_that_does_not_count_is_named(broken):
    counted = (
        'msgid_plural "card.walk"\n'
        'msgstr[0] "{distance}, yürüyerek {count} dakika"\n'
        'msgstr[1] "{distance}, yürüyerek {count} dakika"'
    )
    problems = broken("tr", counted, 'msgstr "{distance}, yürüyerek {count} dakika"')
    assert "tr card.walk: 1 forms instead of 2" in problems


def test_a_text_without_a_status_is_named(broken):
    problems = broken("tr", '# status: translated\nmsgid "choice.more"', 'msgid "choice.more"')
    assert "tr choice.more: status is ''" in problems


@pytest.mark.parametrize("code", WRITTEN)
def test_the_plural_header_says_what_cldr_says(code):
    """Translation programs trust the header; we trust CLDR: they must choose the same form."""
    with catalog.catalog_path(code).open("rb") as file:
        header = dict(read_po(file).mime_headers)["Plural-Forms"]
    count, rule = header.rstrip(";").split("; plural=")
    categories = plural_categories(code)
    assert count == f"nplurals={len(categories)}"
    choose = gettext.c2py(rule)
    cldr = Locale.parse(LANGUAGES[code].locale).plural_form
    for number in [*range(1200), 1_000_000, 1_000_001, 2_000_000]:
        assert categories[choose(number)] == cldr(number), number


@pytest.mark.parametrize(
    ("count", "said"),
    [
        (0, "لم أجد أي مكان"),
        (1, "مكان واحد"),
        (2, "مكانان"),
        (3, "أماكن"),
        (10, "أماكن"),
        (11, "مكانًا"),
        (99, "مكانًا"),
        (100, "مكان "),
    ],
)
def test_arabic_counts_in_six_forms(count, said):
    found = text("ar", "reply.places_found.text_city", need="x", count=count)
    assert said in found.value


@pytest.mark.parametrize(
    ("code", "said"), [("nl", "1 plek "), ("en", "1 place "), ("fr", "1 lieu "), ("tr", "1 yer ")]
)
def test_one_is_singular(code, said):
    assert said in text(code, "reply.places_found.text_city", need="x", count=1).value


def test_what_is_wrongly_asked_raises():
    with pytest.raises(UnknownLanguage):
        text("xx", "choice.more")
    with pytest.raises(MissingText):
        text("ar", "choice.nothing")
    with pytest.raises(KeyError):
        text("en", "card.open_until")


def test_a_language_without_texts_falls_back_and_says_so():
    found = text("ps", "choice.more")
    assert (found.value, found.language, found.fallback_from) == ("More places", "en", "ps")
    assert text("fr", "choice.more").fallback_from is None


def test_one_missing_text_falls_back_alone(broken):
    broken("tr", '"Daha fazla yer"', '""')
    found = text("tr", "choice.more")
    assert (found.value, found.language, found.fallback_from) == ("More places", "en", "tr")
    assert text("tr", "choice.restart").language == "tr"


@pytest.mark.parametrize("code", WRITTEN)
def test_every_need_has_a_title_and_a_phrase_and_no_other(code):
    titled = {key.split(".")[1] for key in entries(code) if key.startswith("need.")}
    assert titled - {"any"} == set(NEEDS)
    for need in NEEDS:
        assert len(text(code, f"need.{need}.title").value.split()) <= 4
        assert text(code, f"need.{need}.short").value
    assert len({text(code, f"need.{need}.title").value for need in NEEDS}) == len(NEEDS)


def test_the_menu_is_made_of_needs_and_the_districts_are_the_city_s():
    assert set(MENU) <= set(NEEDS)
    gazetteer = json.loads((DATA / "gazetteer.json").read_text("utf-8"))
    districts = sorted(entry["name"] for entry in gazetteer if entry["type"] == "district")
    assert list(DISTRICTS) == districts


def test_every_number_of_the_reviewed_list_has_a_name_in_every_language():
    numbers = yaml.safe_load((DATA / "emergency_numbers.yml").read_text("utf-8"))["numbers"]
    shown = [id_ for id_, number in numbers.items() if number["confirmed"]]
    assert shown
    for code in WRITTEN:
        assert [id_ for id_ in shown if f"number.{id_}.name" not in entries(code)] == []


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_page_has_all_its_words_in_every_language(code):
    words = texts(code, "page.")
    assert words.keys() == texts("nl", "page.").keys()
    assert {"page.placeholder", "page.send", "page.leave", "page.computer"} <= words.keys()
    assert all(words.values())


@pytest.mark.parametrize("code", ["es", "uk", "ps", "pl"])
def test_a_new_catalog_has_every_key_and_its_own_plurals(code, tmp_path):
    path = tmp_path / "messages.po"
    path.write_text(tools.empty_catalog(code), encoding="utf-8")
    with path.open("rb") as file:
        laid_out = read_po(file, abort_invalid=True)
    keys = {
        message.id[0] if isinstance(message.id, tuple | list) else message.id
        for message in laid_out
        if message.id
    }
    assert keys == set(entries("nl"))
    rule = gettext.c2py(tools.plural_header(code).split("plural=")[1].rstrip(";"))
    cldr = Locale.parse(LANGUAGES[code].locale).plural_form
    categories = plural_categories(code)
    assert [categories[rule(number)] for number in range(1200)] == [cldr(n) for n in range(1200)]
