"""Moves the question to another place: "dichter bij Deurne", "2060", or a tapped district."""

from typing import override

from actions.turn import ReplyAction, Turn
from sociale_kaart.answer import Answer, answer_anywhere, answer_near
from sociale_kaart.directory import Directory


class NearPlace(ReplyAction):
    @override
    def name(self) -> str:
        return "action_near_place"

    @override
    def answer(self, directory: Directory, turn: Turn) -> Answer:
        if turn.choice_id == "anywhere":
            return answer_anywhere(directory, turn.asker, turn.memory)
        return answer_near(directory, turn.asker, turn.memory, turn.place, turn.candidates)
