"""Formats that a directory can come in; each file here reads one of them.

`sources.toml` says "antwerp is a places_file"; `open_source` then reads it with
`sources/places_file.py`. A new format is one new file with a `create(config)` and an entry in
`sources.toml`; docs/how-to/add-a-source.md shows how.
"""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import Any, Protocol

PACKAGE = Path(__file__).parent.parent
SOURCES_FILE = PACKAGE / "sources.toml"


@dataclass(frozen=True, slots=True)
class RawRecord:
    """One record as read: `fields` in our own names, or the `error` why it could not be read.

    `where` names it for whoever must correct it: "places.jsonl line 12 (bib-permeke)". A record
    that is there but could not be read now has an `error` and, as its only fields, its `source` and
    `source_id`: so a load knows which place it must not take away. `warnings` are what could not be
    understood in a record that is used all the same, such as a code without a need.
    """

    where: str
    fields: Mapping[str, Any] | None
    error: str | None = None
    warnings: tuple[str, ...] = ()


class Source(Protocol):
    """A directory to read from. `clean` names the cleaning steps its records need, in order.

    `records` reads as it yields, so that a directory of any size can be read. It raises OSError or
    ReadError when the source cannot be read (any further): then nothing may be taken away because
    it did not come.
    """

    name: str
    clean: tuple[str, ...]

    def records(self) -> Iterator[RawRecord]: ...


def known_sources(file: Path = SOURCES_FILE) -> dict[str, dict[str, Any]]:
    """The entries of `sources.toml` by name."""
    entries = tomllib.loads(file.read_text(encoding="utf-8"))["source"]
    return {entry["name"]: entry for entry in entries}


def open_source(
    name: str,
    path: Path | None = None,
    file: Path = SOURCES_FILE,
    key: str | None = None,
    today: date | None = None,
) -> Source:
    """The source with this name, read from its own path or from another one.

    Paths in the entry begin at the folder of the file with entries. `key` is the secret that an
    entry with a `key_header` is fetched with; `today` the day for which schedules and prices are read,
    asked for by the formats that date them. Raises KeyError for a name that is not there, and
    ValueError for an entry that cannot be read.
    """
    entries = known_sources(file)
    if name not in entries:
        raise KeyError(f"no source {name!r}; there are: {', '.join(sorted(entries))}")
    entry = dict(entries[name])
    for field in ("path", "mapping"):
        if field in entry:
            entry[field] = file.parent / entry[field]
    if path is not None:
        entry["path"] = path
    if not entry["format"].isidentifier():
        raise ValueError(f"source {name!r}: {entry['format']!r} is not the name of a format")
    if "path" not in entry and "url" not in entry:
        raise ValueError(f"source {name!r} needs the path of a file")
    entry["key"], entry["today"] = key, today
    module = import_module(f"sociale_kaart.sources.{entry['format']}")
    source: Source = module.create(entry)
    return source
