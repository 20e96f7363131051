"""Finds the place in Antwerp that a sentence names, in any of our languages and scripts.

"ik zoek eten in de buurt van 2060", "Deurne'de doktor", "أريد مساعدة قرب دورن" and "у Берхемі" name
2060, Deurne, Deurne and Berchem. "Ik ben aangekomen in 2018", "a pen" and "deuren" name no place.
"in Gent" names none either, but `elsewhere` tells that it is Gent.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from sociale_kaart.geo import cues
from sociale_kaart.geo.distance import distance_m
from sociale_kaart.geo.gazetteer import Entry, Gazetteer, Name, Town, read_gazetteer
from sociale_kaart.geo.postcodes import is_postcode
from sociale_kaart.geo.reading import Reading
from sociale_kaart.geo.spelling import Spelling, Stands

APART_M = 1_300
"""Two places with one name that lie closer together make no difference to where help is."""
MOST_CANDIDATES = 6
MOST_GUESSED_WORDS = 4
"""Words of a misspelt name: "lange van bloerstrat"."""
SHORTEST_PIECE = 3
SHORTEST_BESIDE = 4
"""Letters of a misspelt word beside a right name: "antwerpen dan" is not the Dam."""
SHORTEST_RUN_LETTERS = 8
"""Letters of a name that is written as several words: "borger hout"."""

# Of several places with the same name the first kind is meant most often; of several places that have
# it as a nickname, the smaller one ("centrum" is the old town rather than the whole of 2000).
_ORDER = ("postcode", "district", "neighbourhood", "station", "landmark", "street", "city")
_NICKNAME_ORDER = ("neighbourhood", "station", "landmark", "postcode", "district", "street", "city")
_AREAS = ("postcode", "district", "neighbourhood")
_BEFORE_NAME = cues.ARTICLES | cues.BEFORE
_BEFORE_DENIED = (_BEFORE_NAME | cues.AREA) - cues.NOT
_KINDS = cues.AREA | cues.STATION | cues.SQUARE
_PAUSE = re.compile(r"[,.;:!?()\n]")


@dataclass(frozen=True, slots=True)
class Candidate:
    """One place that may be meant."""

    label: str
    kind: str
    latitude: float
    longitude: float
    postcode: str | None


@dataclass(frozen=True, slots=True)
class Mention:
    """A place in a text. `span` is where it stands in what was typed.

    `candidates` are all the places that may be meant, this one first. `unclear`: they lie so far
    apart, or differ so much, that it is worth asking which. `alone`: nothing else was said, as in the
    answer "in Deurne" to "where are you?".
    """

    label: str
    kind: str
    latitude: float
    longitude: float
    postcode: str | None
    span: tuple[int, int]
    candidates: tuple[Candidate, ...]
    alone: bool = False
    unclear: bool = False


@dataclass(frozen=True, slots=True)
class _Hit:
    """Names that fit words `first` to `last` (included) of the text, or a town outside Antwerp.

    `worn`: the name wears a small word, as "بدورن" does, so it stands in a place without another.
    """

    first: int
    last: int
    names: tuple[Name, ...]
    town: Town | None = None
    worn: bool = False


@dataclass(frozen=True, slots=True)
class _Choice:
    """The hit and the name that are meant, and other names: worth a question, and not."""

    hit: _Hit
    name: Name
    asked: tuple[Entry, ...]
    near: tuple[Entry, ...]


class PlaceFinder:
    """Knows the names of the places of Antwerp; made once, used for every message."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer
        self._spelling = Spelling(gazetteer)

    @classmethod
    def antwerp(cls) -> "PlaceFinder":
        return cls(read_gazetteer())

    @cached_property
    def localities(self) -> frozenset[str]:
        """Words that name a place by themselves, or are part of the name of an area."""
        named = self._gazetteer.by_words.items()
        areas = [
            name
            for name, known in named
            if " " not in name or any(item.entry.kind in (*_AREAS, "city") for item in known)
        ]
        return frozenset(word for name in areas for word in name.split())

    def find(self, text: str) -> Mention | None:
        """The place that a text names, or None; all of Antwerp only if nothing narrower is named."""
        read = Reading(text)
        hits = [hit for hit in self._meant(read) if hit.names]
        choice = self._choose(read, _without_denied(read, hits))
        if choice is None:
            return None
        hit, entry = choice.hit, choice.name.entry
        return Mention(
            entry.label,
            entry.kind,
            entry.point.latitude,
            entry.point.longitude,
            entry.postcode,
            read.span(hit.first, hit.last),
            _candidates((entry, *choice.asked, *choice.near)),
            _stands_alone(read, hit.first, hit.last),
            bool(choice.asked),
        )

    def elsewhere(self, text: str) -> str | None:
        """The town outside Antwerp that a text names ("Gent"), if it names no place in Antwerp."""
        hits = self._meant(Reading(text))
        towns = [hit.town.label for hit in hits if hit.town]
        return towns[0] if towns and not any(hit.names for hit in hits) else None

    def _meant(self, read: Reading) -> list[_Hit]:
        """The names in a text that are places there, and not a year, a sum or an ordinary word."""
        hits = [
            hit for hit in self._hits(read) if _counts(read, hit) and not self._is_word(read, hit)
        ]
        return [hit for hit in hits if not _belongs_to_next(read, hit, hits)]

    def _is_word(self, read: Reading, hit: _Hit) -> bool:
        """Whether the word before makes a name an ordinary word: "de kiel" of a ship."""
        known = hit.first and read.phrase(hit.first - 1, hit.last) in self._gazetteer.ordinary
        return bool(known) and not _has_cue(read, hit.first, hit.last)

    def _hits(self, read: Reading) -> Iterator[_Hit]:
        """All names in the text, the longest first at every word, none overlapping."""
        written = [self._written(read, at) for at in range(len(read.words))]
        at = 0
        while at < len(written):
            hit = written[at]
            hit = self._longer(read, hit) if hit else self._guessed(read, at, written)
            if hit:
                yield hit
            at = hit.last + 1 if hit else at + 1

    def _written(self, read: Reading, at: int) -> _Hit | None:
        """The longest name that stands at a word as the gazetteer has it."""
        most = min(self._gazetteer.most_words, len(read.words) - at)
        for last in range(at + most - 1, at - 1, -1):
            if names := self._named(read, at, last):
                return _Hit(at, last, names)
            if town := self._gazetteer.elsewhere.get(read.phrase(at, last)):
                return _Hit(at, last, (), town)
        return None

    def _named(self, read: Reading, first: int, last: int) -> tuple[Name, ...]:
        names = self._gazetteer.by_words.get(read.phrase(first, last), ())
        if not names and last - first < MOST_GUESSED_WORDS:
            letters = "".join(read.texts[first : last + 1])
            if len(letters) >= SHORTEST_RUN_LETTERS - 1:
                names = self._gazetteer.by_letters.get(letters, ())
            whole = min(map(len, read.texts[first : last + 1])) >= SHORTEST_PIECE
            if not names and first < last and whole and len(letters) >= SHORTEST_RUN_LETTERS:
                names = self._gazetteer.by_words.get(letters, ())
        return tuple(name for name in names if _letter_by_letter(read, first, last, name))

    def _longer(self, read: Reading, hit: _Hit) -> _Hit:
        """A longer name with a wrong letter behind a right one: "Deurne nord", "centraal staton"."""
        most = min(hit.first + MOST_GUESSED_WORDS, len(read.words))
        for last in range(most - 1, hit.last, -1):
            if len(read.word(last)) >= SHORTEST_BESIDE and hit.names:
                stands = _stands(read, hit.first, last)
                if names := self._spelling.misspelt(read.phrase(hit.first, last), stands, 1):
                    return _Hit(hit.first, last, names)
        return hit

    def _guessed(self, read: Reading, at: int, written: Sequence[_Hit | None]) -> _Hit | None:
        """A name at a word that is inflected, misspelt, or only sounds right."""
        word = read.word(at)
        if names := self._spelling.inflected(word):
            return _Hit(at, at, names, worn=True)
        if town := self._gazetteer.elsewhere.get(self._spelling.bare(word)):
            return _Hit(at, at, (), town, worn=True)
        for last in range(min(at + MOST_GUESSED_WORDS, len(written)) - 1, at - 1, -1):
            words = read.texts[at : last + 1]
            if last > at and not self._spelling.may_be_one(words):
                continue
            stands = _stands(read, at, last)
            # With a right name among the words, they are another one only if nearly right.
            right = [hit for hit in written[at : last + 1] if hit]
            names = self._spelling.misspelt(" ".join(words), stands, 1 if right else 2)
            if not (names or right):
                names = self._spelling.sounding(words, stands)
            if names and _says_more(read, at, last, right, names):
                return _Hit(at, last, names)
        return None

    def _choose(self, read: Reading, hits: Sequence[_Hit]) -> _Choice | None:
        """The place that is meant among all that are named, and others that may be meant instead."""
        narrow = [hit for hit in hits if _best(hit.names).entry.kind != "city"]
        if not narrow:
            return _Choice(hits[0], _best(hits[0].names), (), ()) if hits else None
        areas = [hit for hit in narrow if _best(hit.names).entry.kind in _AREAS]
        small = [
            (hit, fitting)
            for hit in narrow
            if (fitting := [name for name in hit.names if _fits(name, areas, hit)])
            and _best(fitting).entry.kind not in ("postcode", "district")
        ]
        if small:
            hit, fitting = _narrowest(small)
            return self._chosen(read, narrow, hit, fitting)
        hit = areas[0] if areas else narrow[0]
        return self._chosen(read, narrow, hit, hit.names)

    def _chosen(
        self, read: Reading, hits: Sequence[_Hit], hit: _Hit, names: Sequence[Name]
    ) -> _Choice:
        name = _best(names)
        others = [other for other in names if other != name]
        asked = _elsewhere(read, hits, hit, name)
        asked += [
            other.entry
            for other in others
            if other.main == name.main and _apart(other.entry, name.entry) > APART_M
        ]
        group, worth_asking = self._shared(read, hit, name)
        kind = _kind_said(read, hit)
        said = next((entry for entry in group if entry.kind in kind), None)
        if said:
            name = Name(said, main=True, cue=False, exact=None)
        elif worth_asking and not (len(hits) > 1 or asked or _inside(read, hit)):
            asked += group
        return _Choice(hit, name, tuple(asked), (*(other.entry for other in others), *group))

    def _shared(self, read: Reading, hit: _Hit, name: Name) -> tuple[tuple[Entry, ...], bool]:
        """The places that go by the name that was used, and whether to ask which is meant."""
        written = read.phrase(hit.first, hit.last)
        for key in (written, name.entry.label.lower()):
            group = self._gazetteer.shared.get(key)
            if group and group[0][0] == name.entry:
                return group
        return (), False


