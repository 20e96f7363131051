"""Starts and watches the whole service: the API, the action server and Rasa.

`wegwijs up` on a desk in Antwerp: the API answers within seconds and helps people while Rasa is
still loading; a part that crashes or hangs is started again; Ctrl-C or SIGTERM stops everything.
"""

import asyncio
import contextlib
import ctypes
import os
import signal
import socket
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import httpx

LOOPBACK = "127.0.0.1"
FIRST_PAUSE_S, LONGEST_PAUSE_S = 0.3, 20.0
STEADY_S = 60.0
"""A part that ran this long starts again without a longer pause."""
STOP_WITHIN_S = 6.0
HEAD_START_S = 6.0
"""The longest that the other parts wait for the API at the start."""
PROBE_EVERY_S, PROBE_TIMEOUT_S, PROBES_MISSED = 3.0, 4.0, 4
LOG_LIMIT_BYTES = 5_000_000
PR_SET_PDEATHSIG = 1


class PortTaken(Exception):
    """Another program listens where the service should."""


@dataclass(slots=True)
class Part:
    """One process: how to start it, and the address that answers 200 when it is ready."""

    name: str
    command: list[str]
    probe: str
    environment: dict[str, str] = field(default_factory=dict)
    process: asyncio.subprocess.Process | None = None
    ready: bool = False
    starts: int = 0


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind((LOOPBACK, 0))
        port: int = probe.getsockname()[1]
        return port


def require_free(host: str, port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise PortTaken(
                f"Port {port} on {host} is in use by another program. Stop that program, or choose "
                f"another port: WEGWIJS_PORT={port + 1} make up"
            ) from error


def die_with_parent() -> None:
    """In the child, on Linux: ends it when the supervisor is killed, so that no orphan stays."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


class Supervisor:
    """Keeps the parts running until it is told to stop."""

    def __init__(
        self, parts: list[Part], root: Path, logs: Path, say: Callable[[str], None]
    ) -> None:
        self.parts = parts
        self.root = root
        self.logs = logs
        self.say = say
        self.began = time.monotonic()
        self.stopping = asyncio.Event()

    async def run(self) -> None:
        self.logs.mkdir(parents=True, exist_ok=True)
        loop = asyncio.get_running_loop()
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(number, self.stopping.set)
        first, *others = self.parts
        keepers = [asyncio.create_task(self._keep(first))]
        # Side by side on two cores all of them would be late; people need the first one most.
        await self._ready_or_stopping(first)
        keepers += [asyncio.create_task(self._keep(part)) for part in others]
        await self.stopping.wait()
        self.say("Stopping …")
        for keeper in keepers:
            keeper.cancel()
        await asyncio.gather(*keepers, return_exceptions=True)
        await asyncio.gather(*(self._stop(part) for part in self.parts))
        self.say("Stopped.")

    async def _ready_or_stopping(self, part: Part) -> None:
        end = time.monotonic() + HEAD_START_S
        while not part.ready and not self.stopping.is_set() and time.monotonic() < end:
            await asyncio.sleep(0.05)

    async def _keep(self, part: Part) -> None:
        """Starts a part again whenever it ends, with longer pauses while it keeps failing."""
        pause = FIRST_PAUSE_S
        while True:
            began = time.monotonic()
            process = await self._start(part)
            watcher = asyncio.create_task(self._watch(part))
            try:
                await process.wait()
            finally:
                watcher.cancel()
                part.ready = False
            if time.monotonic() - began > STEADY_S:
                pause = FIRST_PAUSE_S
            self.say(f"{part.name} ended ({process.returncode}); starting it again")
            await asyncio.sleep(pause)
            pause = min(pause * 2, LONGEST_PAUSE_S)

    async def _start(self, part: Part) -> asyncio.subprocess.Process:
        path = self.logs / f"{part.name}.log"
        if path.exists() and path.stat().st_size > LOG_LIMIT_BYTES:
            path.replace(path.with_suffix(".log.1"))
        with path.open("ab") as log:
            part.process = await asyncio.create_subprocess_exec(
                *part.command,
                cwd=self.root,
                env={**os.environ, **part.environment},
                stdin=asyncio.subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
                preexec_fn=die_with_parent,
            )
        part.starts += 1
        return part.process

    async def _watch(self, part: Part) -> None:
        """Says when a part is ready, and ends one that no longer answers."""
        missed = 0
        async with httpx.AsyncClient(timeout=PROBE_TIMEOUT_S, trust_env=False) as client:
            while True:
                answered = await _answers(client, part.probe)
                if answered and not part.ready:
                    part.ready = True
                    seconds = time.monotonic() - self.began
                    self.say(f"{part.name} ready after {seconds:.1f} s")
                missed = 0 if answered or not part.ready else missed + 1
                if missed >= PROBES_MISSED and part.process is not None:
                    self.say(f"{part.name} does not answer; starting it again")
                    _signal_group(part.process, signal.SIGKILL)
                    return
                await asyncio.sleep(PROBE_EVERY_S if part.ready else 0.2)

    async def _stop(self, part: Part) -> None:
        process = part.process
        if process is None or process.returncode is not None:
            return
        _signal_group(process, signal.SIGTERM)
        try:
            await asyncio.wait_for(process.wait(), STOP_WITHIN_S)
        except TimeoutError:
            _signal_group(process, signal.SIGKILL)
            await process.wait()


async def _answers(client: httpx.AsyncClient, url: str) -> bool:
    try:
        return (await client.get(url)).status_code == httpx.codes.OK
    except httpx.HTTPError:
        return False


def _signal_group(process: asyncio.subprocess.Process, number: signal.Signals) -> None:
    """To the part and to what it started."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, number)


@dataclass(frozen=True, slots=True)
class Plan:
    """Where everything is and listens; ports of Rasa and the actions are free ones unless given."""

    root: Path
    host: str
    port: int
    rasa_port: int
    actions_port: int
    settings: Mapping[str, str] = field(default_factory=dict)


def parts(plan: Plan) -> list[Part]:
    """The three processes. The API comes first: it helps people before the others are there."""
    rasa = f"http://{LOOPBACK}:{plan.rasa_port}"
    actions = f"http://{LOOPBACK}:{plan.actions_port}"
    shared = {
        **plan.settings,
        "WEGWIJS_HOST": plan.host,
        "WEGWIJS_PORT": str(plan.port),
        "WEGWIJS_RASA_URL": rasa,
        "WEGWIJS_ACTIONS_URL": f"{actions}/webhook",
        "WEGWIJS_ACTIONS_PORT": str(plan.actions_port),
        "PYTHONUNBUFFERED": "1",
    }
    bot = plan.root / "bot" / ".venv" / "bin" / "python"
    reach = LOOPBACK if plan.host in ("0.0.0.0", "::") else plan.host
    return [
        Part(
            "api",
            [sys.executable, "-m", "api.cli", "serve"],
            f"http://{reach}:{plan.port}/status/ping",
            shared,
        ),
        Part("actions", [sys.executable, "-m", "actions"], f"{actions}/health", shared),
        Part(
            "rasa",
            [
                str(bot),
                "-m",
                "nlu.runtime.launch",
                "run",
                "--model",
                "var/models",
                "--port",
                str(plan.rasa_port),
            ],
            rasa,
            shared,
        ),
    ]
