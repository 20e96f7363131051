"""Loads a source into the store: read, clean, check, write, and tell what changed.

`load(engine, open_source("antwerp"), at)` gives "added 290, changed 0, vanished 0" the first time
and "unchanged 290" the second. A bad record is named and passed by; it never stops the others.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Engine
from sqlalchemy.exc import OperationalError

from sociale_kaart.cleaning import Step, open_steps
from sociale_kaart.model import Place, place_id
from sociale_kaart.reading import ReadError
from sociale_kaart.records import RecordError, place_from_record
from sociale_kaart.sources import RawRecord, Source
from sociale_kaart.store import Changes, Load, TooManyVanish, write

Progress = Callable[[int, int], None]
"""Called with how many records are done and how many there are; 0 while that is not known yet."""

READ_AT_A_TIME = 100
"""Progress is told once in so many records while a source is being read."""

NEARLY = 0.95
"""A clock that calls every 24 hours is sometimes a second early; it must not wait a day for that."""

_EVERY = re.compile(r"([1-9]\d{0,3})([mhd])")
_UNITS = {"m": timedelta(minutes=1), "h": timedelta(hours=1), "d": timedelta(days=1)}


@dataclass(frozen=True, slots=True)
class Refused:
    """A record that was passed by: where it stands and what is wrong with it.

    `place` is the id of the place that it would have been, when that much could be read.
    """

    where: str
    reason: str
    place: str | None = None


@dataclass(frozen=True, slots=True)
class Warned:
    """What could not be understood in a record that was used all the same."""

    where: str
    what: str


@dataclass(frozen=True, slots=True)
class Report:
    """What a load did."""

    source: str
    changes: Changes
    refused: tuple[Refused, ...]
    warnings: tuple[Warned, ...] = ()


class LoadError(RuntimeError):
    """A load that would empty the directory, or a source that cannot be read at all."""


def load(
    engine: Engine,
    source: Source,
    at: datetime,
    progress: Progress | None = None,
    *,
    force: bool = False,
) -> Report:
    """Makes the store hold exactly what the source holds now, in one transaction.

    A place whose record came, but is refused, stays as the last load had it. A load that would make
    more than a third of a source vanish is a LoadError unless `force`.
    """
    warnings: list[Warned] = []
    try:
        records = _told(source.records(), progress, warnings)
        places, refused = read_records(records, open_steps(source.clean))
    except ReadError as error:
        raise LoadError(f"{source.name} cannot be read: {error}") from error
    except (OSError, ValueError) as error:
        raise LoadError(f"{source.name} cannot be read: {_in_short(error)}") from error
    if not places:
        raise LoadError(f"{source.name}: not one of {len(refused)} records can be used")
    done = (lambda count: progress(count, len(places))) if progress else None
    keep = {item.place for item in refused if item.place}
    try:
        changes = write(
            engine, source.name, places, at, len(refused), done, keep=keep, force=force
        )  # fmt: skip
    except TooManyVanish as error:
        raise LoadError(
            f"{source.name}: {error}, more than a third. Look whether the source is whole; "
            "if it is, load it with --force"
        ) from error
    except OperationalError as error:
        raise LoadError(
            f"{source.name}: the database does not take it now: {error.orig}"
        ) from error
    return Report(source.name, changes, tuple(refused), tuple(warnings))


def read_records(
    records: Iterable[RawRecord], steps: Sequence[Step]
) -> tuple[list[Place], list[Refused]]:
    """The places in these records, and the records that hold none."""
    places: dict[str, Place] = {}
    refused: list[Refused] = []
    for record in records:
        try:
            place = _place(record, steps)
        except RecordError as error:
            refused.append(Refused(record.where, str(error), _id_of(record.fields)))
            continue
        if place.id in places:
            refused.append(Refused(record.where, "id: used by an earlier record"))
            continue
        places[place.id] = place
    return list(places.values()), refused


def interval(entry: Mapping[str, Any]) -> timedelta | None:
    """How often a source is to be loaded: `every = "24h"` ("30m", "7d"); None when nobody says."""
    every = entry.get("every")
    if every is None:
        return None
    found = _EVERY.fullmatch(every) if isinstance(every, str) else None
    if found is None:
        raise ValueError(f'source {entry["name"]!r}: every must be such as "30m", "24h" or "7d"')
    return int(found[1]) * _UNITS[found[2]]


def is_due(entry: Mapping[str, Any], last: Load | None, at: datetime) -> bool:
    """Whether a source is to be loaded now, given the newest line about it in the list of loads.

    One whose last load was undone is not: the same records would come back. Loading it by hand puts
    it back on the schedule.
    """
    every = interval(entry)
    if every is None or is_held(last):
        return False
    return last is None or at - last.finished_at >= every * NEARLY


def is_held(last: Load | None) -> bool:
    """Whether a source stays as it is because its last load was undone."""
    return last is not None and last.kind == "undo"


def _told(
    records: Iterator[RawRecord], progress: Progress | None, warnings: list[Warned]
) -> Iterator[RawRecord]:
    """The records, telling on the way how far it is and what they warn of."""
    for count, record in enumerate(records, 1):
        warnings += (Warned(record.where, warning) for warning in record.warnings)
        if progress and count % READ_AT_A_TIME == 0:
            progress(count, 0)
        yield record


def _place(record: RawRecord, steps: Sequence[Step]) -> Place:
    if record.fields is None or record.error:
        raise RecordError("record", record.error or "cannot be read")
    fields = dict(record.fields)
    for step in steps:
        fields = step(fields)
    place = place_from_record(fields)
    for field, value in (("source_id", place.source_id), ("name", place.name)):
        if "\0" in value or (not value.isascii() and _has_half_letters(value)):
            raise RecordError(field, "holds characters that cannot be stored")
    return place


def _has_half_letters(text: str) -> bool:
    """Whether a text holds half of a surrogate pair: such a text cannot be written as UTF-8."""
    return any("\ud800" <= letter <= "\udfff" for letter in text)


def _id_of(fields: Mapping[str, Any] | None) -> str | None:
    parts = [fields.get(key) for key in ("source", "source_id")] if fields else []
    if parts and all(isinstance(part, str) and part for part in parts):
        return place_id(str(parts[0]), str(parts[1]))
    return None


def _in_short(error: Exception) -> str:
    """The kind of error, and for a file its name: a source's text never gets into a message."""
    name = error.filename if isinstance(error, OSError) else None
    return f"{type(error).__name__} ({name})" if isinstance(name, str) else type(error).__name__
