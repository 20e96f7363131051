"""No language is understood worse than before: two points under its recorded share is a fault."""

import json

from tests.nlu.evaluate import RECORDED, measure

MOST_LOST = 0.02


def test_no_language_falls_behind() -> None:
    recorded = json.loads(RECORDED.read_text("utf-8"))
    scores = measure()
    assert set(recorded) == set(scores), "run python -m tests.nlu.evaluate"
    fallen = {
        code: (recorded[code], value)
        for code, score in scores.items()
        if (value := score.shares["need"].value or 0) < recorded[code] - MOST_LOST
    }
    assert not fallen
