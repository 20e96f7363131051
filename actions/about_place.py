"""Answers a question about a place just shown: "moet ik een afspraak maken" after three food banks.

Whatever is asked, the whole card is the answer: what it does not say, nobody knows for sure.
"""

from typing import override

from actions.turn import ReplyAction, Turn
from locales.ordinals import ordinal
from sociale_kaart.answer import Answer, answer_needs, answer_one, ask_need
from sociale_kaart.directory import Directory


class AboutPlace(ReplyAction):
    @override
    def name(self) -> str:
        return "action_about_place"

    @override
    def answer(self, directory: Directory, turn: Turn) -> Answer:
        named = directory.named_in(turn.text)
        if named:
            return answer_one(directory, turn.asker, turn.known, named.id)
        known = turn.known
        if known.last:
            pointed = ordinal(turn.text, len(known.last))
            # Without a number it is about the one just told about, else the card on top.
            shown = known.focus or known.last[0]
            place_id = known.last[pointed] if pointed is not None else shown
            return answer_one(directory, turn.asker, known, place_id)
        if turn.needs:
            return answer_needs(directory, turn.asker, turn.known, turn.needs)
        return ask_need(turn.known)
