"""Works off the unanswered messages of each conversation, oldest first, one at a time.

Somebody in Merksem sends three messages in a row: they are answered in that order, while other
conversations go on beside them. After a restart the unanswered ones are found in the store.
"""

import asyncio

from api.chat.answering import Answering
from api.chat.wakeups import Bells
from api.conversation import Clock, Conversation, Message, Turn
from api.edge.logs import logger
from api.errors import Unavailable
from api.storage.store import Store
from api.storage.threads import Threads

TRIES = 2
"""Times that a message is tried before it gets the last resort: a fault may pass, a bug will not."""
SWEEP = 20.0
"""Seconds between looks for messages that no worker has, because the store was away for instance."""


class Turns:
    """The workers of this process."""

    def __init__(
        self, store: Store, threads: Threads, answering: Answering, bells: Bells, clock: Clock
    ) -> None:
        self._store = store
        self._threads = threads
        self._answering = answering
        self._bells = bells
        self._clock = clock
        self._workers: dict[str, asyncio.Task[None]] = {}
        self._again: set[str] = set()
        self._stopping = False

    def wake(self, conversation_id: str) -> None:
        """There may be something to answer in this conversation."""
        if self._stopping:
            return
        if conversation_id in self._workers:
            self._again.add(conversation_id)
            return
        self._workers[conversation_id] = asyncio.create_task(self._work(conversation_id))

    async def sweep(self) -> None:
        """At the start and every now and then: wakes a worker for each unanswered message."""
        while not self._stopping:
            try:
                for conversation_id in await self._threads.run(self._store.unanswered):
                    self.wake(conversation_id)
            except Unavailable:
                logger.warning("the store does not answer; unanswered messages wait")
            await asyncio.sleep(SWEEP)

    async def stop(self) -> None:
        """Ends the work; what is unanswered is answered after the next start."""
        self._stopping = True
        workers = list(self._workers.values())
        for worker in workers:
            worker.cancel()
        await asyncio.gather(*workers, return_exceptions=True)

    async def _work(self, conversation_id: str) -> None:
        try:
            while True:
                self._again.discard(conversation_id)
                while await self._answer_one(conversation_id):
                    pass
                if conversation_id not in self._again:
                    return
        except Unavailable:
            logger.warning("the store does not answer; a message waits for the next look")
        except Exception as error:  # noqa: BLE001 - a worker that dies must say so in the log
            logger.error("a worker failed", exc_info=error)
        finally:
            del self._workers[conversation_id]

    async def _answer_one(self, conversation_id: str) -> bool:
        """Answers the oldest unanswered message; False when there is none."""
        work = await self._threads.run(self._store.next_question, conversation_id)
        if work is None:
            return False
        talk, message = work
        turn = await self._turn(talk, message)
        now = self._clock.now()
        if await self._threads.run(self._store.answer, talk, message, turn, now):
            self._bells.ring(conversation_id)
        return True

    async def _turn(self, talk: Conversation, message: Message) -> Turn:
        for _ in range(TRIES):
            try:
                return await self._answering.turn(talk, message)
            except Exception as error:  # noqa: BLE001 - whatever the fault, the person gets an answer
                logger.error("a turn failed", exc_info=error)
        return self._answering.last_resort(talk)
