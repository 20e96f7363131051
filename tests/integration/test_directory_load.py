"""Loading the directory for real, in SQLite and PostgreSQL: twice, changed, broken, by two at once."""

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, inspect, text

from sociale_kaart.directory import Directory, Query
from sociale_kaart.load import LoadError, Report, load
from sociale_kaart.sources import open_source
from sociale_kaart.store import last_load, migrate, open_engine, read_places
from sociale_kaart.store.tables import Base

AT = datetime(2026, 11, 22, 9, tzinfo=UTC)
ROOT = Path(__file__).resolve().parents[2]
STARTER = [
    json.loads(line)
    for line in (ROOT / "sociale_kaart/data/places.jsonl").read_text("utf-8").splitlines()
]


@pytest.fixture
def engine(directory_url: str) -> Iterator[Engine]:
    opened = open_engine(directory_url)
    migrate(opened)
    yield opened
    opened.dispose()


def write(path: Path, items: list[Any]) -> Path:
    path.write_text("".join(json.dumps(item) + "\n" for item in items), "utf-8")
    return path


def load_items(engine: Engine, folder: Path, items: list[Any]) -> Report:
    return load(engine, open_source("antwerp", write(folder / "places.jsonl", items)), AT)


def test_the_starter_loads_whole_and_a_second_time_changes_nothing(engine: Engine) -> None:
    steps: list[tuple[int, int]] = []
    first = load(
        engine, open_source("antwerp"), AT, lambda done, total: steps.append((done, total))
    )
    assert first.refused == ()
    assert len(first.changes.added) == len(STARTER)
    assert steps[-1] == (len(STARTER), len(STARTER))
    before = read_places(engine)[1]
    second = load(engine, open_source("antwerp"), AT)
    assert second.changes.unchanged == len(STARTER)
    assert not (second.changes.added or second.changes.changed or second.changes.vanished)
    assert read_places(engine)[1] == before


def test_every_phone_of_the_starter_keeps_its_digits(engine: Engine) -> None:
    load(engine, open_source("antwerp"), AT)
    places = {place.source_id: place for place in read_places(engine)[1]}
    for item in STARTER:
        if item["phone"]:
            shown = places[item["id"]].phone
            assert shown is not None, item["id"]
            assert [c for c in shown if c.isdigit()] == [c for c in item["phone"] if c.isdigit()]


def test_changed_vanished_and_returned_places_are_told_apart(
    engine: Engine, tmp_path: Path
) -> None:
    load_items(engine, tmp_path, STARTER[:5])
    changed = STARTER[0] | {"phone": "03 000 00 00"}
    report = load_items(engine, tmp_path, [changed, *STARTER[2:6]])
    assert report.changes.changed == (STARTER[0]["name"],)
    assert report.changes.vanished == (STARTER[1]["name"],)
    assert report.changes.added == (STARTER[5]["name"],)
    assert report.changes.unchanged == 3
    assert STARTER[1]["id"] not in {place.source_id for place in read_places(engine)[1]}
    with engine.connect() as connection:  # it stays, inactive
        kept = connection.execute(
            text("SELECT active FROM places WHERE source_id = :id"), {"id": STARTER[1]["id"]}
        )
        assert kept.scalar() in (0, False)
    back = load_items(engine, tmp_path, STARTER[:6])
    assert STARTER[1]["name"] in back.changes.changed
    assert not back.changes.added


def test_bad_lines_are_named_and_the_others_load(engine: Engine, tmp_path: Path) -> None:
    path = tmp_path / "places.jsonl"
    bad = [
        "not json",
        "[]",
        "null",
        json.dumps(STARTER[1] | {"name": "x" * 100_000}),
        "[" * 100_000,
    ]
    path.write_text("\n".join([json.dumps(STARTER[0]), *bad, json.dumps(STARTER[2])]), "utf-8")
    report = load(engine, open_source("antwerp", path), AT)
    assert len(report.changes.added) == 2
    assert [item.where.split(" (")[0] for item in report.refused] == [
        f"places.jsonl line {line}" for line in range(2, 7)
    ]
    assert all("x" * 50 not in item.reason for item in report.refused)


@pytest.mark.parametrize("content", ["", "not json\n", "{}\n"])
def test_a_load_without_one_good_record_leaves_the_directory_as_it_was(
    engine: Engine, tmp_path: Path, content: str
) -> None:
    load_items(engine, tmp_path, STARTER[:3])
    path = tmp_path / "empty.jsonl"
    path.write_text(content, "utf-8")
    with pytest.raises(LoadError):
        load(engine, open_source("antwerp", path), AT)
    assert len(read_places(engine)[1]) == 3


def test_a_missing_file_and_an_unknown_source_are_said(engine: Engine, tmp_path: Path) -> None:
    with pytest.raises(LoadError, match="antwerp cannot be read"):
        load(engine, open_source("antwerp", tmp_path / "nowhere.jsonl"), AT)
    with pytest.raises(KeyError, match="antwerp"):
        open_source("gent")


OPEN = """
import sys
from sociale_kaart.directory import Directory
print(len(Directory.open(sys.argv[1]).places()))
"""


def test_two_processes_that_start_together_load_the_starter_once(directory_url: str) -> None:
    children = [
        subprocess.Popen(
            [sys.executable, "-c", OPEN, directory_url], cwd=ROOT, stdout=subprocess.PIPE, text=True
        )
        for _ in range(2)
    ]
    said = [child.communicate(timeout=60)[0].strip() for child in children]
    assert said == [str(len(STARTER))] * 2
    engine = open_engine(directory_url)
    assert last_load(engine) == 1
    engine.dispose()


def test_a_running_directory_notices_a_load(
    engine: Engine, directory_url: str, tmp_path: Path
) -> None:
    load_items(engine, tmp_path, STARTER[:3])
    now = [0.0]
    directory = Directory(engine, ticks=lambda: now[0])
    assert (directory.load_number, len(directory.places())) == (1, 3)
    other = open_engine(directory_url)
    load_items(other, tmp_path, STARTER[:4])
    other.dispose()
    assert len(directory.places()) == 3
    now[0] = 10.0
    assert (len(directory.places()), directory.load_number) == (4, 2)


def test_an_empty_directory_answers_with_nothing(tmp_path: Path) -> None:
    directory = Directory.open(f"sqlite:///{tmp_path / 'directory.sqlite'}", starter=False)
    found = directory.find(Query(at=AT, need="food_aid"))
    assert (found.results, found.total, found.more) == ((), 0, False)


def test_the_migrations_make_the_tables_that_the_code_uses(engine: Engine) -> None:
    made = inspect(engine)
    for table in Base.metadata.sorted_tables:
        columns = {column["name"]: column["nullable"] for column in made.get_columns(table.name)}
        assert columns == {column.name: column.nullable for column in table.columns}
        indexes = {tuple(index["column_names"]) for index in made.get_indexes(table.name)}
        wanted = {tuple(column.name for column in index.columns) for index in table.indexes}
        assert wanted <= indexes


def test_migrating_and_opening_again_changes_nothing(engine: Engine) -> None:
    load(engine, open_source("antwerp"), AT)
    began = time.perf_counter()
    migrate(engine)
    assert len(Directory(engine).places()) == len(STARTER)
    assert time.perf_counter() - began < 5
