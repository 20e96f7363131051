"""Nothing was understood for sure: likely needs as buttons, then a person. "2060" alone is a place."""

from typing import override

from actions.turn import ReplyAction, Turn
from sociale_kaart.answer import Answer, answer_near, answer_unsure
from sociale_kaart.directory import Directory


class Unsure(ReplyAction):
    @override
    def name(self) -> str:
        return "action_unsure"

    @override
    def answer(self, directory: Directory, turn: Turn) -> Answer:
        if turn.place or turn.candidates:
            return answer_near(directory, turn.asker, turn.memory, turn.place, turn.candidates)
        lexical = [need for need, _ in directory.needs_in(turn.text, turn.language)]
        return answer_unsure(directory, turn.memory, [*lexical[:2], *turn.guesses])
