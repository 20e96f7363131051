"""`wegwijs directory load, undo, loads` and `refresh`, as somebody types them."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.unit.sociale_kaart.records import record

ROOT = Path(__file__).resolve().parents[2]


def wegwijs(url: str, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "api.cli", "directory", *words],
        cwd=ROOT, env={**os.environ, "WEGWIJS_DIRECTORY_URL": url},
        capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip


def write(path: Path, items: list[dict[str, Any]]) -> None:
    path.write_text("".join(json.dumps(item) + "\n" for item in items), "utf-8")


def places(*names: str) -> list[dict[str, Any]]:
    return [{**record(name=name), "id": f"p{number}"} for number, name in enumerate(names)]


@pytest.fixture
def sources(tmp_path: Path) -> Path:
    """A list of two sources of one's own; only one has an interval."""
    for name in ("city", "map"):
        write(tmp_path / f"{name}.jsonl", places(f"{name} een", f"{name} twee", f"{name} drie"))
    listed = tmp_path / "sources.toml"
    listed.write_text(
        "".join(
            f'[[source]]\nname = "{name}"\nformat = "places_file"\npath = "{name}.jsonl"\n{every}'
            for name, every in (("city", 'every = "24h"\n'), ("map", ""))
        ),
        "utf-8",
    )
    return listed


def test_a_day_of_loading_and_taking_back(directory_url: str, sources: Path) -> None:
    own = ("--sources", str(sources))
    first = wegwijs(directory_url, "load", "city", *own)
    assert (first.returncode, first.stdout) == (
        0, "city: 3 added, 0 changed, 0 vanished, 0 unchanged\n",
    )  # fmt: skip
    write(sources.with_name("city.jsonl"), places("city een"))
    refused = wegwijs(directory_url, "load", "city", *own)
    assert refused.returncode == 1
    assert "2 of 3 places would vanish" in refused.stderr
    forced = wegwijs(directory_url, "load", "city", "--force", *own)
    assert "vanished: city twee" in forced.stdout
    undone = wegwijs(directory_url, "undo", "city")
    assert undone.stdout == "city, put back: 2 added, 0 changed, 0 vanished, 1 unchanged\n"
    held = wegwijs(directory_url, "refresh", *own)
    assert (held.returncode, held.stdout) == (0, "")
    assert "load it by hand" in held.stderr
    first_again = wegwijs(directory_url, "undo", "city")
    assert first_again.returncode == 1
    assert "--force" in first_again.stderr
    listed = wegwijs(directory_url, "loads").stdout.splitlines()
    lines = [re.split(r"\s{2,}", line.strip()) for line in listed]
    assert [line[2] for line in lines] == ["undo", "load", "load"]
    assert lines[1][-1] == f"undone in {lines[0][0]}"


def test_refresh_loads_what_is_due_and_goes_on_after_a_failure(
    directory_url: str, sources: Path
) -> None:
    broken = (
        '[[source]]\nname = "broken"\nformat = "places_file"\npath = "gone.jsonl"\nevery = "1h"\n'
    )
    odd = '[[source]]\nname = "odd"\nformat = "places_file"\npath = "map.jsonl"\nevery = "often"\n'
    sources.write_text(broken + odd + sources.read_text("utf-8"), "utf-8")
    done = wegwijs(directory_url, "refresh", "--sources", str(sources))
    assert done.returncode == 1
    assert done.stdout == "city: 3 added, 0 changed, 0 vanished, 0 unchanged\n"
    assert "broken cannot be read" in done.stderr
    assert "'odd': every must be" in done.stderr
    again = wegwijs(directory_url, "refresh", "--sources", str(sources))
    assert again.stdout == ""  # it has only just been loaded


def test_a_bad_record_is_named_and_its_text_is_not_repeated(
    directory_url: str, sources: Path
) -> None:
    bad = {**places("geheime tekst")[0], "needs": "geheime tekst"}
    write(sources.with_name("city.jsonl"), [*places("goed"), {**bad, "id": "kapot"}])
    done = wegwijs(directory_url, "load", "city", "--sources", str(sources))
    assert done.returncode == 0
    assert "city.jsonl line 2 (kapot): needs: must be a list" in done.stderr
    assert "geheime" not in done.stdout + done.stderr


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("load", "nowhere"), "no source 'nowhere'"),
        (("undo", "nowhere"), "no load of nowhere"),
        (("load", "city", "--sources", "/nowhere.toml"), "list of sources cannot be read"),
        (("refresh", "--sources", "/etc/hostname"), "list of sources cannot be read"),
        (("load", "antwerp", "--keys", "/nowhere.toml"), "No such file"),
    ],
)
def test_what_is_not_there_is_said(tmp_path: Path, words: tuple[str, ...], said: str) -> None:
    done = wegwijs(f"sqlite:///{tmp_path / 'directory.sqlite'}", *words)
    assert done.returncode in (1, 2)
    assert said in done.stderr
    assert "Traceback" not in done.stderr
