"""What holds today only: full, closed until Friday, other hours this week, a record that has run out.

A shelter with a notice "full until Sunday" steps back behind one with a bed, and the card says why it
stands there. What has no notice in force is simply as it always is.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from sociale_kaart.hours import BRUSSELS, notices_in_force, run_out
from sociale_kaart.model import Place


def steps_back(place: Place, at: datetime) -> bool:
    """Whether nobody is helped here for now: full, closed for longer than today, or run out.

    A place that is only closed today is like one whose hours are over, and its hours say so.
    """
    if place.capacity == "full" or run_out(place, at):
        return True
    return any(
        notice.kind == "full" or (notice.kind == "closed" and notice.until > _day(at))
        for notice in notices_in_force(place, at)
    )


def hindrances(place: Place, at: datetime) -> Iterator[dict[str, Any]]:
    """What to know before going there today, as conditions. `until` is a day in Brussels."""
    for notice in notices_in_force(place, at):
        params = {"until": notice.until, "text": notice.text}
        yield {"kind": _KINDS[notice.kind], "verdict": "yes", "params": params}
    if place.capacity in ("full", "waiting_list", "limited"):
        yield {"kind": place.capacity, "verdict": "yes", "params": {}}
    if run_out(place, at):
        yield {"kind": "outdated", "verdict": "unknown", "params": {}}


_KINDS = {
    "closed": "closed",
    "full": "full",
    "moved": "moved",
    "hours": "other_hours",
    "other": "notice",
}


def _day(at: datetime) -> str:
    return at.astimezone(BRUSSELS).date().isoformat()
