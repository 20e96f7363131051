"""Finds the one place whose name stands in a sentence, and is sure of it.

"Hebben ze bij bib permeeke wifi?" names Bibliotheek Permeke and "kan ik langs bij JAC Antwerpen" the JAC.
"Is de bibliotheek open?" names none, and neither does "ik zoek een huis" when there is a place called Het
Huis.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from rapidfuzz.distance import OSA

from sociale_kaart.model import Place
from sociale_kaart.search.name_index import NameIndex
from sociale_kaart.search.name_words import (
    ANY,
    ARTICLES,
    GENERIC,
    KINDS,
    LITTLE,
    name_words,
    without_article,
)
from sociale_kaart.text import words_in

MOST_OF_TEXT = 0.7
"""Share of a message that a name made of ordinary words has to be before it counts as a name."""
DISTINCT_FROM, MISSPELLED_FROM, SIDE_BY_SIDE_FROM = 5, 7, 4
"""Letters of a word that can stand for a name by itself, of one that may hold a wrong letter, and of
ordinary words that are a name together."""
LONGEST_NAME = 8
"""Words of a name that are looked for in a sentence."""

_NOTE = re.compile(r"\(([^)]*)\)")
_CAPITALS = re.compile(r"\b[A-Z]{2,6}\b")
_PARTS = re.compile(r"\s[–—-]\s|,|:")
_SHORTEST_ACRONYM = 4
"""Letters of an acronym that names a place by itself."""


@dataclass(frozen=True, slots=True)
class _Written:
    """One way to write a place's name; `strong` ones are a name wherever they stand."""

    words: tuple[str, ...]
    strong: bool
    full: bool


