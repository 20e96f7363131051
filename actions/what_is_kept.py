"""Says what is kept of this talk and for how long: "wat bewaren jullie?"."""

from typing import override

from actions.turn import ReplyAction, Turn
from sociale_kaart.answer import Answer, answer_plain
from sociale_kaart.directory import Directory


class WhatIsKept(ReplyAction):
    @override
    def name(self) -> str:
        return "action_what_is_kept"

    @override
    def answer(self, directory: Directory, turn: Turn) -> Answer:
        return answer_plain("what_is_kept", turn.known)
