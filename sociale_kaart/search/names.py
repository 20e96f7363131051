"""Finds places by name: whole, shortened, glued together or misspelled.

"permeke", "bib permeeke", "huisartsen wachtpost" and "lindehof" for De Linde Hof find the place that is
meant. All names are weighed by their words at once; only the likeliest are read word by word.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np

from sociale_kaart.model import Place
from sociale_kaart.search.name_index import NameIndex
from sociale_kaart.search.name_words import ARTICLES, LITTLE, name_words
from sociale_kaart.search.named import Naming
from sociale_kaart.search.rows import Numbers

MOST_READ, MOST_WORDS = 1_000, 20
LEAST_SCORE = 45.0
FEW, SHORTEST_RARE = 3, 6
"""Names that a word may stand in, and letters it has, to mean one of them by itself."""
MOST_WEIGHED = 200
"""Places whose names are read word by word, after the index has brought them up."""

_BESIDE = 0.75
"""A word of the organisation or the kind counts less than one of the name."""
_GENERIC, _SURROUNDING = 0.3, 0.1


@dataclass(frozen=True, slots=True)
class _Asked:
    """The words asked for, the words of names that each may mean, and what each counts."""

    words: tuple[str, ...]
    like: list[dict[int, float]]
    weights: list[float]


class NameSearch:
    """The names of all loaded places.

    `ordinary` are words with a meaning of their own, `localities` words for districts and streets:
    "meir" is where Kringwinkel Meir is, not what it is called.
    """

    def __init__(
        self,
        places: Sequence[Place],
        ordinary: Collection[str] = frozenset(),
        localities: Collection[str] = frozenset(),
    ) -> None:
        self._index = NameIndex(places, ordinary, localities)
        self._naming = Naming(self._index)

    def named_in(self, text: str) -> Place | None:
        """The one place that a sentence names, or None when it names none, or several alike."""
        return self._naming.named_in(text[:MOST_READ])

    def search(self, text: str, limit: int) -> list[tuple[Place, float]]:
        """Places whose name holds the words of a text, best first, with scores of 0 to 100."""
        words = name_words(text[:MOST_READ])[:MOST_WORDS]
        if not words or limit <= 0:
            return []
        named = self.named_in(text)
        asked = self._asked(words)
        found = []
        for index in self._brought_up(asked):
            place = self._index.places[index]
            score = 100.0 if place is named else self._score(asked, index)
            if score >= LEAST_SCORE:
                found.append((score, place))
        found.sort(key=lambda item: (-item[0], len(item[1].name), item[1].id))
        return [(place, score) for score, place in found[:limit]]

    def of_kind(self, words: Sequence[str]) -> Numbers:
        """Numbers of the places whose kind or services have one of these words."""
        return self._index.of_kind(words)

    def telling(self, text: str, place: Place) -> list[str]:
        """The words of a text that are names and nothing else, and this place's at that."""
        lexicon = self._index.lexicon
        known = {lexicon.numbers[word] for word in name_words(place.name)}
        return [
            word
            for word in name_words(text[:MOST_READ])[:MOST_WORDS]
            if self._index.is_distinct(word)
            and not self._index.is_frequent(word)
            and not known.isdisjoint(lexicon.like(word))
        ]

    def holds_rare(self, text: str, place: Place, *, exactly: bool = False) -> bool:
        """Whether the name has a word of the text that few names have, or three of its words."""
        known, held = set(name_words(place.name)), 0
        for word in name_words(text[:MOST_READ])[:MOST_WORDS]:
            if word in ARTICLES or word in LITTLE:
                continue
            like = self._index.lexicon.like(word)
            mine = [number for number in like if self._index.lexicon.words[number] in known]
            held += bool(mine)
            if word in known if exactly else mine:
                few = min(len(self._index.with_word(number)) for number in mine) <= FEW
                if few and self._index.tells(word) and len(word) >= SHORTEST_RARE:
                    return True
        return held >= 3 and not exactly

    def _asked(self, words: tuple[str, ...]) -> _Asked:
        lexicon = self._index.lexicon
        like = [lexicon.like(word) for word in words]
        for at in range(len(words) - 1):  # "linde hof" may be the Lindehof
            for number, sureness in lexicon.glued(words[at], words[at + 1]):
                for half in (like[at], like[at + 1]):
                    half[number] = max(sureness, half.get(number, 0.0))
        return _Asked(words, like, [self._weight(word) for word in words])

    def _weight(self, word: str) -> float:
        if word in ARTICLES:
            return 0.0
        if word in LITTLE:
            return _SURROUNDING
        return _GENERIC if self._index.is_generic(word) else 1.0

    def _brought_up(self, asked: _Asked) -> list[int]:
        """The places that hold most of what was asked, rare words counting more."""
        count = len(self._index.places)
        total = np.zeros(count, dtype=np.float32)
        for like, weight in zip(asked.like, asked.weights, strict=True):
            if not like or not weight:
                continue
            met = np.zeros(count, dtype=np.float32)
            for number, sureness in like.items():
                worth = weight * sureness * self._index.rarity(number)
                beside = self._index.with_word_beside(number)
                met[beside] = np.maximum(met[beside], worth * _BESIDE)
                held = self._index.with_word(number)
                met[held] = np.maximum(met[held], worth)
            total += met
        found = np.flatnonzero(total)
        if len(found) > MOST_WEIGHED:
            found = found[np.argpartition(-total[found], MOST_WEIGHED)[:MOST_WEIGHED]]
        return [int(index) for index in found]

    def _score(self, asked: _Asked, index: int) -> float:
        """How much of what was asked stands in the name, and a little how much of it was asked."""
        name = self._index.names.row(index).tolist()
        beside = self._index.beside.row(index).tolist()
        total = sum(asked.weights)
        share, told = 0.0, False
        for like, weight in zip(asked.like, asked.weights, strict=True):
            met = max(
                max((like.get(word, 0.0) for word in name), default=0.0),
                _BESIDE * max((like.get(word, 0.0) for word in beside), default=0.0),
            )
            share += met * weight
            told = told or (bool(met) and (weight == 1.0 or (weight > 0 and total < 1)))
        if not told:
            return 0.0
        covered = sum(any(word in like for like in asked.like) for word in name) / max(1, len(name))
        return 100 * share / total * (0.8 + 0.2 * covered)
