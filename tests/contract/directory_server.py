"""A real HTTP server on this machine that plays somebody else's directory, well or badly.

`server.answer("/services", page)` says what a path gives; an answer can be JSON, raw bytes, a status,
a redirect, a slow drip, or a function of the query, such as one that pages through Deurne for ever.
"""

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit


@dataclass
class Answer:
    """One answer: what it sends, with which status and headers, and how slowly."""

    body: Any = None
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    drip: float = 0.0
    """Seconds between one byte and the next."""
    delay: float = 0.0
    endless: bool = False

    def bytes(self) -> bytes:
        return self.body if isinstance(self.body, bytes) else json.dumps(self.body).encode()


Query = dict[str, str]
Said = Answer | Callable[[Query], Answer]


@dataclass
class Directory:
    """What the server answers, and what it was asked: (path, query, headers)."""

    port: int = 0
    answers: dict[str, list[Said]] = field(default_factory=dict)
    asked: list[tuple[str, Query, dict[str, str]]] = field(default_factory=list)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def answer(self, path: str, *answers: Said | Any) -> None:
        """What a path gives, the first time, the second time, …; the last of them from then on."""
        self.answers[path] = [
            said if isinstance(said, Answer) or callable(said) else Answer(said) for said in answers
        ]

    def next(self, path: str, query: Query) -> Answer:
        left = self.answers.get(path)
        if not left:
            return Answer({"title": "not here"}, 404)
        said = left.pop(0) if len(left) > 1 else left[0]
        return said if isinstance(said, Answer) else said(query)

    def paths(self) -> list[str]:
        return [path for path, _, _ in self.asked]


class _Handler(BaseHTTPRequestHandler):
    directory: Directory

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        query = {key: values[0] for key, values in parse_qs(parts.query).items()}
        self.directory.asked.append((parts.path, query, dict(self.headers)))
        answer = self.directory.next(parts.path, query)
        time.sleep(answer.delay)
        # Whoever asked may have gone: that is what some tests are about.
        with suppress(OSError):
            self.send(answer, answer.bytes())

    def send(self, answer: Answer, body: bytes) -> None:
        self.send_response(answer.status)
        for name, value in answer.headers.items():
            self.send_header(name, value)
        if not answer.endless and not answer.drip:
            self.send_header("content-length", str(len(body)))
        self.end_headers()
        for at in range(len(body)) if answer.drip else ():
            self.wfile.write(body[at : at + 1])
            time.sleep(answer.drip)
        if not answer.drip:
            self.wfile.write(body)
        while answer.endless:
            self.wfile.write(body * 1000)

    def log_message(self, *_: Any) -> None:
        pass


@contextmanager
def running() -> Iterator[Directory]:
    directory = Directory()
    handler = type("Handler", (_Handler,), {"directory": directory})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    directory.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield directory
    finally:
        server.shutdown()
        server.server_close()
        thread.join(5)
