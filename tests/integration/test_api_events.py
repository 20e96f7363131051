"""Server-sent events over the real server: order, coming back, signs of life, and a clean end."""

import json
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.integration.api_service import Api, Person, RestChannel, eventually, serving, uttered


@pytest.fixture(scope="module")
def rasa() -> Iterator[RestChannel]:
    channel = RestChannel()
    channel.answer = uttered("greet")
    yield channel
    channel.close()


@pytest.fixture(scope="module")
def api(rasa: RestChannel, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Api]:
    folder = tmp_path_factory.mktemp("api")
    with serving(folder, WEGWIJS_RASA_URL=rasa.url, WEGWIJS_HEARTBEAT="0.3") as running:
        yield running


class Reader:
    """Reads the events of a conversation in a thread, as the page does with fetch."""

    def __init__(self, person: Person, last_event_id: str | None = None, query: str = "") -> None:
        self.lines: list[str] = []
        self.status = 0
        self.ended_at: float | None = None
        self._person = person
        self._headers = dict(person.headers)
        if last_event_id is not None:
            self._headers["Last-Event-ID"] = last_event_id
        self._url = f"{person.http.base_url}{person.path}/events{query}"
        self._thread = threading.Thread(target=self._read, daemon=True)
        self._thread.start()

    def _read(self) -> None:
        try:
            with (
                httpx.Client(trust_env=False, timeout=20) as http,
                http.stream("GET", self._url, headers=self._headers) as reply,
            ):
                self.status = reply.status_code
                for line in reply.iter_lines():
                    self.lines.append(line)
        except httpx.HTTPError:
            self.lines.append("broken off")
        self.ended_at = time.monotonic()

    @property
    def messages(self) -> list[dict[str, Any]]:
        return [json.loads(line[6:]) for line in self.lines if line.startswith('data: {"seq')]

    @property
    def ids(self) -> list[int]:
        return [int(line[4:]) for line in self.lines if line.startswith("id: ")]


def test_messages_arrive_as_they_are_stored(api: Api) -> None:
    person = Person(api, language="nl")
    person.say("hallo")  # the first message after a start also loads the language models
    reader = Reader(person)
    assert eventually(lambda: reader.ids == [1, 2, 3])
    began = time.monotonic()
    person.post(wait=0, text="hallo")
    assert eventually(lambda: reader.ids == [1, 2, 3, 4, 5])
    assert time.monotonic() - began < 1, "woken, not found by looking now and then"
    assert reader.messages == person.messages()
    assert reader.status == 200


def test_coming_back_begins_after_the_last_one(api: Api) -> None:
    person = Person(api, language="nl")
    person.say("hallo")
    reader = Reader(person, last_event_id="2")
    assert eventually(lambda: reader.ids == [3])
    person.say("dag")
    assert eventually(lambda: reader.ids == [3, 4, 5])


@pytest.mark.parametrize("last", ["x", "-1", "9" * 40, "1.5", ""])
def test_a_strange_last_event_id_begins_at_the_beginning(api: Api, last: str) -> None:
    reader = Reader(Person(api), last_event_id=last)
    assert eventually(lambda: reader.ids == [1])


def test_signs_of_life(api: Api) -> None:
    reader = Reader(Person(api))
    assert eventually(lambda: reader.lines.count(": still here") >= 2, seconds=3)


def test_forgetting_ends_the_stream(api: Api) -> None:
    person = Person(api)
    reader = Reader(person)
    assert eventually(lambda: reader.ids == [1])
    person.forget()
    assert eventually(lambda: reader.ended_at is not None, seconds=2)
    assert ": forgotten" in reader.lines
    assert reader.ids == [1]
    again = Reader(person)
    assert eventually(lambda: again.status == 404)


def test_two_readers_see_the_same(api: Api) -> None:
    person = Person(api, language="nl")
    readers = [Reader(person), Reader(person)]
    assert eventually(lambda: all(reader.ids == [1] for reader in readers))
    person.say("hallo")
    assert eventually(lambda: all(reader.ids == [1, 2, 3] for reader in readers))


def test_so_many_streams_and_no_more(tmp_path: Path) -> None:
    with serving(tmp_path, WEGWIJS_STREAMS_PER_CONVERSATION="2") as api:
        person = Person(api)
        kept = [Reader(person), Reader(person)]
        assert eventually(lambda: all(reader.ids == [1] for reader in kept))
        refused = Reader(person)
        assert eventually(lambda: refused.status == 429)


def test_a_stream_ends_within_two_seconds_of_sigterm(tmp_path: Path) -> None:
    with serving(tmp_path) as api:
        readers = [Reader(Person(api)) for _ in range(3)]
        assert eventually(lambda: all(reader.ids == [1] for reader in readers))
        assert api.stop() < 2
        assert eventually(lambda: all(reader.ended_at for reader in readers), seconds=1)
        assert all("broken off" not in reader.lines for reader in readers), "ended, not cut off"
        assert api.process is not None
        assert "traceback" not in api.log.read_text().lower()


def test_somebody_who_waits_is_let_go(tmp_path: Path) -> None:
    rasa = RestChannel()
    rasa.delay = 20
    try:
        patient = {"WEGWIJS_RASA_TIMEOUT": "15"}
        with serving(tmp_path, WEGWIJS_RASA_URL=rasa.url, **patient) as api:
            person = Person(api, language="nl")
            seen: list[httpx.Response] = []
            waiting = threading.Thread(target=lambda: seen.append(person.post(text="hallo")))
            waiting.start()
            assert eventually(lambda: bool(rasa.asked))
            assert api.stop() < 2
            waiting.join(timeout=2)
            assert [(reply.status_code, reply.json()) for reply in seen] == [(202, {"seq": 2})]
    finally:
        rasa.close()


def test_without_streams_the_end_is_quick(tmp_path: Path) -> None:
    with serving(tmp_path) as api:
        person = Person(api)
        person.post(wait=0, text="hallo")
        assert api.stop() < 2
