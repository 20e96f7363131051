"""Weighs in which languages a message is read: {"ar": 0.9, "fr": 0.1}.

The conversation's language is a hint, not a fact: somebody in an Arabic conversation types "je
cherche un avocat", and a receptionist in Antwerp passes on questions in all languages. The words of
the message are counted against the words of the training sentences; hint and count are multiplied.
"""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Iterable
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from nlu.components.marks import LANGUAGES, PLACE, examples_of, language_of, sentence_of

KEPT_PER_LANGUAGE = 12_000
"""Pieces remembered per language; rarer ones decide nothing."""

FILE = "languages.json"


def pieces_of(words: Iterable[str]) -> Iterable[str]:
    """Whole words and their letter triples: short words tell a language best, triples cover the rest."""
    for word in words:
        if word == PLACE:
            continue
        padded = f" {word} "
        yield padded
        for start in range(len(padded) - 2):
            yield padded[start : start + 3]


class LanguageGuess:
    """Naive Bayes over word pieces."""

    def __init__(self, logs: dict[str, dict[str, float]], unseen: dict[str, float]) -> None:
        self._logs = logs
        self._unseen = unseen

    @classmethod
    def count(cls, words_by_language: dict[str, list[list[str]]]) -> LanguageGuess:
        """Learn from the words of sentences in each language."""
        logs: dict[str, dict[str, float]] = {}
        unseen: dict[str, float] = {}
        for language, sentences in words_by_language.items():
            counts = Counter(piece for words in sentences for piece in set(pieces_of(words)))
            kept = dict(counts.most_common(KEPT_PER_LANGUAGE))
            total = math.log(sum(kept.values()) + len(kept) + 1)
            logs[language] = {p: round(math.log(n + 1) - total, 3) for p, n in kept.items()}
            unseen[language] = round(-total, 3)
        return cls(logs, unseen)

    def weigh(
        self, words: list[str], hint: str | None, trust: float, doubt: float, at_most: int
    ) -> dict[str, float]:
        """Share of each language; small shares are dropped and the rest adds up to one."""
        pieces = list(pieces_of(words))
        scores = {
            language: sum(log.get(piece, self._unseen[language]) for piece in pieces)
            for language, log in self._logs.items()
        }
        if not scores:
            return {}
        # Pieces overlap, so their evidence is not independent: it is tempered by their number.
        temper = doubt * max(1.0, math.sqrt(len(pieces)))
        best = max(scores.values())
        shares = {
            language: math.exp(max(-60.0, (score - best) / temper))
            * (trust if language == hint else 1.0)
            for language, score in scores.items()
        }
        total = sum(shares.values())
        kept = sorted(shares.items(), key=lambda item: -item[1])[:at_most]
        kept = [(language, share) for language, share in kept if share >= 0.1 * total]
        return {language: share / sum(s for _, s in kept) for language, share in kept}

    def as_json(self) -> str:
        return json.dumps({"logs": self._logs, "unseen": self._unseen}, ensure_ascii=False)

    @classmethod
    def from_json(cls, text: str) -> LanguageGuess:
        read = json.loads(text)
        return cls(read["logs"], read["unseen"])


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
        return cls(config, model_storage, resource, LanguageGuess({}, {}))

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
            (folder / FILE).write_text(self._guess.as_json(), encoding="utf-8")
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
            guess = LanguageGuess.from_json((folder / FILE).read_text(encoding="utf-8"))
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
