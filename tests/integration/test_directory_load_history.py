"""What a load may not do: take away by accident, stay when it is wrong, or be half there."""

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, ClassVar

import pytest
from sqlalchemy import Engine, text

from sociale_kaart.load import LoadError, Report, interval, is_due, load
from sociale_kaart.reading import ReadError
from sociale_kaart.sources import RawRecord
from sociale_kaart.store import (
    KEPT_LOADS,
    Load,
    NothingToUndo,
    WouldEmpty,
    last_load,
    loads,
    migrate,
    open_engine,
    read_places,
    undo,
)
from tests.unit.sociale_kaart.records import record

AT = datetime(2026, 11, 22, 9, tzinfo=UTC)
ROOT = Path(__file__).resolve().parents[2]


class Listed:
    """A source whose records a test writes down."""

    def __init__(self, items: list[Any], name: str = "city", clean: tuple[str, ...] = ()) -> None:
        self.name = name
        self.clean = clean
        self.items = items

    def records(self) -> Iterator[RawRecord]:
        for number, item in enumerate(self.items, 1):
            yield RawRecord(f"record {number}", {**item, "source": self.name})


def items(count: int, **fields: Any) -> list[dict[str, Any]]:
    return [record(source_id=f"p{n}", name=f"Huis {n}", **fields) for n in range(count)]


def put(engine: Engine, given: list[Any], name: str = "city", *, force: bool = False) -> Report:
    return load(engine, Listed(given, name), AT, force=force)


def names(engine: Engine) -> list[str]:
    return [place.name for place in read_places(engine)[1]]


@pytest.fixture
def engine(directory_url: str) -> Iterator[Engine]:
    opened = open_engine(directory_url)
    migrate(opened)
    yield opened
    opened.dispose()


class TestVanishing:
    def test_more_than_a_third_is_refused_and_nothing_changes(self, engine: Engine) -> None:
        put(engine, items(9))
        before = read_places(engine)
        with pytest.raises(LoadError, match=r"4 of 9 places would vanish.*--force"):
            put(engine, [*items(5), record(source_id="new")])
        assert read_places(engine) == before
        assert len(loads(engine)) == 1

    def test_a_third_is_taken_away_and_comes_back(self, engine: Engine) -> None:
        put(engine, items(9))
        report = put(engine, items(6))
        assert report.changes.vanished == ("Huis 6", "Huis 7", "Huis 8")
        assert names(engine) == [f"Huis {n}" for n in range(6)]
        with engine.connect() as connection:  # never silently dropped
            assert connection.execute(text("SELECT count(*) FROM places")).scalar() == 9
        back = put(engine, items(9))
        assert back.changes.changed == ("Huis 6", "Huis 7", "Huis 8")
        assert len(names(engine)) == 9

    def test_force_takes_all_of_it_away(self, engine: Engine) -> None:
        put(engine, items(9))
        assert len(put(engine, items(1), force=True).changes.vanished) == 8

    def test_only_the_loaded_source_is_touched(self, engine: Engine) -> None:
        put(engine, items(6), "city")
        put(engine, [record(source_id="x", name="Andere Zaak")], "other")
        put(engine, items(5), "city")
        assert names(engine) == [*(f"Huis {n}" for n in range(5)), "Andere Zaak"]

    def test_a_record_that_cannot_be_read_any_more_keeps_what_was_known(
        self, engine: Engine
    ) -> None:
        put(engine, items(3))
        broken = items(3)
        broken[1] = {**broken[1], "name": ["no", "name"], "description": "secret words"}
        report = put(engine, broken)
        assert sorted(names(engine)) == ["Huis 0", "Huis 1", "Huis 2"]
        assert not report.changes.vanished
        assert [(item.where, item.reason) for item in report.refused] == [
            ("record 2", "name: must be text, is list")
        ]

    def test_a_record_that_could_not_be_fetched_keeps_what_was_known(self, engine: Engine) -> None:
        class Flaky(Listed):
            def records(self) -> Iterator[RawRecord]:
                first, second, *_ = super().records()
                yield replace(first, warnings=("code 13.08 has no need",))
                ids = {"source": "city", "source_id": "p1"}
                yield replace(second, fields=ids, error="answered 500")

        put(engine, items(2))
        report = load(engine, Flaky(items(2)), AT)
        assert names(engine) == ["Huis 0", "Huis 1"]
        assert [item.reason for item in report.refused] == ["record: answered 500"]
        assert [item.what for item in report.warnings] == ["code 13.08 has no need"]

    def test_a_source_that_breaks_off_changes_nothing(self, engine: Engine) -> None:
        class Broken(Listed):
            def records(self) -> Iterator[RawRecord]:
                yield from super().records()
                raise ReadError("page 3 did not come")

        put(engine, items(9))
        before = read_places(engine)
        with pytest.raises(LoadError, match="city cannot be read: page 3 did not come"):
            load(engine, Broken(items(8)), AT)
        assert read_places(engine) == before


