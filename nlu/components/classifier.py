"""Says what a message is about: "waar kan ik gratis eten" is food_aid, 0.97.

One expert per language, mixed by how likely each language is. The result is the intent, the ranking
behind it, and the needs when the message asks for several.
"""

from __future__ import annotations

import random
import warnings
from collections.abc import Iterable
from dataclasses import replace
from functools import partial
from multiprocessing import get_context
from typing import Any

import numpy as np
from numpy.typing import NDArray
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import ENTITIES, INTENT, INTENT_RANKING_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from nlu.components.expert import Example, Expert, Settings, fit
from nlu.components.grams import Grams
from nlu.components.marks import (
    LANGUAGES,
    NEED_WORDS,
    Sentence,
    examples_of,
    language_of,
    sentence_of,
)
from nlu.components.need_words import Hit, NeedLexicon, points_of, read_words
from nlu.components.several import Part, Thresholds, find_several
from nlu.components.variants import variants_of

UNKNOWN_LANGUAGE = "xx"
"""Sentences without a language (and the public benchmarks) make one expert together."""

PROCESSES = 2
"""Languages learnt side by side: each takes some 400 MB while it is learnt."""

Shares = NDArray[np.float32]


class Experts:
    """All languages together."""

    def __init__(self, by_language: dict[str, Expert], needs: Iterable[str]) -> None:
        self.by_language = by_language
        self.needs = frozenset(needs)
        self.intents = sorted({i for e in by_language.values() for i in e.intents})
        at = {intent: index for index, intent in enumerate(self.intents)}
        self._at = {
            language: np.array([at[intent] for intent in expert.intents])
            for language, expert in by_language.items()
        }

    def weigh(self, languages: dict[str, float]) -> list[tuple[str, float]]:
        """Which experts to ask, and the say of each. Nobody fits: everybody is asked."""
        asked = {lang: share for lang, share in languages.items() if lang in self.by_language}
        if not asked:
            asked = dict.fromkeys(self.by_language, 1.0)
        total = sum(asked.values())
        return [(language, share / total) for language, share in asked.items()]

    def read(
        self, grams: Grams, start: int, end: int, hits: list[Hit], asked: list[tuple[str, float]]
    ) -> Shares:
        """Probability of each intent for the words from start up to end."""
        mixed = np.zeros(len(self.intents), dtype=np.float32)
        points = points_of(hits, start, end)
        for language, share in asked:
            expert = self.by_language[language]
            mixed[self._at[language]] += share * expert.probabilities(grams, start, end, points)
        return mixed


