"""Brings what people type to one form: "HONGERRR!! in Bórgerhout" becomes "honger!! in borgerhout".

A cheap phone has no accents, an Arabic keyboard has three kinds of ya, Persian has its own digits.
All of them must reach the classifier as the same letters, in training and in use.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from nlu.components.marks import NORMALISED, examples_of

LONGEST = 1000
"""Letters looked at. The longest real question was some 300; a pasted letter says it early."""

# Letters that people swap because of their keyboard, and that Unicode keeps apart.
_SAME_LETTER = str.maketrans(
    {
        "ı": "i",
        "ł": "l",
        "ø": "o",
        "đ": "d",
        "ð": "d",
        "œ": "oe",
        "æ": "ae",
        "ى": "ي",
        "ی": "ي",
        "ې": "ي",
        "ۍ": "ي",
        "ے": "ي",
        "ک": "ك",
        "ڪ": "ك",
        "ګ": "گ",
        "ة": "ه",
        "ہ": "ه",
        "ھ": "ه",
        "ە": "ه",
        "ۃ": "ه",
        "ٱ": "ا",
        "ٲ": "ا",
        "ٳ": "ا",
        "ґ": "г",
        "ـ": None,
    }
)

# Whole rows of Ethiopic syllables that sound the same and are swapped freely.
_ETHIOPIC = {
    start + vowel: same + vowel
    for start, same in ((0x1220, 0x1230), (0x1280, 0x1200), (0x1210, 0x1200), (0x1340, 0x1338))
    for vowel in range(7)
}

_ELONGATED = re.compile(r"([^\W\d_])\1{2,}")
_SPACES = re.compile(r"\s+")


def normalise(text: str) -> str:
    """The form that training and use share. Doing it twice changes nothing."""
    # Cut twice: one Arabic ligature can unfold into eighteen letters.
    folded = unicodedata.normalize("NFKC", text[:LONGEST]).casefold()[:LONGEST]
    # Elongation first: with its accent gone "geëerd" would count as three of the same letter.
    folded = _ELONGATED.sub(r"\1", folded)
    letters = "".join(_letter(c) for c in unicodedata.normalize("NFD", folded))
    composed = unicodedata.normalize("NFC", letters).translate(_SAME_LETTER).translate(_ETHIOPIC)
    return _SPACES.sub(" ", composed).strip()


def _letter(character: str) -> str:
    category = unicodedata.category(character)
    if category in ("Mn", "Me", "Cf", "Cs", "Co", "Cn"):
        return ""  # accents, harakat, zero-width and bidi marks, halves of broken emoji
    if category == "Cc":
        return " "
    if category == "Nd":
        return str(unicodedata.decimal(character))
    return character


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=False)
class Normaliser(GraphComponent):
    """Puts the normalised text on every message; the text itself stays as it was typed."""

    @classmethod
    def create(
        cls,
        config: dict[str, Any],  # noqa: ARG003 - the signature is Rasa's
        model_storage: ModelStorage,  # noqa: ARG003
        resource: Resource,  # noqa: ARG003
        execution_context: ExecutionContext,  # noqa: ARG003
    ) -> Normaliser:
        return cls()

    def process(self, messages: list[Message]) -> list[Message]:
        for message in messages:
            message.set(NORMALISED, normalise(message.get(TEXT) or ""))
        return messages

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        self.process(list(examples_of(training_data)))
        return training_data
