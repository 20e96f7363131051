"""Rasa heard danger that the fixed check did not: the same numbers, first."""

from typing import override

from actions.turn import ReplyAction, Turn
from sociale_kaart.answer import Answer, answer_crisis
from sociale_kaart.directory import Directory


class Crisis(ReplyAction):
    @override
    def name(self) -> str:
        return "action_crisis"

    @override
    def answer(self, directory: Directory, turn: Turn) -> Answer:
        return answer_crisis("danger", turn.asker, turn.known)
