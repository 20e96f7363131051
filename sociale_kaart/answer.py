"""From what somebody needs to what is said: a reply key with parameters, and the new memory.

"Voedselpakket" with 2060 in memory becomes `places_found` with three places and the memory of what
was shown; without a place it becomes `places_citywide`, which also asks where the person is. The
actions call this for Rasa, and the API calls it while Rasa is away, so both say the same.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from locales.ordinals import ordinal
from locales.replies import Reply
from sociale_kaart.directory import Directory, Found, Query
from sociale_kaart.emergency import numbers_for
from sociale_kaart.memory import ALARM_TURNS, MOST_REMEMBERED, Memory, Spot
from sociale_kaart.model import Point
from sociale_kaart.needs import NEEDS

PLACES_SHOWN = 3
"""Cards in one answer: what fits two screens of a small phone, with "more" behind it."""
PLACES_PER_NEED = 2
"""Cards per need when a message holds several needs."""
MOST_NEEDS = 3
NUMBERS_AGAIN = 2
"""Numbers repeated after danger: the first two of the list."""
ASKS_AGAIN = (
    "not_understood",
    "not_understood_twice",
    "which_did_you_mean",
    "ask_need",
    "out_of_scope",
)
"""Replies that say that nothing was understood to search for."""
CLEAR = 0.5
"""Score of `Directory.needs_in` from which everyday words alone are enough to act on."""
PEOPLE_TO_CALL = ("stad-antwerpen-contactcenter", "caw-antwerpen-onthaal", "lijn-106")
"""Records of the directory that answer anybody by phone; those without a phone number are left out."""


@dataclass(frozen=True, slots=True)
class Answer:
    """One reply and what the conversation remembers after it."""

    reply: Reply
    memory: Memory


@dataclass(frozen=True, slots=True)
class Asker:
    """Who asks and when: the language of the answers and the moment for "open now"."""

    language: str
    at: datetime


def answer_needs(
    directory: Directory,
    asker: Asker,
    memory: Memory,
    needs: Sequence[str],
    *,
    more: bool = False,
    ask_where: bool = True,
) -> Answer:
    """Places for one or more needs, near the remembered place when there is one.

    `more` goes on after the places that were already shown; without `ask_where` somebody who did
    not say where they are is not asked.
    """
    wanted = tuple(dict.fromkeys(needs))[:MOST_NEEDS]
    if not wanted:
        return ask_need(memory)
    if len(wanted) > 1:
        return _several(directory, asker, memory, wanted)
    need = wanted[0]
    known = memory.understood()
    if not more:
        known = replace(known, shown=())
    known = replace(known, needs=wanted, focus=None)
    found = directory.find(query(asker, known, need, PLACES_SHOWN))
    if known.open_now and not found.results and not more:
        return _none_open(directory, asker, known, need)
    if not found.results:
        return _nothing(directory, known, need, more)
    return _places(known, need, found, asker, ask_where)


def clear_needs(directory: Directory, text: str, language: str) -> list[str]:
    """The needs that the everyday words of a text leave no doubt about, surest first."""
    return [need for need, score in directory.needs_in(text, language) if score >= CLEAR]


def answer_near(
    directory: Directory,
    asker: Asker,
    memory: Memory,
    place: Spot | None,
    candidates: Sequence[str],
) -> Answer:
    """The person said where they are: the same needs there, or the question what they need."""
    if len(candidates) > 1:
        asked = replace(memory.understood(), pending="choose_place")
        return Answer(
            Reply("which_place_did_you_mean", {"candidates": list(candidates[:4])}), asked
        )
    if place is None:
        return Answer(Reply("place_unknown", {}), replace(memory, pending="ask_place"))
    known = replace(memory.understood(), place=place)
    if known.needs:
        return answer_needs(directory, asker, known, known.needs)
    return ask_need(known)


def answer_hours(directory: Directory, asker: Asker, memory: Memory, ids: Sequence[str]) -> Answer:
    """When the named or last shown places are open."""
    found = directory.results(ids, query(asker, memory, None, len(ids)))
    if not found:
        return Answer(Reply("which_place", {}), memory.understood())
    known = replace(memory.understood(), last=tuple(result.place.id for result in found))
    return Answer(Reply("opening_hours", {"results": [item.as_params() for item in found]}), known)


def answer_one(directory: Directory, asker: Asker, memory: Memory, place_id: str | None) -> Answer:
    """All that is known of one place of the last list."""
    found = directory.results([place_id], query(asker, memory, None, 1)) if place_id else ()
    if not found:
        return Answer(Reply("which_place", {}), memory.understood())
    details = Reply("place_details", {"results": [found[0].as_params()]})
    return Answer(details, replace(memory.understood(), focus=found[0].place.id))


def ask_place(memory: Memory) -> Answer:
    """Where somebody is: "dichterbij" says that it matters, but not where."""
    return Answer(Reply("ask_place", {}), replace(memory.understood(), pending="ask_place"))


def ask_need(memory: Memory) -> Answer:
    return Answer(Reply("ask_need", {"near": near_label(memory)}), memory.understood())


def near_label(memory: Memory) -> str | None:
    """The place to name in a text; all of Antwerp is not worth naming."""
    return memory.place.label if memory.place and memory.place.kind != "city" else None


def answer_unsure(directory: Directory, memory: Memory, guesses: Sequence[str]) -> Answer:
    """Nothing is sure: two to four likely needs as buttons, after two misses also a person."""
    missed = memory.misunderstood + 1
    asked = replace(memory, pending=None, options=(), misunderstood=missed)
    offered = tuple(dict.fromkeys(guesses))[:4]
    if missed >= 2:
        asked = replace(asked, pending="offer_human")
        numbers = people_to_call(directory)
        return Answer(Reply("not_understood_twice", {"numbers": numbers}), asked)
    if len(offered) >= 2:
        asked = replace(asked, pending="choose_need", options=offered)
        return Answer(Reply("which_did_you_mean", {"needs": list(offered)}), asked)
    return Answer(Reply("not_understood", {}), asked)


def people_to_call(directory: Directory) -> list[dict[str, Any]]:
    """Phone lines where a person answers any question, as **numbers** of docs/architecture.md."""
    numbers = []
    for source_id in PEOPLE_TO_CALL:
        place = directory.by_source_id(source_id)
        if place and place.phone:
            numbers.append(
                {
                    "id": source_id,
                    "phone": place.phone,
                    "name": place.name,
                    "url": place.website,
                }
            )
    return numbers


def query(asker: Asker, memory: Memory, need: str | None, limit: int) -> Query:
    near = memory.place if memory.place and memory.place.kind != "city" else None
    return Query(
        need=need,
        near=Point(near.latitude, near.longitude) if near else None,
        near_label=near.label if near else None,
        language=asker.language,
        open_now=memory.open_now,
        at=asker.at,
        limit=limit,
        exclude=frozenset(memory.shown),
    )


def _numbers(need: str, asker: Asker) -> list[dict[str, Any]]:
    """Numbers to call at once, for needs behind which danger may stand: "mijn man slaat mij"."""
    about = NEEDS[need]
    if about.parent == "safety" and about.urgency == "now":
        return numbers_for("violence", asker.language, asker.at)
    return []


def _places(
    memory: Memory, need: str, found: Found, asker: Asker, ask_where: bool = True
) -> Answer:
    ids = tuple(result.place.id for result in found.results)
    known = replace(memory, last=ids, shown=(*memory.shown, *ids)[-MOST_REMEMBERED:])
    params: dict[str, Any] = {
        "need": need,
        "results": [result.as_params() for result in found.results],
        "more": found.more,
        "open_now": memory.open_now,
        "numbers": _numbers(need, asker),
    }
    if memory.place is None:
        ask = ask_where and not params["numbers"]
        pending = "ask_place" if ask else None
        citywide = Reply("places_citywide", {**params, "ask": ask})
        return Answer(citywide, replace(known, pending=pending))
    return Answer(Reply("places_found", {**params, "near": near_label(memory)}), known)


def _several(directory: Directory, asker: Asker, memory: Memory, needs: tuple[str, ...]) -> Answer:
    known = replace(memory.understood(), needs=needs, shown=())
    groups, ids = [], []
    for need in needs:
        found = directory.find(query(asker, known, need, PLACES_PER_NEED))
        if not found.results:
            found = directory.find(
                query(asker, replace(known, open_now=False), need, PLACES_PER_NEED)
            )
        groups.append({"need": need, "results": [item.as_params() for item in found.results]})
        ids += [item.place.id for item in found.results]
    known = replace(known, last=tuple(ids), shown=tuple(ids))
    if memory.place is None:
        known = replace(known, pending="ask_place")
    return Answer(Reply("places_for_needs", {"groups": groups, "near": near_label(memory)}), known)


def _none_open(directory: Directory, asker: Asker, memory: Memory, need: str) -> Answer:
    """None is known to be open: say so, and show the ones that open next or may be open."""
    later = replace(memory, open_now=False)
    found = directory.find(query(asker, later, need, PLACES_SHOWN))
    if not found.results:
        return _nothing(directory, later, need, more=bool(memory.shown))
    ids = tuple(result.place.id for result in found.results)
    params = {
        "need": need,
        "near": near_label(memory),
        "results": [result.as_params() for result in found.results],
    }
    known = replace(later, last=ids, shown=(*memory.shown, *ids)[-MOST_REMEMBERED:])
    return Answer(Reply("none_open_now", params), known)


def _nothing(directory: Directory, memory: Memory, need: str, more: bool) -> Answer:
    label = near_label(memory)
    if more:
        return Answer(Reply("no_more_places", {"need": need, "near": label}), memory)
    numbers = people_to_call(directory)
    return Answer(Reply("no_places", {"need": need, "near": label, "numbers": numbers}), memory)


def answer_anywhere(directory: Directory, asker: Asker, memory: Memory) -> Answer:
    """The person does not want to say where they are: the whole city, and no second question."""
    everywhere = replace(memory.understood(), place=None)
    if not everywhere.needs:
        return ask_need(everywhere)
    return answer_needs(directory, asker, everywhere, everywhere.needs, ask_where=False)


def answer_yes(directory: Directory, asker: Asker, memory: Memory) -> Answer:
    """Yes to what was asked last."""
    match memory.pending:
        case "offer_human":
            return answer_person(directory, memory)
        case "ask_place" | "choose_place":
            return ask_place(memory)
        case "choose_need" if len(memory.options) == 1:
            return answer_needs(directory, asker, memory, memory.options)
        case "choose_need" if len(memory.options) > 1:
            # Yes to which of them? Taking the first would be a guess.
            return Answer(Reply("which_did_you_mean", {"needs": list(memory.options)}), memory)
        case _:
            return ask_need(memory)


def answer_no(directory: Directory, asker: Asker, memory: Memory) -> Answer:
    """No: somebody who does not say where they are still gets the rest of the list."""
    if memory.pending in ("ask_place", "choose_place") and memory.needs:
        again = bool(memory.shown)
        return answer_needs(directory, asker, memory, memory.needs[:1], more=again, ask_where=False)
    return ask_need(memory)


def answer_open(
    directory: Directory,
    asker: Asker,
    memory: Memory,
    text: str,
    needs: Sequence[str],
    *,
    moved: bool = False,
) -> Answer:
    """Hours of the place named in the text, else open places for a need in it, else of the last list.

    `moved`: the message names a part of the city, as in "wat is er nu open in 2060".
    """
    named = directory.named_in(text)
    if named:
        return answer_hours(directory, asker, memory, [named.id])
    pointed = ordinal(text, len(memory.last))
    if pointed is not None:
        given = answer_hours(directory, asker, memory, [memory.last[pointed]])
        return replace(given, memory=replace(given.memory, last=memory.last))
    heard = [*needs, *clear_needs(directory, text, asker.language)[:1]]
    if heard and heard[0] not in memory.needs[:1]:
        return answer_needs(directory, asker, replace(memory, open_now=True), heard[:1])
    if moved:
        return answer_needs(directory, asker, replace(memory, open_now=True), memory.needs)
    return answer_hours(directory, asker, memory, [memory.focus] if memory.focus else memory.last)


def answer_person(directory: Directory, memory: Memory) -> Answer:
    """Where a person answers by phone."""
    numbers = people_to_call(directory)
    return Answer(Reply("talk_to_human", {"numbers": numbers}), memory.understood())


def answer_crisis(kind: str, asker: Asker, memory: Memory) -> Answer:
    """The numbers for danger of this kind, from the one reviewed list."""
    numbers = numbers_for(kind, asker.language, asker.at)
    alarmed = replace(memory.understood(), alarm=kind, alarm_turns=ALARM_TURNS)
    return Answer(Reply("crisis", {"kind": kind, "numbers": numbers}), alarmed)


def besides(answer: Answer, town: str | None) -> list[Answer]:
    """The answer, after the sentence that a town outside Antwerp was named, if it was.

    A town alone was all that could be understood, so nothing else is asked or said.
    """
    if town is None:
        return [answer]
    outside = Answer(Reply("outside_city", {"town": town}), answer.memory)
    nothing_else = answer.reply.key in (*ASKS_AGAIN, "place_unknown")
    return [outside] if nothing_else else [outside, answer]


def after_alarm(answer: Answer, before: Memory, asker: Asker) -> list[Answer]:
    """The answer, and for some turns after danger also the numbers again, with a person to talk to.

    What was not understood then is no search that failed ("sorry, het was een grap"): it gets only
    that question.
    """
    known = answer.memory
    if not before.alarm or before.alarm_turns < 1 or known.alarm != before.alarm:
        return [answer]
    if answer.reply.key == "crisis":
        return [answer]
    calmer = replace(known, alarm_turns=before.alarm_turns - 1)
    numbers = numbers_for(before.alarm, asker.language, asker.at)[:NUMBERS_AGAIN]
    again = Reply("still_in_danger", {"numbers": numbers})
    if answer.reply.key in ASKS_AGAIN:
        return [Answer(again, replace(calmer, misunderstood=before.misunderstood))]
    return [Answer(answer.reply, calmer), Answer(again, calmer)]


def answer_plain(key: str, memory: Memory) -> Answer:
    """A reply without parameters."""
    return Answer(Reply(key, {}), memory.understood())
