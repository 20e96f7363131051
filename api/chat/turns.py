"""Works off the unanswered messages of each conversation, oldest first, one at a time.

Somebody in Merksem sends three messages in a row: they are answered in that order, while other
conversations go on beside them. After a restart the unanswered ones are found in the store.
"""

import asyncio

from api.chat.answering import Answering
from api.chat.wakeups import Bells
from api.conversation import Clock, Message, Turn, Work
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
        self._expected: dict[tuple[str, int], asyncio.Future[list[Message] | None]] = {}
        self._stopping = False

    def expect(self, conversation_id: str, seq: int) -> asyncio.Future[list[Message] | None]:
        """What will have been stored as the answer to a message that is about to be woken for.

        It saves whoever waits for it one reading; None means to look in the store. Cancel it when
        nobody waits any more.
        """
        expected: asyncio.Future[list[Message] | None] = asyncio.get_running_loop().create_future()
        self._expected[conversation_id, seq] = expected
        expected.add_done_callback(lambda _: self._expected.pop((conversation_id, seq), None))
        return expected

    def let_go(self) -> None:
        """Nobody is kept waiting any longer: the service is going down."""
        for expected in list(self._expected.values()):
            if not expected.done():
                expected.set_result(None)

    def wake(self, conversation_id: str, work: Work | None = None) -> None:
        """There may be something to answer in this conversation; `work` if it is already known."""
        if self._stopping:
            return
        if conversation_id in self._workers:
            self._again.add(conversation_id)
            return
        worker = asyncio.create_task(self._work(conversation_id, work))
        self._workers[conversation_id] = worker

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

    async def _work(self, conversation_id: str, work: Work | None) -> None:
        try:
            more = await self._answer(work) if work else True
            while more or conversation_id in self._again:
                self._again.discard(conversation_id)
                found = await self._threads.run(self._store.next_question, conversation_id)
                more = await self._answer(found) if found else False
        except Unavailable:
            logger.warning("the store does not answer; a message waits for the next look")
        except Exception as error:  # noqa: BLE001 - a worker that dies must say so in the log
            logger.error("a worker failed", exc_info=error)
        finally:
            self._again.discard(conversation_id)
            del self._workers[conversation_id]

    async def _answer(self, work: Work) -> bool:
        """Answers one message; whether there may be another one."""
        turn = await self._turn(work)
        stored = await self._threads.run(self._store.answer, work, turn, self._clock.now())
        self._bells.ring(work.talk.id)
        expected = self._expected.get((work.talk.id, work.message.seq))
        if expected and not expected.done():
            expected.set_result(stored.messages)
        return stored.more

    async def _turn(self, work: Work) -> Turn:
        for _ in range(TRIES):
            try:
                return await self._answering.turn(work.talk, work.message)
            except Exception as error:  # noqa: BLE001 - whatever the fault, the person gets an answer
                logger.error("a turn failed", exc_info=error)
        return self._answering.last_resort(work.talk)
