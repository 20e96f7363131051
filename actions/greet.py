"""Greets back: "goeiedag", and asks what is needed."""

from typing import override

from actions.turn import ReplyAction, Turn
from sociale_kaart.answer import Answer, answer_plain
from sociale_kaart.directory import Directory


class Greet(ReplyAction):
    @override
    def name(self) -> str:
        return "action_greet"

    @override
    def answer(self, directory: Directory, turn: Turn) -> Answer:
        return answer_plain("greet", turn.known)
