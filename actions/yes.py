"""Says yes to what the assistant asked: to a person, or to the need that was offered."""

from typing import override

from actions.turn import ReplyAction, Turn
from sociale_kaart.answer import Answer, answer_near, answer_needs, answer_person, ask_need
from sociale_kaart.directory import Directory


class Yes(ReplyAction):
    @override
    def name(self) -> str:
        return "action_yes"

    @override
    def answer(self, directory: Directory, turn: Turn) -> Answer:
        if turn.memory.pending == "offer_human":
            return answer_person(directory, turn.memory)
        if turn.memory.pending == "choose_need" and turn.memory.options:
            return answer_needs(directory, turn.asker, turn.known, turn.memory.options[:1])
        if turn.place:
            return answer_near(directory, turn.asker, turn.memory, turn.place, turn.candidates)
        return ask_need(turn.known)
