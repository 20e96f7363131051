"""Says yes to what the assistant asked: to a person, or to the need that was offered."""

from typing import override

from actions.turn import ReplyAction, Turn
from sociale_kaart.answer import Answer, answer_near, answer_yes
from sociale_kaart.directory import Directory


class Yes(ReplyAction):
    @override
    def name(self) -> str:
        return "action_yes"

    @override
    def answer(self, directory: Directory, turn: Turn) -> Answer:
        if turn.place:
            return answer_near(directory, turn.asker, turn.memory, turn.place, turn.candidates)
        return answer_yes(directory, turn.asker, turn.memory)
