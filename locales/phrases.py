"""Finds phrases in hurried text by the classes of their words, misspelt or run together.

A language says which words belong to a class (`HIT: slaat klopt schopt`) and which classes make a
phrase (`HE HIT ME`). "hij slaaaat mij", "HIJ SLAAT MIJ" and "hijslaatmij", typed in the dark on a
cracked phone in Deurne, are then all found, and the order and the distance of the words are checked.

How a word is written in the data: plain (`mes`), as a stem (`vermoord*`), or as words that stand next
to each other (`te_veel`). How a phrase is written: slots with at most two words between them; a slot
is a class in capitals, a word, or several of them with `|`; `{A B}` takes its slots in any order;
`-A` means that A stands nowhere in the message. Marks before the phrase are the caller's (`flags`).
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from rapidfuzz.distance import OSA

from locales.folding import fold

Span = tuple[int, int]
Hits = dict[str, list[Span]]
"""Where each class stands: positions of its first and last word, in order."""

_GAP = 3  # the next slot starts at most this many positions further: two words may stand between
_SENTENCE_GAP = 20  # the end of a sentence counts as this many words: no phrase crosses it
_SHORTEST_FUZZY = 5  # of shorter words every misspelling is another word
_TWO_ERRORS_FROM = 10  # long words may hold two errors
_SURE_GUESS = 8  # a longer word, misspelt, is that word
_SHORTEST_RUN = 6  # "kwildood": a shorter unknown word is not taken apart
_MOST_RUN = 40  # and a longer one neither: taking apart costs the square of its length

_PIECES = re.compile(r"[\w@$]+|[^\w\s@$]+|\n")
_REPEATED = re.compile(r"([^\W\d_])\1+")
_ENDS = frozenset(".!?;\n")
_LOOKALIKE = str.maketrans("013457@$", "oieastas")  # "k1ll", "m0rd": figures that stand for letters
_CLITIC = re.compile(r"\b(qu|[cdjlmnst])'(?=\w)")  # "m'étrangle" is two words, "don't" is one


def normal(text: str) -> str:
    """One form for how people type: folded, apostrophes gone, no letter twice in a row."""
    folded = _CLITIC.sub(r"\1 ", fold(text)).replace("'", "")
    return _REPEATED.sub(r"\1", folded)


@dataclass(frozen=True, slots=True)
class Pattern:
    """A phrase: the classes it is made of, in order or not, and those that must be absent."""

    slots: tuple[tuple[str, ...], ...]
    absent: tuple[str, ...]
    any_order: bool
    flags: str

    @property
    def classes(self) -> set[str]:
        """Every class named in a slot."""
        return {name for slot in self.slots for name in slot}

    def find(self, hits: Hits) -> Span | None:
        """The first place where the phrase stands, or None."""
        if any(hits.get(name) for name in self.absent):
            return None
        places: list[list[Span]] = []
        for slot in self.slots:
            found = sorted(span for name in slot for span in hits.get(name, ()))
            if not found:
                return None
            places.append(found)
        return _together(places) if self.any_order else _in_order(places)


def _in_order(places: list[list[Span]]) -> Span | None:
    """Chains slot after slot; of every word where a chain ends only the latest start is kept."""
    chains = {end: start for start, end in places[0]}
    for spans in places[1:]:
        longer: dict[int, int] = {}
        for start, end in spans:
            for gap in range(1, _GAP + 1):
                if start - gap in chains:
                    longer[end] = max(longer.get(end, -1), chains[start - gap])
        chains = longer
        if not chains:
            return None
    end, begin = min(chains.items())
    return begin, end


def _together(places: list[list[Span]]) -> Span | None:
    """One span of each slot, none overlapping, within a window around the first slot's."""
    reach = len(places) * _GAP
    for first in places[0]:
        chosen = [first]
        for spans in places[1:]:
            near = next((s for s in spans if _fits(s, chosen, reach)), None)
            if near is None:
                break
            chosen.append(near)
        else:
            return min(s for s, _ in chosen), max(e for _, e in chosen)
    return None


def _fits(span: Span, chosen: list[Span], reach: int) -> bool:
    inside = all(span[1] < start or span[0] > end for start, end in chosen)
    return inside and abs(span[0] - chosen[0][0]) <= reach


def parse_pattern(line: str) -> Pattern:
    """Reads a phrase as it stands in the data: "? {I|WE HIT} -PARTNER"."""
    flags, rest = re.fullmatch(r"([^\w{-]*)(.*)", line.strip(), re.S).groups()  # type: ignore[union-attr]
    any_order = "{" in rest
    parts = rest.replace("{", " ").replace("}", " ").split()
    slots = tuple(tuple(p.split("|")) for p in parts if not p.startswith("-"))
    absent = tuple(p[1:] for p in parts if p.startswith("-"))
    return Pattern(slots, absent, any_order, flags.replace(" ", ""))


