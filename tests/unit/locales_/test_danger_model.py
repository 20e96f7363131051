"""The weights of danger: of today, the same everywhere, quick, and right where phrases are silent.

"zij heeft de gaskraan opengedraaid om te sterven" holds no phrase of danger.yml and must alarm;
"deze huur is moord" holds one and must not.
"""

import os
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from locales.danger import KINDS, check, look, phrase_found, read
from locales.danger_concepts import concepts
from locales.danger_learning import CALM, SAID, machine, made_from, said_in, variants
from locales.danger_model import FILE, Model, model, parts_of, pieces_of, write
from locales.danger_model import read as read_model
from locales.languages import LANGUAGES
from locales.phrases import normal

ROOT = Path(__file__).parents[3]
LEARNT = [code for code in LANGUAGES if (ROOT / "locales" / code / SAID).exists()]


def test_near_danger_is_wider_than_danger_and_narrower_than_all() -> None:
    assert look("ik wil dood").near
    assert not look("waar kan ik een voedselpakket krijgen in 2060").near
    assert not look("").near


def in_use() -> Model:
    found = model()
    assert found is not None
    return found


def test_the_weights_are_made_from_the_sentences_of_today() -> None:
    assert in_use().made_from == made_from(), "run python -m locales.danger_learning"


def test_they_are_small_and_quick_to_read() -> None:
    assert FILE.stat().st_size < 2_000_000
    best = min(_seconds(read_model) for _ in range(3))
    assert best < 0.05


def _seconds(act: object) -> float:
    began = time.perf_counter()
    act()  # type: ignore[operator]
    return time.perf_counter() - began


def test_a_message_takes_no_longer_than_a_blink() -> None:
    text = (
        "mijn moeder is ziek en ik zoek een dokter in Deurne die Arabisch spreekt, het is dringend"
    )
    check(text)
    assert sorted(_seconds(lambda: check(text)) for _ in range(21))[10] < 0.005


@pytest.mark.parametrize("seed", ["1", "2"])
def test_every_process_gives_the_same_score(seed: str) -> None:
    text = "he broke the door and holds the children, وهو يضربني"
    code = (
        "from locales.danger import read; from locales.danger_model import model, pieces_of;"
        f"t = {text!r}; print(repr(model().score(pieces_of(t, read(t)))))"
    )
    out = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env={**os.environ, "PYTHONHASHSEED": seed},
        capture_output=True,
        text=True,
        check=True,
    ).stdout.strip()
    assert out == repr(in_use().score(pieces_of(text, read(text))))


def test_what_is_written_is_read_back(tmp_path: Path) -> None:
    path = tmp_path / "weights"
    write(in_use(), path)
    assert path.read_bytes() == FILE.read_bytes()
    broken = replace(in_use(), kinds=in_use().kinds[:1], weights=in_use().weights[:10])
    write(broken, path)
    with pytest.raises(ValueError, match="another version"):
        read_model(path)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("een vrouw op de derde verdieping hangt uit haar raam en wil naar beneden", "suicide"),
        ("she vomits and her pulse is weak after the fall", "medical"),
        ("il y a des flammes chez la voisine du dessous", "fire"),
    ],
)
def test_danger_without_a_phrase_is_found(text: str, kind: str) -> None:
    assert phrase_found(read(text))[0] is None
    found = check(text)
    assert found is not None
    assert found.kind == kind


@pytest.mark.parametrize(
    "text", ["سم", "سم ده", "سم دی", "прощайте", "Прощайте!", "прощавайте", "deze huur is moord"]
)
def test_words_that_alarmed_once_are_calm(text: str) -> None:
    assert check(text) is None


def test_danger_at_the_end_of_a_long_story_is_found() -> None:
    story = (
        "Goeiedag, ik woon sinds vorig jaar in Deurne met drie kinderen en ik zoek een school. "
        "Ook zou ik graag Nederlands leren op donderdag, als dat kan. "
        "Maar wat moet ik doen, ze heeft de gaskraan opengedraaid om te sterven."
    )
    assert check(story) is not None
    assert check(story.rsplit("Maar", 1)[0]) is None


@pytest.mark.parametrize("code", LEARNT)
def test_what_was_learnt_is_known(code: str) -> None:
    """A sentence that stands in the training data and is still missed shows weights gone wrong."""
    texts = [(kind, text) for kind, lines in said_in(code) for text in lines]
    danger = [text for kind, text in texts if kind != CALM]
    calm = [text for kind, text in texts if kind == CALM]
    assert len(danger) >= 300
    assert len(calm) >= 150
    assert sum(check(text) is not None for text in danger) >= 0.97 * len(danger)
    assert sum(check(text) is not None for text in calm) <= 0.02 * len(calm)


def test_every_language_that_is_understood_is_learnt() -> None:
    assert set(LEARNT) >= {code for code, language in LANGUAGES.items() if language.understands}


def test_a_line_with_choices_is_several_sentences() -> None:
    assert variants("ik (ga|wil) (nu|) springen") == ["ik ga nu springen", "ik wil springen"]
    assert variants("gewoon (zonder keuze)") == ["gewoon (zonder keuze)"]


def test_the_machine_tells_two_kinds_apart() -> None:
    rows = [np.array(row, np.int32) for row in ([0, 1], [0, 2], [3, 1], [3, 2])]
    weights = machine(rows, np.array([1.0, 1.0, -1.0, -1.0]), np.ones(4), 4)
    assert weights[0] > 0.5
    assert weights[3] < -0.5
    assert abs(weights[1] - weights[2]) < 0.2


def test_concepts_are_shared_by_languages() -> None:
    for text in ("hij slaat mij", "il me frappe", "بيضربني", "он меня бьет", "beni dövüyor"):
        assert any("HIT" in names for read in concepts(normal(text).split()) for names in read), (
            text
        )


def test_only_long_texts_have_parts() -> None:
    assert parts_of("hij slaat mij nu") == []
    assert len(parts_of("ik zoek een school. hij slaat mij nu")) == 2


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=300))
def test_no_text_breaks_the_score(text: str) -> None:
    pieces = pieces_of(text, read(text))
    assert abs(in_use().score(pieces)) < 1000
    assert in_use().kind(pieces) in KINDS
