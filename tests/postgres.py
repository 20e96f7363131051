"""A PostgreSQL server of one's own for tests, on a free port in a folder that goes away with it.

`with postgres(folder) as url:` gives `postgresql+psycopg://…`, as somebody who keeps the directory of
Antwerp in PostgreSQL would write it. The server runs as an unprivileged user, never as root. Without
the programs of PostgreSQL the test is skipped, and says where it looked.
"""

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from api.supervisor import free_port

PROGRAMS = Path("/usr/lib/postgresql/15/bin")
UNPRIVILEGED = ("postgres", "nobody")
SECONDS_TO_START = 30


def programs() -> Path | None:
    """The folder with `initdb` and `postgres`: version 15 of Debian, or the one on the PATH."""
    if (PROGRAMS / "initdb").exists():
        return PROGRAMS
    found = shutil.which("initdb")
    return Path(found).resolve().parent if found else None


@contextmanager
def postgres() -> Iterator[str]:
    """A running server's address; gone, with its data, at the end."""
    folder = programs()
    if folder is None:
        pytest.skip(f"NOT TESTED ON POSTGRESQL: no initdb in {PROGRAMS} nor on the PATH")
    with tempfile.TemporaryDirectory(prefix="wegwijs-pg-", ignore_cleanup_errors=True) as made:
        home = Path(made)
        user = _user_for(home)
        data, port = home / "data", free_port()
        _run([folder / "initdb", "-D", data, "-U", "test", "-A", "trust", "-E", "UTF8",
              "--no-sync", "--no-instructions", "--locale=C.UTF-8"], user)  # fmt: skip
        server = subprocess.Popen(
            [folder / "postgres", "-D", data, "-p", str(port), "-k", home,
             "-c", "listen_addresses=127.0.0.1", "-c", "shared_buffers=16MB"],
            user=user, group=_group(user), extra_groups=[] if user else None,
            stdout=subprocess.DEVNULL, stderr=(home / "log").open("wb"), cwd=home,
        )  # fmt: skip
        try:
            _wait(folder, port, server, home / "log")
            yield f"postgresql+psycopg://test@127.0.0.1:{port}/postgres"
        finally:
            server.send_signal(signal.SIGINT)  # "fast": ends what is open
            with suppress(subprocess.TimeoutExpired):
                server.wait(timeout=10)
            server.kill()
            server.wait(timeout=10)


def fresh_database(url: str, name: str) -> str:
    """The address of a new, empty database on a running server."""
    from sqlalchemy import create_engine, text
    from sqlalchemy.engine import make_url

    engine = create_engine(url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f'CREATE DATABASE "{name}"'))
    engine.dispose()
    return make_url(url).set(database=name).render_as_string(hide_password=False)


def _user_for(home: Path) -> str | None:
    """Whom to run as: root gives the folder to somebody without rights, others are themselves."""
    if os.geteuid() != 0:
        return None
    known = {entry.pw_name for entry in pwd.getpwall()}
    user = next(name for name in UNPRIVILEGED if name in known)
    entry = pwd.getpwnam(user)
    os.chown(home, entry.pw_uid, entry.pw_gid)
    return user


def _group(user: str | None) -> int | None:
    return pwd.getpwnam(user).pw_gid if user else None


def _run(command: list[object], user: str | None) -> None:
    done = subprocess.run(
        [str(part) for part in command], user=user, group=_group(user),
        extra_groups=[] if user else None, capture_output=True, text=True, check=False, cwd="/",
    )  # fmt: skip
    if done.returncode:
        pytest.skip(f"NOT TESTED ON POSTGRESQL: initdb failed: {done.stderr.strip()[-300:]}")


def _wait(folder: Path, port: int, server: subprocess.Popen[bytes], log: Path) -> None:
    began = time.monotonic()
    while time.monotonic() - began < SECONDS_TO_START:
        ready = subprocess.run(
            [folder / "pg_isready", "-q", "-h", "127.0.0.1", "-p", str(port)], check=False
        )
        if ready.returncode == 0:
            return
        if server.poll() is not None:
            break
        time.sleep(0.1)
    pytest.skip(f"NOT TESTED ON POSTGRESQL: it did not start: {log.read_text('utf-8')[-300:]}")
