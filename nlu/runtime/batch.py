"""Understands many messages without a server: JSON lines in, JSON lines out, in the same order.

`echo '{"text": "waar kan ik eten", "metadata": {"language": "nl"}}' | python -m nlu.runtime.batch`
answers with the intent, the ranking behind it, the entities and the milliseconds. The message takes
the same path through the same model as in the running bot. Every line is answered at once, so the
command `wegwijs understand` can keep it open and ask one question at a time.
"""

import argparse
import asyncio
import json
import logging
import sys
import time
from pathlib import Path
from typing import Any, TextIO

from nlu.runtime import surroundings


class Understanding:
    """A loaded model that reads one message at a time."""

    def __init__(self, model: Path) -> None:
        if not model.exists():
            raise FileNotFoundError(f"No model at {model}: run python -m nlu.runtime.train first.")
        surroundings.prepare(learning=False)
        from rasa.core.agent import Agent

        from nlu.runtime import hush

        hush.configure(logging.WARNING)
        self._agent = Agent.load(model_path=str(model))
        self._processor = self._agent.processor

    async def read(self, text: str, metadata: dict[str, Any] | None) -> dict[str, Any]:
        """What the running bot would understand."""
        from rasa.core.channels.channel import UserMessage

        began = time.perf_counter()
        parsed = await self._processor.parse_message(UserMessage(text=text, metadata=metadata))
        taken = (time.perf_counter() - began) * 1000
        return {
            "intent": parsed["intent"],
            "intent_ranking": parsed.get("intent_ranking", []),
            "entities": parsed.get("entities", []),
            "ms": round(taken, 2),
        }


def asked(line: str) -> tuple[str, dict[str, Any] | None]:
    """Text and metadata of one line; a line that is not a question is an empty message."""
    try:
        question = json.loads(line)
    except ValueError:
        return "", None
    if not isinstance(question, dict):
        return "", None
    text, metadata = question.get("text"), question.get("metadata")
    return text if isinstance(text, str) else "", metadata if isinstance(metadata, dict) else None


async def answer(understanding: Understanding, questions: TextIO, answers: TextIO) -> None:
    """One line out for every line in."""
    for line in questions:
        if line.strip():
            result = await understanding.read(*asked(line))
            answers.write(json.dumps(result, ensure_ascii=False) + "\n")
            answers.flush()


def main(arguments: list[str] | None = None) -> int:
    """Entry point; 0 when every line was answered."""
    parser = argparse.ArgumentParser(prog="python -m nlu.runtime.batch", description=__doc__)
    parser.add_argument("--model", type=Path, default=surroundings.MODELS)
    chosen = parser.parse_args(arguments)
    # Whatever a library prints must not end up between the answers.
    answers, sys.stdout = sys.stdout, sys.stderr
    for stream in (sys.stdin, answers):
        stream.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
    try:
        understanding = Understanding(chosen.model.resolve())
    except FileNotFoundError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    asyncio.run(answer(understanding, sys.stdin, answers))
    return 0


if __name__ == "__main__":
    sys.exit(main())
