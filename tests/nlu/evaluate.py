"""Measures understanding on the held-out sentences: `python -m tests.nlu.evaluate [lang …]`.

Runs the same code as the service, over `tests/nlu/heldout/<lang>.jsonl`, and prints per language how
often the best need or act was right, was among the first three, and what was confused.
"""

import json
import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from api.settings import Settings
from api.understanding_batch import understand_lines

ROOT = Path(__file__).resolve().parents[2]
HELDOUT = Path(__file__).parent / "heldout"


def read(code: str) -> list[dict[str, object]]:
    lines = (HELDOUT / f"{code}.jsonl").read_text("utf-8").splitlines()
    return [json.loads(line) for line in lines if line.strip()]


def measure(codes: Iterable[str]) -> dict[str, dict[str, float]]:
    """Per language: share right, right among three, language, place, crisis."""
    wanted = [item for code in codes for item in read(code)]
    asked = (json.dumps({"id": item["id"], "text": item["text"]}) for item in wanted)
    found = list(understand_lines(asked, Settings(), ROOT))
    scores: dict[str, dict[str, float]] = {}
    for code in codes:
        pairs = [(w, f) for w, f in zip(wanted, found, strict=True) if w["lang"] == code]
        scores[code] = _scores(pairs)
    return scores


def _scores(pairs: list[tuple[dict[str, object], dict[str, object]]]) -> dict[str, float]:
    def share(hits: list[bool]) -> float:
        return round(sum(hits) / max(len(hits), 1), 3)

    crisis = [(w, f) for w, f in pairs if w["crisis"]]
    calm = [(w, f) for w, f in pairs if not w["crisis"]]
    placed = [(w, f) for w, f in pairs if w["place"] or f["place"]]
    outside = [(w, f) for w, f in pairs if w["need"] == "out_of_scope"]
    return {
        "right": share([w["need"] == f["need"] for w, f in pairs]),
        "lenient": share([f["need"] in [w["need"], *w["also"]] for w, f in pairs]),  # type: ignore[misc]
        "top3": share([w["need"] in [f["need"], *f["ranked_needs"][:3]] for w, f in pairs]),  # type: ignore[index,misc]
        "lang": share([f["lang"] == w["lang"] for w, f in pairs if not w["romanised"]]),
        "lang_rom": share([f["lang"] == w["lang"] for w, f in pairs if w["romanised"]]),
        "place": share([str(f["place"]) == str(w["place"]) for w, f in placed]),
        "crisis": share([bool(f["crisis"]) for _, f in crisis]),
        "false_alarm": share([bool(f["crisis"]) for _, f in calm]),
        "outside": share([f["need"] == "out_of_scope" for _, f in outside]),
        "count": len(pairs),
    }


def confused(code: str) -> None:
    wanted = read(code)
    asked = (json.dumps({"id": item["id"], "text": item["text"]}) for item in wanted)
    pairs = Counter()
    for item, heard in zip(wanted, understand_lines(asked, Settings(), ROOT), strict=True):
        if item["need"] != heard["need"]:
            pairs[(item["need"], heard["need"])] += 1
    for (need, heard_as), count in pairs.most_common(15):
        sys.stdout.write(f"  {need} heard as {heard_as}: {count}\n")


def main() -> None:
    codes = sys.argv[1:] or sorted(path.stem for path in HELDOUT.glob("*.jsonl"))
    for code, row in measure(codes).items():
        sys.stdout.write(f"{code}  " + "  ".join(f"{k} {v}" for k, v in row.items()) + "\n")


if __name__ == "__main__":
    main()
