"""One real service for all conversations of this folder: started once, stopped at the end."""

from collections.abc import Iterator

import pytest

from tests.service import Service, running


@pytest.fixture(scope="session")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    with running(tmp_path_factory.mktemp("service")) as started:
        started.wait_for("rasa", "actions", "store", "directory")
        yield started
