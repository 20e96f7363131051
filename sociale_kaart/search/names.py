"""Finds places by name: whole, shortened or misspelled, alone or inside a sentence.

"permeke", "bib permeke" and "is de bibliotheek permeke open?" all mean Bibliotheek Permeke; "is de
bibliotheek open?" means no library in particular.
"""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

from locales.folding import fold
from sociale_kaart.model import Place
from sociale_kaart.text import words_in

MOST_READ = 1_000
_NOTE = re.compile(r"\([^)]*\)")
# Words of names that say what a place is rather than which one it is.
_GENERIC = frozenset(
    fold(
        """
    antwerpen antwerp anvers stad district vzw team dienst centrum center centre huis het de den een van
    voor en in te op met bij aan of der 't t s d l la le les sociaal sociale social hulp zorg wonen
    bibliotheek bib dienstencentrum stadsloket loket kantoor school buurthuis jeugdhuis jeugdwerk
    cultuurcentrum wijkgezondheidscentrum nachtopvang opvang inloopcentrum kringwinkel buurtrestaurant
    restaurant ziekenhuis kind kinderen gezin jongeren senioren mensen buurt project website campus
    punt infopunt meldpunt digipunt lijn vlaanderen vlaams belgie nederlands werk huurders woning
    deurne berchem borgerhout hoboken merksem ekeren wilrijk borsbeek linkeroever kiel luchtbal zuid
    noord oost west nieuw oud rode kruis open house home online info advies juridische medische
    """
    ).split()
)


@dataclass(frozen=True, slots=True)
class _Named:
    """A place with the words of its name; `telling` are those that no other kind of thing has."""

    place: Place
    full: str
    words: tuple[str, ...]
    telling: frozenset[str]


class NameSearch:
    """The names of all loaded places."""

    def __init__(self, places: Sequence[Place]) -> None:
        self._named = [_named(place) for place in places]
        self._full = [named.full for named in self._named]
        by_word: dict[str, list[_Named]] = defaultdict(list)
        for named in self._named:
            for word in named.telling:
                by_word[word].append(named)
        self._by_word = dict(by_word)

    def search(self, text: str, limit: int) -> list[tuple[Place, float]]:
        """Places whose name looks like the text, best first, with scores of 0 to 100."""
        wanted = " ".join(words_in(text[:MOST_READ]))
        if not wanted:
            return []
        named = self.named_in(text)
        found = process.extract(
            wanted, self._full, scorer=fuzz.token_set_ratio, limit=limit + 1, score_cutoff=50
        )
        scored = {
            self._named[index].place.id: (self._named[index], score) for _, score, index in found
        }
        results = [(item.place, score) for item, score in scored.values() if item.place != named]
        if named:
            results.insert(0, (named, 100.0))
        return results[:limit]

    def named_in(self, text: str) -> Place | None:
        """The one place that a sentence names, or None when it is none or several."""
        words = words_in(text[:MOST_READ])
        points: dict[str, float] = defaultdict(float)
        for word in dict.fromkeys(words):
            for known in self._known(word):
                for named in self._by_word[known]:
                    points[named.place.id] += 1 / len(self._by_word[known])
        scored = [
            (points[named.place.id], _share(named, words), named.place)
            for named in self._named
            if named.place.id in points
        ]
        sure = [item for item in scored if item[1] >= 0.5]
        if not sure:
            return None
        sure.sort(key=lambda item: (-item[0], -item[1]))
        if len(sure) > 1 and sure[0][:2] == sure[1][:2]:
            return None
        return sure[0][2]

    def _known(self, word: str) -> list[str]:
        """The telling words that a word is, or misspells by one letter."""
        if word in self._by_word:
            return [word]
        if len(word) < 6 or word in _GENERIC:
            return []
        return [
            known
            for known in self._by_word
            if known[0] == word[0]
            and abs(len(known) - len(word)) <= 1
            and OSA.distance(word, known, score_cutoff=1) <= 1
        ]


def _named(place: Place) -> _Named:
    name = _NOTE.sub(" ", place.name) if _NOTE.sub("", place.name).strip() else place.name
    words = tuple(dict.fromkeys(words_in(name)))
    telling = frozenset(
        word for word in words if word not in _GENERIC and (len(word) > 2 or word.isdigit())
    )
    return _Named(place, " ".join(words), words, telling)


def _share(named: _Named, words: Sequence[str]) -> float:
    """How much of what tells this place apart stands in the text."""
    said = {word for word in named.telling if any(_like(word, other) for other in words)}
    return len(said) / len(named.telling) if named.telling else 0.0


def _like(word: str, other: str) -> bool:
    if word == other:
        return True
    return (
        len(other) >= 6 and word[0] == other[0] and OSA.distance(word, other, score_cutoff=1) <= 1
    )
