"""Chooses the real objects, once, and passes them to each other.

Which database, which Rasa, which clock: all of it is decided here. A test that wants noon on a
Sunday in Antwerp passes another clock; nothing else in the service picks its own parts.
"""

import asyncio
import contextlib
import time
from dataclasses import dataclass
from datetime import timedelta
from functools import partial

from api.chat.answering import Answering
from api.chat.events import Streams
from api.chat.service import Chat, ChatParts, ChatRates, ChatRules
from api.chat.turns import Turns
from api.chat.wakeups import Bells
from api.conversation import Clock, SystemClock
from api.directory.printable.listing import Lists
from api.directory.service import DirectoryService
from api.edge.logs import logger
from api.edge.metrics import Metrics
from api.edge.rates import Rate
from api.errors import Unavailable
from api.hsds.service import HsdsService
from api.rasa.client import RasaClient
from api.settings import Settings
from api.status.service import StatusService
from api.storage.database import Database
from api.storage.migrate import upgrade
from api.storage.store import Store
from api.storage.threads import Threads
from sociale_kaart.directory import Directory
from sociale_kaart.store import open_engine
from sociale_kaart.store.changed import changed_at

CLEAN_EVERY = 3600.0
"""Seconds between wipes of conversations that have been silent for too long."""


def open_directory(settings: Settings) -> Directory:
    """The directory, filled with the starter places of Antwerp when it is empty."""
    return Directory.open(settings.directory_url)


@dataclass(slots=True)
class Service:
    """Everything that runs, and how it starts and stops."""

    settings: Settings
    clock: Clock
    database: Database
    store: Store
    threads: Threads
    bells: Bells
    turns: Turns
    answering: Answering
    rasa: RasaClient
    metrics: Metrics
    chat: Chat
    directory: DirectoryService
    lists: Lists
    hsds: HsdsService
    hsds_rate: Rate
    status: StatusService
    tasks: list[asyncio.Task[None]]

    def start(self) -> None:
        """Begins what goes on beside the requests. Called inside the running loop."""
        self.tasks.append(asyncio.create_task(asyncio.to_thread(self.answering.warm_up)))
        self.tasks.append(asyncio.create_task(self.turns.sweep()))
        self.tasks.append(asyncio.create_task(self._clean()))

    def let_go(self) -> None:
        """Ends the answers that stay open by themselves: event streams and `?wait=`."""
        self.bells.stop()
        self.turns.let_go()

    async def stop(self) -> None:
        self.let_go()
        for task in self.tasks:
            task.cancel()
        for task in self.tasks:
            with contextlib.suppress(asyncio.CancelledError):
                await task
        await self.turns.stop()
        await self.rasa.close()
        await self.status.close()
        self.threads.close()
        self.database.close()

    async def _clean(self) -> None:
        """Wipes what has been kept long enough, by the clock and without anybody asking."""
        while True:
            old = self.clock.now() - timedelta(days=self.settings.keep_days)
            try:
                wiped = await self.threads.run(self.store.forget_silent_since, old)
            except Unavailable:
                logger.warning("the store does not answer; old conversations wait")
            else:
                if wiped:
                    logger.info("wiped", extra={"fields": {"conversations": wiped}})
            await asyncio.sleep(CLEAN_EVERY)


def build(settings: Settings, clock: Clock | None = None) -> Service:
    """The whole service, not yet running."""
    clock = clock or SystemClock()
    database = Database(settings.database_url)
    upgrade(database)
    store, threads, bells, metrics = Store(database), Threads(), Bells(), Metrics()
    directory = open_directory(settings)
    rasa = RasaClient(settings.rasa_url, settings.rasa_timeout, settings.rasa_pause)
    answering = Answering(directory, rasa, clock, metrics)
    turns = Turns(store, threads, answering, bells, clock)
    parts = ChatParts(
        store=store,
        threads=threads,
        directory=directory,
        turns=turns,
        bells=bells,
        streams=Streams(bells, settings.heartbeat, settings.streams_per_conversation),
        rates=_rates(settings),
        clock=clock,
    )
    return Service(
        settings=settings,
        clock=clock,
        database=database,
        store=store,
        threads=threads,
        bells=bells,
        turns=turns,
        answering=answering,
        rasa=rasa,
        metrics=metrics,
        chat=Chat(parts, ChatRules(settings.default_language, settings.longest_wait)),
        directory=DirectoryService(directory, clock),
        lists=Lists(directory, clock),
        hsds=HsdsService(
            directory, clock, partial(changed_at, open_engine(settings.directory_url))
        ),
        hsds_rate=_requests(settings),  # its own: who copies the directory must not stop the talks
        status=StatusService(store, threads, directory, rasa, settings.actions_health_url),
        tasks=[],
    )


def _rates(settings: Settings) -> ChatRates:
    """A minute's worth may come at once: people in a hurry type in bursts."""

    def per_minute(what: str, many: int) -> Rate:
        return Rate(what, many, many / 60, time.monotonic)

    return ChatRates(
        messages=per_minute("messages in this conversation", settings.messages_per_minute),
        conversations=per_minute("new conversations", settings.conversations_per_minute),
        requests=_requests(settings),
    )


def _requests(settings: Settings) -> Rate:
    a_second = settings.requests_per_second
    return Rate("requests", a_second * 4, a_second, time.monotonic)