class TestUndo:
    def test_goes_back_step_by_step(self, engine: Engine) -> None:
        put(engine, items(4))
        first = read_places(engine)[1]
        second_items = [record(source_id="new", name="Nieuw"), *items(4)]
        second_items[2] = {**second_items[2], "phone": "03 000 00 00"}
        put(engine, second_items)
        second = read_places(engine)[1]
        put(engine, items(4)[:3] + second_items[:1], force=True)
        changes = undo(engine, "city", AT)
        assert read_places(engine)[1] == second
        assert (changes.added, changes.changed) == (("Huis 3",), ("Huis 1",))
        changes = undo(engine, "city", AT)
        assert read_places(engine)[1] == first
        assert changes.vanished == ("Nieuw",)
        assert [(item.kind, item.undone_in) for item in loads(engine)] == [
            ("undo", None), ("undo", None), ("load", 4), ("load", 5), ("load", None),
        ]  # fmt: skip

    def test_the_first_load_is_undone_only_when_that_is_meant(self, engine: Engine) -> None:
        put(engine, items(3))
        before = read_places(engine)
        with pytest.raises(WouldEmpty):
            undo(engine, "city", AT)
        assert read_places(engine) == before
        assert len(undo(engine, "city", AT, force=True).vanished) == 3
        assert names(engine) == []
        with pytest.raises(NothingToUndo):
            undo(engine, "city", AT, force=True)

    def test_loads_that_changed_nothing_are_no_steps(self, engine: Engine) -> None:
        put(engine, items(3))
        first = read_places(engine)[1]
        put(engine, items(4))
        put(engine, items(4))
        put(engine, items(4)[::-1])  # only the order
        undo(engine, "city", AT)
        assert read_places(engine)[1] == first

    def test_a_load_after_an_undo_is_undone_to_what_stood_then(self, engine: Engine) -> None:
        put(engine, items(3))
        first = read_places(engine)[1]
        put(engine, items(4))
        undo(engine, "city", AT)
        put(engine, items(5))
        undo(engine, "city", AT)
        assert read_places(engine)[1] == first

    def test_another_source_stays(self, engine: Engine) -> None:
        put(engine, items(3), "city")
        put(engine, [record(source_id="x", name="Andere Zaak")], "other")
        put(engine, items(4), "city")
        undo(engine, "city", AT)
        assert names(engine) == ["Huis 0", "Huis 1", "Huis 2", "Andere Zaak"]
        with pytest.raises(NothingToUndo):
            undo(engine, "nowhere", AT)

    def test_history_has_an_end(self, engine: Engine) -> None:
        for number in range(KEPT_LOADS + 3):
            put(engine, [record(source_id="p", name=f"Naam {number}")])
        for number in reversed(range(2, KEPT_LOADS + 2)):
            undo(engine, "city", AT)
            assert names(engine) == [f"Naam {number}"]
        with pytest.raises(NothingToUndo, match="no longer kept"):
            undo(engine, "city", AT)
        assert names(engine) == ["Naam 2"]

    def test_any_series_of_loads_and_undos_is_a_stack(self, engine: Engine) -> None:
        """Against a plain list of states, with loads and undos in a random order."""
        dice = random.Random(2060)
        states: list[tuple[Any, ...]] = []
        for step in range(40):
            if len(states) > 1 and dice.random() < 0.4:
                undo(engine, "city", AT)
                states.pop()
                assert read_places(engine)[1] == states[-1], step
                continue
            chosen = dice.sample(items(8), dice.randint(1, 8))
            given = [{**item, "phone": dice.choice(["03 1", "03 2"])} for item in chosen]
            report = put(engine, given, force=True)
            now = read_places(engine)[1]
            assert [place.source_id for place in now] == [item["source_id"] for item in given]
            done = report.changes
            if done.added or done.changed or done.vanished or not states:
                states.append(now)
                del states[: -KEPT_LOADS - 1]
            else:
                states[-1] = now  # a new order alone is no step


