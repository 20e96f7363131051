"""How much danger is found in messages that were kept apart, per language, and how much is imagined.

"mn buurman timmert op zijn vrouw los" is danger, "ik lach me dood" is not. Failures name figures only:
who reads single lines of `danger_heldout/` starts to tune on them.
"""

import json
from collections.abc import Sequence
from pathlib import Path

import pytest
from rapidfuzz import fuzz, process

from locales.danger import check
from locales.danger_learning import said_in
from locales.phrases import normal

HERE = Path(__file__).parent / "danger_heldout"
SETS = {
    path.stem: [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    for path in sorted(HERE.glob("*.jsonl"))
}
SMALL = {"bg", "ur", "sq", "so", "ps", "ti"}
FLOORS = {
    "ar": 0.73,
    "bg": 0.74,
    "en": 0.83,
    "es": 0.88,
    "fa": 0.85,
    "fr": 0.88,
    "nl": 0.88,
    "pl": 0.73,
    "ps": 0.72,
    "pt": 0.75,
    "ro": 0.8,
    "ru": 0.85,
    "so": 0.77,
    "sq": 0.82,
    "ti": 0.81,
    "tr": 0.88,
    "uk": 0.83,
    "ur": 0.87,
}
"""Recall, a message or two under what was measured when the weights were made."""
MOST_FALSE_ALARMS = 0.05
"""Of all calm ones together: they are idioms and near misses, of which everyday talk has few."""
_SAME = 85  # percent of letters


def share(texts: Sequence[str]) -> float:
    return sum(check(text) is not None for text in texts) / len(texts)


@pytest.mark.parametrize("language", SETS)
def test_danger_is_found(language: str) -> None:
    danger = [row["text"] for row in SETS[language] if row["danger"]]
    recall = share(danger)
    assert recall >= FLOORS[language], f"{language}: {recall:.2f} of {len(danger)} found"


def test_few_calm_messages_alarm() -> None:
    calm = [row["text"] for rows in SETS.values() for row in rows if not row["danger"]]
    false = share(calm)
    assert false <= MOST_FALSE_ALARMS, f"{false:.3f} of {len(calm)} alarm"


@pytest.mark.parametrize("language", SETS)
def test_the_sets_are_large_enough(language: str) -> None:
    danger = [row for row in SETS[language] if row["danger"]]
    small = language in SMALL
    assert len(danger) >= (20 if small else 40)
    assert len(SETS[language]) - len(danger) >= (15 if small else 30)
    assert {row["lang"] for row in SETS[language]} == {language}


@pytest.mark.parametrize("language", SETS)
def test_nothing_was_learnt_from_them(language: str) -> None:
    kept = {normal(row["text"]) for row in SETS[language]}
    learnt = {normal(text) for _, texts in said_in(language) for text in texts}
    near = [
        text
        for text in kept
        if process.extractOne(text, learnt, scorer=fuzz.ratio, score_cutoff=_SAME) is not None
    ]
    assert not near, f"{language}: {len(near)} near copies in danger_said.yml"
