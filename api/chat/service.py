"""What can be done with a conversation, without anything of HTTP.

A page starts one and says "voedselpakket in 2060"; the message is stored before `say` returns, a
worker is woken, and whoever reads along gets the answer when it is there.
"""

import asyncio
import hashlib
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from api.channels import CHANNELS
from api.chat.choices import storable
from api.chat.events import Streams
from api.chat.schemas import NewConversation, NewMessage, message_json
from api.chat.turns import Turns
from api.chat.wakeups import Bells, wait_for
from api.conversation import Clock, Draft, Message, Question
from api.edge.rates import Rate
from api.errors import Invalid
from api.storage.store import Store
from api.storage.threads import Threads
from api.understanding import here, located, masked
from locales.languages import LANGUAGES, nearest
from locales.render import render
from locales.replies import Reply
from sociale_kaart.directory import Directory
from sociale_kaart.memory import Memory, Spot


@dataclass(frozen=True, slots=True)
class ChatRules:
    """What the settings say about conversations."""

    default_language: str
    longest_wait: float


@dataclass(frozen=True, slots=True)
class ChatRates:
    """Limits on how much at once: per conversation, on new ones, and on everything together."""

    messages: Rate
    conversations: Rate
    requests: Rate


@dataclass(frozen=True, slots=True)
class ChatParts:
    """The real objects that a chat works with, chosen in `api.wiring`."""

    store: Store
    threads: Threads
    directory: Directory
    turns: Turns
    bells: Bells
    streams: Streams
    rates: ChatRates
    clock: Clock


@dataclass(frozen=True, slots=True)
class Key:
    """What opens a conversation: its id and its token."""

    id: str
    token: str


class Chat:
    """The conversations of this service."""

    def __init__(self, parts: ChatParts, rules: ChatRules) -> None:
        self._parts = parts
        self._rules = rules

    async def start(self, wanted: NewConversation) -> dict[str, Any]:
        """A new conversation with its first message."""
        self._parts.rates.requests.take()
        self._parts.rates.conversations.take()
        asked = wanted.language
        language = self._rules.default_language if asked is None else nearest(asked)
        if language is None:
            raise Invalid("language: not one of our languages.", languages=list(LANGUAGES))
        channel = CHANNELS[0] if wanted.channel is None else wanted.channel
        if channel not in CHANNELS:
            raise Invalid("channel: not one of our channels.", channels=list(CHANNELS))
        place = self._place(wanted.near)
        now = self._parts.clock.now()
        welcome = Draft(language, render(Reply("welcome", {}), language, now), "welcome")
        talk, token, first = await self._parts.threads.run(
            self._parts.store.start,
            language,
            wanted.language is not None,
            channel,
            replace(Memory(), place=place).to_json(),
            welcome,
            now,
        )
        return {
            "id": talk.id,
            "token": token,
            "language": talk.language,
            "near": place.label if place else None,
            "messages": [message_json(first)],
        }

    async def say(self, key: Key, said: NewMessage, wait: float) -> dict[str, Any]:
        """Stores a message and, for at most `wait` seconds, waits for what is said to it."""
        self._parts.rates.requests.take()
        self._parts.rates.messages.take(hashlib.sha256(key.token.encode()).digest())
        receipt = await self._parts.threads.run(
            self._parts.store.ask, key.id, key.token, self._question(said), self._parts.clock.now()
        )
        until = time.monotonic() + min(wait, self._rules.longest_wait)
        replies: list[Message] | None = None
        if receipt.new:
            expected = self._parts.turns.expect(key.id, receipt.seq)
            self._parts.turns.wake(key.id, receipt.work)
            self._parts.bells.ring(key.id)
            if wait > 0:
                replies = await _within(expected, until)
            expected.cancel()
        if replies is None and wait > 0:
            replies = await self._replies(key, receipt.seq, until)
        if replies is None:
            return {"seq": receipt.seq}
        return {"seq": receipt.seq, "messages": [message_json(reply) for reply in replies]}

    async def read(self, key: Key, after: int) -> dict[str, Any]:
        messages = await self._read(key, after)
        return {"messages": [message_json(message) for message in messages]}

    async def follow(self, key: Key, after: int) -> AsyncIterator[str]:
        """The conversation as events. Refuses before the first one if the key does not fit."""
        self._parts.streams.admit(key.id)
        first = await self._read(key, after)
        return self._parts.streams.follow(key.id, after, first, self._reader(key))

    async def forget(self, key: Key) -> None:
        await self._parts.threads.run(self._parts.store.forget, key.id, key.token)
        self._parts.bells.ring(key.id)

    def _reader(self, key: Key) -> Callable[[int], Awaitable[list[Message]]]:
        async def read(after: int) -> list[Message]:
            return await self._read(key, after)

        return read

    async def _read(self, key: Key, after: int) -> list[Message]:
        return await self._parts.threads.run(self._parts.store.read, key.id, key.token, after)

    async def _replies(self, key: Key, seq: int, until: float) -> list[Message] | None:
        """What the store has as the answer to a message, or None when that took too long."""
        with self._parts.bells.listen(key.id) as rung:
            while True:
                rung.clear()
                replies = await self._parts.threads.run(
                    self._parts.store.replies, key.id, key.token, seq
                )
                left = until - time.monotonic()
                if replies is not None or left <= 0 or self._parts.bells.stopping:
                    return replies
                await wait_for(rung, left)

    def _place(self, near: str | None) -> Spot | None:
        """The place to begin with; one that is not in Antwerp is left out, not refused."""
        return Spot.from_json(located(near, self._parts.directory)) if near else None

    def _question(self, said: NewMessage) -> Question:
        """What is stored: cleaned, masked, and with a position that is only roughly right."""
        text = masked(said.text) if said.text is not None else None
        if not text and said.choice is None and said.location is None:
            raise Invalid("text: has nothing to read in it.")
        place: Mapping[str, Any] | None = None
        if said.location:
            place = here(said.location.latitude, said.location.longitude)
        choice: str | None = None
        if said.choice is not None:
            choice = storable(said.choice.strip(), self._parts.directory)
        return Question(
            client_id=str(said.client_id), text=text or None, choice=choice, place=place
        )


async def _within(
    expected: asyncio.Future[list[Message] | None], until: float
) -> list[Message] | None:
    """What is expected, or None when it does not come in time."""
    try:
        async with asyncio.timeout_at(asyncio.get_running_loop().time() + until - time.monotonic()):
            return await expected
    except TimeoutError:
        return None
