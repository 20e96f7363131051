"""Says no: to what was asked, or "nee, in Deurne", which is a place to look near."""

from typing import override

from actions.turn import ReplyAction, Turn
from sociale_kaart.answer import Answer, answer_near, answer_no
from sociale_kaart.directory import Directory


class No(ReplyAction):
    @override
    def name(self) -> str:
        return "action_no"

    @override
    def answer(self, directory: Directory, turn: Turn) -> Answer:
        if turn.place:
            return answer_near(directory, turn.asker, turn.memory, turn.place, turn.candidates)
        return answer_no(directory, turn.asker, turn.memory)
