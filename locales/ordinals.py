"""Which of the listed places somebody points at: "de tweede", "nummer 3", "الأخير".

All languages are looked at together, because people mix: "vertel meer over the first one". The
words are in `ordinals.yml`.
"""

import re
from functools import lru_cache
from pathlib import Path

import yaml

from locales.folding import fold

LAST = 5
"""Index in `ordinals.yml` of the words for "the last one"."""
LONGEST = 300
"""Characters looked at; nobody points at a card further on in a message."""


@lru_cache(maxsize=1)
def _words() -> dict[str, int]:
    table = yaml.safe_load((Path(__file__).parent / "ordinals.yml").read_text("utf-8"))
    return {
        fold(word): index
        for rows in table.values()
        for index, words in enumerate(rows)
        for word in words
    }


def ordinal(text: str, count: int) -> int | None:
    """The index (from 0) of the one meant among `count` places, or None when none is meant."""
    if count == 0:
        return None
    folded = f" {' '.join(re.findall(r'[\w’\']+', fold(text[:LONGEST])))} "
    # Longest words first: "e dyta" before a shorter word inside it.
    for word in sorted(_words(), key=len, reverse=True):
        if f" {word} " in folded:
            index = _words()[word]
            return count - 1 if index == LAST else index if index < count else None
    digits = re.findall(r"(?<!\d)[1-9](?!\d)", folded)
    return int(digits[0]) - 1 if digits and int(digits[0]) <= count else None
