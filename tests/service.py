"""The whole service on free ports, for tests and measurements: real Rasa, actions and API.

A test in Antwerp's five first languages asks it for a meal near 2060 and reads what a person would.
"""

import json
import os
import signal
import subprocess
import sys
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import psutil

from api.supervisor import free_port

ROOT = Path(__file__).resolve().parent.parent
PARTS = {"rasa": "nlu.runtime.launch", "actions": "actions", "api": "api.cli"}


@dataclass
class Service:
    """A running `wegwijs up`, with its own database in `folder`."""

    folder: Path
    environment: dict[str, str] = field(default_factory=dict)
    port: int = field(default_factory=free_port)
    process: subprocess.Popen[bytes] | None = None
    began: float = 0.0

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        self.began = time.monotonic()
        self.process = subprocess.Popen(
            [sys.executable, "-m", "api.cli", "up"],
            cwd=ROOT,
            env={
                **{k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"},
                "WEGWIJS_PORT": str(self.port),
                "WEGWIJS_DATABASE_URL": f"sqlite:///{self.folder / 'talks.sqlite'}",
                **self.environment,
            },
            stdout=(self.folder / "up.log").open("ab"),
            stderr=subprocess.STDOUT,
        )

    def part(self, name: str) -> psutil.Process | None:
        """The process of one part, found among the supervisor's children."""
        if self.process is None:
            return None
        for child in psutil.Process(self.process.pid).children():
            with suppress(psutil.NoSuchProcess, psutil.ZombieProcess):  # it may just have ended
                if PARTS[name] in child.cmdline():
                    return child
        return None

    def components(self) -> dict[str, str]:
        reply = httpx.get(f"{self.url}/status/health/components", timeout=5, trust_env=False)
        found = reply.json()
        rows = found if isinstance(found, list) else found["components"]
        return {row["name"]: row["status"] for row in rows}

    def wait_for(self, *names: str, seconds: float = 60) -> float:
        """Waits until the API answers and the named components are ok; seconds since the start."""
        end = time.monotonic() + seconds
        seen: object = None
        while time.monotonic() < end:
            try:
                seen = self.components()
                if all(seen.get(name) == "ok" for name in names):
                    return time.monotonic() - self.began
            except (httpx.HTTPError, ValueError, KeyError) as error:
                seen = error
            time.sleep(0.1)
        log = (self.folder / "up.log").read_text("utf-8", "replace")
        raise TimeoutError(f"{names} not ready after {seconds} s: {seen}\n{log}")

    def kill(self, name: str) -> int:
        """Ends a part as a crash would; its process id."""
        part = self.part(name)
        assert part is not None, f"{name} does not run"
        part.send_signal(signal.SIGKILL)
        return part.pid

    def wait_for_another(self, name: str, killed: int, seconds: float = 60) -> None:
        """Waits until the supervisor has started the part again and it is well."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            part = self.part(name)
            if part is not None and part.pid != killed:
                break
            time.sleep(0.1)
        else:
            raise TimeoutError(f"{name} was not started again within {seconds} s")
        time.sleep(1.2)  # the health page may show what it saw up to a second ago
        self.wait_for(*(("store",) if name == "api" else (name,)), seconds=seconds)

    def stop(self) -> float:
        """SIGTERM, as a machine that shuts down would; seconds until nothing runs any more."""
        assert self.process is not None
        began = time.monotonic()
        family = [psutil.Process(self.process.pid)]
        family += family[0].children(recursive=True)
        self.process.send_signal(signal.SIGTERM)
        _, alive = psutil.wait_procs(family[1:], timeout=10)
        self.process.wait(timeout=10)
        for orphan in alive:
            orphan.kill()
        assert not alive, f"left behind: {[orphan.pid for orphan in alive]}"
        return time.monotonic() - began


@contextmanager
def running(folder: Path, **environment: str) -> Iterator[Service]:
    service = Service(folder, environment)
    service.start()
    try:
        yield service
    finally:
        if service.process is not None and service.process.poll() is None:
            service.stop()


class Talk:
    """One conversation from the outside, as the page has it."""

    def __init__(self, url: str, **opening: Any) -> None:
        self.client = httpx.Client(base_url=url, timeout=20, trust_env=False)
        made = self.client.post("/v1/conversations", json=opening)
        assert made.status_code == 201, made.text
        self.opened: dict[str, Any] = made.json()
        self.id: str = self.opened["id"]
        self.headers = {"Authorization": f"Bearer {self.opened['token']}"}

    def send(self, wait: int = 10, client_id: str | None = None, **body: Any) -> httpx.Response:
        sent = {"client_id": client_id or str(uuid.uuid4()), **body}
        return self.client.post(
            f"/v1/conversations/{self.id}/messages",
            params={"wait": wait} if wait else None,
            json=sent,
            headers=self.headers,
        )

    def say(self, text: str) -> "Said":
        began = time.monotonic()
        reply = self.send(text=text)
        assert reply.status_code in (200, 202), reply.text
        return Said(reply.json(), time.monotonic() - began)

    def tap(self, choice: str) -> "Said":
        began = time.monotonic()
        reply = self.send(choice=choice)
        assert reply.status_code in (200, 202), reply.text
        return Said(reply.json(), time.monotonic() - began)

    def messages(self, after: int = 0) -> list[dict[str, Any]]:
        reply = self.client.get(
            f"/v1/conversations/{self.id}/messages", params={"after": after}, headers=self.headers
        )
        assert reply.status_code == 200, reply.text
        found = reply.json()
        return found if isinstance(found, list) else found["messages"]


@dataclass(frozen=True)
class Said:
    """What came back for one message."""

    body: dict[str, Any]
    seconds: float

    @property
    def messages(self) -> list[dict[str, Any]]:
        return [m for m in self.body.get("messages", []) if m["author"] != "person"]

    @property
    def keys(self) -> list[str]:
        return [message.get("key", "") for message in self.messages]

    @property
    def languages(self) -> set[str]:
        return {message["language"] for message in self.messages}

    def blocks(self, kind: str) -> list[dict[str, Any]]:
        return [b for m in self.messages for b in m["blocks"] if b["type"] == kind]

    @property
    def places(self) -> list[dict[str, Any]]:
        return [place for block in self.blocks("places") for place in block["places"]]

    @property
    def needs(self) -> list[str]:
        return [block["need"] for block in self.blocks("places") if block.get("need")]

    @property
    def text(self) -> str:
        return " ".join(block["text"] for block in self.blocks("text"))

    def __str__(self) -> str:
        return json.dumps(self.body, ensure_ascii=False)[:1500]
