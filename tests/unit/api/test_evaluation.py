"""Shares, intervals and mix-ups are counted right; a file that says nothing is refused by line."""

from pathlib import Path
from typing import Any

import pytest

from api.evaluation import Share, confused, evaluate, table
from api.settings import Settings
from api.understanding_batch import understand_labelled


def wanted(need: str | None, **more: Any) -> dict[str, Any]:
    return {"text": "…", "need": need, "lang": "nl", **more}


def found(need: str | None, **more: Any) -> dict[str, Any]:
    return {
        "need": need, "ranked_needs": [], "crisis": False, "place": None, "lang": "nl", **more,
    }  # fmt: skip


PAIRS = [
    (wanted("food_aid"), found("food_aid")),
    (wanted("food_aid"), found("day_centre", ranked_needs=["day_centre", "food_aid"])),
    (wanted("debt_help", also=["food_aid"]), found("food_aid")),
    (wanted("out_of_scope"), found("out_of_scope")),
    (wanted("doctor_gp", place="Kiel"), found("out_of_scope", place="Dam", lang="fr")),
    (wanted("crisis", crisis=True), found("crisis", crisis=True)),
]


def test_every_share_counts_what_it_says() -> None:
    shares = evaluate(PAIRS)["nl"].shares
    assert {name: (share.hits, share.of) for name, share in shares.items()} == {
        "need": (3, 6),
        "lenient": (4, 6),
        "top3": (4, 6),
        "out_of_scope": (1, 1),
        "turned_away": (1, 4),
        "crisis": (1, 1),
        "false_alarms": (0, 5),
        "language": (5, 6),
        "language_latin": (0, 0),
        "place": (0, 1),
    }


def test_what_was_mixed_up_is_named() -> None:
    scores = evaluate(PAIRS)
    assert ("food_aid", "day_centre", 1) in scores["nl"].confusions
    assert ("debt_help", "food_aid", 1) in confused(scores)
    assert 0 < scores["nl"].macro_f1 < 1
    assert "–" in table(scores)[2], "nothing was asked in Latin letters"


def test_the_interval_is_wilsons() -> None:
    low, high = Share(8, 10).interval or (0, 0)
    assert (round(low, 3), round(high, 3)) == (0.490, 0.943)
    assert Share(0, 0).interval is None and Share(0, 0).value is None
    assert Share(5, 5).interval == pytest.approx((0.566, 1.0), abs=0.001)


@pytest.mark.parametrize("line", ["{}", "[]", "nonsense", '{"text": "x", "lang": "nl"}'])
def test_a_line_that_says_nothing_is_named(tmp_path: Path, line: str) -> None:
    file = tmp_path / "meant.jsonl"
    file.write_text('{"text": "x", "lang": "nl", "need": null}\n' + line + "\n", "utf-8")
    with pytest.raises(ValueError, match="line 2"):
        understand_labelled(file, Settings(), tmp_path)
