"""Asks what the help is for: "ik heb hulp nodig" from somebody in Deurne names no need yet."""

from typing import override

from actions.turn import ReplyAction, Turn
from sociale_kaart.answer import Answer, answer_near, ask_need
from sociale_kaart.directory import Directory


class AskNeed(ReplyAction):
    @override
    def name(self) -> str:
        return "action_ask_need"

    @override
    def answer(self, directory: Directory, turn: Turn) -> Answer:
        if turn.place or turn.candidates:
            # "i am in 2060" says where, and the need may be known already.
            return answer_near(directory, turn.asker, turn.memory, turn.place, turn.candidates)
        return ask_need(turn.memory)