def _says_more(
    read: Reading, first: int, last: int, right: Sequence[_Hit], names: Sequence[Name]
) -> bool:
    """Whether a misspelt name says more than the right ones in it: not "a Luchtbal", "ou Borgerhout"."""
    if not right:
        return True
    entries = {name.entry for name in names}
    if any(name.entry in entries and not name.cue for hit in right for name in hit.names):
        return False
    within = {at for hit in right for at in range(hit.first, hit.last + 1)}
    others = [read.word(at) for at in range(first, last + 1) if at not in within]
    return sum(map(len, others)) >= SHORTEST_BESIDE


def _letter_by_letter(read: Reading, first: int, last: int, name: Name) -> bool:
    if name.exact is None:
        return True
    if name.exact.isupper():
        start, end = read.span(first, last)
        shouted = read.typed.isupper() and read.typed.strip() != name.exact
        return read.typed[start:end] == name.exact and not shouted
    return read.between(first, last) == name.exact


def _counts(read: Reading, hit: _Hit) -> bool:
    """Whether a hit is a place here, and not a year, a sum or an ordinary word."""
    if hit.town:
        return _town_counts(read, hit, hit.town)
    if hit.first == hit.last and read.word(hit.first).isdigit():
        return is_postcode(read, hit.first)
    if not all(name.cue for name in hit.names):
        return True
    after = read.word(hit.last + 1)
    if after in cues.LANDS or (after in cues.FOR and read.word(hit.last) in cues.CENTRE):
        return False
    return _stands(read, hit.first, hit.last) != "loose" or any(
        after in name.entry.postcodes for name in hit.names
    )


