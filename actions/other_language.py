"""Offers the languages: "kan het in het Engels?". A named language is taken by the API before."""

from typing import override

from actions.turn import ReplyAction, Turn
from sociale_kaart.answer import Answer, answer_plain
from sociale_kaart.directory import Directory


class OtherLanguage(ReplyAction):
    @override
    def name(self) -> str:
        return "action_other_language"

    @override
    def answer(self, directory: Directory, turn: Turn) -> Answer:
        return answer_plain("ask_language", turn.known)