SLOW_LOAD = """
import sys, time
from datetime import UTC, datetime
from sociale_kaart.load import load
from sociale_kaart.store import open_engine
from tests.integration.test_directory_load_history import Listed, items

def dawdle(done, total):
    if (done, total) == (int(sys.argv[2]), int(sys.argv[3])):
        print("there", flush=True)
        time.sleep(60)

load(open_engine(sys.argv[1]), Listed(items(2600, phone="03 2")), datetime(2026, 11, 22, tzinfo=UTC), dawdle)
print("there", flush=True)
"""

# While it is read; after some, half and most of the rows; when only the commit is missing.
MOMENTS = [(100, 0), (2600, 0), (500, 2600), (1500, 2600), (2500, 2600), (2600, 2600)]


@pytest.mark.parametrize(("done", "total"), MOMENTS)
def test_a_load_that_is_killed_leaves_the_old_directory_whole(
    engine: Engine, directory_url: str, done: int, total: int
) -> None:
    put(engine, items(1000, phone="03 1"))
    before, journal = read_places(engine), loads(engine)
    child = _start(directory_url, done, total)
    assert child.stdout is not None
    assert child.stdout.readline() == "there\n"
    assert read_places(engine) == before  # readers are not held up
    _kill(child)
    assert read_places(engine) == before
    assert loads(engine) == journal
    report = put(engine, items(1000, phone="03 3"))  # and the next load is not locked out
    assert len(report.changes.changed) == 1000


def test_a_load_that_is_killed_at_any_instant_is_there_or_not_there(
    engine: Engine, directory_url: str
) -> None:
    put(engine, items(10, phone="03 1"))
    old = read_places(engine)[1]
    dice = random.Random(1)
    for _ in range(4):
        child = _start(directory_url, -1, -1)
        time.sleep(dice.uniform(0.3, 2.5))
        _kill(child)
        seen = read_places(engine)[1]
        assert seen == old or len(seen) == 2600
        # A load that was killed may leave a gap in the numbers, never a number without its load.
        assert last_load(engine) == max(done.number for done in loads(engine))
        if len(seen) == 2600:
            undo(engine, "city", AT)
            assert read_places(engine)[1] == old


def _start(url: str, done: int, total: int) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", SLOW_LOAD, url, str(done), str(total)]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)


def _kill(child: subprocess.Popen[str]) -> None:
    os.kill(child.pid, signal.SIGKILL)
    child.wait(timeout=10)
    assert child.stdout is not None
    child.stdout.close()


def test_two_loads_of_one_source_at_once_are_done_one_after_the_other(
    engine: Engine, directory_url: str
) -> None:
    put(engine, items(10))
    children = [_start(directory_url, -1, -1) for _ in range(2)]
    assert [child.communicate(timeout=90)[0] for child in children] == ["there\n"] * 2
    done = loads(engine)
    assert [item.added for item in done] == [0, 2590, 10]
    assert len(names(engine)) == 2600


class TestSchedule:
    ENTRY: ClassVar = {"name": "city", "every": "24h"}
    DONE = Load(1, "city", "load", AT, 1, 0, 0, 0, 0, None)

    @pytest.mark.parametrize(
        ("written", "means"),
        [("30m", timedelta(minutes=30)), ("24h", timedelta(days=1)), ("7d", timedelta(days=7))],
    )
    def test_an_interval_is_read(self, written: str, means: timedelta) -> None:
        assert interval({"name": "city", "every": written}) == means

    @pytest.mark.parametrize("written", ["", "24", "0h", "-1h", "1.5h", "24 hours", 24, "1h\n"])
    def test_an_interval_that_is_none_is_said(self, written: object) -> None:
        with pytest.raises(ValueError, match="city"):
            interval({"name": "city", "every": written})

    @pytest.mark.parametrize(
        ("hours", "due"), [(0, False), (12, False), (23.99, True), (24, True), (99, True)]
    )
    def test_is_due_when_its_time_has_come(self, hours: float, due: bool) -> None:
        assert is_due(self.ENTRY, self.DONE, AT + timedelta(hours=hours)) is due

    def test_without_an_interval_never_and_without_a_load_at_once(self) -> None:
        assert not is_due({"name": "city"}, None, AT)
        assert is_due(self.ENTRY, None, AT)

    def test_not_again_what_somebody_undid(self) -> None:
        undone = replace(self.DONE, kind="undo")
        assert not is_due(self.ENTRY, undone, AT + timedelta(days=99))


