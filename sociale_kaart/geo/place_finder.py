"""Finds the place in Antwerp that a sentence names, in any of our languages and scripts.

"ik zoek eten in de buurt van 2060", "Deurne'de doktor", "أريد مساعدة قرب دورن" and "у Берхемі" name
2060, Deurne, Deurne and Berchem. "Ik ben aangekomen in 2018", "a pen" and "deuren" name no place.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import inf

from rapidfuzz.distance import OSA

from locales.folding import fold_with_origin
from sociale_kaart.geo.cues import (
    AFTER,
    ARRIVED,
    ARTICLES,
    BEFORE,
    EITHER,
    ENDINGS,
    NOT,
    PREFIXES,
    SUFFIXES,
    UNITS,
    YEAR,
)
from sociale_kaart.geo.distance import distance_m
from sociale_kaart.geo.gazetteer import WORD, Gazetteer, Name, read_gazetteer

MOST_READ = 2_000
"""Letters that are looked at: nobody names a place after two pages."""
APART_M = 1_300
"""Two places with one name that lie closer together make no difference to where help is."""
MOST_CANDIDATES = 4

# Postcodes that are also years or round sums of money.
_LIKE_YEARS = frozenset({"2000", "2018", "2020", "2030", "2040", "2050"})
# Of several places with the same name the first kind is meant most often; of several places that have
# it as a nickname, the smaller one ("centrum" is the old town rather than the whole of 2000).
_ORDER = ("postcode", "district", "neighbourhood", "station", "landmark", "street", "city")
_NICKNAME_ORDER = ("neighbourhood", "station", "landmark", "postcode", "district", "street", "city")
_AREAS = ("postcode", "district", "neighbourhood")


@dataclass(frozen=True, slots=True)
class Candidate:
    """One place that may be meant; `label` found again gives this place alone."""

    label: str
    kind: str
    latitude: float
    longitude: float
    postcode: str | None


@dataclass(frozen=True, slots=True)
class Mention:
    """A place in a text. `span` is where it stands; more than one of `candidates`: ask which.

    `alone`: nothing else was said, as in the answer "in Deurne" to "where are you?".
    """

    label: str
    kind: str
    latitude: float
    longitude: float
    postcode: str | None
    span: tuple[int, int]
    candidates: tuple[Candidate, ...]
    alone: bool = False


@dataclass(frozen=True, slots=True)
class _Word:
    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Hit:
    """Names that fit words `first` to `last` (included) of the text."""

    first: int
    last: int
    names: tuple[Name, ...]


class _Text:
    """A message, folded and cut into words; knows where each letter stood."""

    def __init__(self, typed: str) -> None:
        self.typed = typed[:MOST_READ]
        self.folded, self.origin = fold_with_origin(self.typed)
        self.words = [
            _Word(found.group(), found.start(), found.end()) for found in WORD.finditer(self.folded)
        ]

    def between(self, first: int, last: int) -> str:
        """The folded text from the first to the last word, with what stands between them."""
        return self.folded[self.words[first].start : self.words[last].end]

    def typed_between(self, first: int, last: int) -> tuple[int, int]:
        return (
            self.origin[self.words[first].start],
            self.origin[self.words[last].end - 1] + 1,
        )

    def word(self, index: int) -> str:
        return self.words[index].text if 0 <= index < len(self.words) else ""


class PlaceFinder:
    """Knows the names of the places of Antwerp; made once, used for every message."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer

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
        read = _Text(text)
        hits = [hit for hit in self._hits(read) if self._counts(read, hit)]
        hits = _without_denied(read, hits)
        chosen = _choose(read, hits)
        if chosen is None:
            return None
        hit, name, others = chosen
        candidates = _candidates(name, others)
        entry = name.entry
        return Mention(
            entry.label,
            entry.kind,
            entry.point.latitude,
            entry.point.longitude,
            entry.postcode,
            read.typed_between(hit.first, hit.last),
            candidates,
            _stands_alone(read, hit),
        )

    def _hits(self, read: _Text) -> Iterable[_Hit]:
        """All names in the text, the longest first at every word, none overlapping."""
        at = 0
        while at < len(read.words):
            hit = self._at(read, at)
            if hit:
                yield hit
            at = hit.last + 1 if hit else at + 1

    def _at(self, read: _Text, at: int) -> _Hit | None:
        most = min(self._gazetteer.most_words, len(read.words) - at)
        for count in range(most, 0, -1):
            words = [read.words[index].text for index in range(at, at + count)]
            names = self._exact(read, at, words)
            if names:
                return _Hit(at, at + count - 1, names)
        names = self._inflected(read.word(at)) or self._misspelled(read.word(at))
        return _Hit(at, at, names) if names else None

    def _exact(self, read: _Text, at: int, words: Sequence[str]) -> tuple[Name, ...]:
        key = " ".join(words)
        names = self._gazetteer.by_words.get(key, ())
        if not names and len(key) >= 7:
            names = self._gazetteer.by_letters.get("".join(words), ())
        last = at + len(words) - 1
        return tuple(name for name in names if _letter_by_letter(read, at, last, name))

    def _inflected(self, word: str) -> tuple[Name, ...]:
        """A name with a prefix or an ending of Arabic, Turkish, a Slavic language or Somali."""
        for prefix in PREFIXES:
            if word.startswith(prefix) and (names := self._plain(word[len(prefix) :], 3)):
                return names
        for suffix in SUFFIXES:
            if word.endswith(suffix) and (names := self._plain(word[: -len(suffix)], 4)):
                return names
        return ()

    def _plain(self, word: str, shortest: int) -> tuple[Name, ...]:
        if len(word) < shortest or word.isdigit():
            return ()
        names = self._gazetteer.by_words.get(word, ())
        return tuple(name for name in names if not name.cue and not name.exact)

    def _misspelled(self, word: str) -> tuple[Name, ...]:
        """The name that a word misspells: one letter from 5 letters on, two from 8 on."""
        shortest = 5 if word.isascii() else 6  # other scripts leave out vowels: words lie closer
        if len(word) < shortest or word in self._gazetteer.ordinary:
            return ()
        allowed = 2 if len(word) >= 8 else 1
        best: tuple[Name, ...] = ()
        least = allowed + 1
        for name, names in self._gazetteer.spelled.get(word[0], {}).items():
            if abs(len(name) - len(word)) > allowed:
                continue
            edits = OSA.distance(word, name, score_cutoff=least - 1)
            if edits < least and edits <= _edits_allowed(name, names):
                best, least = names, int(edits)
        return best

    def _counts(self, read: _Text, hit: _Hit) -> bool:
        """Whether a hit is a place here, and not a year, a sum or an ordinary word."""
        if read.word(hit.first).isdigit() and hit.first == hit.last:
            return _is_postcode(read, hit.first)
        if all(name.cue for name in hit.names):
            return _has_cue(read, hit) or _stands_alone(read, hit)
        return True


