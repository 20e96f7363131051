"""Fetching from a server that is slow, broken, endless, wandering or inside the own network."""

import socket
import time
from typing import Any

import httpx
import pytest

from sociale_kaart.reading import ReadError
from sociale_kaart.reading import fetch as fetching
from sociale_kaart.reading.fetch import MOST_REDIRECTS, NotThere, Web, is_public, web_from
from tests.contract.directory_server import Answer, Directory


def web(directory: Directory, **changes: Any) -> Web:
    quick = {"allow_private": True, "pause": 0, "back_off": 0, "time_out": 2.0, "longest": 2.0}
    return Web(directory.url, **{**quick, **changes})


def test_an_error_of_the_moment_is_tried_again(directory: Directory) -> None:
    directory.answer("/x", Answer({}, 500), Answer({}, 429), {"good": True})
    waits: list[float] = []
    with web(directory, back_off=5, pause=0.5, sleep=waits.append) as opened:
        assert opened.json("/x") == {"good": True}
    assert waits == [5, 0.5, 10, 0.5]


def test_after_three_times_it_is_an_error_that_names_the_host_alone(directory: Directory) -> None:
    directory.answer("/secret-path", Answer({"key": "zeer geheim"}, 503))
    with web(directory) as opened, pytest.raises(ReadError) as error:
        opened.json("/secret-path", {"q": "geheim"})
    assert "127.0.0.1 answers 503" in str(error.value)
    assert "geheim" not in str(error.value) and "secret" not in str(error.value)
    assert len(directory.asked) == 3


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410])
def test_a_refusal_is_not_tried_again(directory: Directory, status: int) -> None:
    directory.answer("/x", Answer({}, status))
    with web(directory) as opened, pytest.raises(NotThere, match=str(status)):
        opened.json("/x")
    assert len(directory.asked) == 1


@pytest.mark.parametrize("status", [201, 204, 304, 501])
def test_any_other_status_is_an_error(directory: Directory, status: int) -> None:
    directory.answer("/x", Answer(b"", status))
    with web(directory) as opened, pytest.raises(ReadError, match=str(status)):
        opened.json("/x")


@pytest.mark.parametrize(
    "body", [b"<html>", b"", b'{"a":', b"\xff\xfe\x00", b"[" * 100_000, b"tru", b"[1],"]
)
def test_garbage_is_an_error_and_not_an_exception_of_the_library(
    directory: Directory, body: bytes
) -> None:
    directory.answer("/x", Answer(body))
    with web(directory) as opened, pytest.raises(ReadError, match="answers with something"):
        opened.json("/x")


def test_three_redirects_on_the_same_host_are_followed_and_no_more(directory: Directory) -> None:
    for number in range(6):
        directory.answer(f"/{number}", Answer(b"", 302, {"location": f"/{number + 1}"}))
    directory.answer("/3", {"arrived": True})
    with web(directory) as opened:
        assert opened.json("/0") == {"arrived": True}
        directory.answer("/3", Answer(b"", 302, {"location": "/4"}))
        with pytest.raises(ReadError, match=f"more than {MOST_REDIRECTS} times"):
            opened.json("/0")


@pytest.mark.parametrize(
    "location",
    [
        "http://localhost:1/x",
        "http://169.254.169.254/latest/meta-data",
        "http://example.org/x",
        "http://127.0.0.1:9/x",
        "file:///etc/passwd",
        "ftp://127.0.0.1/x",
        "//10.0.0.1/x",
        "http://user:word@127.0.0.1/x",
        "https://127.0.0.1.example.org/",
    ],
)
def test_a_redirect_to_anywhere_else_is_refused(directory: Directory, location: str) -> None:
    directory.answer("/x", Answer(b"", 301, {"location": location}))
    with web(directory) as opened, pytest.raises(ReadError, match="redirects to another"):
        opened.json("/x")
    assert len(directory.asked) == 1


def test_an_endless_answer_stops_at_the_limit(directory: Directory) -> None:
    directory.answer("/x", Answer(b"[1,2,3,4,5,6,7,8]" * 100, endless=True))
    with web(directory, largest=100_000) as opened, pytest.raises(ReadError, match="more than"):
        opened.json("/x")


