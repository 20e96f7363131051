"""Measures understanding on the held-out sentences: `python -m tests.nlu.evaluate`.

Runs the same code as the service over `tests/nlu/heldout/<lang>.jsonl`, writes the table into
`docs/quality.md`, and the shares of right needs into `recorded.json`, below which no later version may
fall by more than two points.
"""

import json
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

from api.evaluation import Score, confused, evaluate, table
from api.settings import Settings
from api.understanding_batch import understand_labelled

ROOT = Path(__file__).resolve().parents[2]
HELDOUT = Path(__file__).parent / "heldout"
RECORDED = Path(__file__).with_name("recorded.json")

HEAD = """# How well each language is understood

Measured with `.venv/bin/python -m tests.nlu.evaluate` on `tests/nlu/heldout/`, sentences that were
written apart from the training data and are never used to tune. Every sentence is read alone, without
a conversation around it. The sets are small (one sentence is about half a per cent; behind each share
of right needs stands the interval in which the true one lies 95 times in 100) and no native speaker has
read them: a thermometer, not a verdict. In a running conversation the language is known and is
recognised better than here. `wegwijs evaluate FILE` measures the same on a file of your own.

"Danger found" is everything together, on eight messages a language; deliberately hard messages are
measured apart ([danger](decisions/0007-danger.md)).

"""


def measure() -> dict[str, Score]:
    """All languages of the held-out set, read in one go."""
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as together:
        for path in sorted(HELDOUT.glob("*.jsonl")):
            together.write(path.read_text("utf-8").rstrip("\n") + "\n")
        together.flush()
        return evaluate(understand_labelled(Path(together.name), Settings(), ROOT))


def page(scores: Mapping[str, Score]) -> str:
    """The table as Markdown, the mean, and the needs that are mixed up most."""
    mean = sum(score.shares["need"].value or 0 for score in scores.values()) / len(scores)
    lines = [*table(scores), "", f"Mean over {len(scores)} languages: {100 * mean:.1f} %.", ""]
    lines += ["## Most often mixed up", "", "| asked | heard as | times |", "|---|---|---|"]
    lines += [f"| `{want}` | `{got}` | {count} |" for want, got, count in confused(scores)]
    return HEAD + "\n".join(lines) + "\n"


def main() -> None:
    scores = measure()
    (ROOT / "docs" / "quality.md").write_text(page(scores), "utf-8")
    recorded = {code: round(score.shares["need"].value or 0, 4) for code, score in scores.items()}
    RECORDED.write_text(json.dumps(recorded, indent=1) + "\n", "utf-8")
    sys.stdout.write("\n".join(table(scores)) + "\n")


if __name__ == "__main__":
    main()