def _letter_by_letter(read: _Text, first: int, last: int, name: Name) -> bool:
    if name.exact is None:
        return True
    if name.exact.isupper():
        start, end = read.typed_between(first, last)
        shouted = read.typed.isupper() and read.typed.strip() != name.exact
        return read.typed[start:end] == name.exact and not shouted
    return read.between(first, last) == name.exact


def _edits_allowed(name: str, names: tuple[Name, ...]) -> int:
    # Names of streets and squares end alike ("-plein"), and differ little from ordinary words.
    if all(item.entry.kind in ("street", "landmark") for item in names):
        return 1 if len(name) >= 8 else 0
    return 2 if len(name) >= 8 else 1


def _is_postcode(read: _Text, at: int) -> bool:
    before, after = read.word(at - 1), read.word(at + 1)
    word = read.words[at]
    glued_before = at > 0 and read.words[at - 1].end + 1 >= word.start
    glued_after = at + 1 < len(read.words) and word.end + 1 >= read.words[at + 1].start
    if after.isdigit() and glued_after:
        return False  # "2060 12 34": a phone or file number
    if before.isdigit() and glued_before and len(before) > 1 and not read.word(at - 2).isalpha():
        return False
    if _joined(read, at, "/") or _joined(read, at, ".") or after in UNITS or before in UNITS:
        return False
    if read.folded[word.end : word.end + 2].strip()[:1] in ("€", "$", "%"):
        return False
    if read.folded[max(0, word.start - 2) : word.start].strip()[-1:] in ("€", "$", "+", "#"):
        return False
    if word.text not in _LIKE_YEARS:
        return True
    return before not in YEAR and not any(item.text in ARRIVED for item in read.words)


def _joined(read: _Text, at: int, sign: str) -> bool:
    """Whether a number is joined to another one by a sign, as in a date: "12/2020"."""
    word = read.words[at]
    left = read.folded[max(0, word.start - 2) : word.start]
    right = read.folded[word.end : word.end + 2]
    return bool(re.fullmatch(rf"\d{re.escape(sign)}", left)) or bool(
        re.fullmatch(rf"{re.escape(sign)}\d", right)
    )


