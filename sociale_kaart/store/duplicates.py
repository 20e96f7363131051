"""Keeps which records of several sources tell of the same place.

When the city and De Sociale Kaart both have Wijkgezondheidscentrum 't Spoor, both rows get the same
`same_as`. It is worked out inside the transaction of a load, so readers see both or neither.
"""

from typing import Any

from sqlalchemy import Connection, bindparam, select, update

from sociale_kaart.model import Place
from sociale_kaart.records import RecordError, place_from_record
from sociale_kaart.same import same_places
from sociale_kaart.store.tables import PLACES


def find_duplicates(connection: Connection) -> None:
    """Works out `same_as` anew for all active places.

    A group is shown under the id that was there first, so that a link that somebody kept stays good.
    """
    connection.execute(update(PLACES).where(PLACES.c.same_as.is_not(None)).values(same_as=None))
    sources = connection.execute(select(PLACES.c.source).where(PLACES.c.active).distinct()).all()
    if len(sources) < 2:
        return
    rows = connection.execute(
        select(PLACES.c.record).where(PLACES.c.active).order_by(PLACES.c.added_in, PLACES.c.id)
    )
    places = [place for row in rows if (place := _place(row.record))]
    groups = same_places(places)
    changes = [{"row_id": place.id, "same_as": group[0].id} for group in groups for place in group]
    if changes:
        connection.execute(update(PLACES).where(PLACES.c.id == bindparam("row_id")), changes)


def _place(record: dict[str, Any]) -> Place | None:
    try:
        return place_from_record(record)
    except RecordError:
        return None  # written by a version that allowed more; not shown either
