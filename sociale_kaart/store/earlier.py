"""What places were before a load touched them: kept for the loads that can still be undone.

Twenty loads of Antwerp that changed something can be taken back, one by one. The twenty-first lets
go of what was kept for the first.
"""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, Select, delete, select

from sociale_kaart.store.tables import EarlierRow, LoadRow

KEPT_LOADS = 20
"""How many loads that changed something can be undone, per source."""


def standing_loads(source: str) -> Select[int]:
    """Numbers of the loads of a source that changed something and were not undone, newest first."""
    return (
        select(LoadRow.number)
        .where(LoadRow.source == source, LoadRow.kind == "load", LoadRow.undone_in.is_(None))
        .where(LoadRow.added + LoadRow.changed + LoadRow.vanished > 0)
        .order_by(LoadRow.number.desc())
    )


def earlier_row(
    load: int, place_id: str, active: bool, position: int, record: Mapping[str, Any] | None
) -> dict[str, Any]:
    """A row of `earlier_places`; see EarlierRow for what `record` None means."""
    return {
        "load": load, "place_id": place_id, "active": active, "position": position,
        "record": record,
    }  # fmt: skip


def let_go_of_old(connection: Connection, source: str) -> None:
    """Drops what was kept for loads that are too many loads ago."""
    too_old = connection.execute(standing_loads(source).offset(KEPT_LOADS).limit(1)).scalar()
    if too_old is not None:
        gone = select(LoadRow.number).where(LoadRow.source == source, LoadRow.number <= too_old)
        connection.execute(delete(EarlierRow).where(EarlierRow.load.in_(gone)))
