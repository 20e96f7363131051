"""The connection to the database of places, for SQLite and PostgreSQL alike.

`sqlite:///var/directory.sqlite` is made when it is not there, its folder too; readers of it are not
held up while a new sociale kaart is being loaded.
"""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.engine import make_url
from sqlalchemy.pool import ConnectionPoolEntry, StaticPool

# Any number that no other program uses for its own locks in the same PostgreSQL database.
_LOCK_NUMBER = 2060_2018
_WRITING_NUMBER = 2060_2019


def open_engine(database_url: str) -> Engine:
    """The database at a URL; a SQLite file's folder is made when missing."""
    url = make_url(database_url)
    if url.get_backend_name() != "sqlite":
        return create_engine(url, pool_pre_ping=True)
    path = sqlite_path(database_url)
    if path is None:
        engine = create_engine(url, poolclass=StaticPool, connect_args={"check_same_thread": False})
    else:
        path.parent.mkdir(parents=True, exist_ok=True)
        engine = create_engine(url, connect_args={"timeout": 30})
    event.listen(engine, "connect", _set_up_sqlite)
    return engine


def sqlite_path(database_url: str) -> Path | None:
    """The file behind a SQLite URL; None for a database in memory or of another kind."""
    url = make_url(database_url)
    if url.get_backend_name() != "sqlite" or url.database in (None, "", ":memory:"):
        return None
    return Path(str(url.database))


@contextmanager
def one_at_a_time(engine: Engine) -> Iterator[None]:
    """Only one process at a time is inside: two that start together do not both load the starter.

    The lock goes with the process, so one that is killed leaves nothing locked.
    """
    if engine.dialect.name == "postgresql":
        with engine.connect() as connection:
            connection.execute(text("SELECT pg_advisory_lock(:number)"), {"number": _LOCK_NUMBER})
            connection.commit()
            try:
                yield
            finally:
                connection.execute(
                    text("SELECT pg_advisory_unlock(:number)"), {"number": _LOCK_NUMBER}
                )
                connection.commit()
        return
    path = sqlite_path(str(engine.url))
    if path is None:
        yield
        return
    with path.with_suffix(path.suffix + ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def lock_for_writing(connection: Connection) -> None:
    """Lets one load at a time write, till the end of the transaction; readers go on.

    SQLite does so by itself from the first row that is written.
    """
    if connection.dialect.name == "postgresql":
        connection.execute(
            text("SELECT pg_advisory_xact_lock(:number)"), {"number": _WRITING_NUMBER}
        )


def _set_up_sqlite(connection: object, _record: ConnectionPoolEntry) -> None:
    cursor = connection.cursor()  # type: ignore[attr-defined]  # a plain sqlite3 connection
    # Write-ahead logging lets readers go on during a load, and a killed load leaves no trace.
    cursor.execute("PRAGMA journal_mode=WAL")
    cursor.execute("PRAGMA synchronous=FULL")
    cursor.execute("PRAGMA foreign_keys=ON")
    cursor.close()
