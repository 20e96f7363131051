"""The words of all names, and which places have them.

"Bibliotheek Permeke" has the words "bibliotheek" and "permeke" in its name; "stad" (its organisation) and
"lezen" (a service) stand beside the name and count for less.
"""

from collections.abc import Callable, Collection, Sequence
from functools import cache
from math import ceil

import numpy as np

from sociale_kaart.model import Place
from sociale_kaart.search.lexicon import Lexicon
from sociale_kaart.search.name_words import GENERIC, ORDINARY, name_words
from sociale_kaart.search.rows import Numbers, Rows

OFTEN, OFTEN_AT_LEAST = 0.003, 12
"""A word in more than this share of all names says what kind of place it is, not which one."""


class NameIndex:
    """Words by place and places by word, numbered as in `places` and in `lexicon`."""

    def __init__(
        self, places: Sequence[Place], ordinary: Collection[str], localities: Collection[str]
    ) -> None:
        self.places = places
        self._generic = GENERIC.union(localities)
        self._ordinary = ORDINARY.union(ordinary)
        names = [name_words(place.name) for place in places]
        read = cache(name_words)  # kinds and services: few texts, each in many places
        beside = [_beside(place, name, read) for place, name in zip(places, names, strict=True)]
        self.lexicon = Lexicon(word for words in (*names, *beside) for word in words)
        numbers = self.lexicon.numbers
        self.names = Rows.of([[numbers[word] for word in words] for words in names])
        self.beside = Rows.of([[numbers[word] for word in words] for words in beside])
        self._kinds = _kinds(places, read, self.lexicon)
        self._named = self.names.turned(len(self.lexicon))
        self._beside = self.beside.turned(len(self.lexicon))
        self._often = max(OFTEN_AT_LEAST, ceil(OFTEN * len(places)))

    def with_word(self, number: int) -> Numbers:
        """The places with this word in their name."""
        return self._named.row(number)

    def with_word_beside(self, number: int) -> Numbers:
        """The places with this word in their organisation, kind or services."""
        return self._beside.row(number)

    def of_kind(self, words: Sequence[str]) -> Numbers:
        """The places whose kind or services have one of these words."""
        numbers = [self.lexicon.numbers[word] for word in words if word in self.lexicon.numbers]
        found = [self._kinds.row(number) for number in numbers]
        return np.unique(np.concatenate(found)) if found else np.zeros(0, dtype=np.int32)

    def is_generic(self, word: str) -> bool:
        """Whether a word does not tell one place from another: by what it means, or as so many have it."""
        return word in self._generic or self.is_frequent(word)

    def is_frequent(self, word: str) -> bool:
        number = self.lexicon.numbers.get(word)
        return number is not None and len(self.with_word(number)) > self._often

    def is_ordinary(self, word: str) -> bool:
        """Whether a word is also used for other things than a name."""
        return word in self._ordinary

    def is_distinct(self, word: str) -> bool:
        """Whether a word is a name and nothing else."""
        return word not in self._generic and word not in self._ordinary and not word.isdigit()

    def tells(self, word: str) -> bool:
        return word not in self._generic

    def names_holding(self, words: Sequence[str]) -> int:
        """In how many names these words stand side by side; 2 stands for "several"."""
        numbers = [self.lexicon.numbers[word] for word in words if word in self.lexicon.numbers]
        if not words or len(numbers) < len(words):
            return 0
        rarest, *others = sorted((self.with_word(number) for number in numbers), key=len)
        if len(rarest) == 1 or not others:
            return min(2, len(rarest))
        if len(rarest) > self._often:
            return 2
        held = 0
        for index in np.intersect1d(rarest, others[0], assume_unique=True):
            held += _holds(self.names.row(int(index)).tolist(), numbers)
            if held > 1:
                break
        return held

    def name_of(self, index: int) -> tuple[str, ...]:
        """The words of a name."""
        return tuple(self.lexicon.words[number] for number in self.names.row(index).tolist())

    def rarity(self, number: int) -> float:
        """How much a word says: more when fewer names have it."""
        return float(np.log1p(len(self.places) / (1 + len(self.with_word(number)))))


def _holds(name: Sequence[int], words: Sequence[int]) -> bool:
    count = len(words)
    return any(name[at : at + count] == words for at in range(len(name) - count + 1))


def _kinds(
    places: Sequence[Place], read: Callable[[str], tuple[str, ...]], lexicon: Lexicon
) -> Rows:
    rows = [
        [lexicon.numbers[word] for text in (place.kind, *place.services) for word in read(text)]
        for place in places
    ]
    return Rows.of(rows).turned(len(lexicon))


def _beside(
    place: Place, name: Sequence[str], read: Callable[[str], tuple[str, ...]]
) -> tuple[str, ...]:
    words = dict.fromkeys(name_words(place.organisation or ""))
    for text in (place.kind, *place.services):
        words.update(dict.fromkeys(read(text)))
    return tuple(word for word in words if word not in name)
