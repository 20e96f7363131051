"""Makes the whole answer to one stored message: from text or tapped button to blocks.

"Voedselpakket in 2060": the language is Dutch, nobody is in danger, 2060 is a place, Rasa (or the
fallback) says `places_found`, and the words and cards are rendered. Nothing here stores anything.
"""

import asyncio
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from api.chat.choices import LANGUAGE, Choice, Stale, read_choice
from api.conversation import Clock, Conversation, Draft, Message, Turn
from api.edge.logs import logger
from api.edge.metrics import Metrics
from api.fallback import Said
from api.fallback import answer as answer_without_rasa
from api.rasa.client import NoAnswer, RasaClient
from api.rasa.schemas import RasaQuestion
from api.understanding import Prepared, named_language, prepare
from locales.render import render
from locales.replies import Reply
from sociale_kaart.answer import (
    Answer,
    Asker,
    after_alarm,
    answer_crisis,
    answer_plain,
    besides,
    people_to_call,
)
from sociale_kaart.directory import Directory
from sociale_kaart.memory import Memory, Spot


@dataclass(frozen=True, slots=True)
class _Heard:
    """One message as understood so far. `said_in` is the language it was written in, if told."""

    conversation: str
    asker: Asker
    language_sure: bool
    memory: Memory
    text: str
    intent: str | None
    choice: Choice | None
    place: Mapping[str, Any] | None
    said_in: str | None = None
    elsewhere: str | None = None
    near_danger: bool = True

    @property
    def said(self) -> Said:
        candidates = tuple(self.place.get("candidates", ())) if self.place else ()
        return Said(
            text=self.text,
            choice=self.choice.id if self.choice else None,
            value=self.choice.value if self.choice else None,
            place=Spot.from_json(self.place),
            candidates=candidates,
        )

    @property
    def question(self) -> RasaQuestion:
        return RasaQuestion(
            sender=self.conversation,
            message=f"/{self.intent}" if self.intent else self.text,
            metadata={
                "language": self.asker.language,
                "place": self.place,
                "near_danger": self.near_danger,
                "memory": self.memory.to_json(),
                "choice": self.choice.to_json() if self.choice else None,
            },
        )


