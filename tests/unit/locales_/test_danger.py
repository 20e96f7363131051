"""Danger is read in panicked messages, and not in idioms, needs or questions.

The sentences stand in `danger/<lang>.yml`, written before the patterns and apart from them.
"""

import time
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from locales.danger import KINDS, check
from locales.languages import LANGUAGES

SETS = {
    path.stem: yaml.safe_load(path.read_text(encoding="utf-8"))
    for path in sorted((Path(__file__).parent / "danger").glob("*.yml"))
}
CRISIS = [
    (language, kind, text)
    for language, content in SETS.items()
    for kind, texts in content["crisis"].items()
    for text in texts
]


@pytest.mark.parametrize(("language", "kind", "text"), CRISIS)
def test_danger_is_found(language: str, kind: str, text: str) -> None:
    assert kind in KINDS
    assert check(text) is not None, f"{language}: {kind} not found"


@pytest.mark.parametrize("language", SETS)
def test_kind_is_nearly_always_right(language: str) -> None:
    wrong = [
        text
        for code, kind, text in CRISIS
        if code == language and (found := check(text)) is not None and found.kind != kind
    ]
    assert len(wrong) <= 3, wrong


@pytest.mark.parametrize("language", SETS)
def test_almost_no_false_alarm(language: str) -> None:
    calm = SETS[language]["calm"]
    alarmed = [text for text in calm if check(text) is not None]
    assert len(alarmed) <= len(calm) / 100, alarmed


def test_every_language_that_understands_has_a_full_set() -> None:
    for language in LANGUAGES.values():
        least = 60 if language.understands else 20
        crisis = [text for code, _, text in CRISIS if code == language.code]
        assert len(crisis) >= least, language.code
        assert len(SETS[language.code]["calm"]) >= (60 if language.understands else 20)


@pytest.mark.parametrize(
    "text",
    [
        "IK WIL DOOD",
        "ik  wiiiil  doooood",
        "ikwildood",
        "ik wil 😭😭 dood",
        "ik w1l d00d",
        "Ik\u200b wil\u00a0dood!!!",
        "help. hij heeft een mes. kom.",
        "he has a knfie",
        "she is not breahting",
        "je veux mouirr",
        "أُرِيدُ أَنْ أَمُوتَ",
    ],
)
def test_however_it_is_typed(text: str) -> None:
    assert check(text) is not None


def test_the_language_of_the_message_is_told() -> None:
    found = check("je veux mourir")
    assert found is not None
    assert (found.kind, found.language) == ("suicide", "fr")


def test_danger_at_either_end_of_a_very_long_text_is_found_in_time() -> None:
    long = "waar kan ik eten vinden in 2060 en is dat gratis " * 2100
    assert check(long) is None
    for text in (f"hij heeft een mes. {long}", f"{long}. hij heeft een mes"):
        began = time.perf_counter()
        assert check(text) is not None
        assert time.perf_counter() - began < 0.1


@pytest.mark.parametrize("word", ["ik ", "niet ", "hij slaat ", "م", "k1", "wil dood geen "])
def test_repeating_one_word_does_not_cost_more(word: str) -> None:
    check("warm up")
    began = time.perf_counter()
    check(word * 20_000)
    assert time.perf_counter() - began < 0.25


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=200))
def test_no_text_breaks_it(text: str) -> None:
    check(text)


@settings(max_examples=100, deadline=None)
@given(st.sampled_from([text for code, _, text in CRISIS if code in ("nl", "fr", "en")]))
def test_capitals_and_marks_change_nothing(text: str) -> None:
    assert check(f"  {text.upper()} !!! ") is not None