class Naming:
    """The ways in which the names of places are written, found by checksum: there are many."""

    def __init__(self, index: NameIndex) -> None:
        self._index = index
        sums, places = [], []
        for number in range(len(index.places)):
            for written in self._ways(number):
                sums.append(hash(written.words))
                places.append(number)
        order = np.argsort(np.array(sums, dtype=np.int64), kind="stable")
        self._sums = np.array(sums, dtype=np.int64)[order]
        self._places = np.array(places, dtype=np.int32)[order]

    def named_in(self, text: str) -> Place | None:
        """The one place that a text names, or None when it names none, or several alike."""
        words = tuple(self._spelled(word) for word in name_words(text))
        best: tuple[int, Place | None] = (0, None)
        for start, count, named in self._within(words):
            if count > best[0] and (place := self._one(named, words, start)):
                best = count, place
        return best[1]

    def _within(
        self, words: tuple[str, ...]
    ) -> Iterator[tuple[int, int, list[tuple[Place, _Written]]]]:
        """Where in the words a name may stand: start, number of words, the places called so."""
        spans = [
            (start, count)
            for start in range(len(words))
            for count in range(1, min(LONGEST_NAME, len(words) - start) + 1)
        ]
        sums = np.array([hash(words[at : at + count]) for at, count in spans], dtype=np.int64)
        first = np.searchsorted(self._sums, sums, side="left")
        last = np.searchsorted(self._sums, sums, side="right")
        for spot in np.flatnonzero(first < last):
            start, count = spans[spot]
            said = words[start : start + count]
            numbers = [int(at) for at in self._places[first[spot] : last[spot]]]
            fitting = [at for at in numbers if self._is_such(at, words[:start])]
            ways = [(at, way) for at in fitting for way in self._ways(at)]
            yield (
                start,
                count,
                [(self._index.places[at], way) for at, way in ways if way.words == said],
            )

    def _is_such(self, number: int, before: Sequence[str]) -> bool:
        """Whether a place is what the word before its name says: a "buurthuis" is no library."""
        said = [word for word in before[-2:] if word not in ARTICLES][-1:]
        kinds = [word for word in said if word in KINDS or self._index.is_frequent(word)]
        numbers = self._index.lexicon.numbers
        own = {*self._index.names.row(number).tolist(), *self._index.beside.row(number).tolist()}
        return all(numbers.get(kind) in own for kind in kinds)

    def _one(
        self, named: Iterable[tuple[Place, _Written]], words: Sequence[str], start: int
    ) -> Place | None:
        """The place that a way of writing means here; one whose whole name it is comes first."""
        any_such = start > 0 and words[start - 1] in ANY
        counting = [
            item
            for item in named
            if (item[1].strong and not (any_such and self._is_plain(item[1].words)))
            or self._is_most(item[1].words, words)
        ]
        whole = [place for place, written in counting if written.full]
        places = whole or [place for place, _ in counting]
        if len(places) > 1:  # "de regenboog in deurne": the one of that town
            places = [place for place in places if _is_in(place, words)]
        return places[0] if len(places) == 1 else None

    def _spelled(self, word: str) -> str:
        """A word with one wrong letter put right, when only one word of a name is so near."""
        lexicon = self._index.lexicon
        if len(word) < MISSPELLED_FROM or not self._index.is_distinct(word):
            return word
        if word in lexicon.numbers:
            return word
        near = [
            known
            for known in (lexicon.words[number] for number, _ in lexicon.misspelled(word))
            if known[0] == word[0]
            and len(known) >= MISSPELLED_FROM
            and self._index.is_distinct(known)
            and OSA.distance(word, known, score_cutoff=1) <= 1
        ]
        return near[0] if len(near) == 1 else word

    def _ways(self, number: int) -> list[_Written]:
        """The name as it is, its first part, what is between brackets, and what sets it apart."""
        place = self._index.places[number]
        bare = _NOTE.sub(" ", place.name)
        whole = self._index.name_of(number)
        full = without_article(whole if bare == place.name else name_words(bare) or whole)
        part = _PARTS.split(bare, maxsplit=1)[0]
        first = full if part == bare else without_article(name_words(part))
        capitals = [words_in(letters) for letters in _CAPITALS.findall(place.name)]
        shorter = [first, self._telling(full)]
        shorter += [words for words in capitals if len(words[0]) >= _SHORTEST_ACRONYM]
        ways: dict[tuple[str, ...], bool] = {}
        for words in dict.fromkeys(shorter):
            if self._is_alone(words):
                ways[words] = words == full
        if full:
            ways[full] = True
        return [
            _Written(words[:LONGEST_NAME], self._is_strong(words, capitals), is_full)
            for words, is_full in ways.items()
        ]

    def _telling(self, words: tuple[str, ...]) -> tuple[str, ...]:
        """The part of a name from its first to its last telling word: "permeke", "free clinic"."""
        places = [index for index, word in enumerate(words) if self._index.tells(word)]
        return words[places[0] : places[-1] + 1] if places else ()

    def _is_alone(self, words: tuple[str, ...]) -> bool:
        """Whether a short way of writing tells something, and stands in one name only."""
        if not any(len(word) > 2 and not word.isdigit() for word in words):
            return False
        if not any(self._index.tells(word) for word in words):
            return False
        return self._index.names_holding(words) == 1

    def _is_strong(self, words: tuple[str, ...], capitals: Collection[tuple[str, ...]]) -> bool:
        distinct = [word for word in words if self._index.is_distinct(word)]
        if any(len(word) >= DISTINCT_FROM for word in distinct):
            return True
        others = [word for word in words if word not in ARTICLES]
        if len(others) < 2:
            return False
        if distinct or any(word in KINDS or (word,) in capitals for word in others):
            return True
        # "Free Clinic": words with meanings of their own, but seldom side by side.
        return all(len(word) >= SIDE_BY_SIDE_FROM and self._index.tells(word) for word in words)

    def _is_plain(self, words: Sequence[str]) -> bool:
        return not any(self._index.is_distinct(word) for word in words)

    def _is_most(self, name: Sequence[str], words: Sequence[str]) -> bool:
        """Whether the name is most of what was said, leaving out "is", "open" and the like."""
        own = [word for word in name if word not in ARTICLES]
        if all(word in GENERIC for word in own):
            # "Het Huis" is a name only when nothing else is said.
            return set(own) == set(words) - ARTICLES
        others = [
            word
            for word in words
            if word not in LITTLE and self._index.tells(word) and word not in name
        ]
        return len(own) / (len(own) + len(others)) >= MOST_OF_TEXT if own else False


def _is_in(place: Place, words: Sequence[str]) -> bool:
    """Whether the town, district or postcode of a place is said."""
    areas = (place.postcode, place.district, place.municipality)
    return any(area and set(words_in(area)) <= set(words) for area in areas)
