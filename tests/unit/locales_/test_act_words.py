"""Acts of the dialogue in every language: "nog meer", "بدي احكي مع موظف", "delete this chat"."""

import time
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as some

from locales import act_words
from locales.act_words import ACTS, act_in
from locales.languages import LANGUAGES

ROOT = Path(__file__).parents[3]
TABLE = yaml.safe_load(Path(act_words.__file__).with_name("act_words.yml").read_text("utf-8"))


def lines(code: str, kind: str) -> list[tuple[str, str]]:
    content = yaml.safe_load((ROOT / "nlu" / code / f"{kind}.yml").read_text("utf-8"))
    return [
        (line.removeprefix("- "), row["intent"])
        for row in content["nlu"]
        for line in row["examples"].splitlines()
    ]


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_language_has_every_act(code: str) -> None:
    assert set(TABLE[code]) == {*ACTS, "polite", "negations"}
    for act in ("talk_to_human", "forget_talk", "opening_hours_question"):
        assert len(TABLE[code][act].split(",")) >= 5


@pytest.mark.parametrize("code", LANGUAGES)
def test_sentences_about_needs_are_no_acts(code: str) -> None:
    told = lines(code, "needs")
    wrong = [text for text, _ in told if act_in(text)]
    assert len(wrong) <= len(told) * 0.004, wrong
    assert not [text for text in wrong if act_in(text) == "forget_talk"]


@pytest.mark.parametrize("code", LANGUAGES)
def test_what_is_heard_is_right(code: str) -> None:
    told = [(text, act) for text, act in lines(code, "acts") if act in ACTS]
    heard = [(text, act) for text, act in told if act_in(text)]
    assert len(heard) >= len(told) * 0.18
    wrong = [text for text, act in heard if act_in(text) != act]
    assert len(wrong) <= len(heard) * 0.06, wrong


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("ik wil met een mens praten", "talk_to_human"),
        ("dag mevrouw, ik zou graag met een mens praten aub", "talk_to_human"),
        ("بدي احكي مع موظف", "talk_to_human"),
        ("biriyle konuşmak istiyorum", "talk_to_human"),
        ("forget this talk", "forget_talk"),
        ("can you please forget this conversation", "forget_talk"),
        ("Hallooooo", "greet"),
        ("ok merci", "thanks"),
        ("OK", "yes"),
        ("yes thanks", "yes"),
        ("nee bedankt", "no"),
        ("bedamkt", "thanks"),
        ("is it open now?", "opening_hours_question"),
        ("start over", "start_again"),
        ("what do you keep?", "what_is_kept"),
        ("what can you do", "what_can_you_do"),
        ("nog meer aub", "more_places"),
        ("dag, ik heb honger", None),
        ("vergeet dit gesprek niet", None),
        ("don't forget this conversation", None),
        ("bomma vergeet alles en laat het vuur aanstaan", None),
        ("i need food", None),
        ("nen", None),
        ("", None),
        ("👍 !!", None),
    ],
)
def test_what_people_type(text: str, act: str | None) -> None:
    assert act_in(text) == act


@given(some.text(max_size=400))
def test_any_text(text: str) -> None:
    assert act_in(text) in {None, *ACTS}


def test_a_message_takes_less_than_a_millisecond() -> None:
    text = "ik wil graag naar een dokter want mijn kind heeft al drie dagen koorts " * 500
    act_in(text)
    took = []
    for _ in range(50):
        began = time.perf_counter()
        act_in(text)
        took.append(time.perf_counter() - began)
    assert min(took) < 0.001
