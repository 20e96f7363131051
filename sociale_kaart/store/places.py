"""Writes one whole load of a source and reads the active places back.

Loading the Antwerp file twice changes nothing the second time. A load is one transaction: a process
that is killed half-way leaves the directory of yesterday, whole.
"""

import logging
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import batched
from typing import Any

from sqlalchemy import Connection, Engine, bindparam, func, insert, select, update

from sociale_kaart.model import Place
from sociale_kaart.records import RecordError, place_from_record
from sociale_kaart.same import merged
from sociale_kaart.sharing import shared
from sociale_kaart.store.database import lock_for_writing
from sociale_kaart.store.duplicates import find_duplicates
from sociale_kaart.store.earlier import earlier_row, let_go_of_old
from sociale_kaart.store.tables import PLACES, EarlierRow, LoadRow, PlaceRow

AT_A_TIME = 500
"""Places compared and written together: few round trips, and little memory."""
MOST_VANISHED = 1 / 3
"""A load that takes away a larger part of a source is more often a broken file than the truth."""

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Changes:
    """What a load did: the names added, changed and vanished, and how many stayed as they were."""

    number: int
    added: tuple[str, ...]
    changed: tuple[str, ...]
    vanished: tuple[str, ...]
    unchanged: int


class TooManyVanish(RuntimeError):
    """A load that would take away more than a third of a source; nothing was written."""

    def __init__(self, vanished: int, active: int) -> None:
        super().__init__(f"{vanished} of {active} places would vanish")
        self.vanished = vanished
        self.active = active


def last_load(engine: Engine) -> int:
    """The number of the newest load; 0 when nothing was ever loaded."""
    with engine.connect() as connection:
        return connection.execute(select(func.max(LoadRow.number))).scalar() or 0


def read_places(engine: Engine) -> tuple[int, tuple[Place, ...]]:
    """The active places in the order of their source, and the load number they belong to.

    What several sources tell of one place is one place here.
    """
    with engine.connect() as connection:
        # The number first: a load that ends in between is then noticed as news, never missed.
        number = connection.execute(select(func.max(LoadRow.number))).scalar() or 0
        same_as = {
            row.id: row.same_as
            for row in connection.execute(
                select(PlaceRow.id, PlaceRow.same_as).where(PlaceRow.same_as.is_not(None))
            )
        }
        # A few rows at a time: whole tables of JSON in memory would weigh more than the places.
        records = connection.execution_options(yield_per=AT_A_TIME).scalars(
            select(PlaceRow.record)
            .where(PlaceRow.active)
            .order_by(PlaceRow.source, PlaceRow.position, PlaceRow.id)
        )
        return number, tuple(_shown(shared(_readable(records)), same_as))


def write(
    engine: Engine,
    source: str,
    places: Sequence[Place],
    at: datetime,
    refused: int = 0,
    progress: Callable[[int], None] | None = None,
    *,
    keep: Collection[str] = (),
    force: bool = False,
) -> Changes:
    """Makes the active places of a source exactly these, in one transaction.

    `keep` are ids that stay as they are though they are not in `places`: their records came, but could
    not be read. `progress` is called with the number of places handled so far; the last call is just
    before the commit. Raises TooManyVanish unless `force`.
    """
    with engine.begin() as connection:
        lock_for_writing(connection)
        number = new_load(connection, source, "load", at)
        gone = _vanishing(connection, source, {place.id for place in places} | set(keep), force)
        added: list[str] = []
        changed: list[str] = []
        for batch in batched(enumerate(places), AT_A_TIME):
            _write_batch(connection, number, dict(batch), added, changed)
            done = batch[-1][0] + 1
            if progress and done < len(places):
                progress(done)
        _take_away(connection, number, gone)
        if added or changed or gone:
            find_duplicates(connection)
        changes = Changes(
            number, tuple(added), tuple(changed), tuple(gone.values()),
            len(places) - len(added) - len(changed),
        )  # fmt: skip
        finish_load(connection, changes, refused)
        let_go_of_old(connection, source)
        if progress:
            progress(len(places))
        return changes


def new_load(connection: Connection, source: str, kind: str, at: datetime) -> int:
    """The number of a load that begins. In SQLite this first writing also keeps other loads out."""
    row = insert(LoadRow).values(source=source, kind=kind, finished_at=at.astimezone(UTC))
    return int(connection.execute(row.returning(LoadRow.number)).scalar_one())


def finish_load(connection: Connection, changes: Changes, refused: int = 0) -> None:
    """Writes down what a load did."""
    connection.execute(
        update(LoadRow)
        .where(LoadRow.number == changes.number)
        .values(
            added=len(changes.added), changed=len(changes.changed),
            vanished=len(changes.vanished), unchanged=changes.unchanged, refused=refused,
        )
    )  # fmt: skip


