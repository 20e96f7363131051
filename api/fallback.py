"""Answers while Rasa is loading, slow or gone: everyday words, the directory, the same replies.

"Voedselpakket in 2060" gets its places from the words of `locales/*/words.yml` alone, and the memory
it leaves is the one that Rasa goes on from when it is back.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from api.understanding import needs_heard
from locales.act_words import act_in
from locales.ordinals import ordinal
from locales.replies import Reply
from sociale_kaart.answer import (
    CLEAR,
    Answer,
    Asker,
    answer_anywhere,
    answer_near,
    answer_needs,
    answer_no,
    answer_one,
    answer_open,
    answer_person,
    answer_plain,
    answer_unsure,
    answer_yes,
    ask_need,
)
from sociale_kaart.directory import Directory
from sociale_kaart.memory import Memory, Spot


@dataclass(frozen=True, slots=True)
class Said:
    """One message for the fallback: its text, or the choice that was tapped, and its place."""

    text: str
    choice: str | None
    value: str | None
    place: Spot | None
    candidates: tuple[str, ...]


def answer(directory: Directory, asker: Asker, memory: Memory, said: Said) -> Answer:
    """What the actions would say as far as words alone can tell."""
    if said.choice is not None:
        return _CHOICES[said.choice](directory, asker, memory, said)
    return _text(directory, asker, memory, said)


def _text(directory: Directory, asker: Asker, memory: Memory, said: Said) -> Answer:
    known = replace(memory, place=said.place) if said.place else memory
    found = needs_heard(said.text, asker.language, directory)
    clear = [need for need, score in found if score >= CLEAR]
    if clear and len(said.candidates) > 1:
        asked = answer_near(directory, asker, memory, None, said.candidates)
        return replace(asked, memory=replace(asked.memory, needs=tuple(clear[:3])))
    if clear:
        return answer_needs(directory, asker, known, clear)
    act = act_in(said.text)
    if act is not None and (act in _PLACELESS or not (said.place or said.candidates)):
        return _act(directory, asker, known, said, act)
    if said.place or said.candidates:
        return answer_near(directory, asker, memory, said.place, said.candidates)
    chosen = ordinal(said.text, len(memory.last))
    if chosen is not None:
        return answer_one(directory, asker, memory, memory.last[chosen])
    return answer_unsure(directory, memory, [need for need, _ in found])


# A wish that stands whatever place the message names: "ik wil in Deurne met een mens praten".
_PLACELESS = ("talk_to_human", "forget_talk")


def _act(directory: Directory, asker: Asker, memory: Memory, said: Said, act: str) -> Answer:
    """The reply to an act of the dialogue itself, as the actions give it."""
    if act == "forget_talk":
        return Answer(Reply("talk_forgotten", {}), Memory())
    if act == "opening_hours_question":
        return answer_open(directory, asker, memory, said.text, ())
    if act in _ACTS:
        return _ACTS[act](directory, asker, memory, said)
    return answer_plain(act, memory)


def _need(directory: Directory, asker: Asker, memory: Memory, said: Said) -> Answer:
    known = replace(memory, place=said.place) if said.place else memory
    return answer_needs(directory, asker, known, [said.value or ""])


def _more(directory: Directory, asker: Asker, memory: Memory, _: Said) -> Answer:
    if not memory.needs:
        return ask_need(memory)
    return answer_needs(directory, asker, memory, memory.needs[:1], more=True)


def _open_now(directory: Directory, asker: Asker, memory: Memory, _: Said) -> Answer:
    if not memory.needs:
        return ask_need(memory)
    return answer_needs(directory, asker, replace(memory, open_now=True), memory.needs[:1])


def _anywhere(directory: Directory, asker: Asker, memory: Memory, _: Said) -> Answer:
    return answer_anywhere(directory, asker, memory)


def _near(directory: Directory, asker: Asker, memory: Memory, said: Said) -> Answer:
    return answer_near(directory, asker, memory, said.place, ())


def _detail(directory: Directory, asker: Asker, memory: Memory, said: Said) -> Answer:
    return answer_one(directory, asker, memory, said.value)


def _human(directory: Directory, _: Asker, memory: Memory, __: Said) -> Answer:
    return answer_person(directory, memory)


def _yes(directory: Directory, asker: Asker, memory: Memory, _: Said) -> Answer:
    return answer_yes(directory, asker, memory)


def _no(directory: Directory, asker: Asker, memory: Memory, _: Said) -> Answer:
    return answer_no(directory, asker, memory)


def _restart(_: Directory, __: Asker, ___: Memory, ____: Said) -> Answer:
    return answer_plain("started_again", Memory())


def _help(_: Directory, __: Asker, memory: Memory, ___: Said) -> Answer:
    return answer_plain("what_can_you_do", memory)


_CHOICES: Mapping[str, Callable[[Directory, Asker, Memory, Said], Answer]] = {
    "need": _need,
    "more": _more,
    "open_now": _open_now,
    "anywhere": _anywhere,
    "near": _near,
    "detail": _detail,
    "human": _human,
    "yes": _yes,
    "no": _no,
    "restart": _restart,
    "help": _help,
}

_ACTS: Mapping[str, Callable[[Directory, Asker, Memory, Said], Answer]] = {
    "talk_to_human": _human,
    "more_places": _more,
    "yes": _yes,
    "no": _no,
    "start_again": _restart,
    "what_can_you_do": _help,
}
