"""Formats that a directory can come in; each file here reads one of them.

`sources.toml` says "antwerp is a places_file"; `open_source` then reads it with
`sources/places_file.py`. A new format (HSDS, Open Referral UK, CSV, OpenStreetMap) is one new file
with a `create(config)` and one entry in `sources.toml`.
"""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any, Protocol

PACKAGE = Path(__file__).parent.parent
SOURCES_FILE = PACKAGE / "sources.toml"


@dataclass(frozen=True, slots=True)
class RawRecord:
    """One record as read: `fields` in our own names, or the `error` why it could not be read.

    `where` names it for whoever must correct it: "places.jsonl line 12 (bib-permeke)".
    """

    where: str
    fields: Mapping[str, Any] | None
    error: str | None = None


class Source(Protocol):
    """A directory to read from. `clean` names the cleaning steps its records need, in order."""

    name: str
    clean: tuple[str, ...]

    def records(self) -> Iterator[RawRecord]: ...


def known_sources(file: Path = SOURCES_FILE) -> dict[str, dict[str, Any]]:
    """The entries of `sources.toml` by name."""
    entries = tomllib.loads(file.read_text(encoding="utf-8"))["source"]
    return {entry["name"]: entry for entry in entries}


def open_source(name: str, path: Path | None = None, file: Path = SOURCES_FILE) -> Source:
    """The source with this name, read from its own path or from another one."""
    entries = known_sources(file)
    if name not in entries:
        raise KeyError(f"no source {name!r}; there are: {', '.join(sorted(entries))}")
    entry = dict(entries[name])
    entry["path"] = path or PACKAGE / entry["path"]
    if not entry["format"].isidentifier():
        raise ValueError(f"source {name!r}: {entry['format']!r} is not the name of a format")
    module = import_module(f"sociale_kaart.sources.{entry['format']}")
    source: Source = module.create(entry)
    return source
