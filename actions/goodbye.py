"""Says goodbye when somebody leaves: "tot ziens", "yallah bye"."""

from typing import override

from actions.turn import ReplyAction, Turn
from sociale_kaart.answer import Answer, answer_plain
from sociale_kaart.directory import Directory


class Goodbye(ReplyAction):
    @override
    def name(self) -> str:
        return "action_goodbye"

    @override
    def answer(self, directory: Directory, turn: Turn) -> Answer:
        return answer_plain("goodbye", turn.known)
