"""`make bench`: speed, memory and time to ready of the real service, in one run; then finding in a
directory of a hundred thousand services (`tests/bench/directory.py`).

A turn is measured twice with the same message: straight to Rasa's REST channel, and as a person
sends it (stored, understood, answered, rendered). One client, one message at a time.
"""

import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from pathlib import Path

import httpx

from tests.bench import directory
from tests.service import Service, Talk, running

TURNS = 200
GOALS = {"rasa": 300, "api": 250, "actions": 200}
TEXT = "ik zoek een voedselpakket in 2060"
PLACE = {"label": "2060", "kind": "postcode", "latitude": 51.2294, "longitude": 4.4274}


def measured(call: Callable[[], None], times: int) -> list[float]:
    """Milliseconds per call, after twenty to warm up."""
    for _ in range(20):
        call()
    found = []
    for _ in range(times):
        began = time.perf_counter()
        call()
        found.append((time.perf_counter() - began) * 1000)
    return found


def figures(values: list[float]) -> tuple[float, float]:
    """Median and 95th percentile."""
    return statistics.median(values), statistics.quantiles(values, n=20)[18]


def bare_rasa(service: Service) -> Callable[[], None]:
    rasa = service.part("rasa")
    assert rasa is not None
    command = rasa.cmdline()
    url = f"http://127.0.0.1:{command[command.index('--port') + 1]}/webhooks/rest/webhook"
    client = httpx.Client(timeout=20, trust_env=False)
    body = {
        "sender": "bench",
        "message": TEXT,
        "metadata": {"language": "nl", "place": PLACE, "memory": {}},
    }

    def call() -> None:
        reply = client.post(url, json=body)
        assert reply.json()[0]["custom"]["key"] == "places_found", reply.text

    return call


def whole_turn(service: Service) -> Callable[[], None]:
    talks: list[_Counting] = []

    def call() -> None:
        # A fresh conversation now and then, as in life: nobody sends two hundred messages.
        if not talks or len(talks[-1].sent) >= 10:
            talks.append(_Counting(service.url, language="nl"))
        reply = talks[-1].send(text=TEXT)
        talks[-1].sent.append(reply.status_code)
        assert reply.json()["messages"], reply.text

    return call


class _Counting(Talk):
    """A talk that knows how much was sent."""

    def __init__(self, url: str, **opening: object) -> None:
        super().__init__(url, **opening)
        self.sent: list[int] = []


def main() -> int:
    with tempfile.TemporaryDirectory() as folder, running(Path(folder)) as service:
        api_ready = service.wait_for("store", "directory")
        all_ready = service.wait_for("rasa", "actions", "store", "directory")
        bare = figures(measured(bare_rasa(service), TURNS))
        whole = figures(measured(whole_turn(service), TURNS))
        memory = {name: _megabytes(service, name) for name in GOALS}
    ratio, more = whole[0] / bare[0], whole[0] - bare[0]
    rows = [
        ("API answers after", f"{api_ready:.1f} s", "≤ 3 s", api_ready <= 3),
        ("everything ready after", f"{all_ready:.1f} s", "≤ 15 s", all_ready <= 15),
        ("bare Rasa turn, median / p95", f"{bare[0]:.1f} / {bare[1]:.1f} ms", "", True),
        ("whole turn, median / p95", f"{whole[0]:.1f} / {whole[1]:.1f} ms", "", True),
        ("whole turn minus bare", f"{more:.1f} ms", "≤ 15 ms", more <= 15),
        ("whole turn over bare", f"{ratio:.2f}", "≤ 1.5", ratio <= 1.5),
    ]
    rows += [
        (f"memory of {name}", f"{memory[name]:.0f} MB", f"≤ {goal} MB", memory[name] <= goal)
        for name, goal in GOALS.items()
    ]
    missed = shown(rows) + shown(directory.section())
    return 1 if missed else 0


def shown(rows: Iterable[directory.Row]) -> list[str]:
    """Prints rows and gives the names of those whose goal was missed."""
    missed = []
    for what, seen, goal, met in rows:
        missed += [] if met else [what]
        mark = "" if not goal else "met" if met else "NOT MET"
        sys.stdout.write(f"{what:32} {seen:>34}   {goal:18} {mark}\n")
    return missed


def _megabytes(service: Service, name: str) -> float:
    part = service.part(name)
    assert part is not None
    family = [part, *part.children(recursive=True)]
    return sum(process.memory_info().rss for process in family) / 1e6


if __name__ == "__main__":
    sys.exit(main())
