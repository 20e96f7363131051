"""One conversation as server-sent events: each message once, in order, as soon as it is stored.

The phone in a tunnel under the Scheldt loses its connection; it comes back with `Last-Event-ID: 4`
and gets message 5, because the number of the message is the id of the event.
"""

import json
import time
from collections.abc import AsyncIterator, Awaitable, Callable

from api.chat.schemas import message_json
from api.chat.wakeups import Bells, wait_for
from api.conversation import Message
from api.errors import NoConversation, Problem, TooMany

LOOK_EVERY = 5.0
"""Seconds between looks at the table without a ring: another process may have written."""

Reading = Callable[[int], Awaitable[list[Message]]]


class Streams:
    """The open event streams of this process."""

    def __init__(self, bells: Bells, heartbeat: float, per_conversation: int) -> None:
        self._bells = bells
        self._heartbeat = heartbeat
        self._per_conversation = per_conversation

    def admit(self, conversation_id: str) -> None:
        if self._bells.listening(conversation_id) >= self._per_conversation:
            raise TooMany("Too many event streams for this conversation.", retry_after=10)

    async def follow(
        self, conversation_id: str, after: int, first: list[Message], read: Reading
    ) -> AsyncIterator[str]:
        """The messages above `after`, beginning with `first`, for as long as somebody listens."""
        last_sign = time.monotonic()
        with self._bells.listen(conversation_id) as rung:
            yield ": connected\n\n"
            for message in first:
                after = message.seq
                yield event(message)
            while not self._bells.stopping:
                rung.clear()
                try:
                    messages = await read(after)
                except NoConversation:
                    # The end is all a reader is told: coming back, it is refused as by any stranger.
                    yield ": forgotten\n\n"
                    return
                except Problem:
                    return  # the store is away: the reader comes back by itself
                for message in messages:
                    after, last_sign = message.seq, time.monotonic()
                    yield event(message)
                if not await wait_for(rung, min(LOOK_EVERY, self._heartbeat)) and (
                    time.monotonic() - last_sign >= self._heartbeat
                ):
                    last_sign = time.monotonic()
                    yield ": still here\n\n"


def event(message: Message) -> str:
    data = json.dumps(message_json(message), ensure_ascii=False, separators=(",", ":"))
    return f"id: {message.seq}\nevent: message\ndata: {data}\n\n"
