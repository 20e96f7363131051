"""The two databases that the directory can be kept in, each empty: a SQLite file and PostgreSQL."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.postgres import fresh_database, postgres


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    with postgres() as url:
        yield url


@pytest.fixture(params=["sqlite", "postgresql"])
def directory_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'deeper' / 'directory.sqlite'}"
    server: str = request.getfixturevalue("postgres_server")
    return fresh_database(server, f"directory_{tmp_path.parent.name}_{tmp_path.name}"[-63:])
