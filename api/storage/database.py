"""The connection to the database, and everything in which SQLite and PostgreSQL differ.

On one machine in Antwerp it is the file `var/wegwijs.sqlite`; in production it is PostgreSQL, with
the same tables. Measured on SQLite (two cores, local disk): a durable transaction takes 0.23 ms, a
thread more adds 0.1 to 0.15 ms, so calls are plain ones in threads; an asynchronous driver would
start a thread of its own as well and need a second dialect.
"""

import json
import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext, suppress
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import OperationalError, TimeoutError

from api.errors import Unavailable

THREADS = 8
"""Threads and connections: database work is short, so few are needed for many people."""
BUSY_SECONDS = 5
"""How long SQLite waits for another process that writes."""


def plain_json(value: Any) -> str:
    """Scripts stay readable and small: an Arabic letter is two bytes, not six."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


class Database:
    """Transactions to read in and transactions to write in."""

    def __init__(self, url: str) -> None:
        self._sqlite = make_url(url).get_backend_name() == "sqlite"
        self.engine = _sqlite(url) if self._sqlite else _server(url)
        # One writer at a time in this process: SQLite would make the others sleep and try again.
        self._writers = threading.Lock() if self._sqlite else nullcontext()

    @contextmanager
    def writing(self, *, again: bool = False) -> Iterator[Connection]:
        """A transaction that may write. SQLite takes its write lock at once, not half-way.

        What is written survives the end of this process at any moment, and a power cut too, unless
        `again` says that it would simply be made again. Waiting for the disk is most of the time
        that a turn spends in the store (measured: 2 ms of 2.6 with the disk in use).
        """
        with (
            self._writers,
            _available(),
            self.engine.connect() as connection,
            connection.execution_options(writes="again" if again else "for good").begin(),
        ):
            yield connection

    @contextmanager
    def migrating(self) -> Iterator[Connection]:
        """A transaction that no other process that starts at the same moment is in as well.

        Taking SQLite's write lock is enough; PostgreSQL is given a lock with a number of our own.
        """
        with self.writing() as connection:
            if not self._sqlite:
                connection.execute(text("SELECT pg_advisory_xact_lock(20602018)"))
            yield connection

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A transaction that only reads and waits for no writer."""
        with _available(), self.engine.connect() as connection, connection.begin():
            yield connection

    def scrub(self) -> None:
        """After deleting: takes what was deleted out of SQLite's log as well.

        `secure_delete` overwrites the rows, but the write-ahead log still holds the old pages until
        it is folded in and cut off. PostgreSQL does the same with its own log in its own time.
        """
        if not self._sqlite:
            return
        # Another process in the middle of a reading can delay this; the rows are gone all the same,
        # and the log is folded in by the next one.
        with suppress(OperationalError), self._writers, self.engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)").close()

    def check(self) -> None:
        with self.reading() as connection:
            connection.execute(text("SELECT 1"))

    def close(self) -> None:
        self.engine.dispose()


@contextmanager
def _available() -> Iterator[None]:
    """A locked, full or unreachable database is a refusal to try again, not a broken service."""
    try:
        yield
    except (OperationalError, TimeoutError) as error:
        raise Unavailable from error


def _sqlite(url: str) -> Engine:
    path = make_url(url).database
    if path and path != ":memory:":
        Path(path).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(
        url,
        pool_size=THREADS,
        json_serializer=plain_json,
        hide_parameters=True,
        connect_args={"timeout": BUSY_SECONDS, "check_same_thread": False},
    )
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _write_ahead(connection: Any) -> None:
    """Switches to a write-ahead log. Of several that open a new file at once SQLite refuses all but one
    without waiting, whatever its time-out says, so the others try again."""
    until = time.monotonic() + BUSY_SECONDS
    while True:
        try:
            connection.execute("PRAGMA journal_mode=WAL")
            return
        except sqlite3.OperationalError:
            if time.monotonic() > until:
                raise
            time.sleep(0.02)


def _prepare_sqlite(connection: Any, _: Any) -> None:
    connection.isolation_level = None  # transactions are begun below, not by the driver
    _write_ahead(connection)
    for pragma in (
        "foreign_keys=ON",
        "secure_delete=ON",  # what a person wiped is overwritten in the file
        "temp_store=MEMORY",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    writes = connection.get_execution_options().get("writes")
    if writes is None:
        connection.exec_driver_sql("BEGIN")
        return
    synchronous = "NORMAL" if writes == "again" else "FULL"
    connection.exec_driver_sql(f"PRAGMA synchronous={synchronous}")
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def _server(url: str) -> Engine:
    return create_engine(
        url,
        pool_size=THREADS,
        pool_pre_ping=True,
        json_serializer=plain_json,
        hide_parameters=True,  # what somebody wrote must not stand in an error
    )
