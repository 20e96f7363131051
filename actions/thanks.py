"""Answers thanks, "merci he", and stays ready for the next question."""

from typing import override

from actions.turn import ReplyAction, Turn
from sociale_kaart.answer import Answer, answer_plain
from sociale_kaart.directory import Directory


class Thanks(ReplyAction):
    @override
    def name(self) -> str:
        return "action_thanks"

    @override
    def answer(self, directory: Directory, turn: Turn) -> Answer:
        return answer_plain("thanks", turn.known)
