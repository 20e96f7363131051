"""When each place last changed, for readers who fetch only what is new.

Somebody who copied the directory of Antwerp on Monday asks on Friday for what changed since; a place
that three loads left as it was has still changed with the first.
"""

from collections.abc import Mapping
from datetime import UTC, datetime

from sqlalchemy import Engine, select

from sociale_kaart.store.tables import LoadRow, PlaceRow


def changed_at(engine: Engine) -> Mapping[str, datetime]:
    """The moment (UTC) of the load that last changed a place, by the id that it is shown under."""
    with engine.connect() as connection:
        ends = connection.execute(select(LoadRow.number, LoadRow.finished_at))
        # SQLite gives times back without their zone; they are stored in UTC.
        finished = {number: at.replace(tzinfo=at.tzinfo or UTC) for number, at in ends}
        changed: dict[str, datetime] = {}
        rows = connection.execute(select(PlaceRow.id, PlaceRow.same_as, PlaceRow.changed_in))
        for own, shown_as, load in rows:
            shown, at = shown_as or own, finished[load]
            changed[shown] = max(at, changed.get(shown, at))
        return changed
