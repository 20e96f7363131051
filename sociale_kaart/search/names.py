"""Finds places by name: whole, shortened or misspelled, alone or inside a sentence.

"permeke", "bib permeke" and "is de bibliotheek permeke open?" all mean Bibliotheek Permeke. "Is de
bibliotheek open?" means no library in particular, and "heb ik recht op leefloon" is not Recht-Op.
"""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import OSA

from sociale_kaart.model import Place
from sociale_kaart.text import words_in

MOST_READ = 1_000
MOST_OF_TEXT = 0.7
"""Share of a message that a name made of ordinary words has to be before it counts as a name."""
DISTINCT_FROM, MISSPELLED_FROM = 5, 7
"""Letters of a word that can stand for a name by itself, and of one that may hold a wrong letter."""
LEAST_SCORE = 45.0

_NOTE = re.compile(r"\(([^)]*)\)")
_ACRONYM = re.compile(r"[A-Z]{4,6}")
_PARTS = re.compile(r"\s[–—-]\s|,|:")

# Nouns that say what kind of place it is: "roze huis" and "stadsloket deurne" are names with them.
_KINDS = frozenset(
    words_in(
        """
    bibliotheek bib dienstencentrum stadsloket districtshuis loket kantoor school buurthuis jeugdhuis
    cultuurcentrum wijkgezondheidscentrum nachtopvang inloopcentrum kringwinkel buurtrestaurant
    winkel restaurant ziekenhuis campus digipunt lijn huis centrum buurtcentrum ontmoetingscentrum
    woonloket wetswinkel cvo clb wgc caw ocmw
    """
    )
)
# Words that stand in names without telling one place from another.
_GENERIC = _KINDS | frozenset(
    words_in(
        """
    antwerpen antwerp anvers antwerpse stad district vzw team dienst center centre home de het den een
    van voor en in te op met bij aan of der t s d l la le les die dat sociaal sociale social hulp zorg
    wonen jeugdwerk opvang kind kinderen gezin jongeren senioren mensen buurt project website punt
    infopunt meldpunt vlaanderen vlaams belgie nederlands nederlandse werk huurders woning oud open
    online info advies juridische medische deurne berchem borgerhout hoboken merksem ekeren wilrijk
    borsbeek linkeroever kiel luchtbal zuid noord oost west nieuw rode kruis algemeen eerste
    """
    )
)
# Words of names in Antwerp that people also use for other things: rain, a key, a villa, a jump.
_ORDINARY = frozenset(
    words_in(
        """
    regent jump encore villa pension spoor sleutel stroming water begeleiding bureau plein straat
    recht samen helpt child focus budget schulden plus stop free clinic link vaart schelde moeder
    moeders buiten binnenste deur oefenen international internationale vereniging personen handicap
    transgender badhuis daklozen vrijwilligers onderwijs erkenning tijdelijk tijdelijke attest
    abonnement drugs verslaving betonne eerste lijn groen project station park markt kamer energie
    bescherming integratie inburgering dringende veilig zwanger winter crisis team geweld seksueel
    begeleid psychologische geestelijke gezondheidszorg provinciaal stedelijk vrij
    """
    )
)
_ARTICLES = frozenset(("de", "het", "den", "t", "een"))
# What surrounds a name in a question about it.
_LITTLE = _ARTICLES | frozenset(
    words_in(
        """
    is open nu vandaag wanneer uren uur openingsuren adres telefoon nummer waar van in aan bij hoe laat
    the when where opening hours address phone number today now at a of
    est ouvert ouverte quand heures adresse telephone numero ou le la les du a l d aujourd hui
    acik mi ne zaman nerede adres telefon saat kacta
    هل متى وين اين مفتوح مفتوحه عنوان رقم ساعات دوام في
    es abierto donde horario direccion w czy otwarte gdzie где когда открыт адрес телефон де коли
    """
    )
)

_SURROUNDING = _LITTLE | _GENERIC