def _town_counts(read: Reading, hit: _Hit, town: Town) -> bool:
    stands = hit.worn or _stands(read, hit.first, hit.last) != "loose"
    if town.capital:
        start, _ = read.span(hit.first, hit.last)
        return stands and read.typed[start].isupper()
    return stands or not town.cue


def _belongs_to_next(read: Reading, hit: _Hit, hits: Sequence[_Hit]) -> bool:
    """Whether a hit only says what the next one is: "gare" in "la gare de Hoboken"."""
    if any(word not in cues.STATION for word in read.texts[hit.first : hit.last + 1]):
        return False
    after = hit.last + 1
    while read.word(after) in _BEFORE_NAME:
        after += 1
    return any(other.first == after and other.names for other in hits)


def _stands(read: Reading, first: int, last: int) -> Stands:
    """How words stand in the text: as all that was said, after a word like "near", or loose."""
    if _stands_alone(read, first, last):
        return "alone"
    return "cued" if _has_cue(read, first, last) else "loose"


def _stands_alone(read: Reading, first: int, last: int) -> bool:
    """Whether the name is all that was said: an answer to "where are you?"."""
    if len(read.words) - (last - first) > 8:
        return False
    rest = read.texts[:first] + read.texts[last + 1 :]
    return all(word in cues.SMALL for word in rest)


def _has_cue(read: Reading, first: int, last: int) -> bool:
    """Whether a word for a place stands before ("bij het station") or after ("merkezinde")."""
    at = first - 1
    while at >= 0 and read.word(at) in cues.ARTICLES:
        at -= 1
    before, after = read.word(at), read.word(last + 1)
    return (
        before in cues.BEFORE
        or before in _KINDS
        or after in cues.AFTER
        or after in cues.AREA
        or _ending(read, last) in cues.ENDINGS
    )


