"""Says so when a message is not clear, instead of guessing: "hulp" can be anything.

Then the intent is `nlu_fallback`, with the ranking kept behind it: the assistant offers the two to
four likeliest needs as buttons, which costs somebody in Antwerp one tap instead of a wrong address.
"""

from __future__ import annotations

from typing import Any

from rasa.core.constants import DEFAULT_NLU_FALLBACK_THRESHOLD
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import ENTITIES, INTENT, INTENT_RANKING_KEY
from rasa.shared.nlu.training_data.message import Message

UNSURE = "nlu_fallback"


def is_unsure(ranking: list[dict[str, Any]], threshold: float, margin: float) -> bool:
    """Whether the best intent is too weak, or too close to the next one."""
    if not ranking:
        return True
    first = float(ranking[0]["confidence"])
    second = float(ranking[1]["confidence"]) if len(ranking) > 1 else 0.0
    return first < threshold or first - second < margin


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class Unsure(GraphComponent):
    """Puts `nlu_fallback` in front of the ranking when it should not be trusted."""

    def __init__(self, config: dict[str, Any]) -> None:
        self._threshold = float(config["threshold"])
        self._margin = float(config["margin"])

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,  # noqa: ARG003 - the signature is Rasa's
        resource: Resource,  # noqa: ARG003
        execution_context: ExecutionContext,  # noqa: ARG003
    ) -> Unsure:
        return cls(config)

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        return {"threshold": DEFAULT_NLU_FALLBACK_THRESHOLD, "margin": 0.1}

    def process(self, messages: list[Message]) -> list[Message]:
        for message in messages:
            ranking = message.get(INTENT_RANKING_KEY) or []
            # Two needs that are each clear are not one need that is unclear.
            if message.get(ENTITIES) or not is_unsure(ranking, self._threshold, self._margin):
                continue
            doubt = 1.0 - (float(ranking[0]["confidence"]) if ranking else 0.0)
            unsure = {"name": UNSURE, "confidence": doubt}
            message.set(INTENT, unsure, True)
            message.set(INTENT_RANKING_KEY, [unsure, *ranking], True)
        return messages
