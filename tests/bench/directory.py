"""Finding in a large directory: how fast, how much memory, how often right; beside other ways to search.

    python -m tests.bench.directory

makes an invented Flanders of 10,000 and of 100,000 services with the places of Antwerp among them, and
asks it the labelled questions. Each size is measured in a process of its own, which only searches.
"""

import json
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import psutil
import pytest

from sociale_kaart.directory import Directory, Query
from sociale_kaart.geo.gazetteer import GAZETTEER
from sociale_kaart.hours import BRUSSELS
from sociale_kaart.model import Place, Point
from sociale_kaart.needs import NEEDS
from sociale_kaart.records import place_from_record
from sociale_kaart.store import open_engine, write
from tests.bench.flanders import services
from tests.bench.questions import Judge, Question, questions
from tests.bench.rivals import BEST, every_name, postgres_trigrams, sqlite_trigrams

SMALL, LARGE = 10_000, 100_000
AT = datetime(2026, 11, 24, 10, 15, tzinfo=BRUSSELS)
NEED_QUESTIONS = 500
SECONDS_PER_RIVAL = 20.0
LEAST_ASKED = 30
RIVALS = {
    "SQLite FTS5 trigram": sqlite_trigrams,
    "PostgreSQL pg_trgm": postgres_trigrams,
    "rapidfuzz over all names": every_name,
}


@dataclass(frozen=True, slots=True)
class Times:
    """Milliseconds: the middle one, the one that 95 of 100 stay below, and the middle one of the
    processor's own time, which other work on the machine does not change."""

    median: float
    p95: float
    processor: float = 0.0

    @classmethod
    def of(cls, seconds: Sequence[float], processor: Sequence[float] = (0.0,)) -> "Times":
        ms = [value * 1000 for value in seconds]
        middle = statistics.median(processor) * 1000
        return cls(statistics.median(ms), statistics.quantiles(ms, n=20)[18], middle)

    def __str__(self) -> str:
        return f"{self.median:.1f} / {self.p95:.1f} ms"


def make(path: Path, count: int) -> None:
    """A database with the places of Antwerp and `count` invented services."""
    url = f"sqlite:///{path}"
    Directory.open(url)
    places = [place_from_record(record) for record in services(count)]
    write(open_engine(url), "flanders", places, datetime(2026, 11, 1, tzinfo=UTC))


def misspelled(text: str, chance: random.Random) -> str:
    """A text with one wrong letter in a longer word: left out, doubled, swapped or another."""
    words = text.split(" ")
    long = [at for at, word in enumerate(words) if len(word) >= 6 and word.isalpha()]
    if not long:
        return text
    at = chance.choice(long)
    word, spot = words[at], chance.randrange(1, len(words[at]) - 1)
    words[at] = chance.choice(
        (
            word[:spot] + word[spot + 1 :],
            word[:spot] + word[spot] + word[spot:],
            word[:spot] + word[spot + 1] + word[spot] + word[spot + 2 :],
            word[:spot] + chance.choice("aeiourstn") + word[spot + 1 :],
        )
    )
    return " ".join(words)


def timed(calls: Sequence[Callable[[], object]]) -> Times:
    """How long these calls take, after a first round of some of them."""
    for call in calls[:100]:
        call()
    seconds, processor = [], []
    for call in calls:
        began, worked = time.perf_counter(), time.process_time()
        call()
        seconds.append(time.perf_counter() - began)
        processor.append(time.process_time() - worked)
    return Times.of(seconds, processor)


def need_calls(directory: Directory, count: int) -> list[Callable[[], object]]:
    """Every need asked at places all over Antwerp, in five languages."""
    chance = random.Random(1)
    spots = json.loads(GAZETTEER.read_text("utf-8"))

    def call(need: str, language: str, spot: dict[str, Any]) -> Callable[[], object]:
        point = Point(spot["latitude"], spot["longitude"])
        query = Query(at=AT, need=need, near=point, near_label=spot["name"], language=language)
        return lambda: [result.as_params() for result in directory.find(query).results]

    return [
        call(chance.choice(list(NEEDS)), chance.choice(("nl", "fr", "en", "ar", "tr")), spot)
        for spot in chance.choices(spots, k=count)
    ]


def ask(directory: Directory, text: str, language: str) -> list[Place]:
    found = directory.find(Query(at=AT, text=text, language=language, limit=BEST))
    return [result.place for result in found.results]


def text_calls(directory: Directory, asked: Sequence[Question]) -> list[Callable[[], object]]:
    """The questions as written, and once more with a wrong letter."""
    chance = random.Random(2)
    texts = [(item.text, item.language) for item in asked]
    texts += [(misspelled(text, chance), language) for text, language in texts]
    return [lambda said=said: ask(directory, *said) for said in texts]  # type: ignore[misc]


