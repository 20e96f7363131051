"""The real API in a process of its own on a free port, and a small server that speaks as Rasa does.

The second stands at the border: it answers `POST /webhooks/rest/webhook` as an action of the bot in
Antwerp would, or hangs, or talks nonsense, which the real one cannot be made to do on purpose.
"""

import json
import os
import signal
import subprocess
import sys
import threading
import time
import uuid
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import httpx

from api.supervisor import free_port

ROOT = Path(__file__).resolve().parents[2]

Answerer = Callable[[Mapping[str, Any]], Any]


def uttered(key: str, params: Mapping[str, Any] | None = None, **memory: Any) -> Answerer:
    """An answerer that says one reply and changes the memory, as an action does."""

    def answer(question: Mapping[str, Any]) -> Any:
        kept = {**question["metadata"]["memory"], **memory}
        reply = {"key": key, "params": dict(params or {}), "memory": kept}
        return [{"recipient_id": question["sender"], "custom": reply}]

    return answer


class RestChannel:
    """Rasa's REST channel. `answer` can be changed at any time; what came in is in `asked`."""

    def __init__(self) -> None:
        self.answer: Answerer = uttered("greet")
        self.delay = 0.0
        self.asked: list[dict[str, Any]] = []
        self.headers: list[dict[str, str]] = []
        channel = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                time.sleep(channel.delay)
                self._send(b"Hello from Rasa: 3.6.21")

            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                question = json.loads(body)
                channel.asked.append(question)
                channel.headers.append(dict(self.headers))
                time.sleep(channel.delay)
                answered = channel.answer(question)
                raw = answered if isinstance(answered, bytes) else json.dumps(answered).encode()
                self._send(raw)

            def _send(self, raw: bytes) -> None:
                try:
                    self.send_response(200)
                    self.send_header("Content-Length", str(len(raw)))
                    self.end_headers()
                    self.wfile.write(raw)
                except OSError:
                    self.close_connection = True  # the caller lost patience

            def log_message(self, *_: Any) -> None:
                """Says nothing: the test reads `asked`."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()


@dataclass
class Api:
    """A running API with its own databases in `folder`."""

    folder: Path
    environment: dict[str, str] = field(default_factory=dict)
    port: int = field(default_factory=free_port)
    process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def log(self) -> Path:
        return self.folder / "api.log"

    @property
    def database(self) -> Path:
        return self.folder / "talks.sqlite"

    def start(self) -> float:
        """Starts the process; seconds until it answers."""
        began = time.monotonic()
        self.process = subprocess.Popen(
            [sys.executable, "-m", "api.cli", "serve"],
            cwd=ROOT,
            env={
                **{name: value for name, value in os.environ.items() if "WEGWIJS" not in name},
                "WEGWIJS_PORT": str(self.port),
                "WEGWIJS_DATABASE_URL": f"sqlite:///{self.database}",
                "WEGWIJS_DIRECTORY_URL": f"sqlite:///{self.folder / 'directory.sqlite'}",
                "WEGWIJS_RASA_URL": "http://127.0.0.1:9",
                **self.environment,
            },
            stdout=self.log.open("ab"),
            stderr=subprocess.STDOUT,
        )
        while time.monotonic() - began < 30:
            try:
                if httpx.get(f"{self.url}/status/live", trust_env=False).status_code == 200:
                    return time.monotonic() - began
            except httpx.TransportError:
                if self.process.poll() is not None:
                    break
                time.sleep(0.05)
        raise RuntimeError(f"the API did not start:\n{self.log.read_text()[-3000:]}")

    def stop(self, number: signal.Signals = signal.SIGTERM) -> float:
        """Seconds until the process is gone."""
        assert self.process is not None
        began = time.monotonic()
        self.process.send_signal(number)
        self.process.wait(timeout=10)
        return time.monotonic() - began

    def lines(self) -> list[dict[str, Any]]:
        """What was logged, line by line."""
        return [json.loads(line) for line in self.log.read_text().splitlines()]

    def stored_bytes(self) -> bytes:
        """Everything that the store has on the disk, its log included."""
        return b"".join(path.read_bytes() for path in self.folder.glob("talks.sqlite*"))


@contextmanager
def serving(folder: Path, **environment: str) -> Iterator[Api]:
    api = Api(folder, environment)
    api.start()
    try:
        yield api
    finally:
        if api.process is not None and api.process.poll() is None:
            api.process.kill()
            api.process.wait()


class Person:
    """Somebody with one conversation, over HTTP only."""

    def __init__(self, api: Api, **opening: Any) -> None:
        self.http = httpx.Client(base_url=api.url, timeout=20, trust_env=False)
        made = self.http.post("/v1/conversations", json=opening)
        assert made.status_code == 201, made.text
        self.opened: dict[str, Any] = made.json()
        self.id: str = self.opened["id"]
        self.path = f"/v1/conversations/{self.id}"
        self.headers = {"Authorization": f"Bearer {self.opened['token']}"}

    def post(self, wait: float = 10, **body: Any) -> httpx.Response:
        sent = {"client_id": str(uuid.uuid4()), **body}
        return self.http.post(
            f"{self.path}/messages", params={"wait": wait}, json=sent, headers=self.headers
        )

    def say(self, text: str, **more: Any) -> dict[str, Any]:
        """The one reply to a text."""
        return self._reply(text=text, **more)

    def tap(self, choice: str) -> dict[str, Any]:
        """The one reply to a button."""
        return self._reply(choice=choice)

    def _reply(self, **body: Any) -> dict[str, Any]:
        answered = self.post(**body)
        assert answered.status_code == 200, answered.text
        (reply,) = answered.json()["messages"]
        return dict(reply)

    def read(self, after: int = 0) -> httpx.Response:
        return self.http.get(f"{self.path}/messages", params={"after": after}, headers=self.headers)

    def messages(self, after: int = 0) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self.read(after).json()["messages"]
        return found

    def forget(self) -> httpx.Response:
        return self.http.delete(self.path, headers=self.headers)


def eventually(holds: Callable[[], bool], seconds: float = 10) -> bool:
    """Whether something becomes true within this time."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if holds():
            return True
        time.sleep(0.05)
    return holds()
