"""What the components write on a message for each other, and how they read its language.

For "eten in Deurne" the steps leave: NORMALISED "eten in deurne", SENTENCE with the words
("eten", "in", "deurne"), then with Deurne behind one sign, LANGUAGES {"nl": 1.0}, and
NEED_WORDS: word 0 points to food_aid.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path

from rasa.shared.nlu.constants import METADATA
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

PROJECT = Path(__file__).resolve().parents[2]
"""Data files are named relative to the project's root, wherever a command is started."""

NORMALISED = "normalised"
SENTENCE = "sentence"
LANGUAGES = "languages"
NEED_WORDS = "need_words"

PLACE = "§"
"""Stands for any place in Antwerp, so that Deurne and 2060 weigh the same: nothing for a need."""


@dataclass
class Sentence:
    """The words of a message, and before which of them a clause begins (a comma, a full stop)."""

    words: list[str]
    clauses: list[int] = field(default_factory=list)


def language_of(message: Message) -> str | None:
    """The language a message is said to be in: of its training file, or of the conversation."""
    metadata = message.get(METADATA) or {}
    if not isinstance(metadata, dict):
        return None
    # Training examples carry it per intent, running messages at the top.
    given = metadata.get("language")
    if given is None and isinstance(metadata.get("intent"), dict):
        given = metadata["intent"].get("language")
    return given if isinstance(given, str) else None


def sentence_of(message: Message) -> Sentence:
    """The words found so far; none when the tokeniser had nothing to cut."""
    found = message.get(SENTENCE)
    return found if isinstance(found, Sentence) else Sentence([])


def examples_of(training_data: TrainingData) -> Iterator[Message]:
    """Training examples that have a text: bare intents come along from the domain and the rules."""
    return (m for m in chain(training_data.training_examples) if m.get("text"))