def _ending(read: Reading, last: int) -> str:
    """A Turkish ending after an apostrophe, "de" in "Zuid'de", or ""."""
    return read.word(last + 1) if read.after(last, 1) == "'" else ""


def _inside(read: Reading, hit: _Hit) -> bool:
    """Whether the text says that somebody is in it, or that it is an area: "in Berchem"."""
    at = hit.first - 1
    while at >= 0 and read.word(at) in cues.ARTICLES:
        at -= 1
    after = read.word(hit.last + 1)
    return (
        hit.worn
        or read.word(at) in cues.INSIDE
        or read.word(at) in cues.AREA
        or after in cues.INSIDE_AFTER
        or after in cues.AREA
        or _ending(read, hit.last) in cues.ENDINGS
    )


def _kind_said(read: Reading, hit: _Hit) -> tuple[str, ...]:
    """The kind of place that stands beside a name: the station in "Berchem istasyonu"."""
    at = hit.first - 1
    while at >= 0 and read.word(at) in _BEFORE_NAME:
        at -= 1
    beside = {read.word(at), read.word(hit.last + 1)}
    if beside & cues.STATION:
        return ("station",)
    return ("landmark",) if beside & cues.SQUARE else ()


def _without_denied(read: Reading, hits: list[_Hit]) -> list[_Hit]:
    """Leaves out "not in Deurne" when another place is named."""
    rest = [hit for hit in hits if not _is_denied(read, hit)]
    return rest or hits


def _is_denied(read: Reading, hit: _Hit) -> bool:
    at = hit.first - 1
    while read.word(at) in _BEFORE_DENIED:
        at -= 1
    if read.word(at) in cues.NOT and not _PAUSE.search(read.between(at, hit.first)):
        return True
    for after in (hit.last + 1, hit.last + 2):
        word = read.word(after)
        if word in cues.NOT_AFTER and not _PAUSE.search(read.between(hit.last, after)):
            return word not in cues.NOT or bool(_PAUSE.match(read.after(after, 1)))
    return False


def _best(names: Sequence[Name]) -> Name:
    """Its own name before another one's nickname, then the kind that is meant most often."""
    return min(names, key=_preference)


def _narrowest(named: Sequence[tuple[_Hit, list[Name]]]) -> tuple[_Hit, list[Name]]:
    """The first place, or a street in it: "op het Kiel, in de Abdijstraat"."""
    first = _best(named[0][1]).entry
    for hit, names in named[1:]:
        spot = _best(names).entry
        if first.kind in _AREAS and spot.kind not in _AREAS and _apart(first, spot) <= APART_M:
            return hit, names
    return named[0]


def _preference(name: Name) -> tuple[bool, int]:
    order = _ORDER if name.main else _NICKNAME_ORDER
    return not name.main, order.index(name.entry.kind)


def _fits(name: Name, areas: Sequence[_Hit], own: _Hit) -> bool:
    """Whether a street or neighbourhood lies in the areas that the text names besides it."""
    others = [_best(hit.names).entry for hit in areas if hit != own]
    wide = [entry for entry in others if entry.kind in ("postcode", "district")]
    entry = name.entry
    return all(
        other.postcode in entry.postcodes
        or (other.district is not None and other.district == entry.district)
        for other in wide
    )


def _elsewhere(read: Reading, hits: Sequence[_Hit], chosen: _Hit, name: Name) -> list[Entry]:
    """Other areas in the same text, such as "I live in Deurne and work in Hoboken"."""
    if name.entry.kind not in _AREAS:
        return []
    if any(hit is not chosen and cues.EITHER & _words_between(read, chosen, hit) for hit in hits):
        return []  # "in Deurne or Berchem": both will do
    others = [_best(hit.names).entry for hit in hits if hit is not chosen]
    return [
        other
        for other in others
        if other.kind in _AREAS
        and not _overlap(name.entry, other)
        and _apart(other, name.entry) > APART_M
    ]


def _words_between(read: Reading, one: _Hit, other: _Hit) -> set[str]:
    first, second = sorted((one, other), key=lambda hit: hit.first)
    return set(read.texts[first.last + 1 : second.first])


def _overlap(a: Entry, b: Entry) -> bool:
    """Whether one of two areas lies in the other: the Seefhoek in 2060, 2100 in Deurne."""
    wide = "postcode" in (a.kind, b.kind) and bool(a.postcodes & b.postcodes)
    return wide or (a.district is not None and a.district == b.district)


def _candidates(entries: Iterable[Entry]) -> tuple[Candidate, ...]:
    different = {entry.label: entry for entry in entries}
    return tuple(
        Candidate(
            entry.label, entry.kind, entry.point.latitude, entry.point.longitude, entry.postcode
        )
        for entry in list(different.values())[:MOST_CANDIDATES]
    )


def _apart(one: Entry, other: Entry) -> float:
    return distance_m(one.point, other.point)
