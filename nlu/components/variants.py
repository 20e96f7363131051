"""Variants of training sentences: the same question as it also arrives.

"ik zoek een dokter" also comes as "ik zoek een dokter in Deurne" and as "ik zoek een dokteer". Each
variant that is made here earned its place by measurement (docs/decisions/0003-classifier.md).
"""

from __future__ import annotations

import random
from collections.abc import Iterator

from nlu.components.marks import PLACE

LETTERS_TO_MISSPELL = 5
"""In a shorter word one wrong letter makes another word."""


def variants_of(
    words: tuple[str, ...], is_need: bool, dice: random.Random, places: float, typos: float
) -> Iterator[tuple[str, ...]]:
    """Zero or more other ways in which these words arrive; `places` and `typos` are chances."""
    # Only a need is asked "in Deurne"; for an act of the dialogue a place changes the meaning.
    if is_need and dice.random() < places:
        yield _with_or_without_place(words)
    if dice.random() < typos:
        misspelt = _misspell(words, dice)
        if misspelt != words:
            yield misspelt


def _with_or_without_place(words: tuple[str, ...]) -> tuple[str, ...]:
    if PLACE not in words:
        return (*words, PLACE)
    rest = tuple(word for word in words if word != PLACE)
    return rest or words


def _misspell(words: tuple[str, ...], dice: random.Random) -> tuple[str, ...]:
    """One letter left out, doubled, or swapped with the next, in one of the longer words."""
    candidates = [i for i, word in enumerate(words) if len(word) >= LETTERS_TO_MISSPELL]
    if not candidates:
        return words
    chosen = dice.choice(candidates)
    word = words[chosen]
    at = dice.randrange(1, len(word) - 1)
    slip = dice.choice(("omit", "double", "swap"))
    if slip == "omit":
        word = word[:at] + word[at + 1 :]
    elif slip == "double":
        word = word[:at] + word[at] + word[at:]
    else:
        word = word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    return (*words[:chosen], word, *words[chosen + 1 :])
