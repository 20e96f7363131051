"""What every format promises: hostile records break nothing, and twice read is twice the same."""

import json
import re
import unicodedata
from collections.abc import Iterator
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from sociale_kaart.cleaning import open_steps
from sociale_kaart.export import FORMATS, export
from sociale_kaart.load import load, read_records
from sociale_kaart.sources import PACKAGE, RawRecord, Source, known_sources, open_source
from sociale_kaart.store import migrate, open_engine, read_places
from tests.contract.directory_server import Directory
from tests.contract.hostile_records import Hostile, records
from tests.contract.hostile_records.formats import WRITERS

STEPS = known_sources()["antwerp"]["clean"]
HOSTILE = list(records())
AT = datetime(2026, 11, 22, 9, tzinfo=UTC)


def written(name: str, folder: Path, server: Directory, corpus: list[Hostile]) -> Source:
    form, writer = WRITERS[name]
    entry = {
        "name": "hostile",
        "clean": STEPS,
        "today": AT.date(),
        **writer(folder, server, corpus),
    }
    source: Source = import_module(f"sociale_kaart.sources.{form}").create(entry)
    return source


def test_the_corpus_is_large_enough() -> None:
    assert len(HOSTILE) >= 200
    assert len({hostile.why for hostile in HOSTILE}) >= 200


@pytest.mark.parametrize("name", WRITERS)
def test_hostile_records_load_or_are_named(name: str, tmp_path: Path, directory: Directory) -> None:
    read = list(written(name, tmp_path, directory, HOSTILE).records())
    places, refused = read_records(read, open_steps(STEPS))
    assert len(places) + len(refused) == len(read)
    assert places and refused
    for item in refused:
        assert item.where.isprintable() and item.where.isascii() and len(item.where) < 300
        assert item.reason.isprintable() and len(item.reason) < 500
    for place in places:
        check(json.loads(json.dumps(place.to_record())))
        assert place.phone_e164 is None or re.fullmatch(r"\+?\d{3,15}", place.phone_e164)
        assert place.website is None or re.match(r"https?://", place.website, re.IGNORECASE)
        assert place.point is None or 49 < place.point.latitude < 52


@pytest.mark.parametrize("name", WRITERS)
def test_no_hostile_record_disappears_without_a_word(
    name: str, tmp_path: Path, directory: Directory
) -> None:
    """As many records come out as went in; what shares an id may come as one."""
    read = list(written(name, tmp_path, directory, HOSTILE).records())
    ids = [json.dumps(hostile.fields.get("id")) for hostile in HOSTILE]
    # In tables the id that is used twice has two rows, and each of them the doors of both.
    assert len(set(ids)) - 1 <= len(read) <= len(HOSTILE) + 2


@pytest.mark.parametrize("name", WRITERS)
def test_hostile_records_go_into_the_store_and_out_in_every_format(
    name: str, tmp_path: Path, directory: Directory
) -> None:
    engine = open_engine(f"sqlite:///{tmp_path / 'directory.sqlite'}")
    migrate(engine)
    source = written(name, tmp_path, directory, HOSTILE)
    first = load(engine, source, AT)
    assert first.changes.added
    again = load(engine, source, AT)
    assert not (again.changes.added or again.changes.changed or again.changes.vanished)
    stored = list(read_places(engine)[1])
    for form in FORMATS:
        for part in export(stored, form):
            part.encode()
    engine.dispose()


def check(value: Any) -> None:
    """No markup and no character that cannot be seen, in any text of a record."""
    for text in texts(value):
        text.encode()
        assert not re.search(r"<[a-zA-Z/!][^<>]*>", text), text[:80]
        assert not {unicodedata.category(letter) for letter in text} & {
            "Cc",
            "Cs",
            "Co",
            "Zl",
            "Zp",
        }
        assert not set(text) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200b")


def texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    for inner in (
        value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    ):
        yield from texts(inner)


def test_every_format_is_tried_with_hostile_records() -> None:
    files = {path.stem for path in (PACKAGE / "sources").glob("*.py")} - {"__init__"}
    assert {form for form, _ in WRITERS.values()} == files


def test_every_entry_opens_and_names_steps_that_exist() -> None:
    for name, entry in known_sources().items():
        if "path" in entry or "url" in entry:
            source = open_source(name)
            assert source.name == name
            assert len(open_steps(source.clean)) == len(entry.get("clean", ()))


def test_a_source_gives_records_one_by_one(tmp_path: Path, directory: Directory) -> None:
    for name in WRITERS:
        folder = tmp_path / name
        folder.mkdir()
        found = written(name, folder, directory, HOSTILE[:3]).records()
        assert isinstance(next(found), RawRecord)
        found.close()  # type: ignore[attr-defined]