def test_times_of_loads_keep_their_moment(engine: Engine) -> None:
    brussels = AT.astimezone(tz=None) + timedelta(hours=3)
    load(engine, Listed(items(1)), brussels)
    assert loads(engine)[0].finished_at == brussels


def test_characters_that_no_database_takes_are_refused(engine: Engine) -> None:
    bad = [record(source_id="a\0b"), record(source_id="c", name="\ud83d kapot")]
    report = put(engine, [*bad, *items(1)])
    assert [item.reason for item in report.refused] == [
        "source_id: holds characters that cannot be stored",
        "name: holds characters that cannot be stored",
    ]
    assert names(engine) == ["Huis 0"]


class TestSeveralSources:
    PERMEKE: ClassVar = record(
        source_id="permeke", name="Bibliotheek Permeke", kind="bibliotheek",
        needs=["library_computer"], street="De Coninckplein", house_number="25-27",
        postcode="2060", checked_at="2026-01-01", confidence="medium",
    )  # fmt: skip
    OTHER: ClassVar = {
        **PERMEKE, "source_id": "w1", "name": "Bib Permeke", "phone": "03 338 38 00",
        "phone_e164": "+3233383800", "checked_at": "2025-01-01",
    }  # fmt: skip

    def test_one_place_is_shown_once_and_both_sources_are_said(self, engine: Engine) -> None:
        put(engine, [self.PERMEKE, *items(1)], "city")
        put(engine, [self.OTHER], "map")
        shown = read_places(engine)[1]
        assert [place.name for place in shown] == ["Bibliotheek Permeke", "Huis 0"]
        permeke = shown[0]
        assert permeke.phone == "03 338 38 00"
        assert {item.source for item in permeke.provenance} == {"city", "map"}
        first = json.dumps([place.to_record() for place in shown])
        assert first == json.dumps([place.to_record() for place in read_places(engine)[1]])

    def test_what_is_left_of_a_pair_stands_alone_again(self, engine: Engine) -> None:
        put(engine, [self.PERMEKE, *items(3)], "city")
        put(engine, [self.OTHER], "map")
        put(engine, items(3), "city")
        assert sorted(names(engine)) == ["Bib Permeke", "Huis 0", "Huis 1", "Huis 2"]
        undo(engine, "city", AT)
        assert "Bib Permeke" not in names(engine)
        undo(engine, "map", AT, force=True)
        assert read_places(engine)[1][0].provenance == ()

    def test_the_id_that_was_there_first_stays(self, engine: Engine) -> None:
        put(engine, [self.OTHER], "map")
        kept = read_places(engine)[1][0].id
        put(engine, [self.PERMEKE], "city")
        assert [place.id for place in read_places(engine)[1]] == [kept]


def test_a_database_of_the_first_version_is_brought_up_to_date(directory_url: str) -> None:
    opened = open_engine(directory_url)
    migrate(opened)
    put(opened, items(2))
    with opened.begin() as connection:  # as version 0001 left it
        connection.execute(text("DROP TABLE earlier_places"))
        connection.execute(text("DROP INDEX ix_places_same_as"))
        connection.execute(text("ALTER TABLE places DROP COLUMN same_as"))
        connection.execute(text("ALTER TABLE loads DROP COLUMN kind"))
        connection.execute(text("ALTER TABLE loads DROP COLUMN undone_in"))
        connection.execute(text("UPDATE directory_version SET version_num = '0001'"))
    migrate(opened)
    assert names(opened) == ["Huis 0", "Huis 1"]
    with pytest.raises(NothingToUndo, match="no longer kept"):
        undo(opened, "city", AT, force=True)
    put(opened, items(3))
    undo(opened, "city", AT)
    assert names(opened) == ["Huis 0", "Huis 1"]
    opened.dispose()
