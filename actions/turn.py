"""One message as an action sees it: what was understood, and what the conversation remembers.

For "en kleren?" after a question about food in 2060 the turn holds the need `clothes_furniture`,
no place of its own, and a memory in which the place is still 2060.
"""

from abc import abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.interfaces import Action, Tracker
from rasa_sdk.types import DomainDict

from actions import wiring
from sociale_kaart.answer import Answer, Asker
from sociale_kaart.directory import Directory
from sociale_kaart.memory import Memory, Spot
from sociale_kaart.needs import NEEDS

LIKELY = 0.08
"""Least confidence for a need to be offered as a button when nothing is sure."""


@dataclass(frozen=True, slots=True)
class Turn:
    """What one message means, after understanding and before an answer.

    `needs` are the needs heard in it, surest first; `place` is the place named in this message;
    `candidates` are labels when its name fits several places; `choice` is the value of a tapped
    button such as a place id, or None; `guesses` are needs that may be meant when nothing is sure.
    """

    text: str
    language: str
    at: datetime
    needs: tuple[str, ...]
    guesses: tuple[str, ...]
    place: Spot | None
    candidates: tuple[str, ...]
    choice_id: str | None
    choice: str | None
    memory: Memory

    @property
    def asker(self) -> Asker:
        return Asker(self.language, self.at)

    @property
    def known(self) -> Memory:
        """The memory with the place of this message in it."""
        return replace(self.memory, place=self.place) if self.place else self.memory


def read_turn(latest: Mapping[str, Any], at: datetime) -> Turn:
    """The turn in Rasa's `latest_message`, whose metadata is ours (docs/architecture.md)."""
    metadata = _mapping(latest.get("metadata"))
    choice = _mapping(metadata.get("choice"))
    place = _mapping(metadata.get("place"))
    candidates = place.get("candidates")
    intent = str(_mapping(latest.get("intent")).get("name") or "")
    ranking = [_mapping(item) for item in latest.get("intent_ranking") or []]
    heard = [
        str(entity.get("value"))
        for entity in map(_mapping, latest.get("entities") or [])
        if entity.get("entity") == "need"
    ]
    needs = [intent, *heard] if intent in NEEDS else heard
    return Turn(
        text=str(latest.get("text") or ""),
        language=str(metadata.get("language") or "nl"),
        at=at,
        needs=tuple(dict.fromkeys(need for need in needs if need in NEEDS)),
        guesses=tuple(
            str(item.get("name"))
            for item in ranking
            if item.get("name") in NEEDS and float(item.get("confidence") or 0) >= LIKELY
        ),
        place=Spot.from_json(place),
        candidates=tuple(str(item) for item in candidates) if isinstance(candidates, list) else (),
        choice_id=str(choice["id"]) if choice.get("id") else None,
        choice=str(choice["value"]) if choice.get("value") else None,
        memory=Memory.from_json(metadata.get("memory")),
    )


def _mapping(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}


class ReplyAction(Action):
    """An action that answers one turn with one reply key. Subclasses say `name` and `answer`."""

    @abstractmethod
    def name(self) -> str:
        """The action's name in bot/domain/actions.yml."""

    @abstractmethod
    def answer(self, directory: Directory, turn: Turn) -> Answer:
        """What is said and remembered."""

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict
    ) -> list[dict[str, Any]]:
        del domain
        turn = read_turn(tracker.latest_message or {}, wiring.now())
        given = self.answer(wiring.directory(), turn)
        dispatcher.utter_message(
            json_message={
                "key": given.reply.key,
                "params": dict(given.reply.params),
                "memory": given.memory.to_json(),
            }
        )
        return []
