"""Tells all about one place of the last list: "de tweede", or a tapped card."""

from typing import override

from actions.turn import ReplyAction, Turn
from locales.ordinals import ordinal
from sociale_kaart.answer import Answer, answer_one
from sociale_kaart.directory import Directory


class ChooseOne(ReplyAction):
    @override
    def name(self) -> str:
        return "action_choose_one"

    @override
    def answer(self, directory: Directory, turn: Turn) -> Answer:
        if turn.choice_id == "detail":
            return answer_one(directory, turn.asker, turn.memory, turn.choice)
        chosen = ordinal(turn.text, len(turn.memory.last))
        place_id = turn.memory.last[chosen] if chosen is not None else None
        return answer_one(directory, turn.asker, turn.memory, place_id)
