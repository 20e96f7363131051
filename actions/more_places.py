"""Goes on in the list: "nog andere?", "more", for the need and the place of before."""

from typing import override

from actions.turn import ReplyAction, Turn
from sociale_kaart.answer import Answer, answer_needs, ask_need
from sociale_kaart.directory import Directory


class MorePlaces(ReplyAction):
    @override
    def name(self) -> str:
        return "action_more_places"

    @override
    def answer(self, directory: Directory, turn: Turn) -> Answer:
        known = turn.known
        needs = turn.needs or known.needs[:1]
        if not needs:
            return ask_need(known)
        return answer_needs(directory, turn.asker, known, needs[:1], more=True)
