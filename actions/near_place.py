"""Moves the question to another place: "dichter bij Deurne", "2060", or a tapped district."""

from typing import override

from actions.turn import ReplyAction, Turn
from sociale_kaart.answer import (
    Answer,
    answer_anywhere,
    answer_near,
    answer_needs,
    ask_place,
    clear_needs,
)
from sociale_kaart.directory import Directory

NEARER_WORDS = 2
"""A message this short without a place is "dichterbij" or "near me"; a longer one names a place that
is not in Antwerp."""


class NearPlace(ReplyAction):
    @override
    def name(self) -> str:
        return "action_near_place"

    @override
    def answer(self, directory: Directory, turn: Turn) -> Answer:
        if turn.choice_id == "anywhere":
            return answer_anywhere(directory, turn.asker, turn.memory)
        if turn.place is None and not turn.candidates and len(turn.text.split()) <= NEARER_WORDS:
            return ask_place(turn.memory)
        # "waar is de voedsselbank in 2060": a place and the words for a need are a question.
        asked = clear_needs(directory, turn.text, turn.language) if turn.place else []
        if asked and turn.choice_id is None:
            return answer_needs(directory, turn.asker, turn.known, asked[:1])
        return answer_near(directory, turn.asker, turn.memory, turn.place, turn.candidates)
