"""`wegwijs understand`: what the running service would understand, for many messages at once.

Each line goes through `api.understanding.prepare`, as in a conversation, and then through the same
Rasa model and code in environment B, kept open as a child process: "gratis eten 2060" becomes
`{"need": "food_aid", "place": "2060", …}`.
"""

import json
import subprocess
import threading
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from queue import Queue
from typing import Any

from api.settings import Settings
from api.understanding import Prepared, prepare
from api.wiring import open_directory
from sociale_kaart.directory import Directory
from sociale_kaart.needs import ACTS, NEEDS

WAITING_LINES = 500
"""Messages between the two processes at most, so that memory stays flat on a long file."""
UNSURE = "nlu_fallback"
CRISIS = "crisis"


@dataclass(frozen=True, slots=True)
class _Asked:
    """One line on its way: what came in, and what was told without Rasa, in how many ms."""

    line: Mapping[str, Any]
    prepared: Prepared
    ms: float


def understand_lines(lines: Iterable[str], settings: Settings, root: Path) -> Iterator[Any]:
    """One result per line, in order; a line that is no message gets an `error` of its own."""
    directory = open_directory(settings)
    with _model(root) as model:
        waiting: Queue[_Asked | Mapping[str, Any] | None] = Queue(WAITING_LINES)
        feeder = threading.Thread(
            target=_feed, args=(lines, directory, model, waiting), daemon=True
        )
        feeder.start()
        while (item := waiting.get()) is not None:
            if not isinstance(item, _Asked):
                yield item
                continue
            assert model.stdout is not None
            heard = model.stdout.readline()
            if not heard:
                raise RuntimeError("the model ended; run: make prepare")
            yield _result(item, json.loads(heard), directory)


def understand_labelled(
    file: Path, settings: Settings, root: Path
) -> list[tuple[Mapping[str, Any], Mapping[str, Any]]]:
    """What is wanted and what is understood, for each line of a file that says what is meant.

    The language that a line is in is not told to the assistant. Raises ValueError naming the line
    that has no text, language or need (a need may be null).
    """
    wanted = [_labelled(number, raw) for number, raw in enumerate(_read(file), start=1)]
    texts = (json.dumps({"id": number, "text": line["text"]}) for number, line in enumerate(wanted))
    return list(zip(wanted, understand_lines(texts, settings, root), strict=True))


def _read(file: Path) -> list[str]:
    return [line for line in file.read_text("utf-8").splitlines() if line.strip()]


def _labelled(number: int, raw: str) -> Mapping[str, Any]:
    try:
        line = json.loads(raw)
        known = all(isinstance(line[field], str) for field in ("text", "lang"))
        if not known or not isinstance(line["need"], str | None):
            raise TypeError
    except (ValueError, KeyError, TypeError):
        raise ValueError(f"line {number}: needs text, lang and need") from None
    labelled: Mapping[str, Any] = line
    return labelled


@contextmanager
def _model(root: Path) -> Iterator[subprocess.Popen[str]]:
    """The understanding of environment B as a child that answers line by line."""
    python = root / "bot" / ".venv" / "bin" / "python"
    with subprocess.Popen(
        [str(python), "-m", "nlu.runtime.batch", "--model", "var/models"],
        cwd=root,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    ) as child:
        try:
            yield child
        finally:
            child.terminate()
            assert child.stdin is not None
            with suppress(BrokenPipeError):  # a line may still be on its way to it
                child.stdin.close()


def _feed(
    lines: Iterable[str],
    directory: Directory,
    model: "subprocess.Popen[str]",
    waiting: "Queue[_Asked | Mapping[str, Any] | None]",
) -> None:
    """Prepares lines and hands them on; runs beside the reader so that neither waits idle."""
    assert model.stdin is not None
    try:
        for number, raw in enumerate(lines, start=1):
            if not raw.strip():
                continue
            asked = _ask(number, raw, directory)
            if isinstance(asked, _Asked):
                language = asked.prepared.language or asked.line.get("lang") or "nl"
                question = {
                    "text": asked.prepared.text,
                    "metadata": {
                        "language": language,
                        "place": asked.prepared.place,
                        "near_danger": asked.prepared.near_danger,
                        "memory": {},
                    },
                }
                model.stdin.write(json.dumps(question, ensure_ascii=False) + "\n")
                model.stdin.flush()
            waiting.put(asked)
        model.stdin.close()
    except BrokenPipeError:
        pass  # the reader finds the end of the model's output and says so
    finally:
        waiting.put(None)


def _ask(number: int, raw: str, directory: Directory) -> _Asked | Mapping[str, Any]:
    try:
        line = json.loads(raw)
        text = line["text"]
        if not isinstance(text, str):
            raise TypeError("text is not a string")
    except (ValueError, KeyError, TypeError) as error:
        return {"id": None, "error": f"line {number}: {type(error).__name__}: {error}"}
    began = time.perf_counter()
    prepared = prepare(text, line.get("lang"), directory)
    return _Asked(line, prepared, (time.perf_counter() - began) * 1000)


def _result(asked: _Asked, heard: Mapping[str, Any], directory: Directory) -> dict[str, Any]:
    prepared = asked.prepared
    intent = heard["intent"]["name"]
    names = [item["name"] for item in heard["intent_ranking"]]
    also = [found["value"] for found in heard["entities"] if found["entity"] == "need"]
    lexical: list[str] = []
    if intent == UNSURE:
        language = prepared.language or "nl"
        lexical = [need for need, _ in directory.needs_in(prepared.text, language)[:2]]
    order = list(dict.fromkeys([intent, *also, *lexical, *names]))
    known = [name for name in order if name in NEEDS or name in ACTS]
    crisis = prepared.danger is not None or intent == CRISIS
    acts = [name for name in order[:1] if name not in NEEDS and name != UNSURE]
    if crisis:
        known = [CRISIS, *(name for name in known if name != CRISIS)]
        acts = list(dict.fromkeys([CRISIS, *acts]))
    return {
        "id": asked.line.get("id"),
        "lang": prepared.language or asked.line.get("lang"),
        "need": known[0] if known else None,
        "ranked_needs": [name for name in known if name in NEEDS],
        "acts": acts,
        "crisis": crisis,
        "place": _name(prepared.place["label"]) if prepared.place else None,
        "sure": intent != UNSURE,
        "ms": round(asked.ms + float(heard.get("ms") or 0), 2),
    }


def _name(label: str) -> str:
    """The gazetteer's name: "Carnotstraat (2060)" says which one, the name is Carnotstraat."""
    return label.split(" (")[0]
