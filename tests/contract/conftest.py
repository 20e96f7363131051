"""The server that plays a foreign directory, for every test here that asks for it."""

from collections.abc import Iterator

import pytest

from tests.contract.directory_server import Directory, running


@pytest.fixture
def directory() -> Iterator[Directory]:
    with running() as found:
        yield found
