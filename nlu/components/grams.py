"""Turns words into numbered pieces: "eten" gives the word itself, its neighbours, " et", "ten ", …

Pieces of letters recognise "voedselpakket" in "voedselpaketten"; words and pairs of words keep "geen
huis" apart from "huis". A piece is kept as the checksum of its letters: four bytes instead of a
string, and a model that holds nobody's words.
"""

from __future__ import annotations

import itertools
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from nlu.components.marks import PLACE

Pieces = NDArray[np.uint32]

SHORTEST, LONGEST = 2, 5
"""Letters in a piece. Measured on xSID: docs/decisions/0003-classifier.md."""

LETTERS_PER_WORD = 30
"""Longer "words" are web addresses or a cat on the keyboard."""


def letter_pieces(word: str) -> Pieces:
    """Runs of 2 to 5 letters of one word, with its edges."""
    if word == PLACE:
        return np.empty(0, dtype=np.uint32)
    padded = f" {word[:LETTERS_PER_WORD]} "
    runs = [
        padded[start : start + length]
        for length in range(SHORTEST, LONGEST + 1)
        for start in range(len(padded) - length + 1)
    ]
    return np.array([crc32(run.encode()) for run in runs], dtype=np.uint32)


PREFIX = 4
"""Letters of the beginning of a word: "betalen" and "betaald" share theirs."""

REACH = 3
"""Words further on with which a beginning is paired: "kan" with "beta" in "kan mijn huur niet betalen"."""


def beginnings(words: list[str]) -> list[int]:
    """The first letters of each longer word, and pairs of them that need not stand side by side."""
    long = [crc32(f"^{word[:PREFIX]}".encode()) for word in words if len(word) > PREFIX]
    starts = [word[:PREFIX] if len(word) > 2 and word != PLACE else None for word in words]
    pairs = [
        crc32(f"{start}~{other}".encode())
        for at, start in enumerate(starts)
        for other in starts[at + 1 : at + 1 + REACH]
        if start and other
    ]
    return long + pairs


class Grams:
    """The pieces of one message, made once, to be read as a whole or from one word to another."""

    def __init__(self, words: list[str]) -> None:
        self.words = words
        self._letters = [letter_pieces(word) for word in words]
        self._singles = [crc32(word.encode()) for word in words]

    def word_pieces(self, start: int, end: int) -> Pieces:
        """Words, pairs of words, which words stand first and last, and how words begin."""
        said = self.words[start:end]
        edged = ["<", *said, ">"]
        pairs = [crc32(f"{a} {b}".encode()) for a, b in itertools.pairwise(edged) if a != b]
        return np.array(self._singles[start:end] + pairs + beginnings(said), dtype=np.uint32)

    def letter_pieces(self, start: int, end: int) -> Pieces:
        """All runs of letters of the words between two indices."""
        if start >= end:
            return np.empty(0, dtype=np.uint32)
        return np.concatenate(self._letters[start:end])
