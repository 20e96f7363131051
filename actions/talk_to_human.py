"""Hands over to a person: "ik wil met iemand praten". Phones where somebody answers."""

from typing import override

from actions.turn import ReplyAction, Turn
from sociale_kaart.answer import Answer, answer_person
from sociale_kaart.directory import Directory


class TalkToHuman(ReplyAction):
    @override
    def name(self) -> str:
        return "action_talk_to_human"

    @override
    def answer(self, directory: Directory, turn: Turn) -> Answer:
        return answer_person(directory, turn.known)
