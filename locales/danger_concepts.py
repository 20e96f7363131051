"""What the words of a message are about, the same in every language: "slaat", "бьёт" and "garaacayaa" HIT.

Looser than the classes of `danger.yml`, in which every word must be right to alarm: here "raam" is
HEIGHT and DOOR in a message from Luchtbal, and only a weight is given to what stands together
(`locales.danger_model`). So what is learnt from Dutch sentences helps somebody who writes Somali.

The words stand in `locales/<lang>/danger_concepts.yml`. A long one stands for all that begin with it;
in Arabic and Tigrinya up to three letters may come before it ("يضربني" begins with "ي").
"""

from collections import defaultdict
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import yaml

from locales.languages import LANGUAGES
from locales.phrases import normal

_HERE = Path(__file__).parent
_SHORTEST_STEM = 3
_LONGER_STEMS = frozenset({"en", "es", "fr", "nl", "pt", "ro"})  # "bal", "eau": whole words there
_PREFIXED = frozenset({"ar", "ti"})
_LONGEST_PREFIX = 3
_LONGEST_WORD = 24
_LANGUAGES_READ = 2

_Owner = tuple[str, str]  # language and concept
Concepts = list[frozenset[str]]
"""The concepts of each word of a message, as one language reads it."""


def concepts(words: Sequence[str]) -> list[Concepts]:
    """The message as the two languages that know most of its words read it, best first."""
    found: dict[str, dict[int, set[str]]] = defaultdict(lambda: defaultdict(set))
    for at, word in enumerate(words):
        for language, concept in _owners(word):
            found[language][at].add(concept)
    best = sorted(found, key=lambda language: (-len(found[language]), language))
    return [
        [frozenset(found[language].get(at, ())) for at in range(len(words))]
        for language in best[:_LANGUAGES_READ]
    ]


def _owners(word: str) -> set[_Owner]:
    exact, stems, inner = _words()
    word = word[:_LONGEST_WORD]
    owners = set(exact.get(word, ()))
    for end in range(_SHORTEST_STEM, len(word) + 1):
        owners |= stems.get(word[:end], set())
    if not word.isascii():
        for start in range(1, min(_LONGEST_PREFIX, len(word) - _SHORTEST_STEM) + 1):
            for end in range(start + _SHORTEST_STEM, len(word) + 1):
                owners |= inner.get(word[start:end], set())
    return owners


_Index = dict[str, set[_Owner]]


@cache
def _words() -> tuple[_Index, _Index, _Index]:
    """Whole words, beginnings, and those that may stand after a prefix."""
    exact: _Index = defaultdict(set)
    stems: _Index = defaultdict(set)
    inner: _Index = defaultdict(set)
    for language in LANGUAGES:
        path = _HERE / language / "danger_concepts.yml"
        if not path.exists():
            continue
        content = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
        shortest = _SHORTEST_STEM + (language in _LONGER_STEMS)
        for concept, entries in content.items():
            for word in map(normal, entries.split()):
                exact[word].add((language, concept))
                if len(word) >= shortest:
                    stems[word].add((language, concept))
                    if language in _PREFIXED:
                        inner[word].add((language, concept))
    return dict(exact), dict(stems), dict(inner)