class Answering:
    """Turns stored messages into turns."""

    def __init__(
        self, directory: Directory, rasa: RasaClient, clock: Clock, metrics: Metrics
    ) -> None:
        self._directory = directory
        self._rasa = rasa
        self._clock = clock
        self._metrics = metrics
        self._warm = False

    def warm_up(self) -> None:
        """Loads what is slow the first time, the language models most of all. Runs in a thread."""
        prepare("waar kan ik eten vinden in 2060", None, self._directory)
        self._directory.warm()
        self._warm = True

    async def turn(self, talk: Conversation, message: Message) -> Turn:
        """The turn that answers `message`."""
        began = time.perf_counter()
        by, turn = await self._turn(talk, message)
        self._metrics.turn(by, time.perf_counter() - began)
        return turn

    async def _turn(self, talk: Conversation, message: Message) -> tuple[str, Turn]:
        tapped = message.params.get("choice")
        if tapped is not None:
            return await self._tapped(talk, message, read_choice(tapped, self._directory))
        if not message.text:
            return await self._located(talk, message)
        return await self._written(talk, message, message.text)

    async def _tapped(
        self, talk: Conversation, message: Message, choice: Choice | Stale
    ) -> tuple[str, Turn]:
        memory = Memory.from_json(talk.memory)
        if isinstance(choice, Stale):
            stale = Answer(Reply(choice.reply, {}), memory)
            return "choice", self._said(talk.language, talk.language_sure, [stale])
        if choice.id == LANGUAGE and choice.value:
            return "choice", self._language_changed(choice.value, memory)
        heard = _Heard(
            conversation=talk.id,
            asker=Asker(talk.language, self._clock.now()),
            language_sure=talk.language_sure,
            memory=memory,
            text="",
            intent=choice.intent,
            choice=choice,
            place=choice.place or message.params.get("place"),
        )
        return await self._answered(heard)

    async def _located(self, talk: Conversation, message: Message) -> tuple[str, Turn]:
        """A shared position without words: the same question, there."""
        memory = Memory.from_json(talk.memory)
        place = message.params.get("place")
        if place is None:
            unknown = Answer(Reply("place_unknown", {}), memory)
            return "choice", self._said(talk.language, talk.language_sure, [unknown])
        heard = _Heard(
            conversation=talk.id,
            asker=Asker(talk.language, self._clock.now()),
            language_sure=talk.language_sure,
            memory=memory,
            text="",
            intent="near_place",
            choice=Choice("near", None, "near_place", place),
            place=place,
        )
        return await self._answered(heard)

    async def _written(self, talk: Conversation, message: Message, text: str) -> tuple[str, Turn]:
        current = talk.language if talk.language_sure else None
        prepared = await self._prepare(text, current)
        language = prepared.language or talk.language
        sure = talk.language_sure or prepared.language is not None
        memory = Memory.from_json(talk.memory)
        now = self._clock.now()
        if prepared.danger:
            # The words of danger say themselves which language they are in; numbers come first.
            shown = prepared.language or prepared.danger.language or language
            crisis = answer_crisis(prepared.danger.kind, Asker(shown, now), memory)
            said = self._said(shown, sure, [crisis], prepared.language)
            return "danger", said
        heard = _Heard(
            conversation=talk.id,
            asker=Asker(language, now),
            language_sure=sure,
            memory=memory,
            text=prepared.text,
            # A place alone needs no understanding, and would be given to any need by chance.
            intent="near_place" if prepared.only_a_place else None,
            choice=None,
            place=prepared.place or message.params.get("place"),
            said_in=prepared.language,
            elsewhere=prepared.elsewhere,
            near_danger=prepared.near_danger,
        )
        return await self._answered(heard)

    async def _prepare(self, text: str, current: str | None) -> Prepared:
        if self._warm:
            return prepare(text, current, self._directory)
        # The first message may come before the models are loaded: others are not kept waiting.
        return await asyncio.to_thread(prepare, text, current, self._directory)

    async def _answered(self, heard: _Heard) -> tuple[str, Turn]:
        given = await self._ask_rasa(heard)
        if given is not None:
            try:
                return "rasa", self._worded(heard, given)
            except (LookupError, TypeError, ValueError, AttributeError) as error:
                # A reply from the list, with parameters that cannot be shown: as if none had come.
                logger.error("a reply of rasa cannot be shown", exc_info=error)
        answer = answer_without_rasa(self._directory, heard.asker, heard.memory, heard.said)
        return "fallback", self._worded(heard, answer)

    def _worded(self, heard: _Heard, answer: Answer) -> Turn:
        """The answer in words; asked for a language that is named, it simply changes to it."""
        wanted = named_language(heard.text) if answer.reply.key == "ask_language" else None
        if wanted:
            return self._language_changed(wanted, answer.memory)
        first, *rest = after_alarm(answer, heard.memory, heard.asker)
        said = [*besides(first, heard.elsewhere), *rest]
        return self._said(heard.asker.language, heard.language_sure, said, heard.said_in)

    async def _ask_rasa(self, heard: _Heard) -> Answer | None:
        try:
            given = await self._rasa.ask(heard.question)
            return Answer(Reply(given.key, given.params), Memory.from_json(given.memory))
        except (NoAnswer, ValueError):  # a reply that is not on the list is a ValueError
            return None

    def _language_changed(self, code: str, memory: Memory) -> Turn:
        return self._said(code, True, [answer_plain("language_changed", memory)])

    def _said(
        self, language: str, sure: bool, answers: Sequence[Answer], said_in: str | None = None
    ) -> Turn:
        now = self._clock.now()
        drafts = [
            Draft(
                language=language,
                blocks=render(answer.reply, language, now),
                key=answer.reply.key,
                params=answer.reply.params,
            )
            for answer in answers
        ]
        return Turn(
            drafts=drafts,
            language=language,
            language_sure=sure,
            memory=answers[-1].memory.to_json(),
            heard=said_in,
            forget=answers[0].reply.key == "talk_forgotten",
        )

    def last_resort(self, talk: Conversation) -> Turn:
        """For a message that made a fault: people to call, in the conversation's language."""
        numbers = people_to_call(self._directory)
        sorry = Reply("not_understood_twice", {"numbers": numbers})
        return self._said(
            talk.language, talk.language_sure, [Answer(sorry, Memory.from_json(talk.memory))]
        )
