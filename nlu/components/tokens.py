"""Cuts a message in words with the rules of its language (spaCy), and notes where clauses begin.

"ik heb honger, a.u.b. in 2060" becomes ik · heb · honger ‖ aub · in · 2060. Languages that spaCy has
no rules for (Somali, Pashto) use its rules for any language, and so does French: its rules take two
seconds and 33 MB to load and, elisions being cut here anyway, give the same words.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from spacy.tokenizer import Tokenizer
from spacy.util import (
    compile_infix_regex,
    compile_prefix_regex,
    compile_suffix_regex,
    get_lang_class,
)
from spacy.vocab import Vocab

from nlu.components.joints import joins
from nlu.components.marks import NORMALISED, SENTENCE, Sentence, examples_of, language_of

ANY_LANGUAGE = "xx"
WITHOUT_OWN_RULES = frozenset({"fr"})

WORDS_AT_MOST = 120
"""More than enough for a question; keeps a pasted letter from taking seconds."""

TEXTS_PER_VOCABULARY = 500
"""spaCy's vocabulary keeps every word it ever saw. People's words must not pile up in memory, so
the tokenisers are made anew (under a millisecond) after this many texts."""

_WORD = re.compile(r"[^\W_]+")
_ABBREVIATION = re.compile(r"^(?:[^\W\d_]{1,2}\.)+[^\W\d_]{0,2}$")  # a.u.b. and a.u.b
_BREAK = re.compile(r"[,.;:!?/+&()\n\u060c\u061b\u061f\u1361-\u1368\u06d4]")


class WordCutter:
    """Tokenisers per language, made when first needed."""

    def __init__(self) -> None:
        self._tokenizers: dict[str, Tokenizer] = {}
        self._texts = 0

    def cut(self, text: str, language: str | None) -> Sentence:
        """Words of an already normalised text, and the indices at which clauses begin."""
        sentence = Sentence([])
        after_abbreviation = False
        for token in self._tokenizer(language or ANY_LANGUAGE)(text):
            found = self._words(token.text)
            # The last dot of "a.u.b." ends a word, not a clause.
            ends = _BREAK.search(token.text) and not (token.text == "." and after_abbreviation)
            after_abbreviation = bool(_ABBREVIATION.match(token.text))
            if ends and not found and sentence.words:
                sentence.clauses.append(len(sentence.words))
            sentence.words.extend(found)
            if len(sentence.words) >= WORDS_AT_MOST:
                break
        sentence.words = sentence.words[:WORDS_AT_MOST]
        joined = {i for i, word in enumerate(sentence.words) if joins(word, language)}
        clauses = {*sentence.clauses, *joined}
        sentence.clauses = sorted(i for i in clauses if 0 < i < len(sentence.words))
        return sentence

    @staticmethod
    def _words(token: str) -> list[str]:
        if _ABBREVIATION.match(token):
            return [token.replace(".", "")]
        return _WORD.findall(token)

    def _tokenizer(self, language: str) -> Tokenizer:
        self._texts += 1
        if self._texts > TEXTS_PER_VOCABULARY:
            self._tokenizers.clear()
            self._texts = 1
        if language not in self._tokenizers:
            self._tokenizers[language] = Tokenizer(Vocab(), **rules_of(language))
        return self._tokenizers[language]


@lru_cache(maxsize=64)
def rules_of(language: str) -> dict[str, Any]:
    """spaCy's rules for what is cut off before, after and inside a word of a language."""
    try:
        defaults = get_lang_class(
            ANY_LANGUAGE if language in WITHOUT_OWN_RULES else language
        ).Defaults
    except ImportError:
        defaults = get_lang_class(ANY_LANGUAGE).Defaults
    return {
        # No list of exceptions: abbreviations are kept whole below, in every language.
        "rules": {},
        "prefix_search": compile_prefix_regex(defaults.prefixes or ()).search,
        "suffix_search": compile_suffix_regex(defaults.suffixes or ()).search,
        "infix_finditer": compile_infix_regex(defaults.infixes or ()).finditer,
    }


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_TOKENIZER, is_trainable=False)
class SpacyTokens(GraphComponent):
    """Puts the words on every message."""

    def __init__(self) -> None:
        self._cutter = WordCutter()

    @classmethod
    def create(
        cls,
        config: dict[str, Any],  # noqa: ARG003 - the signature is Rasa's
        model_storage: ModelStorage,  # noqa: ARG003
        resource: Resource,  # noqa: ARG003
        execution_context: ExecutionContext,  # noqa: ARG003
    ) -> SpacyTokens:
        return cls()

    def process(self, messages: list[Message]) -> list[Message]:
        for message in messages:
            text = message.get(NORMALISED) or ""
            message.set(SENTENCE, self._cutter.cut(text, language_of(message)))
        return messages

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        self.process(list(examples_of(training_data)))
        return training_data