def columns_of(place: Place) -> dict[str, Any]:
    """The record of a place, and the columns that are taken from it."""
    return {
        "name": place.name,
        "postcode": place.postcode,
        "latitude": place.point.latitude if place.point else None,
        "longitude": place.point.longitude if place.point else None,
        "record": place.to_record(),
    }


def known_rows(connection: Connection, ids: Sequence[str]) -> dict[str, Any]:
    """The rows of places with these ids: name, active, position and record."""
    columns = select(
        PlaceRow.id, PlaceRow.name, PlaceRow.active, PlaceRow.position, PlaceRow.record
    )
    return {row.id: row for row in connection.execute(columns.where(PlaceRow.id.in_(ids)))}


def update_places(connection: Connection, rows: list[dict[str, Any]]) -> None:
    """Writes the same columns of many rows; each names its row by `row_id`."""
    if rows:
        connection.execute(update(PLACES).where(PLACES.c.id == bindparam("row_id")), rows)


def _write_batch(
    connection: Connection,
    number: int,
    batch: Mapping[int, Place],
    added: list[str],
    changed: list[str],
) -> None:
    known = known_rows(connection, [place.id for place in batch.values()])
    new, different, moved, earlier = [], [], [], []
    for position, place in batch.items():
        row = known.get(place.id)
        if row is None:
            new.append(_new_row(place, position, number))
            earlier.append(earlier_row(number, place.id, False, position, None))
            added.append(place.name)
        elif not row.active or _differs(row.record, place):
            fields = {**columns_of(place), "position": position, "changed_in": number}
            different.append({"row_id": place.id, "active": True, **fields})
            earlier.append(earlier_row(number, place.id, row.active, row.position, row.record))
            changed.append(place.name)
        elif row.position != position:
            moved.append({"row_id": place.id, "position": position})
            earlier.append(earlier_row(number, place.id, True, row.position, None))
    if new:
        connection.execute(insert(PlaceRow), new)
    update_places(connection, different)
    update_places(connection, moved)
    if earlier:
        connection.execute(insert(EarlierRow), earlier)


def _vanishing(
    connection: Connection, source: str, staying: set[str], force: bool
) -> dict[str, str]:
    """Ids and names of active places that a source no longer has."""
    active = connection.execute(
        select(PlaceRow.id, PlaceRow.name)
        .where(PlaceRow.source == source, PlaceRow.active)
        .order_by(PlaceRow.position, PlaceRow.id)
    ).all()
    gone = {row.id: row.name for row in active if row.id not in staying}
    if len(gone) > len(active) * MOST_VANISHED and not force:
        raise TooManyVanish(len(gone), len(active))
    return gone


def _take_away(connection: Connection, number: int, gone: Mapping[str, str]) -> None:
    for ids in batched(gone, AT_A_TIME):
        known = known_rows(connection, ids).values()
        earlier = [earlier_row(number, row.id, True, row.position, None) for row in known]
        connection.execute(insert(EarlierRow), earlier)
        rows = [{"row_id": place_id, "active": False, "changed_in": number} for place_id in ids]
        update_places(connection, rows)


def _new_row(place: Place, position: int, number: int) -> dict[str, Any]:
    return {
        "id": place.id, "source": place.source, "source_id": place.source_id, "active": True,
        "position": position, "added_in": number, "changed_in": number, **columns_of(place),
    }  # fmt: skip


def _differs(record: Mapping[str, Any], place: Place) -> bool:
    try:
        return place_from_record(record) != place
    except RecordError:
        return True  # written by a version that allowed more


def _readable(records: Iterable[Mapping[str, Any]]) -> Iterator[Place]:
    for record in records:
        try:
            yield place_from_record(record)
        except RecordError as error:
            # One record of an older version must not keep the whole directory shut.
            logger.warning("a stored place is passed by: %s", error.field)


def _shown(places: Iterable[Place], same_as: Mapping[str, str]) -> list[Place]:
    """Each place once: records of the same place as one, where the first of them stands."""
    shown: list[Place] = []
    groups: dict[str, list[Place]] = {}
    where: dict[str, int] = {}
    for place in places:
        group = same_as.get(place.id)
        if group is None:
            shown.append(place)
            continue
        groups.setdefault(group, []).append(place)
        if group not in where:
            where[group] = len(shown)
            shown.append(place)
    for group, records in groups.items():
        shown[where[group]] = merged(records, group)
    return shown
