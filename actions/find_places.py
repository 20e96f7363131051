"""Answers a need with places: "voedselpakket in 2060", or "en kleren?" about the same place."""

from dataclasses import replace
from typing import override

from actions.turn import ReplyAction, Turn
from sociale_kaart.answer import Answer, answer_near, answer_needs, answer_unsure
from sociale_kaart.directory import Directory


class FindPlaces(ReplyAction):
    @override
    def name(self) -> str:
        return "action_find_places"

    @override
    def answer(self, directory: Directory, turn: Turn) -> Answer:
        if not turn.needs:
            return answer_unsure(directory, turn.known, turn.guesses)
        if len(turn.candidates) > 1:
            asked = answer_near(directory, turn.asker, turn.memory, None, turn.candidates)
            return replace(asked, memory=replace(asked.memory, needs=turn.needs))
        return answer_needs(directory, turn.asker, turn.known, turn.needs)
