"""Takes places in Antwerp out of a message: "eten in Deurne" and "eten in 2060" become one question.

Where somebody is says nothing about what they need, and no model may learn that Hoboken means debts
because two sentences happened to say so. The place itself is found by the API; here it is only
masked by one sign, so that "in Deurne" alone can still be recognised as an answer to "where?".
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import spacy
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from spacy.language import Language
from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc
from spacy.util import filter_spans

from nlu.components.marks import PLACE, PROJECT, SENTENCE, Sentence, examples_of, sentence_of
from nlu.components.normalise import normalise
from nlu.components.tokens import ANY_LANGUAGE, WordCutter

SHORTEST_NAME = 3
"""Letters of a one-word name. "LO" is Linkeroever and also half of what people type."""

DOCS_PER_VOCABULARY = 500
"""As for the tokenisers: people's words must not pile up in spaCy's vocabulary."""


def read_place_names(gazetteer: Path) -> list[str]:
    """All names of all places, in every script that the gazetteer has."""
    places = json.loads(gazetteer.read_text(encoding="utf-8"))
    return [name for place in places for name in (place["name"], *place.get("alt_names", []))]


class PlaceFinder:
    """A phrase matcher over the gazetteer's names."""

    def __init__(self, names: list[str]) -> None:
        cutter = WordCutter()
        phrases = {tuple(cutter.cut(normalise(name), ANY_LANGUAGE).words) for name in names}
        self._phrases = sorted(p for p in phrases if p and self._is_telling(p))
        self._fill()

    @staticmethod
    def _is_telling(phrase: tuple[str, ...]) -> bool:
        return len(phrase) > 1 or len(phrase[0]) >= SHORTEST_NAME

    def _fill(self) -> None:
        self._language: Language = spacy.blank(ANY_LANGUAGE)
        self._matcher = PhraseMatcher(self._language.vocab, attr="ORTH")
        patterns = [Doc(self._language.vocab, words=list(phrase)) for phrase in self._phrases]
        self._matcher.add("place", patterns)
        self._docs = 0

    def mask(self, sentence: Sentence) -> Sentence:
        """The sentence with one sign in the place of every name."""
        if not sentence.words:
            return sentence
        self._docs += 1
        if self._docs > DOCS_PER_VOCABULARY:
            self._fill()
        doc = Doc(self._language.vocab, words=sentence.words)
        spans = {s.start: s.end for s in filter_spans(self._matcher(doc, as_spans=True))}
        return _replace(sentence, spans)


def _replace(sentence: Sentence, spans: dict[int, int]) -> Sentence:
    masked = Sentence([])
    index = 0
    while index < len(sentence.words):
        if index in sentence.clauses and masked.words:
            masked.clauses.append(len(masked.words))
        if index not in spans:
            masked.words.append(sentence.words[index])
            index += 1
            continue
        # "2060 Antwerpen" is one place, not two.
        if not masked.words or masked.words[-1] != PLACE:
            masked.words.append(PLACE)
        index = spans[index]
    masked.clauses = [i for i in masked.clauses if i < len(masked.words)]
    return masked


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class PlaceMask(GraphComponent):
    """Masks the places of the gazetteer named in the configuration."""

    def __init__(self, finder: PlaceFinder) -> None:
        self._finder = finder

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,  # noqa: ARG003 - the signature is Rasa's
        resource: Resource,  # noqa: ARG003
        execution_context: ExecutionContext,  # noqa: ARG003
    ) -> PlaceMask:
        return cls(PlaceFinder(read_place_names(PROJECT / config["gazetteer"])))

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        return {"gazetteer": "sociale_kaart/data/gazetteer.json"}

    def process(self, messages: list[Message]) -> list[Message]:
        for message in messages:
            message.set(SENTENCE, self._finder.mask(sentence_of(message)))
        return messages

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        self.process(list(examples_of(training_data)))
        return training_data
