"""Weighs in which languages a message is read: {"ar": 0.9, "fr": 0.1}.

The conversation's language is a hint, not a fact: somebody in an Arabic conversation types "je
cherche un avocat", and a receptionist in Antwerp passes on questions in all languages. The words of
the message are counted against the words of the training sentences; hint and count are multiplied.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any
from zlib import crc32

import numpy as np
from numpy.typing import NDArray
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from nlu.components.marks import LANGUAGES, PLACE, examples_of, language_of, sentence_of

KEPT_PER_LANGUAGE = 12_000
"""Pieces remembered per language; rarer ones decide nothing."""

FILE = "languages.npz"

Floats = NDArray[np.float32]


def pieces_of(words: Iterable[str]) -> Iterable[str]:
    """Whole words and their letter triples: short words tell a language best, triples cover the rest."""
    for word in words:
        if word == PLACE:
            continue
        padded = f" {word} "
        yield padded
        for start in range(len(padded) - 2):
            yield padded[start : start + 3]


def number_of(piece: str) -> int:
    """A piece as the checksum of its letters: four bytes in memory instead of eighty."""
    return crc32(piece.encode())


class LanguageGuess:
    """Naive Bayes over word pieces: one row of logarithms per piece, one column per language."""

    def __init__(self, languages: list[str], pieces: NDArray[np.uint32], rows: Floats) -> None:
        self.languages = languages
        self._pieces = pieces
        self._rows = rows
        """Row i is of pieces[i] (rising); the last row is of any piece that was never seen."""

    @classmethod
    def count(cls, words_by_language: dict[str, list[list[str]]]) -> LanguageGuess:
        """Learn from the words of sentences in each language."""
        languages = sorted(words_by_language)
        kept: dict[str, dict[int, int]] = {}
        for language in languages:
            said = (set(pieces_of(words)) for words in words_by_language[language])
            counts = Counter(number_of(piece) for pieces in said for piece in pieces)
            # Of equally frequent ones always the same, or no two trainings would be alike.
            often = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
            kept[language] = dict(often[:KEPT_PER_LANGUAGE])
        pieces = np.array(sorted({n for of_one in kept.values() for n in of_one}), dtype=np.uint32)
        rows = np.empty((len(pieces) + 1, len(languages)), dtype=np.float32)
        for column, language in enumerate(languages):
            counted = kept[language]
            total = math.log(sum(counted.values()) + len(counted) + 1)
            rows[:, column] = -total
            at = np.searchsorted(pieces, np.array(list(counted), dtype=np.uint32))
            rows[at, column] = np.log(np.array(list(counted.values())) + 1) - total
        return cls(languages, pieces, rows)

    def weigh(
        self, words: list[str], hint: str | None, trust: float, doubt: float, at_most: int
    ) -> dict[str, float]:
        """Share of each language; small shares are dropped and the rest adds up to one."""
        if not len(self._pieces):
            return {}
        numbers = np.array([number_of(p) for p in pieces_of(words)], dtype=np.uint32)
        at = np.minimum(np.searchsorted(self._pieces, numbers), len(self._pieces) - 1)
        at[self._pieces[at] != numbers] = len(self._pieces)
        scores = self._rows[at].sum(axis=0)
        # Pieces overlap, so their evidence is not independent: it is tempered by their number.
        temper = doubt * max(1.0, math.sqrt(len(numbers)))
        shares = np.exp(np.maximum(-60.0, (scores - scores.max()) / temper))
        if hint in self.languages:
            shares[self.languages.index(hint)] *= trust
        first = np.argsort(-shares, kind="stable")[:at_most]
        kept = [(self.languages[i], float(shares[i])) for i in first]
        kept = [(language, share) for language, share in kept if share >= 0.1 * shares.sum()]
        return {language: share / sum(s for _, s in kept) for language, share in kept}

    def save(self, path: Path) -> None:
        np.savez_compressed(
            path,
            languages=np.array(self.languages, dtype=np.str_),
            pieces=self._pieces,
            rows=self._rows,
        )

    @classmethod
    def open(cls, path: Path) -> LanguageGuess:
        with np.load(path, allow_pickle=False) as kept:
            return cls([str(name) for name in kept["languages"]], kept["pieces"], kept["rows"])

    @classmethod
    def empty(cls) -> LanguageGuess:
        return cls([], np.empty(0, np.uint32), np.empty((1, 0), np.float32))


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=True)
class LanguageWeights(GraphComponent):
    """Puts the languages and their shares on every message."""

    def __init__(
        self,
        config: dict[str, Any],
        storage: ModelStorage,
        resource: Resource,
        guess: LanguageGuess,
    ) -> None:
        self._config = config
        self._storage = storage
        self._resource = resource
        self._guess = guess

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,  # noqa: ARG003 - the signature is Rasa's
    ) -> LanguageWeights:
        return cls(config, model_storage, resource, LanguageGuess.empty())

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        # trust: how many times likelier a language is because the conversation is in it
        # doubt: above 1 the words count for less; at_most: languages read side by side
        return {"trust": 8.0, "doubt": 1.0, "at_most": 2}

    def train(self, training_data: TrainingData) -> Resource:
        by_language: dict[str, list[list[str]]] = {}
        for message in examples_of(training_data):
            language = language_of(message)
            if language:
                by_language.setdefault(language, []).append(sentence_of(message).words)
        self._guess = LanguageGuess.count(by_language)
        with self._storage.write_to(self._resource) as folder:
            self._guess.save(folder / FILE)
        return self._resource

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,  # noqa: ARG003
        **kwargs: Any,  # noqa: ARG003
    ) -> LanguageWeights:
        with model_storage.read_from(resource) as folder:
            guess = LanguageGuess.open(folder / FILE)
        return cls(config, model_storage, resource, guess)

    def process(self, messages: list[Message]) -> list[Message]:
        trust, doubt = float(self._config["trust"]), float(self._config["doubt"])
        for message in messages:
            words, hint = sentence_of(message).words, language_of(message)
            shares = self._guess.weigh(words, hint, trust, doubt, int(self._config["at_most"]))
            message.set(LANGUAGES, shares)
        return messages

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        for message in examples_of(training_data):
            language = language_of(message)
            message.set(LANGUAGES, {language: 1.0} if language else {})
        return training_data