def _has_cue(read: _Text, hit: _Hit) -> bool:
    """Whether a word for a place stands before ("bij het station") or after ("merkezinde")."""
    at = hit.first - 1
    while at >= 0 and read.word(at) in ARTICLES:
        at -= 1
    after = read.word(hit.last + 1)
    if any(after in name.entry.postcodes for name in hit.names):
        return True  # "Singel (2018)"
    return read.word(at) in BEFORE or after in AFTER or _has_ending(read, hit)


def _has_ending(read: _Text, hit: _Hit) -> bool:
    """Whether a Turkish ending follows after an apostrophe: "Zuid'de"."""
    end = read.words[hit.last].end
    return read.folded[end : end + 1] == "'" and read.word(hit.last + 1) in ENDINGS


def _stands_alone(read: _Text, hit: _Hit) -> bool:
    """Whether the name is all that was said: an answer to "where are you?"."""
    rest = read.words[: hit.first] + read.words[hit.last + 1 :]
    return all(word.text in ARTICLES or word.text in BEFORE for word in rest)


def _without_denied(read: _Text, hits: list[_Hit]) -> list[_Hit]:
    """Leaves out "not in Deurne" when another place is named."""
    denied = [hit for hit in hits if any(read.word(hit.first - back) in NOT for back in (1, 2))]
    rest = [hit for hit in hits if hit not in denied]
    return rest or hits


def _choose(read: _Text, hits: Sequence[_Hit]) -> tuple[_Hit, Name, list[Name]] | None:
    """The place that is meant among all that are named, and others that may be meant instead."""
    narrow = [hit for hit in hits if _best(hit.names).entry.kind != "city"]
    if not narrow:
        return (hits[0], _best(hits[0].names), []) if hits else None
    areas = [hit for hit in narrow if _best(hit.names).entry.kind in _AREAS]
    for hit in narrow:
        fitting = [name for name in hit.names if _fits(name, areas, hit)]
        if fitting and _best(fitting).entry.kind not in ("postcode", "district"):
            name = _best(fitting)
            return hit, name, _rest(fitting, name) + _elsewhere(read, narrow, hit, name)
    hit = areas[0] if areas else narrow[0]
    name = _best(hit.names)
    return hit, name, _rest(hit.names, name) + _elsewhere(read, narrow, hit, name)


def _best(names: Sequence[Name]) -> Name:
    """Its own name before another one's nickname, then the kind that is meant most often."""
    return min(names, key=_preference)


def _preference(name: Name) -> tuple[bool, int]:
    order = _ORDER if name.main else _NICKNAME_ORDER
    return not name.main, order.index(name.entry.kind)


def _rest(names: Sequence[Name], chosen: Name) -> list[Name]:
    return [name for name in names if name.main == chosen.main and name != chosen]


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


def _elsewhere(read: _Text, hits: Sequence[_Hit], chosen: _Hit, name: Name) -> list[Name]:
    """Other areas in the same text, such as "I live in Deurne and work in Hoboken"."""
    if name.entry.kind not in _AREAS:
        return []
    if any(hit is not chosen and EITHER & _words_between(read, chosen, hit) for hit in hits):
        return []  # "in Deurne or Berchem": both will do
    others = [_best(hit.names) for hit in hits if hit is not chosen]
    return [other for other in others if other.entry.kind in _AREAS and not _inside(name, other)]


def _words_between(read: _Text, one: _Hit, other: _Hit) -> set[str]:
    first, second = sorted((one, other), key=lambda hit: hit.first)
    return {word.text for word in read.words[first.last + 1 : second.first]}


def _inside(one: Name, other: Name) -> bool:
    """Whether one of two areas lies in the other: the Seefhoek in 2060, 2100 in Deurne."""
    a, b = one.entry, other.entry
    wide = "postcode" in (a.kind, b.kind) and bool(a.postcodes & b.postcodes)
    return wide or (a.district is not None and a.district == b.district)


def _candidates(chosen: Name, others: Iterable[Name]) -> tuple[Candidate, ...]:
    kept = [chosen]
    for other in others:
        away = min((_apart(other, name) for name in kept), default=inf)
        if away > APART_M and len(kept) < MOST_CANDIDATES:
            kept.append(other)
    return tuple(
        Candidate(
            name.entry.label,
            name.entry.kind,
            name.entry.point.latitude,
            name.entry.point.longitude,
            name.entry.postcode,
        )
        for name in kept
    )


def _apart(one: Name, other: Name) -> float:
    return distance_m(one.entry.point, other.entry.point)