@dataclass(frozen=True, slots=True)
class _Written:
    """One way to write a place's name; `strong` ones are a name wherever they stand."""

    words: tuple[str, ...]
    strong: bool
    full: bool


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
        self._places = places
        self._generic = _GENERIC.union(localities)
        self._ordinary = _ORDINARY.union(ordinary)
        self._words = [words_in(place.name) for place in places]
        self._by_first: dict[str, dict[tuple[str, ...], list[tuple[Place, _Written]]]] = {}
        for place in places:
            for written in self._ways(place):
                by_words = self._by_first.setdefault(written.words[0], {})
                by_words.setdefault(written.words, []).append((place, written))
        self._distinct = {
            word
            for words in self._words
            for word in words
            if len(word) >= MISSPELLED_FROM and word not in self._generic | _ORDINARY
        }

    def named_in(self, text: str) -> Place | None:
        """The one place that a sentence names, or None when it names none, or several alike."""
        words = [self._spelled(word) for word in words_in(text[:MOST_READ])]
        best: tuple[int, Place | None] = (0, None)
        for start, word in enumerate(words):
            for written, named in self._by_first.get(word, {}).items():
                if tuple(words[start : start + len(written)]) != written:
                    continue
                place = self._one(named, words)
                if place and len(written) > best[0]:
                    best = len(written), place
        return best[1]

    def search(self, text: str, limit: int) -> list[tuple[Place, float]]:
        """Places whose name holds the words of a text, best first, with scores of 0 to 100."""
        wanted = words_in(text[:MOST_READ])[:20]
        if not wanted:
            return []
        named = self.named_in(text)
        scored = [
            (100.0 if place == named else _score(wanted, words), place)
            for place, words in zip(self._places, self._words, strict=True)
        ]
        found = [item for item in scored if item[0] >= LEAST_SCORE]
        found.sort(key=lambda item: (-item[0], len(item[1].name), item[1].id))
        return [(place, score) for score, place in found[:limit]]

    def _one(self, named: Sequence[tuple[Place, _Written]], words: Sequence[str]) -> Place | None:
        """The place that a way of writing means here; one whose whole name it is comes first."""
        counting = [item for item in named if item[1].strong or _most_of(item[1].words, words)]
        whole = [place for place, written in counting if written.full]
        places = whole or [place for place, _ in counting]
        return places[0] if len(places) == 1 else None

    def _spelled(self, word: str) -> str:
        """A word with one wrong letter put right, when only one word of a name is so near."""
        if len(word) < MISSPELLED_FROM or word in self._distinct or not self._is_distinct(word):
            return word
        near = [
            known
            for known in self._distinct
            if known[0] == word[0]
            and abs(len(known) - len(word)) <= 1
            and OSA.distance(word, known, score_cutoff=1) <= 1
        ]
        return near[0] if len(near) == 1 else word

    def _is_distinct(self, word: str) -> bool:
        return word not in self._generic and word not in self._ordinary and not word.isdigit()

    def _ways(self, place: Place) -> Iterable[_Written]:
        """The name as it is, its first part, what is between brackets, and what sets it apart."""
        bare = _NOTE.sub(" ", place.name)
        full = _bare(words_in(bare)) or _bare(words_in(place.name))
        ways: dict[tuple[str, ...], bool] = {}
        shorter = [_bare(words_in(_PARTS.split(bare)[0])), self._telling(full)]
        shorter += [words_in(acronym) for acronym in _ACRONYM.findall(place.name)]
        for words in shorter:
            if self._is_alone(words):
                ways[words] = words == full
        if full:
            ways[full] = True
        return [_Written(words, self._strong(words), whole) for words, whole in ways.items()]

    def _telling(self, words: tuple[str, ...]) -> tuple[str, ...]:
        """The part of a name from its first to its last telling word: "permeke", "free clinic"."""
        places = [index for index, word in enumerate(words) if word not in self._generic]
        return words[places[0] : places[-1] + 1] if places else ()

    def _is_alone(self, words: tuple[str, ...]) -> bool:
        """Whether a short way of writing tells something, and stands in one name only."""
        if not any(len(word) > 2 and not word.isdigit() for word in words):
            return False
        if all(word in self._generic for word in words):
            return False
        return sum(_holds(name, words) for name in self._words) == 1

    def _strong(self, words: tuple[str, ...]) -> bool:
        distinct = [word for word in words if self._is_distinct(word)]
        if any(len(word) >= DISTINCT_FROM for word in distinct):
            return True
        others = [word for word in words if word not in _ARTICLES]
        return len(others) >= 2 and (any(word in _KINDS for word in others) or bool(distinct))


def _holds(name: Sequence[str], words: tuple[str, ...]) -> bool:
    count = len(words)
    return any(tuple(name[at : at + count]) == words for at in range(len(name) - count + 1))


def _bare(words: tuple[str, ...]) -> tuple[str, ...]:
    """A name without an article in front."""
    return words[1:] if len(words) > 1 and words[0] in _ARTICLES else words


def _most_of(name: Sequence[str], words: Sequence[str]) -> bool:
    own = [word for word in name if word not in _ARTICLES]
    if all(word in _GENERIC for word in own):  # "Het Huis" is a name only when nothing else is said
        return set(own) == set(words) - _ARTICLES
    others = [word for word in words if word not in _SURROUNDING and word not in name]
    return len(own) / (len(own) + len(others)) >= MOST_OF_TEXT if own else False


def _score(wanted: Sequence[str], name: Sequence[str]) -> float:
    """How much of what was asked stands in the name, and a little how much of the name was asked."""
    weights: dict[str, float] = defaultdict(float)
    met: dict[str, float] = {}
    for word in wanted:
        weights[word] = 0.0 if word in _ARTICLES else 0.3 if word in _GENERIC else 1.0
        met[word] = max((_alike(word, other) for other in name), default=0.0)
    total = sum(weights.values())
    if not total or not any(met[word] for word in wanted if weights[word] == 1.0 or total < 1):
        return 0.0
    asked = sum(weights[word] * met[word] for word in weights) / total
    covered = sum(any(_alike(word, other) for word in wanted) for other in name) / len(name)
    return 100 * asked * (0.8 + 0.2 * covered)


def _alike(word: str, other: str) -> float:
    if word == other:
        return 1.0
    if len(word) >= 4 and other.startswith(word):
        return 0.9
    if len(word) >= MISSPELLED_FROM and word[0] == other[0] and abs(len(word) - len(other)) <= 1:
        return 0.8 if OSA.distance(word, other, score_cutoff=1) <= 1 else 0.0
    return 0.0
