"""The loads that were done, and how the last one is undone.

Somebody loads a file in which every phone number has slipped one line. `undo(engine, "antwerp", at)`
puts back what Antwerp was before, and again what it was before that, as far as it is kept.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import batched
from typing import Any

from sqlalchemy import Connection, Engine, delete, func, select, update

from sociale_kaart.records import place_from_record
from sociale_kaart.store.database import lock_for_writing
from sociale_kaart.store.duplicates import find_duplicates
from sociale_kaart.store.earlier import standing_loads
from sociale_kaart.store.places import (
    AT_A_TIME,
    Changes,
    columns_of,
    finish_load,
    known_rows,
    new_load,
    update_places,
)
from sociale_kaart.store.tables import EarlierRow, LoadRow, PlaceRow


@dataclass(frozen=True, slots=True)
class Load:
    """One line of the list of loads; `kind` is "load" or "undo"."""

    number: int
    source: str
    kind: str
    finished_at: datetime
    added: int
    changed: int
    vanished: int
    unchanged: int
    refused: int
    undone_in: int | None


class NothingToUndo(LookupError):
    """There is no earlier state of a source to go back to."""


class WouldEmpty(RuntimeError):
    """Undoing the first load of a source would leave nothing of it; nothing was done."""


def loads(engine: Engine, source: str | None = None, limit: int | None = None) -> list[Load]:
    """The loads, newest first."""
    wanted = select(LoadRow.__table__).order_by(LoadRow.number.desc()).limit(limit)
    if source is not None:
        wanted = wanted.where(LoadRow.source == source)
    with engine.connect() as connection:
        return [_load(row) for row in connection.execute(wanted)]


def undo(engine: Engine, source: str, at: datetime, *, force: bool = False) -> Changes:
    """Puts a source back to what it was before its last load that changed something."""
    with engine.begin() as connection:
        lock_for_writing(connection)
        number = new_load(connection, source, "undo", at)
        numbers = _to_undo(connection, source)
        before = _before(connection, numbers)
        changes = _put_back(connection, number, before)
        active = select(func.count()).where(PlaceRow.source == source, PlaceRow.active)
        left = connection.execute(active).scalar_one()
        if not left and not force:
            raise WouldEmpty(f"{source} has no earlier load: nothing of it would be left")
        connection.execute(
            update(LoadRow).where(LoadRow.number.in_(numbers)).values(undone_in=number)
        )
        connection.execute(delete(EarlierRow).where(EarlierRow.load.in_(numbers)))
        find_duplicates(connection)
        changes = replace(changes, unchanged=left - len(changes.added) - len(changes.changed))
        finish_load(connection, changes)
        return changes


def _to_undo(connection: Connection, source: str) -> list[int]:
    """The last load that changed something, after the later ones that only moved places."""
    last = connection.execute(standing_loads(source).limit(1)).scalar()
    if last is None:
        raise NothingToUndo(f"there is no load of {source} to undo")
    kept = select(func.count()).where(EarlierRow.load == last)
    if not connection.execute(kept).scalar():
        raise NothingToUndo(f"what {source} was before load {last} is no longer kept")
    later = select(LoadRow.number).where(
        LoadRow.source == source, LoadRow.kind == "load", LoadRow.number >= last,
        LoadRow.undone_in.is_(None),
    )  # fmt: skip
    return sorted(connection.execute(later).scalars(), reverse=True)


def _before(connection: Connection, numbers: Iterable[int]) -> dict[str, dict[str, Any]]:
    """What each touched place was before these loads; `numbers` has the newest first."""
    before: dict[str, dict[str, Any]] = {}
    for number in numbers:
        for row in connection.execute(
            select(EarlierRow.__table__).where(EarlierRow.load == number)
        ):
            state = before.setdefault(row.place_id, {"record": None})
            state.update(active=row.active, position=row.position)
            if row.record is not None:
                state["record"] = row.record
    return before


def _put_back(connection: Connection, number: int, before: dict[str, dict[str, Any]]) -> Changes:
    names: dict[str, list[str]] = {"added": [], "changed": [], "vanished": []}
    for ids in batched(before, AT_A_TIME):
        records, flags, moves = [], [], []
        for place_id, row in known_rows(connection, ids).items():
            state = before[place_id]
            fields = {"row_id": place_id, "position": state["position"]}
            if state["record"] is None and row.active == state["active"]:
                moves.append(fields)
                continue
            fields |= {"active": state["active"], "changed_in": number}
            if state["record"] is None:
                flags.append(fields)
            else:
                records.append(fields | columns_of(place_from_record(state["record"])))
            what = _what_happened(row.active, state["active"])
            names[what].append(fields.get("name", row.name))
        for rows in (records, flags, moves):
            update_places(connection, rows)
    added, changed, vanished = (tuple(names[what]) for what in ("added", "changed", "vanished"))
    return Changes(number, added, changed, vanished, 0)


def _what_happened(was: bool, now: bool) -> str:
    if was == now:
        return "changed"
    return "added" if now else "vanished"


def _load(row: Any) -> Load:
    fields = dict(row._mapping)
    finished: datetime = fields.pop("finished_at")
    if finished.tzinfo is None:  # SQLite keeps no time zone; it was written in UTC
        finished = finished.replace(tzinfo=UTC)
    return Load(finished_at=finished, **fields)
