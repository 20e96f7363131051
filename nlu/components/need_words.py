"""Finds everyday words for a need, also misspelt: "voedselpaket" points to food_aid.

The words are those of `locales/<lang>/words.yml`, the same that the search without Rasa uses. They
carry a paraphrase that no training sentence foresaw, and a word that a newcomer took over from the
letter of the OCMW: Dutch, French and English words count in every language.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from sys import intern
from typing import Any
from zlib import crc32

import yaml
from rapidfuzz import fuzz, process
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from nlu.components.marks import (
    LANGUAGES,
    NEED_WORDS,
    PROJECT,
    examples_of,
    sentence_of,
)
from nlu.components.normalise import normalise
from nlu.components.tokens import WordCutter

FILE = "need_words.json"
LONGEST_PHRASE = 6
SHORTEST_MISSPELT = 5
"""Letters a word must have before a neighbour of it counts: "bad" and "bed" are different needs.
A word that stands in a training sentence is never a misspelling: "juist" is no slip for "jurist"."""

SPELLING = 84.0
"""Least similarity (of 100) for a misspelt word: one wrong letter in six."""

SHORTEST_COMPOUND = 7
"""Letters of a word that people write as two: "food bank", "huis arts"."""

COMPOUND_SPELLING = 90.0
"""Least similarity for such a word with a slip in it: "fod bank"."""

ENOUGH = 2.0
"""More words for the same need than this add nothing."""


@dataclass(frozen=True)
class Hit:
    """A phrase found from word `start` up to `end`, and what it says for one need."""

    start: int
    end: int
    language: str
    need: str
    weight: float


Phrases = dict[str, dict[str, tuple[str, ...]]]
"""language -> phrase (words joined by a space) -> needs."""


def read_words(pattern: str) -> dict[str, dict[str, list[str]]]:
    """language -> need -> words, for every language that has a file."""
    found: dict[str, dict[str, list[str]]] = {}
    for path in sorted(PROJECT.glob(pattern.replace("{language}", "*"))):
        content = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader) or {}
        needs = content.get("needs") or {}
        found[_language_of_path(path, pattern)] = {
            need: [str(word) for word in words or []] for need, words in needs.items()
        }
    return found


def _language_of_path(path: Path, pattern: str) -> str:
    return path.relative_to(PROJECT).parts[Path(pattern).parts.index("{language}")]


def points_of(hits: Iterable[Hit], start: int = 0, end: int = 10**6) -> dict[str, float]:
    """Per need how strongly the phrases between two words point to it, at most ENOUGH."""
    by_language: dict[tuple[str, str], float] = {}
    for hit in hits:
        if start <= hit.start and hit.end <= end:
            key = (hit.need, hit.language)
            by_language[key] = by_language.get(key, 0.0) + hit.weight
    points: dict[str, float] = {}
    for (need, _language), weight in by_language.items():
        # The same word in two languages is one word.
        points[need] = max(points.get(need, 0.0), min(ENOUGH, weight))
    return points


class NeedLexicon:
    """Phrases per language, looked up exactly first and by spelling where that fails."""

    def __init__(
        self,
        phrases: Phrases,
        everywhere: Iterable[str],
        spelt_right: Iterable[str] = (),
    ) -> None:
        self.phrases = phrases
        # One set for all languages: a right word of any language is no misspelling of another. Kept
        # as checksums: the words of all sentences would take nine megabytes.
        self._right = frozenset(crc32(word.encode()) for word in spelt_right)
        self._everywhere = [language for language in everywhere if language in phrases]
        self._words = {
            language: sorted({word for phrase in of_one for word in phrase.split(" ")})
            for language, of_one in phrases.items()
        }
        self._compounds = {
            language: {
                phrase: phrase
                for phrase in of_one
                if " " not in phrase and len(phrase) >= SHORTEST_COMPOUND
            }
            | {
                phrase.replace(" ", ""): phrase
                for phrase in of_one
                if phrase.count(" ") == 1 and len(phrase) > SHORTEST_COMPOUND
            }
            for language, of_one in phrases.items()
        }
        self._known = {language: frozenset(words) for language, words in self._words.items()}
        self._long = {
            language: [word for word in words if len(word) >= SHORTEST_MISSPELT]
            for language, words in self._words.items()
        }

    @classmethod
    def from_words(
        cls,
        words: dict[str, dict[str, list[str]]],
        everywhere: Iterable[str],
        spelt_right: Iterable[str] = (),
    ) -> NeedLexicon:
        """Normalise and cut the words as messages are."""
        cutter = WordCutter()
        phrases: Phrases = {}
        for language, needs in words.items():
            of_one = phrases.setdefault(language, {})
            for need, entries in needs.items():
                for entry in entries:
                    cut = cutter.cut(normalise(entry), language).words[:LONGEST_PHRASE]
                    owners = of_one.get(" ".join(cut), ())
                    if cut and need not in owners:
                        of_one[" ".join(cut)] = (*owners, need)
        return cls(phrases, everywhere, spelt_right)

    def find(self, words: list[str], languages: Iterable[str]) -> list[Hit]:
        """Every phrase in these words, read in these languages and those that count everywhere."""
        hits: list[Hit] = []
        for language in dict.fromkeys([*languages, *self._everywhere]):
            if language in self.phrases:
                hits.extend(self._find_in(words, language))
        return hits

    def _find_in(self, words: list[str], language: str) -> list[Hit]:
        spelt = [self._spell(word, language) for word in words]
        phrases = self.phrases[language]
        hits: list[Hit] = []
        start = 0
        while start < len(words):
            length = self._longest_match(spelt, start, phrases)
            if length:
                window = spelt[start : start + length]
                owners = phrases[" ".join(word for word, _ in window)]
                weight = min(surety for _, surety in window) / len(owners)
                hits += [Hit(start, start + length, language, n, weight) for n in owners]
            elif found := self._compound(words[start : start + 2], language):
                length, (phrase, surety) = 2, found
                owners = phrases[phrase]
                hits += [Hit(start, start + 2, language, n, surety / len(owners)) for n in owners]
            start += length or 1
        return hits

    def _compound(self, pair: list[str], language: str) -> tuple[str, float] | None:
        """The phrase that two words are when written together, also with a slip in an unknown one."""
        joined, compounds = "".join(pair), self._compounds[language]
        if len(pair) < 2 or len(joined) < SHORTEST_COMPOUND:
            return None
        if joined in compounds:
            return compounds[joined], 1.0
        if all(self._is_right(word, language) for word in pair):
            return None
        near = process.extractOne(
            joined, compounds.keys(), scorer=fuzz.ratio, score_cutoff=COMPOUND_SPELLING
        )
        return (compounds[near[0]], near[1] / 100) if near else None

    def _is_right(self, word: str, language: str) -> bool:
        return word in self._known[language] or crc32(word.encode()) in self._right

    @staticmethod
    def _longest_match(
        spelt: list[tuple[str, float]], start: int, phrases: dict[str, tuple[str, ...]]
    ) -> int:
        for length in range(min(LONGEST_PHRASE, len(spelt) - start), 0, -1):
            if " ".join(word for word, _ in spelt[start : start + length]) in phrases:
                return length
        return 0

    def _spell(self, word: str, language: str) -> tuple[str, float]:
        """The known word this is, or is a misspelling of, and how sure that is."""
        if len(word) < SHORTEST_MISSPELT or self._is_right(word, language):
            return word, 1.0
        near = process.extractOne(
            word, self._long[language], scorer=fuzz.ratio, score_cutoff=SPELLING
        )
        return (near[0], near[1] / 100) if near else (word, 1.0)


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=True)
class NeedWords(GraphComponent):
    """Puts the needs that a message's words point to on every message."""

    def __init__(
        self,
        config: dict[str, Any],
        storage: ModelStorage,
        resource: Resource,
        lexicon: NeedLexicon,
    ) -> None:
        self._config = config
        self._storage = storage
        self._resource = resource
        self._lexicon = lexicon

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,  # noqa: ARG003 - the signature is Rasa's
    ) -> NeedWords:
        return cls(config, model_storage, resource, NeedLexicon({}, ()))

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        return {"words": "locales/{language}/words.yml", "everywhere": ["nl", "fr", "en"]}

    def train(self, training_data: TrainingData) -> Resource:
        words = read_words(self._config["words"])
        said = {word for m in examples_of(training_data) for word in sentence_of(m).words}
        spelt_right = sorted(said)
        self._lexicon = NeedLexicon.from_words(words, self._config["everywhere"], spelt_right)
        with self._storage.write_to(self._resource) as folder:
            kept = {"phrases": self._lexicon.phrases, "spelt_right": spelt_right}
            (folder / FILE).write_text(json.dumps(kept, ensure_ascii=False), encoding="utf-8")
        return self._resource

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,  # noqa: ARG003
        **kwargs: Any,  # noqa: ARG003
    ) -> NeedWords:
        with model_storage.read_from(resource) as folder:
            kept = json.loads((folder / FILE).read_text(encoding="utf-8"))
        phrases = {
            # One name per need in memory, not one per phrase.
            language: {phrase: tuple(map(intern, needs)) for phrase, needs in of_one.items()}
            for language, of_one in kept["phrases"].items()
        }
        lexicon = NeedLexicon(phrases, config["everywhere"], kept["spelt_right"])
        return cls(config, model_storage, resource, lexicon)

    def process(self, messages: list[Message]) -> list[Message]:
        for message in messages:
            languages = message.get(LANGUAGES) or {}
            message.set(NEED_WORDS, self._lexicon.find(sentence_of(message).words, languages))
        return messages

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        self.process(list(examples_of(training_data)))
        return training_data
