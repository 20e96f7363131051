"""`wegwijs directory report` and `wegwijs find --explain`, as whoever keeps the directory runs them."""

import json
from itertools import pairwise
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from api.cli import app


@pytest.fixture
def wegwijs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("WEGWIJS_DIRECTORY_URL", f"sqlite:///{tmp_path / 'directory.sqlite'}")

    def run(*arguments: str) -> Result:
        return CliRunner().invoke(app, arguments)

    return run


def test_the_report_says_what_is_known_and_whom_to_call(wegwijs) -> None:
    said = wegwijs("directory", "report")
    assert said.exit_code == 0
    for words in ("290 places", "opening_hours", "betaalbaar", "Phone calls"):
        assert words in said.stdout
    found = json.loads(wegwijs("directory", "report", "--json").stdout)
    assert found["places"] == 290
    assert found["calls"][0]["questions"][0]["places"] >= 1


def test_why_a_place_is_first_is_said_with_points_in_the_language_asked(wegwijs) -> None:
    said = wegwijs("find", "voedselpakket", "--near", "2060", "--limit", "1", "--explain")
    assert "40.0 of 40  Het is er in de eerste plaats voor deze vraag." in said.stdout
    turkish = wegwijs("find", "voedselpakket", "--near", "2060", "--explain", "--lang", "tr")
    assert "Burası öncelikle bu ihtiyaç için var." in turkish.stdout
    assert "of 40" not in wegwijs("find", "voedselpakket", "--near", "2060").stdout


def test_the_points_add_up_to_the_order(wegwijs) -> None:
    said = wegwijs("find", "bibliotheek", "--near", "2060", "--limit", "8", "--explain", "--json")
    found = json.loads(said.stdout)["places"]
    sums = [sum(place["points"].values()) for place in found if place["address"]]
    assert len(sums) >= 3
    assert all(one >= two - 1 for one, two in pairwise(sums))


def test_filters_leave_out_what_is_not_known(wegwijs) -> None:
    found = json.loads(wegwijs("find", "advocaat", "--free", "--no-papers", "--json").stdout)
    assert {place["cost_kind"] for place in found["places"]} == {"free"}
    assert wegwijs("find", "voedselpakket", "--wheelchair").exit_code == 1
