"""The language of short, mixed and romanised messages, and when a conversation keeps its own."""

import os
import random
import time
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from locales.languages import LANGUAGES, UnknownLanguage, language, read_languages
from locales.recognise import recognise

HERE = Path(__file__).parent
BENCHMARKS = Path(os.environ.get("WEGWIJS_BENCHMARKS", HERE.parents[3] / "shared" / "benchmarks"))
LINES: dict[str, list[str]] = yaml.safe_load(
    (HERE / "recognise_lines.yml").read_text(encoding="utf-8")
)


@pytest.mark.parametrize("code", LANGUAGES)
def test_short_lines_in_their_own_script(code: str) -> None:
    lines = LINES[code]
    wrong = [text for text in lines if recognise(text, None).code != code]
    assert len(lines) >= 8
    assert len(wrong) <= len(lines) * 0.1, wrong


@pytest.mark.parametrize("code", ["ar", "fa", "ps", "ti", "ur", "ru", "uk", "bg"])
def test_romanised_lines(code: str) -> None:
    lines = LINES[f"{code}-latin"]
    right = [text for text in lines if recognise(text, None).code == code]
    assert len(right) >= 0.6 * len(lines), set(lines) - set(right)


@pytest.mark.parametrize("text", LINES["none"])
def test_a_language_that_is_not_ours_is_not_guessed(text: str) -> None:
    assert recognise(text, "nl").code is None


@pytest.mark.parametrize("current", LANGUAGES)
@pytest.mark.parametrize("text", ["ok", "2060", "merci", "", "??", "OCMW", "Borgerhout 2140", "👍"])
def test_what_says_nothing_keeps_the_language(text: str, current: str) -> None:
    assert recognise(text, current).code == current


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("current", ["nl", "ar", "ru"])
def test_somebody_who_goes_on_in_another_language_is_followed(code: str, current: str) -> None:
    lines = [text for text in LINES[code] if len(text.split()) >= 3]
    kept = [text for text in lines if recognise(text, current).code != code]
    assert len(kept) <= max(1, len(lines) * 0.15), kept


def test_dutch_names_of_services_do_not_change_the_language() -> None:
    for text in ("inburgering", "wachtlijst woonhaven", "huis van het kind"):
        assert recognise(text, "tr").code == "tr"
    assert recognise("huis van het kind وين", "ar").code == "ar"
    assert recognise("kringwinkel 2060 nerede", None).code == "tr"


@pytest.mark.parametrize(
    ("word", "code"),
    [
        ("hoi", "nl"),
        ("dag", "nl"),
        ("dentist", "en"),
        ("avocat", "fr"),
        ("labas", "ar"),
        ("khdma", "ar"),
    ],
)
def test_a_first_word_that_one_language_uses_most(word: str, code: str) -> None:
    assert recognise(word, None).code == code


@pytest.mark.parametrize("word", ["la", "salut", "casa", "help"])
def test_a_first_word_of_many_languages_decides_nothing(word: str) -> None:
    assert recognise(word, None).code is None


def test_one_word_or_the_name_of_a_place_does_not_switch() -> None:
    assert recognise("help", "nl").code == "nl"
    assert recognise("is Moeders voor Moeders open?", "en").code == "en"


@pytest.mark.parametrize("text", ["merci he", "ok la", "he", "no", "si"])
def test_one_short_word_does_not_change_the_language(text: str) -> None:
    assert recognise(text, "nl").code == "nl"


def test_confidence_and_second_are_told() -> None:
    sure = recognise("waar kan ik vandaag gratis eten vinden", None)
    assert sure.code == "nl" and sure.confidence > 0.8
    assert recognise("merci", "fr").confidence == 0.0
    doubt = recognise("taxi problema", "nl")
    assert doubt.code == "nl" and doubt.second is not None


@pytest.mark.parametrize(
    ("kind", "least"), [("sentences", 0.98), ("word-pairs", 0.93), ("single-words", 0.8)]
)
def test_against_the_public_lines(kind: str, least: float) -> None:
    folder = BENCHMARKS / "lid_lingua" / kind
    if not folder.exists():
        pytest.skip("no benchmarks")
    chance = random.Random(7)
    shares = []
    for code in sorted(set(LANGUAGES) - {"ps", "ti"}):
        lines = (folder / f"{code}.txt").read_text(encoding="utf-8").splitlines()
        some = chance.sample(lines, 100)
        shares.append(sum(recognise(line, None).code == code for line in some) / len(some))
    assert sum(shares) / len(shares) >= least


def test_a_message_takes_about_a_millisecond() -> None:
    texts = [text for lines in LINES.values() for text in lines]
    recognise("warm up", None)
    began = time.perf_counter()
    for text in texts:
        recognise(text, "nl")
    assert (time.perf_counter() - began) / len(texts) < 0.004
    began = time.perf_counter()
    recognise("waar kan ik eten " * 10_000, "nl")
    assert time.perf_counter() - began < 0.05


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=120), st.sampled_from([None, *LANGUAGES]))
def test_any_text_gives_one_of_ours_or_none(text: str, current: str | None) -> None:
    found = recognise(text, current)
    assert found.code is None or found.code in LANGUAGES
    assert 0.0 <= found.confidence <= 1.0


def test_the_list_of_languages_is_whole() -> None:
    assert list(LANGUAGES)[:5] == ["nl", "fr", "en", "ar", "tr"] and len(LANGUAGES) == 18
    assert language("ar").direction == "rtl" and language("ar").fallback[-1] == "nl"
    with pytest.raises(UnknownLanguage):
        language("xx")


@pytest.mark.parametrize(
    "entry",
    [
        "{name: X, english: X, locale: x, script: Latn, direction: up, fallback: [], level: reads}",
        "{name: X, english: X, locale: x, script: Latn, direction: ltr, fallback: [zz], level: reads}",
    ],
)
def test_a_list_that_does_not_add_up_is_refused(entry: str, tmp_path: Path) -> None:
    path = tmp_path / "languages.yml"
    path.write_text(f"nl: {entry}\n", encoding="utf-8")
    with pytest.raises(ValueError, match="nl"):
        read_languages(path)
