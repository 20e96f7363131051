"""Finds needs in a text by the everyday words of each need, when nothing cleverer is at hand.

"ik zoek een voedselpaket voor mijn kinderen" holds the word "voedselpakket" of `food_aid`, one letter
off. The words stand in `locales/<language>/words.yml`; a longer phrase beats the words inside it, and
a message may use words of another language than its own.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from itertools import product
from math import prod
from pathlib import Path
from sys import intern

import yaml
from rapidfuzz.distance import OSA

import locales
from sociale_kaart.needs import NEEDS
from sociale_kaart.search.stems import stem
from sociale_kaart.text import joined_words_in

LOCALES = Path(locales.__file__).parent

LONGEST_PHRASE = 6
MOST_READ, MOST_WORDS = 4_000, 200
"""Letters and words of a message that are looked at."""
ONE_TYPO_FROM, TWO_TYPOS_FROM = 5, 9
"""Letters a word has before one, or two, wrong letters are forgiven."""

# How sure a phrase makes us, by its number of words; two different phrases make surer than one.
_BY_LENGTH = (0.62, 0.8, 0.88, 0.92)
_TYPO, _GAP, _TURNED = 0.85, 0.92, 0.8
_TYPO_IN_SHORT_WORD = 0.75
"""A word of fewer than eight letters may well be another word and no misspelling."""
_PASSING = 0.78
"""In a longer message a very short word, or one that phrases of many needs hold, may be in passing."""
_SHORT_MESSAGE, _SHORT_WORD, _IN_MANY_NEEDS = 3, 4, 5
_STEMMED = 0.97
"""A word in another form than listed counts a little less than the form itself."""
_SHORTEST_OTHER_SCRIPT = 3
"""Scripts that write few or no vowels have short words, of which the forms are told apart less."""
_SHARED = 0.75
"""A phrase listed for two needs says less about each."""
# Words of other languages than the message's: Dutch is what letters and offices use, so it is mixed
# into all languages; a short word of another language may mean something else here.
_DUTCH, _FOREIGN = 0.97, 0.85
_SHORTEST_FOREIGN = 6

# Needs that together are another need: a doctor, for somebody without papers.
_TOGETHER = (
    (("doctor_gp", "undocumented_rights"), "urgent_medical_care_undocumented"),
    (("health_insurance_mutuality", "undocumented_rights"), "urgent_medical_care_undocumented"),
)


@dataclass(frozen=True, slots=True)
class _Phrase:
    """One listed phrase: its words as written and as stems, and what it says for which needs."""

    words: tuple[str, ...]
    stems: tuple[str, ...]
    needs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Hit:
    """A phrase found in a text, at these word positions, with how sure it makes us."""

    positions: tuple[int, ...]
    needs: tuple[str, ...]
    score: float


@dataclass(frozen=True, slots=True)
class _Message:
    """A message seen with the words of one language: where each stem stands, and what is misspelled."""

    words: Sequence[str]
    positions: Mapping[str, Sequence[int]]
    typos: set[int]
    alone: frozenset[str]
    shortest_form: int

    def form(self, place: int, listed: str) -> float:
        """How well the word at a place is the listed word: itself, misspelled, or bent."""
        word = self.words[place]
        if word == listed:
            return 1.0
        if place in self.typos:
            return _TYPO if len(word) >= 8 else _TYPO_IN_SHORT_WORD
        # "train" is listed by itself, so it is no form of "training".
        by_itself = word in self.alone and self.shortest_form > _SHORTEST_OTHER_SCRIPT
        if by_itself or min(len(word), len(listed)) < self.shortest_form:
            return 0.0
        return _STEMMED


class _Language:
    """The phrases of one language, ready for looking up."""

    def __init__(self, code: str, needs: Mapping[str, Iterable[str]]) -> None:
        phrases = _phrases(code, needs)
        about: dict[str, set[str]] = defaultdict(set)
        counts: Counter[str] = Counter()
        for phrase in phrases:
            counts.update(set(phrase.stems))
            for part in phrase.stems:
                about[part].update(phrase.needs)
        self.known = frozenset(counts)
        self.alone = frozenset(phrase.words[0] for phrase in phrases if len(phrase.words) == 1)
        self.in_many = {part for part, found in about.items() if len(found) >= _IN_MANY_NEEDS}
        # A phrase is looked up by its rarest word, so that "in" and "de" never are the key.
        self.by_stem: dict[str, list[_Phrase]] = defaultdict(list)
        for phrase in phrases:
            rarest = min(phrase.stems, key=lambda part: (counts[part], -len(part)))
            self.by_stem[rarest].append(phrase)
        self.spelled: dict[tuple[str, int], list[str]] = defaultdict(list)
        for word in sorted({word for phrase in phrases for word in phrase.words}):
            if len(word) >= ONE_TYPO_FROM:
                self.spelled[word[0], len(word)].append(word)

    def corrected(self, word: str) -> str | None:
        """The listed word that a word misspells, or None."""
        allowed = 2 if len(word) >= TWO_TYPOS_FROM else 1
        if len(word) < ONE_TYPO_FROM or word.isdigit():
            return None
        best, least = None, allowed + 1
        for length in range(len(word) - allowed, len(word) + allowed + 1):
            for listed in self.spelled.get((word[0], length), ()):
                edits = OSA.distance(word, listed, score_cutoff=least - 1)
                if edits < least and edits <= (2 if length >= TWO_TYPOS_FROM else 1):
                    best, least = listed, int(edits)
        return best


def _phrases(code: str, needs: Mapping[str, Iterable[str]]) -> list[_Phrase]:
    listed: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for need, written in needs.items():
        for phrase in written:
            words = joined_words_in(str(phrase))
            if 0 < len(words) <= LONGEST_PHRASE and need in NEEDS and need not in listed[words]:
                listed[words].append(need)
    # One copy of every word and list of needs: there are tens of thousands of phrases.
    return [
        _Phrase(
            tuple(map(intern, words)),
            tuple(intern(stem(word, code)) for word in words),
            _one_copy(tuple(found)),
        )
        for words, found in listed.items()
    ]


@cache
def _one_copy(needs: tuple[str, ...]) -> tuple[str, ...]:
    return needs


class NeedWords:
    """The everyday words of all languages."""

    def __init__(self, words: Mapping[str, Mapping[str, Iterable[str]]]) -> None:
        self._languages = {code: _Language(code, needs) for code, needs in words.items()}

    @classmethod
    def from_locales(cls, folder: Path = LOCALES) -> "NeedWords":
        """All `words.yml` that there are; a language without one has the words of the others."""
        return _read_all(folder)

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        """All words that stand in any list: they have a meaning of their own."""
        return frozenset(
            word
            for language in self._languages.values()
            for phrases in language.by_stem.values()
            for phrase in phrases
            for word in phrase.words
        )

    def needs_in(self, text: str, language: str | None) -> list[tuple[str, float]]:
        """Needs that a text names, surest first, each with a score between 0 and 1.

        Above about 0.5 the words alone say enough; below, better offer a choice. When nobody knows
        what language it is (None), words of all languages may be bent, but none misspelled.
        """
        words = joined_words_in(text[:MOST_READ])[:MOST_WORDS]
        hits = [hit for code in self._languages for hit in self._hits(words, code, language)]
        sureness: dict[str, list[float]] = defaultdict(list)
        for hit in _longest(hits):
            for need in hit.needs:
                shared = _SHARED if len(hit.needs) > 1 else 1.0
                sureness[need].append(hit.score * shared)
        scores = {need: 1 - prod(1 - score for score in found) for need, found in sureness.items()}
        for parts, whole in _TOGETHER:
            if all(part in scores for part in parts):
                scores[whole] = max(0.9, *(scores[part] for part in parts), scores.get(whole, 0.0))
                scores.update({part: scores[part] * 0.5 for part in parts})
        return sorted(scores.items(), key=lambda item: (-item[1], item[0]))

    def misspells(self, word: str, language: str) -> bool:
        """Whether a folded word is a listed word of this language, or of Dutch, with a wrong letter."""
        codes = {language, "nl"} & self._languages.keys()
        return any(self._languages[code].corrected(word) not in (None, word) for code in codes)

    def _hits(self, words: Sequence[str], code: str, asked: str | None) -> Iterable[_Hit]:
        listed = self._languages[code]
        own = asked in (code, None)
        positions: dict[str, list[int]] = defaultdict(list)
        typos: set[int] = set()
        for index, word in enumerate(words):
            part = stem(word, code)
            if part not in listed.known and code == asked and (better := listed.corrected(word)):
                part = stem(better, code)
                typos.add(index)
            positions[part].append(index)
        message = _Message(words, positions, typos, listed.alone, _shortest_form(code, own))
        for part in list(positions):
            for phrase in listed.by_stem.get(part, ()):
                hit = _found(phrase, message)
                weight = 1.0 if code == asked else _weight_elsewhere(phrase, code, asked)
                if len(phrase.words) == 1 and len(words) > _SHORT_MESSAGE:
                    passing = len(phrase.words[0]) < _SHORT_WORD or part in listed.in_many
                    weight *= _PASSING if passing else 1.0
                if hit and weight:
                    yield _Hit(hit.positions, hit.needs, hit.score * weight)


@lru_cache(maxsize=2)
def _read_all(folder: Path) -> NeedWords:
    words = {}
    for path in sorted(folder.glob("*/words.yml")):
        content = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader) or {}
        words[path.parent.name] = content.get("needs") or {}
    return NeedWords(words)


def _weight_elsewhere(phrase: _Phrase, code: str, asked: str | None) -> float:
    short = len(phrase.words) == 1 and len(phrase.words[0]) < _SHORTEST_FOREIGN
    # In a script of its own a short word is not mistaken for one of another language so soon.
    if short and (asked is not None or phrase.words[0].isascii()):
        return 0.0
    return _DUTCH if code == "nl" else _FOREIGN


def _shortest_form(code: str, own: bool) -> int:
    """Letters a word must have to count in another form than listed: "show" is no "shower".

    Words of other languages than the message's count as they are; Dutch compounds bend a little.
    """
    if own:
        return _SHORTEST_OTHER_SCRIPT if code in ("ar", "fa", "ps", "ur", "ti") else 5
    return 8 if code == "nl" else 100


def _found(phrase: _Phrase, message: _Message) -> _Hit | None:
    """The phrase in a message: in one piece, with a word in between, or turned round."""
    if not all(part in message.positions for part in phrase.stems):
        return None
    count = len(phrase.stems)
    best: _Hit | None = None
    for places in product(*(message.positions[part][:4] for part in phrase.stems)):
        spread = max(places) - min(places) + 1
        if len(set(places)) < count or spread > count + 2:
            continue
        forms = [
            message.form(place, word) for place, word in zip(places, phrase.words, strict=True)
        ]
        score = _BY_LENGTH[min(count, len(_BY_LENGTH)) - 1] * prod(forms)
        score *= _GAP ** (spread - count) * (1 if list(places) == sorted(places) else _TURNED)
        if score and (best is None or score > best.score):
            best = _Hit(tuple(sorted(places)), phrase.needs, score)
    return best


def _longest(hits: Iterable[_Hit]) -> list[_Hit]:
    """Hits without those that lie inside a longer or surer one: "sociale woning" beats "woning"."""
    kept: list[_Hit] = []
    claimed: dict[int, _Hit] = {}
    for hit in sorted(hits, key=lambda item: (-len(item.positions), -item.score)):
        holders = {claimed[place] for place in hit.positions if place in claimed}
        if any(_same_or_longer(holder, hit) for holder in holders):
            continue
        kept.append(hit)
        for place in hit.positions:
            claimed.setdefault(place, hit)
    return kept


def _same_or_longer(holder: _Hit, hit: _Hit) -> bool:
    if len(holder.positions) > len(hit.positions):
        return True
    return holder.positions == hit.positions and set(holder.needs) >= set(hit.needs)