def read_message(
    experts: Experts,
    sentence: Sentence,
    languages: dict[str, float],
    hits: list[Hit],
    thresholds: Thresholds,
) -> tuple[list[tuple[str, float]], list[Part]]:
    """The ranking of intents for a message, and its parts when it says several needs."""
    if not sentence.words or not experts.by_language:
        return [], []
    grams = Grams(sentence.words)
    asked = experts.weigh(languages)

    def read(start: int, end: int) -> tuple[str | None, float, float]:
        shares = experts.read(grams, start, end, hits, asked)
        best = experts.intents[int(shares.argmax())]
        need = best if best in experts.needs else None
        points = points_of(hits, start, end).get(best, 0.0)
        return need, float(shares.max()), points

    count = len(sentence.words)
    whole = experts.read(grams, 0, count, hits, asked)
    order = np.argsort(-whole, kind="stable")
    ranking = [(experts.intents[i], float(whole[i])) for i in order]
    if ranking[0][0] not in experts.needs:
        return ranking, []
    return ranking, find_several(count, sentence.clauses, read, thresholds)


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class NeedClassifier(GraphComponent):
    """Trains the experts and asks them."""

    def __init__(
        self, config: dict[str, Any], storage: ModelStorage, resource: Resource, experts: Experts
    ) -> None:
        self._config = config
        self._storage = storage
        self._resource = resource
        self._experts = experts
        self._thresholds = Thresholds(**config["several"])

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,  # noqa: ARG003 - the signature is Rasa's
    ) -> NeedClassifier:
        return cls(config, model_storage, resource, Experts({}, ()))

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        return {
            "words": "locales/{language}/words.yml",
            "ranking_length": 12,
            "expert": {},
            "variants": {"places": 0.5, "typos": 0.3},
            "word_weight": 0.5,
            # Sentences of these languages also teach the others, a little: "dokter", "doctor" and
            # "doktor" are one word to the letters, and "OCMW" is said in every language.
            "lenders": ["nl", "fr", "en"],
            "lent_weight": 0.2,
            # Languages that are near each other lend as well: uk -> [ru, bg].
            "relatives": {},
            "several": {},
        }

    def train(self, training_data: TrainingData) -> Resource:
        words = read_words(self._config["words"]) if self._config["words"] else {}
        grouped = self._examples(training_data, words)
        settings = Settings(**self._config["expert"])
        needs = sorted({need for of_one in words.values() for need in of_one})
        # Processes, for half of the work holds Python's lock; forked, so that nothing is read twice.
        with warnings.catch_warnings(), get_context("fork").Pool(PROCESSES) as pool:
            warnings.simplefilter("ignore")
            fitted = pool.map(partial(fit, settings=settings), grouped.values(), chunksize=1)
        by_language = dict(zip(grouped, fitted, strict=True))
        self._experts = Experts(by_language, needs)
        self._persist()
        return self._resource

    def _examples(
        self, training_data: TrainingData, words: dict[str, dict[str, list[str]]]
    ) -> dict[str, list[Example]]:
        """Sentences and their variants per language, and the lexicon's words as sentences."""
        dice = random.Random(2060)
        needs = {need for of_one in words.values() for need in of_one}
        lexicon = NeedLexicon.from_words(words, ())
        grouped: dict[str, list[Example]] = {}
        for group, message in enumerate(examples_of(training_data)):
            intent = message.get(INTENT)
            said = tuple(sentence_of(message).words)
            if not intent or not said:
                continue
            points = points_of(message.get(NEED_WORDS) or [])
            of_one = grouped.setdefault(language_of(message) or UNKNOWN_LANGUAGE, [])
            of_one.append(Example(said, points, intent, group))
            for other in variants_of(said, intent in needs, dice, **self._config["variants"]):
                # A misspelt word no longer hits the lexicon for sure: half of its points.
                halved = {need: weight / 2 for need, weight in points.items()}
                of_one.append(Example(other, halved, intent, group, trusted=False))
        for language, phrases in lexicon.phrases.items():
            for phrase, owners in phrases.items():
                for need in owners:
                    points = {owner: 1 / len(owners) for owner in owners}
                    lone = Example(
                        tuple(phrase.split(" ")),
                        points,
                        need,
                        None,
                        trusted=False,
                        weight=float(self._config["word_weight"]) / len(owners),
                    )
                    grouped.setdefault(language, []).append(lone)
        return self._lend(grouped)

    def _lend(self, grouped: dict[str, list[Example]]) -> dict[str, list[Example]]:
        """To every language the sentences of others that help to read it, at a small weight."""
        weight = float(self._config["lent_weight"])
        lent = {
            language: [
                replace(example, group=None, trusted=False, weight=weight, lent=True)
                for example in of_one
                if example.trusted
            ]
            for language, of_one in grouped.items()
        }
        return {
            language: [
                *own,
                *(e for lender in self._lenders(language) for e in lent.get(lender, ())),
            ]
            for language, own in grouped.items()
        }

    def _lenders(self, language: str) -> list[str]:
        near = self._config["relatives"].get(language, [])
        return [lender for lender in (*self._config["lenders"], *near) if lender != language]

    def _persist(self) -> None:
        with self._storage.write_to(self._resource) as folder:
            np.savez_compressed(folder / "needs.npz", needs=np.array(sorted(self._experts.needs)))
            for language, expert in self._experts.by_language.items():
                np.savez_compressed(folder / f"expert-{language}.npz", **expert.arrays())
                np.save(folder / f"weights-{language}.npy", expert.weights)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,  # noqa: ARG003
        **kwargs: Any,  # noqa: ARG003
    ) -> NeedClassifier:
        with model_storage.read_from(resource) as folder:
            needs = [str(n) for n in np.load(folder / "needs.npz", allow_pickle=False)["needs"]]
            by_language: dict[str, Expert] = {}
            for path in sorted(folder.glob("expert-*.npz")):
                language = path.stem.partition("-")[2]
                # Mapped, not read: of a language that nobody writes no weight is in memory.
                weights = np.load(folder / f"weights-{language}.npy", mmap_mode="r")
                with np.load(path, allow_pickle=False) as kept:
                    by_language[language] = Expert.from_arrays(kept, weights)
        return cls(config, model_storage, resource, Experts(by_language, needs))

    def process(self, messages: list[Message]) -> list[Message]:
        for message in messages:
            self._classify(message)
        return messages

    def _classify(self, message: Message) -> None:
        ranking, parts = read_message(
            self._experts,
            sentence_of(message),
            message.get(LANGUAGES) or {},
            message.get(NEED_WORDS) or [],
            self._thresholds,
        )
        named = [{"name": name, "confidence": share} for name, share in ranking]
        if parts:
            # What the message as a whole says leads, if one of its parts says so too.
            lead = next((p for p in parts if p.need == ranking[0][0]), parts[0])
            named.sort(key=lambda item: item["name"] != lead.need)
            named[0] = {"name": lead.need, "confidence": lead.confidence}
        message.set(INTENT, named[0] if named else {"name": None, "confidence": 0.0}, True)
        message.set(INTENT_RANKING_KEY, named[: self._config["ranking_length"]], True)
        message.set(ENTITIES, [_entity(part, message.get(TEXT)) for part in parts], True)

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        return training_data


def _entity(part: Part, text: str) -> dict[str, Any]:
    # Words are of the normalised text, so no place in the typed text is claimed beyond the whole.
    return {
        "entity": "need",
        "value": part.need,
        "confidence_entity": round(part.confidence, 4),
        "start": 0,
        "end": len(text),
        "extractor": "NeedClassifier",
    }