def test_an_answer_that_drips_is_given_up(directory: Directory) -> None:
    directory.answer("/x", Answer(b"[" + b" " * 1000, drip=0.05))
    began = time.monotonic()
    with web(directory, longest=0.4, attempts=1) as opened, pytest.raises(ReadError, match="takes"):
        opened.json("/x")
    assert time.monotonic() - began < 3


def test_an_answer_that_never_begins_is_given_up(directory: Directory) -> None:
    directory.answer("/x", Answer({}, delay=1.5))
    hasty = web(directory, time_out=0.2, attempts=1)
    with hasty as opened, pytest.raises(ReadError, match="cannot be reached"):
        opened.json("/x")


def test_nobody_there_is_an_error_after_three_times() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{taken.getsockname()[1]}"
        waits: list[float] = []
        web = Web(url, allow_private=True, sleep=waits.append)
        with web as opened, pytest.raises(ReadError, match="tried 3 times"):
            opened.json("/x")
    assert len([wait for wait in waits if wait >= 5]) == 2


@pytest.mark.parametrize(
    "name", ["127.0.0.1", "localhost", "[::1]", "0.0.0.0", "127.1", "2130706433"]
)
def test_the_own_network_is_closed_unless_the_entry_opens_it(
    directory: Directory, name: str
) -> None:
    url = f"http://{name}:{directory.port}"
    with Web(url, pause=0, back_off=0) as opened, pytest.raises(ReadError):
        opened.json("/x")
    assert directory.asked == []


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("8.8.8.8", True), ("2001:4860:4860::8888", True), ("193.190.182.1", True),
        ("127.0.0.1", False), ("10.1.2.3", False), ("172.16.0.1", False), ("192.168.1.1", False),
        ("169.254.169.254", False), ("100.64.0.1", False), ("0.0.0.0", False), ("224.0.0.1", False),
        ("255.255.255.255", False), ("::1", False), ("fe80::1", False), ("fc00::1", False),
        ("::ffff:10.0.0.1", False), ("::ffff:8.8.8.8", True), ("64:ff9b::a00:1", False),
        ("2002:a00:1::", False), ("ff02::1", False), ("::", False),
    ],
)  # fmt: skip
def test_which_addresses_are_of_the_internet(address: str, public: bool) -> None:
    assert is_public(address) is public


def test_the_address_that_was_checked_is_the_one_that_is_used(
    directory: Directory, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A name that means a public address when checked, and an own one a moment later."""
    looked_up: list[str] = []

    def look_up(host: str, port: int, **_: Any) -> list[Any]:
        looked_up.append(host)
        address = "93.184.215.14" if len(looked_up) == 1 else "127.0.0.1"
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port))]

    connected: list[str] = []

    def connect(_: Any, request: httpx.Request) -> httpx.Response:
        connected.append(f"{request.url.host} {request.headers['host']}")
        return httpx.Response(200, content=b"[]")

    monkeypatch.setattr(fetching.socket, "getaddrinfo", look_up)
    monkeypatch.setattr(httpx.HTTPTransport, "handle_request", connect)
    with Web("http://rebind.example.org", pause=0, back_off=0) as opened:
        assert opened.json("/x") == []
        with pytest.raises(ReadError, match="own network"):
            opened.json("/x")
    assert connected == ["93.184.215.14 rebind.example.org"]
    assert directory.asked == []


@pytest.mark.parametrize(
    "url", ["ftp://example.org", "file:///etc/passwd", "https://u:p@example.org", "example.org", ""]
)
def test_an_entry_with_a_wrong_address_is_refused(url: str) -> None:
    with pytest.raises(ReadError):
        web_from({"name": "x", "url": url})


def test_a_key_goes_in_its_header_and_only_over_https(directory: Directory) -> None:
    entry = {"name": "x", "url": directory.url, "key_header": "x-api-key", "key": "sleutel"}
    directory.answer("/x", [])
    with web_from({**entry, "allow_private": True, "pause": 0}) as opened:
        opened.json("/x")
    assert {k.lower(): v for k, v in directory.asked[0][2].items()}["x-api-key"] == "sleutel"
    with pytest.raises(ReadError, match="https"):
        web_from(entry)
    with pytest.raises(ReadError, match="needs a key"):
        web_from({**entry, "key": None})
