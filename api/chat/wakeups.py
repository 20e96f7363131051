"""Tells readers of a conversation that there may be something new, without saying what.

The reader on a phone in Wilrijk sleeps until the bell of its conversation rings, then reads the
table. A bell that rings too often costs one reading; nothing is ever only in the bell.
"""

import asyncio
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager


class Bells:
    """One bell per conversation, for as long as somebody listens."""

    def __init__(self) -> None:
        self._listeners: defaultdict[str, set[asyncio.Event]] = defaultdict(set)
        self.stopping = False

    @contextmanager
    def listen(self, conversation_id: str) -> Iterator[asyncio.Event]:
        """An event that is set at every ring; the listener clears it before reading."""
        rung = asyncio.Event()
        listeners = self._listeners[conversation_id]
        listeners.add(rung)
        try:
            yield rung
        finally:
            listeners.discard(rung)
            if not listeners:
                self._listeners.pop(conversation_id, None)

    def listening(self, conversation_id: str) -> int:
        return len(self._listeners.get(conversation_id, ()))

    def ring(self, conversation_id: str) -> None:
        for rung in self._listeners.get(conversation_id, ()):
            rung.set()

    def stop(self) -> None:
        """Ends every reading: the service is going down and readers come back to the next one."""
        self.stopping = True
        for listeners in self._listeners.values():
            for rung in listeners:
                rung.set()


async def wait_for(rung: asyncio.Event, seconds: float) -> bool:
    """Whether the bell rang within this time."""
    try:
        async with asyncio.timeout(seconds):
            await rung.wait()
    except TimeoutError:
        return False
    return True
