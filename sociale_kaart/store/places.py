"""Writes one whole load of a source and reads the active places back.

Loading the Antwerp file twice changes nothing the second time. A load is one transaction: a process
that is killed half-way leaves the directory of yesterday, whole.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from sociale_kaart.model import Place
from sociale_kaart.records import place_from_record
from sociale_kaart.sharing import shared
from sociale_kaart.store.tables import LoadRow, PlaceRow

ROWS_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Changes:
    """What a load did: the names added, changed and vanished, and how many stayed as they were."""

    number: int
    added: tuple[str, ...]
    changed: tuple[str, ...]
    vanished: tuple[str, ...]
    unchanged: int


def last_load(engine: Engine) -> int:
    """The number of the newest load; 0 when nothing was ever loaded."""
    with engine.connect() as connection:
        return connection.execute(select(func.max(LoadRow.number))).scalar() or 0


def read_places(engine: Engine) -> tuple[int, tuple[Place, ...]]:
    """The active places in the order of their source, and the load number they belong to."""
    with engine.connect() as connection:
        number = connection.execute(select(func.max(LoadRow.number))).scalar() or 0
        # A few rows at a time: whole tables of JSON in memory would weigh more than the places.
        records = connection.execution_options(yield_per=ROWS_AT_ONCE).scalars(
            select(PlaceRow.record)
            .where(PlaceRow.active)
            .order_by(PlaceRow.source, PlaceRow.position, PlaceRow.id)
        )
        return number, tuple(shared(map(place_from_record, records)))


def write(
    engine: Engine,
    source: str,
    places: Sequence[Place],
    at: datetime,
    refused: int = 0,
    progress: Callable[[int], None] | None = None,
) -> Changes:
    """Makes the active places of a source exactly these, in one transaction.

    `progress` is called with the number of places handled so far.
    """
    with Session(engine) as session, session.begin():
        known = {row.id: row for row in session.scalars(select(PlaceRow).filter_by(source=source))}
        load = LoadRow(
            source=source, finished_at=at, added=0, changed=0, vanished=0, unchanged=0,
            refused=refused,
        )  # fmt: skip
        session.add(load)
        session.flush()
        added, changed = [], []
        for position, place in enumerate(places):
            row = known.pop(place.id, None)
            if row is None:
                session.add(_row(place, position, load.number))
                added.append(place.name)
            elif _differs(row, place):
                _update(row, place, load.number)
                changed.append(place.name)
            if row is not None:
                row.position = position
            if progress:
                progress(position + 1)
        vanished = [row for row in known.values() if row.active]
        for row in vanished:
            row.active, row.changed_in = False, load.number
        load.added, load.changed, load.vanished = len(added), len(changed), len(vanished)
        load.unchanged = len(places) - len(added) - len(changed)
        return Changes(
            load.number,
            tuple(added),
            tuple(changed),
            tuple(row.name for row in vanished),
            load.unchanged,
        )


def _differs(row: PlaceRow, place: Place) -> bool:
    return not row.active or place_from_record(row.record) != place


def _row(place: Place, position: int, load: int) -> PlaceRow:
    row = PlaceRow(
        id=place.id, source=place.source, source_id=place.source_id, position=position,
        added_in=load,
    )  # fmt: skip
    _update(row, place, load)
    return row


def _update(row: PlaceRow, place: Place, load: int) -> None:
    row.name, row.postcode, row.record = place.name, place.postcode, place.to_record()
    row.latitude = place.point.latitude if place.point else None
    row.longitude = place.point.longitude if place.point else None
    row.active, row.changed_in = True, load
