"""Says honestly that this is not what the assistant is for: "wie wint de match?"."""

from typing import override

from actions.turn import ReplyAction, Turn
from sociale_kaart.answer import Answer, answer_plain
from sociale_kaart.directory import Directory


class OutOfScope(ReplyAction):
    @override
    def name(self) -> str:
        return "action_out_of_scope"

    @override
    def answer(self, directory: Directory, turn: Turn) -> Answer:
        return answer_plain("out_of_scope", turn.known)
