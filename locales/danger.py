"""Whether somebody's life or body is in danger now, in any of our languages, without Rasa.

"hij heeft een mes", "je veux mourir" and "she is not breathing" are danger; "ik sterf van de honger",
"my father died last year" and "which number for an ambulance" are not. `check` looks in every
language at once, because somebody who panics in Antwerp falls back on their own.

The words stand in `locales/<lang>/danger.yml`, as phrases over classes of words (`locales.phrases`
says how they are written). Six kinds of classes mean something to this module:

  NOT, NOT_AFTER   inside a phrase or right before (after) it, it does not count: "hij slaat mij niet"
  STILL            is no negation though it looks like one: "stopt niet met slaan"
  NOT_NOW          past, habit, another country: "vorig jaar", "soms", "in mijn land"
  RECENT           of these, hours ago: a rape of "gisteravond" is taken as now
  NOW, CRY         urgency: "nu", "kom snel"; a cry ("help") counts only as first or last word
  ASKING           talks about the subject: "cursus", "welk nummer", "film"; counts in any language,
                   because words as "suicide" belong to several

Marks before a phrase: `!` nothing can take it back; `?` not when ASKING stands there without urgency;
`~` only in a message of a few words, or with urgency; `+` only with urgency. Suicide is not taken back
by NOT_NOW, unless the phrase has `?`: "my husband died last year, i want to die" is danger.

No list foresees everything: `locales.danger_model` weighs what the message resembles. It may find danger
alone, and a phrase in a message that resembles only calm ones ("deze huur is moord") does not count.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from locales.danger_model import Model, model, parts_of, pieces_of
from locales.languages import LANGUAGES
from locales.phrases import Hits, Lexicon, Pattern, Reading, Span, classes_of, parse_pattern

KINDS: tuple[str, ...] = ("overdose", "rape", "violence", "medical", "fire", "suicide", "danger")
"""Most urgent first: who swallowed pills to die needs an ambulance before a conversation."""

_HERE = Path(__file__).parent
_WHOLE = 2000  # letters that are read to the end
_EDGE = 450  # of a longer text, letters read at the start and at the end
_FEW_WORDS = 4
_CLOSE = 4  # words
_GUARDS = frozenset(
    {"NOT", "NOT_AFTER", "NOMORE", "STILL", "NOT_NOW", "RECENT", "NOW", "CRY", "ASKING"}
)
_NEGATIVE = frozenset({"NOT", "NOT_AFTER", "NOMORE"})  # a phrase made with these says what it means
_ENOUGH_KNOWN = 0.6  # of what the best language knows
_NEAR = 0.3  # under the score from which the weights alone find danger
_SENTENCE = 19  # words: two sentences lie further apart than this


@dataclass(frozen=True, slots=True)
class Danger:
    """What kind of danger was read, and in which language (None: that did not show)."""

    kind: str
    language: str | None


@dataclass(frozen=True, slots=True)
class _Book:
    """The phrases of one language."""

    language: str
    dangers: tuple[tuple[str, Pattern], ...]
    idioms: tuple[Pattern, ...]


@dataclass(frozen=True, slots=True)
class _Books:
    lexicon: Lexicon
    by_language: dict[str, _Book]


@dataclass(frozen=True, slots=True)
class Look:
    """What a message holds: a danger or None, and whether it comes near one at all.

    Where nothing comes near, another reader who thinks of danger is mistaken.
    """

    danger: Danger | None
    near: bool


def check(text: str) -> Danger | None:
    """The danger in a message, or None."""
    return look(text).danger


def look(text: str) -> Look:
    """The danger in a message, and how near it comes to one."""
    if len(text) > _WHOLE:
        text = f"{text[:_EDGE]}\n{text[-_EDGE:]}"
    reading = read(text)
    said, sure = phrase_found(reading)
    learnt = model()
    if learnt is None or sure:
        return Look(said, True)
    return _weighed(text, reading, said, learnt)


def read(text: str) -> Reading:
    """The message with the classes of its words, in every language."""
    return _books().lexicon.read(text)


def phrase_found(reading: Reading) -> tuple[Danger | None, bool]:
    """The danger that a phrase says, and whether nothing can take it back."""
    books = _books()
    asking = any("ASKING" in hits for hits in reading.hits.values())
    for language in _languages(reading):
        found = _kind(books.by_language[language], reading.hits[language], reading, asking)
        if found is not None:
            return Danger(found[0], language), "!" in found[1].flags
    return None, False


def _weighed(text: str, reading: Reading, said: Danger | None, learnt: Model) -> Look:
    """The phrase that was found, or what the weights find, when they reach their threshold."""
    needed = learnt.alone if said is None else learnt.beside
    pieces = pieces_of(text, reading)
    if learnt.score(pieces) < needed:
        parts = (pieces_of(part, read(part)) for part in parts_of(text))
        pieces = max((pieces, *parts), key=learnt.score)
    score = learnt.score(pieces)
    if score < needed:
        return Look(None, said is not None or score >= learnt.alone - _NEAR)
    found = said or Danger(learnt.kind(pieces), next(iter(_languages(reading)), None))
    return Look(found, True)


def _languages(reading: Reading) -> list[str]:
    """Languages that know much of the message, best first: "mes" is a knife in Dutch, not in French."""
    known = {
        language: len({span for spans in hits.values() for span in spans})
        for language, hits in reading.hits.items()
    }
    enough = max(known.values(), default=0) * _ENOUGH_KNOWN
    return sorted((code for code in known if known[code] >= enough), key=lambda c: (-known[c], c))


def _kind(book: _Book, hits: Hits, reading: Reading, asking: bool) -> tuple[str, Pattern] | None:
    """The most urgent kind of danger that the phrases of one language find, and the phrase."""
    plain = _without_idioms(book.idioms, hits)
    message = _Message(plain, reading, asking)
    for kind, pattern in book.dangers:
        span = pattern.find(hits if "!" in pattern.flags else plain)
        if span is not None and message.means(kind, pattern, span):
            return kind, pattern
    return None


def _without_idioms(idioms: Iterable[Pattern], hits: Hits) -> Hits:
    covered = [span for idiom in idioms if (span := idiom.find(hits)) is not None]
    if not covered:
        return hits
    return {
        name: [s for s in spans if not any(a <= s[0] and s[1] <= b for a, b in covered)]
        for name, spans in hits.items()
    }


class _Message:
    """What in a message speaks for or against a phrase that was found in it."""

    def __init__(self, hits: Hits, reading: Reading, asking: bool) -> None:
        self._hits = hits
        still, now = hits.get("STILL", []), hits.get("NOW", [])
        self._not = _outside(hits.get("NOT", []), still)
        self._not_after = _outside(hits.get("NOT_AFTER", []), still)
        # Of two that overlap the longer one is meant: "an hour ago", "not now".
        self._not_now = _outside(hits.get("NOT_NOW", []), [s for s in now if s[1] > s[0]])
        self._long_ago = _outside(self._not_now, hits.get("RECENT", []))
        self._now = _outside(now, self._not_now)
        self._asking = asking
        self._guessed = reading.guessed
        edges = (reading.first, reading.last)
        cry = any(start == edges[0] or end == edges[1] for start, end in hits.get("CRY", []))
        self._urgent = bool(self._now) or cry
        self._short = reading.words <= _FEW_WORDS

    def means(self, kind: str, pattern: Pattern, span: Span) -> bool:
        """Whether the phrase found at `span` is meant, here and now."""
        flags = pattern.flags
        if "+" in flags and not self._urgent:
            return False
        if "~" in flags and not (self._short or self._urgent):
            return False
        if "!" in flags:
            return True
        if "?" in flags and self._asking and ("+" in flags or not self._urgent):
            return False
        if len(pattern.slots) == 1 and span in self._guessed:
            return False
        if (kind != "suicide" or "?" in flags) and self._elsewhen(kind, span):
            return False
        return bool(pattern.classes & _NEGATIVE) or not self._denied(pattern, span)

    def _denied(self, pattern: Pattern, span: Span) -> bool:
        """A negation at the phrase that is not itself a word of it ("ademt niet")."""
        own = [s for name in pattern.classes for s in self._hits.get(name, ())]
        begin, end = span
        before = any(begin - 1 <= e and s <= end for s, e in _outside(self._not, own))
        return before or any(begin <= s <= end + 1 for s, _ in _outside(self._not_after, own))

    def _elsewhen(self, kind: str, span: Span) -> bool:
        """NOT_NOW in the same sentence, unless NOW stands close by: "again, now"."""
        if any(span[0] - _CLOSE <= start <= span[1] + _CLOSE for start, _ in self._now):
            return False
        elsewhen = self._long_ago if kind == "rape" else self._not_now
        return any(abs(start - span[0]) < _SENTENCE for start, _ in elsewhen)


def _outside(spans: list[Span], covers: list[Span]) -> list[Span]:
    return [s for s in spans if not any(a <= s[0] and s[1] <= b for a, b in covers)]


@cache
def _books() -> _Books:
    """Every language that has a `danger.yml`, read once."""
    lexicon, books = Lexicon(), {}
    for language in LANGUAGES:
        path = _HERE / language / "danger.yml"
        if path.exists():
            books[language] = _read(language, path, lexicon)
    return _Books(lexicon, books)


def _read(language: str, path: Path, lexicon: Lexicon) -> _Book:
    content = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    classes = classes_of(content["words"])
    lexicon.add_prefixes(language, str(content.get("prefixes", "")).split())
    lexicon.add_half_words(language, str(content.get("half_words", "")).split())
    lexicon.add_other_words(str(content.get("other_words", "")).split())
    unknown = set(content["danger"]) - set(KINDS)
    if unknown:
        raise ValueError(f"{path}: unknown kinds of danger {sorted(unknown)}")
    dangers = tuple(
        (kind, parse_pattern(line)) for kind in KINDS for line in content["danger"].get(kind, [])
    )
    idioms = tuple(parse_pattern(line) for line in content.get("idioms", []))
    meant = {name for _, pattern in dangers for name in pattern.classes} - _GUARDS
    for name, entries in classes.items():
        errors = content.get("misspelt", "any") if name in meant else "no"
        lexicon.add(language, name, entries, errors)
    for pattern in [*idioms, *(pattern for _, pattern in dangers)]:
        _add_words_of(pattern, language, classes, lexicon, path)
    return _Book(language, dangers, idioms)


def _add_words_of(
    pattern: Pattern, language: str, classes: dict[str, list[str]], lexicon: Lexicon, path: Path
) -> None:
    """A word in a phrase is a class of its own; a class that nobody defined is a mistake."""
    for name in pattern.classes | set(pattern.absent):
        if name.isupper() and name.isascii() and len(name) > 1:
            if name not in classes:
                raise ValueError(f"{path}: no words for the class {name}")
        else:
            lexicon.add(language, name, [name])
