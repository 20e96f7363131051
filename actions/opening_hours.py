"""Says when places are open: the ones just shown, one that is named, or only those open now."""

from dataclasses import replace
from typing import override

from actions.turn import ReplyAction, Turn
from sociale_kaart.answer import Answer, answer_needs, answer_open
from sociale_kaart.directory import Directory


class OpeningHours(ReplyAction):
    @override
    def name(self) -> str:
        return "action_opening_hours"

    @override
    def answer(self, directory: Directory, turn: Turn) -> Answer:
        if turn.choice_id == "open_now":
            only_open = replace(turn.known, open_now=True)
            return answer_needs(directory, turn.asker, only_open, only_open.needs[:1] or turn.needs)
        moved = turn.place is not None
        known = turn.known
        return answer_open(directory, turn.asker, known, turn.text, turn.needs, moved=moved)