def measure(path: Path) -> dict[str, float]:
    """One database: time to ready, memory, times of both kinds of question, and how many are right."""
    began = time.perf_counter()
    directory = Directory.open(f"sqlite:///{path}", starter=False)
    directory.warm()
    ready = time.perf_counter() - began
    asked = questions()
    need = timed(need_calls(directory, NEED_QUESTIONS))
    text = timed(text_calls(directory, asked))
    judge = Judge(directory.places())
    answered = [item for item in asked if item.has_answer]
    chance = random.Random(3)
    wrong = [
        Question(misspelled(item.text, chance), item.language, item.places, item.need, item.near)
        for item in answered
    ]
    return {
        "ready": ready,
        "need_processor": need.processor,
        "text_processor": text.processor,
        "memory": psutil.Process().memory_info().rss / 1e6,
        "need_median": need.median,
        "need_p95": need.p95,
        "text_median": text.median,
        "text_p95": text.p95,
        "recall": judge.recall(answered, lambda item: ask(directory, item.text, item.language)),
        "recall_misspelled": judge.recall(
            wrong, lambda item: ask(directory, item.text, item.language)
        ),
        "silent": judge.recall(
            [item for item in asked if not item.has_answer],
            lambda item: ask(directory, item.text, item.language),
        ),
    }


def measured_apart(path: Path) -> dict[str, float]:
    """`measure` in a fresh process, so that its memory is that of searching alone."""
    command = [sys.executable, "-m", "tests.bench.directory", str(path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(done.stderr[-2000:])
    found: dict[str, float] = json.loads(done.stdout)
    return found


def rival(name: str, places: Sequence[Place], judge: Judge) -> tuple[Times, float, int]:
    """Times, recall and the number of questions that fitted in the time there is."""
    asked = [item for item in questions() if item.has_answer]
    random.Random(4).shuffle(asked)
    seconds, right = [], 0
    with RIVALS[name](places) as search:
        began = time.perf_counter()
        for item in asked:
            if len(seconds) >= LEAST_ASKED and time.perf_counter() - began > SECONDS_PER_RIVAL:
                break
            start = time.perf_counter()
            found = search(item.text)
            seconds.append(time.perf_counter() - start)
            right += judge.is_right(item, [places[number] for number in found])
    return Times.of(seconds), right / len(seconds), len(seconds)


Row = tuple[str, str, str, bool]
"""What was measured, what was seen, the goal in words, and whether it was met."""


def section() -> list[Row]:
    """Everything above, as rows of `make bench`."""
    with tempfile.TemporaryDirectory() as folder:
        found = {}
        for count in (SMALL, LARGE):
            path = Path(folder) / f"{count}.sqlite"
            make(path, count)
            found[count] = measured_apart(path)
        places = Directory.open(f"sqlite:///{path}", starter=False).places()
    rows = _own_rows(found[SMALL], found[LARGE])
    judge = Judge(places)
    for name in RIVALS:
        try:
            rows.append(_rival_row(name, rival(name, places, judge), found[LARGE]))
        except pytest.skip.Exception as absent:
            rows.append((name, "NOT MEASURED", str(absent), True))
    return rows


def _own_rows(small: dict[str, float], large: dict[str, float]) -> list[Row]:
    need, text = (f"{large[f'{kind}_median']:.1f} / {large[f'{kind}_p95']:.1f} ms" for kind in ("need", "text"))  # fmt: skip
    slower = max(
        large[f"{kind}_processor"] / small[f"{kind}_processor"] for kind in ("need", "text")
    )
    fast = large["need_median"] <= 8 and large["need_p95"] <= 20
    return [
        ("100,000 services: ready after", f"{large['ready']:.1f} s", "≤ 15 s", large["ready"] <= 15),
        ("memory", f"{large['memory']:.0f} MB", "≤ 400 MB", large["memory"] <= 400),
        ("need + place, median / p95", need, "≤ 8 / 20 ms", fast),
        ("free text, median / p95", text, "p95 ≤ 40 ms", large["text_p95"] <= 40),
        ("ten times the services", f"{slower:.1f} times the time", "≤ 3", slower <= 3),
        ("recall@3 of the questions", f"{large['recall']:.3f}", "≥ 0.9", large["recall"] >= 0.9),
        ("the same, one wrong letter more", f"{large['recall_misspelled']:.3f}", "≥ 0.8",
         large["recall_misspelled"] >= 0.8),
        ("nothing for what is nothing", f"{large['silent']:.3f}", "1", large["silent"] == 1),
    ]  # fmt: skip


def _rival_row(name: str, seen: tuple[Times, float, int], ours: dict[str, float]) -> Row:
    times, recall, asked = seen
    behind = times.median >= ours["text_median"] and recall <= ours["recall"]
    return (name, f"{times}, {recall:.3f} of {asked}", "slower and worse", behind)


def main() -> int:
    if len(sys.argv) > 1:
        sys.stdout.write(json.dumps(measure(Path(sys.argv[1]))))
        return 0
    rows = section()
    for what, seen, goal, met in rows:
        sys.stdout.write(f"{what:32} {seen:>34}   {goal:18} {'met' if met else 'NOT MET'}\n")
    return 0 if all(row[3] for row in rows) else 1


if __name__ == "__main__":
    sys.exit(main())
