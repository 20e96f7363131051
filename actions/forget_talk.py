"""Forgets: "wis dit gesprek". The API deletes what was said when it sees this reply."""

from typing import override

from actions.turn import ReplyAction, Turn
from sociale_kaart.answer import Answer, answer_plain
from sociale_kaart.directory import Directory
from sociale_kaart.memory import Memory


class ForgetTalk(ReplyAction):
    @override
    def name(self) -> str:
        return "action_forget_talk"

    @override
    def answer(self, directory: Directory, turn: Turn) -> Answer:
        return answer_plain("talk_forgotten", Memory())