@dataclass(slots=True)
class Reading:
    """A message taken apart: how many words it has and where each language's classes stand."""

    words: int = 0
    first: int = 0
    last: int = 0
    hits: dict[str, Hits] = field(default_factory=dict)
    guessed: set[Span] = field(default_factory=set)
    """Words read through a misspelling or a missing space that could be another word."""


_Owner = tuple[str, str]  # language and class


def _put[Value](kept: dict[str, tuple[Value, ...]], key: str, value: Value) -> None:
    """Adds a value to those of a key, once."""
    there = kept.get(key, ())
    if value not in there:
        kept[key] = (*there, value)


class Lexicon:
    """The words of every language with their classes, and how to recognise them when misspelt."""

    def __init__(self) -> None:
        # Tuples, for there are a hundred thousand of them and an empty set takes 216 bytes.
        self._words: dict[str, tuple[_Owner, ...]] = {}
        self._stems: dict[str, set[_Owner]] = defaultdict(set)
        self._phrases: dict[str, list[tuple[tuple[str, ...], _Owner]]] = defaultdict(list)
        self._parts: dict[str, set[str]] = defaultdict(
            set
        )  # language -> words that may run together
        self._any_part: set[str] = set()
        self._near: dict[str, tuple[str, ...]] = {}  # a word less one letter -> the words
        self._swaps_only: set[str] = set()
        self._other_words: set[str] = set()
        self._prefixes: dict[str, tuple[str, ...]] = {}
        self._half_words: dict[str, set[str]] = defaultdict(set)  # word -> its languages

    def add(self, language: str, name: str, entries: Iterable[str], misspelt: str = "no") -> None:
        """Adds words, stems and phrases to a class of a language.

        `misspelt` says which errors are forgiven: "any", only letters that changed places
        ("swapped", for languages in which one letter makes another form of the word), or "no".
        """
        owner = (language, name)
        for entry in entries:
            words = tuple(normal(re.sub("[_-]", " ", entry.removesuffix("*"))).split())
            if entry.endswith("*") and len(words) > 1:
                raise ValueError(f"{language} {name}: {entry}: only a single word can be a stem")
            if entry.endswith("*"):
                self._stems[words[0]].add(owner)
            elif len(words) == 1:
                _put(self._words, words[0], owner)
            else:
                self._phrases[words[0]].append((words, owner))
            if not entry.endswith("*"):
                for word in words:
                    self._know(language, word, misspelt)

    def add_prefixes(self, language: str, prefixes: Iterable[str]) -> None:
        """Letters written onto the next word: Arabic "و", "بال"."""
        self._prefixes[language] = tuple(sorted(prefixes, key=len, reverse=True))

    def add_half_words(self, language: str, words: Iterable[str]) -> None:
        """Beginnings of words that many write apart: Persian "می زند" for "میزند"."""
        for word in words:
            self._half_words[normal(word)].add(language)

    def add_other_words(self, words: Iterable[str]) -> None:
        """Real words that look like a misspelling of one of ours: "staat" is not "slaat"."""
        self._other_words.update(normal(word) for word in words)

    def _know(self, language: str, word: str, misspelt: str) -> None:
        self._parts[language].add(word)
        self._any_part.add(word)
        self._words.setdefault(word, ())
        if len(word) >= _SHORTEST_FUZZY and misspelt != "no":
            if misspelt == "swapped":
                self._swaps_only.add(word)
            for shorter in _less_one(word):
                _put(self._near, shorter, word)

    def read(self, text: str) -> Reading:
        """Takes a message apart and looks every word up in all languages at once."""
        reading = Reading()
        tokens = list(self._tokens(text, reading.guessed))
        reading.words = len(tokens)
        if tokens:
            reading.first, reading.last = tokens[0][0], tokens[-1][0]
        known = {token: self._forms(token) for token in {token for _, token in tokens}}
        forms = [known[token] for _, token in tokens]
        found: dict[_Owner, set[Span]] = defaultdict(set)
        for index, (position, _) in enumerate(tokens):
            if len(tokens[index][1]) < _SURE_GUESS and tokens[index][1] not in self._words:
                reading.guessed.add((position, position))
            for form, only in forms[index]:
                for owner in self._owners(form):
                    if only is None or owner[0] == only:
                        found[owner].add((position, position))
            for owner, length in self._phrases_at(index, tokens, forms):
                found[owner].add((position, tokens[index + length - 1][0]))
            self._joined(index, tokens, found)
        for (language, name), spans in found.items():
            reading.hits.setdefault(language, {})[name] = sorted(spans)
        return reading

    def _tokens(self, text: str, guessed: set[Span]) -> Iterator[tuple[int, str]]:
        """Words with their positions; marks between them widen the distance."""
        position = 0
        apart: dict[str, list[str]] = {}
        for piece in _PIECES.findall(normal(text.replace("\n", " . "))):
            if piece == "-":  # "bate-me", "aidez-moi": next to each other, as without the mark
                continue
            if not re.match(r"[\w@$]", piece):
                ellipsis = ".." in piece or "…" in piece
                position += _SENTENCE_GAP if not ellipsis and _ENDS & set(piece) else 1
                continue
            words = apart.get(piece) or apart.setdefault(piece, self._taken_apart(piece))
            for word in words:
                position += 1
                if len(words) > 1:
                    guessed.add((position, position))
                yield position, word

    def _owners(self, form: str) -> Iterator[_Owner]:
        yield from self._words.get(form, ())
        for length in range(2, len(form) + 1):
            yield from self._stems.get(form[:length], ())

    def _forms(self, token: str) -> set[tuple[str, str | None]]:
        """What a token may stand for, with the language that this holds for (None: any)."""
        forms: set[tuple[str, str | None]] = {(token, None)}
        if not token.isdigit() and not token.isalpha():
            forms.add((_REPEATED.sub(r"\1", token.translate(_LOOKALIKE)), None))
        for language, prefixes in self._prefixes.items():
            for prefix in prefixes:
                if token.startswith(prefix) and len(token) - len(prefix) >= 3:
                    forms.add((token[len(prefix) :], language))
        if token not in self._words:
            forms.update((word, None) for word in self._misspelt(token))
        return forms

    def _misspelt(self, token: str) -> Iterator[str]:
        """Known words one error away (two for long ones)."""
        if len(token) < _SHORTEST_FUZZY - 1 or token in self._other_words or token.isdigit():
            return
        candidates = {word for form in _less_one(token) for word in self._near.get(form, ())}
        for word in candidates:
            errors = OSA.distance(token, word, score_cutoff=2)
            swapped = errors == 1 and sorted(token) == sorted(word)
            if len(word) == _SHORTEST_FUZZY or word in self._swaps_only:
                if swapped:
                    yield word
            elif errors <= (2 if len(word) >= _TWO_ERRORS_FROM else 1) and (
                token[0] == word[0] or swapped
            ):
                yield word

    def _taken_apart(self, token: str) -> list[str]:
        """ "ikwildood" as the words of one language, or the token as it is."""
        known = token in self._words or token in self._other_words or any(self._owners(token))
        if known or not _SHORTEST_RUN <= len(token) <= _MOST_RUN or any(self._misspelt(token)):
            return [token]
        if not _split(token, self._any_part):  # most tokens end here, at the price of one language
            return [token]
        for parts in self._parts.values():
            split = _split(token, parts)
            if split and any(len(part) >= 3 for part in split):
                return split
        return [token]

    def _phrases_at(
        self, index: int, tokens: list[tuple[int, str]], forms: list[set[tuple[str, str | None]]]
    ) -> Iterator[tuple[_Owner, int]]:
        for form, only in forms[index]:
            for words, owner in self._phrases.get(form, ()):
                if only not in (None, owner[0]) or index + len(words) > len(tokens):
                    continue
                rest = range(1, len(words))
                if all(
                    tokens[index + i][0] == tokens[index][0] + i
                    and any(words[i] == f and o in (None, owner[0]) for f, o in forms[index + i])
                    for i in rest
                ):
                    yield owner, len(words)

    def _joined(
        self, index: int, tokens: list[tuple[int, str]], found: dict[_Owner, set[Span]]
    ) -> None:
        """ "over dosis": two tokens, not both words of ours, that are one."""
        if index + 1 < len(tokens) and tokens[index + 1][0] <= tokens[index][0] + 2:
            languages = self._half_words.get(tokens[index][1], ())
            for owner in self._owners(tokens[index][1] + tokens[index + 1][1]) if languages else ():
                if owner[0] in languages:
                    found[owner].add((tokens[index][0], tokens[index + 1][0]))
            if tokens[index][1] in self._words and tokens[index + 1][1] in self._words:
                return
            joined = _REPEATED.sub(r"\1", tokens[index][1] + tokens[index + 1][1])
            if len(joined) >= 7:
                for owner in self._words.get(joined, ()):
                    found[owner].add((tokens[index][0], tokens[index + 1][0]))


def _less_one(word: str) -> set[str]:
    return {word} | {word[:i] + word[i + 1 :] for i in range(len(word))}


def _split(token: str, parts: set[str]) -> list[str] | None:
    """The token as the fewest words of `parts`, each of two letters or more ("k" may begin)."""
    best: list[list[str] | None] = [[]] + [None] * len(token)
    for end in range(1, len(token) + 1):
        for start in range(end):
            before = best[start]
            piece = token[start:end]
            if before is None or piece not in parts or (len(piece) < 2 and start):
                continue
            now = best[end]
            if now is None or len(before) + 1 < len(now):
                best[end] = [*before, piece]
    found = best[-1]
    return found if found and 1 < len(found) <= 6 else None


def classes_of(words: Mapping[str, str | list[str]]) -> dict[str, list[str]]:
    """The classes of a language as they stand in its file: words separated by spaces."""
    return {
        name: (value.split() if isinstance(value, str) else [w for v in value for w in v.split()])
        for name, value in words.items()
    }
