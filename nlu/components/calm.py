"""Does not believe in danger where the check that comes before Rasa saw nothing near it.

Sentences of danger are few beside those of food and rent, so "this rent is killing me in Antwerp" can look
like one to the classifier. The API has weighed every message for danger already, with far more of them,
and says in the metadata whether it came near: if not, the next likeliest intent is meant.
"""

from __future__ import annotations

from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import INTENT, INTENT_RANKING_KEY, METADATA
from rasa.shared.nlu.training_data.message import Message

CRISIS = "crisis"
NEAR_DANGER = "near_danger"


def without_crisis(ranking: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The ranking of what else it can be; what was left for the others is shared out again."""
    rest = [item for item in ranking if item["name"] != CRISIS]
    left = sum(float(item["confidence"]) for item in rest)
    if left <= 0:
        return rest
    return [{**item, "confidence": float(item["confidence"]) / left} for item in rest]


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class Calm(GraphComponent):
    """Takes `crisis` out of the ranking of a message that is not near danger."""

    @classmethod
    def create(
        cls,
        config: dict[str, Any],  # noqa: ARG003 - the signature is Rasa's
        model_storage: ModelStorage,  # noqa: ARG003
        resource: Resource,  # noqa: ARG003
        execution_context: ExecutionContext,  # noqa: ARG003
    ) -> Calm:
        return cls()

    def process(self, messages: list[Message]) -> list[Message]:
        for message in messages:
            metadata = message.get(METADATA) or {}
            ranking = message.get(INTENT_RANKING_KEY) or []
            calm = isinstance(metadata, dict) and metadata.get(NEAR_DANGER) is False
            if not calm or not ranking or ranking[0]["name"] != CRISIS:
                continue
            rest = without_crisis(ranking)
            message.set(INTENT, rest[0] if rest else {"name": None, "confidence": 0.0}, True)
            message.set(INTENT_RANKING_KEY, rest, True)
        return messages
