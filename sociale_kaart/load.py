"""Loads a source into the store: read, clean, check, write, and tell what changed.

`load(engine, open_source("antwerp"), at)` gives "added 290, changed 0, vanished 0" the first time
and "unchanged 290" the second. A bad record is named and passed by; it never stops the others.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Engine

from sociale_kaart.cleaning import Step, open_steps
from sociale_kaart.model import Place
from sociale_kaart.records import RecordError, place_from_record
from sociale_kaart.sources import RawRecord, Source
from sociale_kaart.store import Changes, write

Progress = Callable[[int, int], None]
"""Called with how many records are done and how many there are."""


@dataclass(frozen=True, slots=True)
class Refused:
    """A record that was passed by: where it stands and what is wrong with it."""

    where: str
    reason: str


@dataclass(frozen=True, slots=True)
class Report:
    """What a load did."""

    source: str
    changes: Changes
    refused: tuple[Refused, ...]


class LoadError(RuntimeError):
    """A load that would empty the directory, or a source that cannot be read at all."""


def load(engine: Engine, source: Source, at: datetime, progress: Progress | None = None) -> Report:
    """Makes the store hold exactly what the source holds now, in one transaction."""
    try:
        records = list(source.records())
    except (OSError, ValueError) as error:
        raise LoadError(f"{source.name} cannot be read: {type(error).__name__}") from error
    places, refused = read_records(records, open_steps(source.clean))
    if not places:
        raise LoadError(f"{source.name}: not one of {len(records)} records can be used")
    done = (lambda count: progress(count, len(places))) if progress else None
    changes = write(engine, source.name, places, at, len(refused), done)
    return Report(source.name, changes, tuple(refused))


def read_records(
    records: Sequence[RawRecord], steps: Sequence[Step]
) -> tuple[list[Place], list[Refused]]:
    """The places in these records, and the records that hold none."""
    places: dict[str, Place] = {}
    refused: list[Refused] = []
    for record in records:
        try:
            place = _place(record, steps)
        except RecordError as error:
            refused.append(Refused(record.where, str(error)))
            continue
        if place.id in places:
            refused.append(Refused(record.where, "id: used by an earlier record"))
            continue
        places[place.id] = place
    return list(places.values()), refused


def _place(record: RawRecord, steps: Sequence[Step]) -> Place:
    if record.fields is None:
        raise RecordError("record", record.error or "cannot be read")
    fields = dict(record.fields)
    for step in steps:
        fields = step(fields)
    return place_from_record(fields)
