"""Starts again with an empty memory: "opnieuw beginnen"."""

from typing import override

from actions.turn import ReplyAction, Turn
from sociale_kaart.answer import Answer, answer_plain
from sociale_kaart.directory import Directory
from sociale_kaart.memory import Memory


class StartAgain(ReplyAction):
    @override
    def name(self) -> str:
        return "action_start_again"

    @override
    def answer(self, directory: Directory, turn: Turn) -> Answer:
        return answer_plain("started_again", Memory())
