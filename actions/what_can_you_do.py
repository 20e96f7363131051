"""Says what the assistant is and can do: "wat kan je allemaal?"."""

from typing import override

from actions.turn import ReplyAction, Turn
from sociale_kaart.answer import Answer, answer_plain
from sociale_kaart.directory import Directory


class WhatCanYouDo(ReplyAction):
    @override
    def name(self) -> str:
        return "action_what_can_you_do"

    @override
    def answer(self, directory: Directory, turn: Turn) -> Answer:
        return answer_plain("what_can_you_do", turn.known)
