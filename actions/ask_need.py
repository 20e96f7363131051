"""Asks what the help is for: "ik heb hulp nodig" from somebody in Deurne names no need yet."""

from typing import override

from actions.turn import ReplyAction, Turn
from sociale_kaart.answer import Answer, ask_need
from sociale_kaart.directory import Directory


class AskNeed(ReplyAction):
    @override
    def name(self) -> str:
        return "action_ask_need"

    @override
    def answer(self, directory: Directory, turn: Turn) -> Answer:
        return ask_need(turn.known)
