"""All the words that stand in names, found by how they are spelled, begin, end or are glued together.

Asked for "permeeke" it gives "permeke", one letter off; for "wachtpost" the "huisartsenwachtpost" that
ends in it; and "huisartsenwachtpost" falls apart in "huisarts" and "wachtpost" when those are there.
"""

import re
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence

import numpy as np
from rapidfuzz.distance import OSA

ONE_EDIT_FROM, TWO_EDITS_FROM = 5, 8
"""Letters of a word from which one, or two, wrong letters are forgiven."""
SHORTEST_BEGINNING, SHORTEST_END = 3, 5
SHORTEST_PART = 4
"""Letters of a word that may be glued to another one: "bad" in "badhuis" says too little."""
SHORTEST_SOUND = 4
"""Letters of a word that may be written in another way that sounds the same: "unic" and "unik"."""
MOST_REREAD = 200
"""Words that share letters with the one asked for and are compared with it letter by letter."""
MOST_EXTENDED = 60
"""Longer words that a beginning or an ending may stand for."""

_EXACT = 1.0
_EDITED = (_EXACT, 0.85, 0.72)
_OTHER_FIRST_LETTER = 0.9
"""People seldom get the first letter wrong, so a word with another one is less likely meant."""
_BEGINNING, _ENDING = 0.88, 0.7
_PART = 0.8
_SOUND = 0.9
# What Dutch puts between the halves of a compound: "huisarts-en-wachtpost", "stad-s-loket".
_LINKS = ("", "s", "en", "e", "n", "er")
_SOUNDS = (
    *(("sch", "sg"), ("ch", "g"), ("ck", "k"), ("ph", "f"), ("th", "t"), ("qu", "kw"), ("x", "ks")),
    *(
        ("c", "k"),
        ("q", "k"),
        ("ij", "i"),
        ("ei", "i"),
        ("y", "i"),
        ("j", "i"),
        ("ou", "au"),
        ("z", "s"),
    ),
    *(("dt", "t"), ("v", "f"), ("ae", "a"), ("gh", "g")),
)
_DOUBLE = re.compile(r"(.)\1+")


class Lexicon:
    """Distinct words, numbered in alphabetical order. Never changes once made."""

    def __init__(self, words: Iterable[str]) -> None:
        self.words = sorted(set(words))
        self.numbers: Mapping[str, int] = {word: number for number, word in enumerate(self.words)}
        self._backwards = sorted(
            (word[::-1], number) for number, word in enumerate(self.words) if len(word) >= 8
        )
        self._grams = _by_gram(self.words)
        self._sounds: dict[str, list[int]] = {}
        for number, word in enumerate(self.words):
            if len(word) >= SHORTEST_SOUND:
                self._sounds.setdefault(_sound(word), []).append(number)

    def __len__(self) -> int:
        return len(self.words)

    def like(self, word: str) -> dict[int, float]:
        """Words that may be meant, by number, with how surely, from 0 to 1."""
        found: dict[int, float] = {}
        for number, sureness in (
            *self._parts(word),
            *self._longer(word),
            *((number, _SOUND) for number in self._sounding_like(word)),
            *self.misspelled(word),
        ):
            found[number] = max(sureness, found.get(number, 0.0))
        if word in self.numbers:
            found[self.numbers[word]] = _EXACT
        return found

    def glued(self, one: str, other: str) -> list[tuple[int, float]]:
        """Words that two words are when written as one."""
        number = self.numbers.get(one + other)
        if number is not None:
            return [(number, _EXACT)]
        return (
            self.misspelled(one + other) if min(len(one), len(other)) >= SHORTEST_BEGINNING else []
        )

    def _sounding_like(self, word: str) -> Sequence[int]:
        return self._sounds.get(_sound(word), ()) if len(word) >= SHORTEST_SOUND else ()

    def misspelled(self, word: str) -> list[tuple[int, float]]:
        """Words one or two letters off, with how surely they are meant."""
        edits = 2 if len(word) >= TWO_EDITS_FROM else 1
        if len(word) < ONE_EDIT_FROM or word.isdigit():
            return []
        found = []
        for number in self._sharing_letters(word, edits):
            known = self.words[number]
            allowed = min(edits, 2 if len(known) >= TWO_EDITS_FROM else 1)
            distance = int(OSA.distance(word, known, score_cutoff=allowed))
            if 0 < distance <= allowed and len(known) >= ONE_EDIT_FROM:
                first = 1.0 if known[0] == word[0] else _OTHER_FIRST_LETTER
                found.append((number, _EDITED[distance] * first))
        return found

    def _sharing_letters(self, word: str, edits: int) -> list[int]:
        """Words with enough runs of three letters in common to be so few edits away."""
        grams = _grams_of(word)
        lists = [self._grams[gram] for gram in grams if gram in self._grams]
        if not lists:
            return []
        shared = np.bincount(np.concatenate(lists), minlength=1)
        # One swap of neighbours spoils four runs of three.
        least = max(1, len(grams) - 4 * edits)
        numbers = np.flatnonzero(shared >= least)
        if len(numbers) > MOST_REREAD:
            best = np.argpartition(-shared[numbers], MOST_REREAD)[:MOST_REREAD]
            numbers = numbers[best]
        return [int(number) for number in numbers]

    def _longer(self, word: str) -> list[tuple[int, float]]:
        """Words that begin or end with this one; the more is left over, the less sure."""
        found = []
        if len(word) >= SHORTEST_BEGINNING and not word.isdigit():
            at = bisect_left(self.words, word)
            for number in range(at, min(at + MOST_EXTENDED, len(self.words))):
                if not self.words[number].startswith(word):
                    break
                share = len(word) / len(self.words[number])
                if len(word) > SHORTEST_BEGINNING or share >= 0.5:
                    found.append((number, _BEGINNING * (0.8 + 0.2 * share)))
        if len(word) >= SHORTEST_END:
            turned = word[::-1]
            at = bisect_left(self._backwards, (turned, -1))
            for other, number in self._backwards[at : at + MOST_EXTENDED]:
                if not other.startswith(turned):
                    break
                found.append((number, _ENDING))
        return found

    def _parts(self, word: str) -> list[tuple[int, float]]:
        """The two known words that a word is glued from, unless it is a word itself."""
        if word in self.numbers or len(word) < 2 * SHORTEST_PART:
            return []
        for cut in range(len(word) - SHORTEST_PART, SHORTEST_PART - 1, -1):
            second = self.numbers.get(word[cut:])
            if second is None:
                continue
            for link in _LINKS:
                first = self.numbers.get(word[:cut].removesuffix(link))
                if first is not None and word[:cut].endswith(link):
                    return [(first, _PART), (second, _PART)]
        return []


def _sound(word: str) -> str:
    """A word as it sounds in Dutch, roughly: "zapa", "kaloes" and "cadiks" as Zappa, Caloes, Cadix."""
    for written, sound in _SOUNDS:
        word = word.replace(written, sound)
    return _DOUBLE.sub(r"\1", word)


def _by_gram(words: Iterable[str]) -> Mapping[str, np.ndarray]:
    lists: dict[str, array[int]] = {}
    for number, word in enumerate(words):
        for gram in _grams_of(word):
            lists.setdefault(gram, array("i")).append(number)
    return {gram: np.frombuffer(numbers, dtype=np.int32) for gram, numbers in lists.items()}


def _grams_of(word: str) -> set[str]:
    """Runs of three letters, with marks for where the word begins and ends."""
    marked = f"^{word}$"
    return {marked[at : at + 3] for at in range(len(marked) - 2)}
