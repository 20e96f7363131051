"""Opening hours as HSDS schedules: the OSM string whole, and weekly rows where a week says it all.

"Mo-Fr 09:00-12:00; PH off" becomes one row, `byday` "MO,TU,WE,TH,FR" from 09:00:00 to 12:00:00, with
the OSM string in `description`. Hours that are no plain week are one schedule with the string alone.
"""

from collections.abc import Iterator
from typing import Any

from sociale_kaart.export.checked import known
from sociale_kaart.export.hsds_attributes import attributes, part_id
from sociale_kaart.export.weekly import Span, Week, plain_week
from sociale_kaart.model import Place

WALK_IN, APPOINTMENT, PHONE = "walk-in", "by appointment", "by phone"
LAST_MINUTE = "23:59:00"
"""The end of a day: HSDS has no 24:00."""
NEXT_DAY = "closes on the next day"
NO_HOLIDAYS = "closed on public holidays"


def schedules(place: Place) -> list[dict[str, Any]]:
    """All schedules of a place; `attending_type` says for what the hours are."""
    return [
        *_of(place, WALK_IN, place.opening_hours, place.opening_hours_note),
        *_of(place, APPOINTMENT, place.appointment_hours, None),
        *_of(place, PHONE, place.phone_hours, None),
    ]


def _of(place: Place, kind: str, hours: str | None, note: str | None) -> Iterator[dict[str, Any]]:
    if not hours and not note:
        return
    base = "schedule" if kind == WALK_IN else f"schedule:{kind}"
    week = plain_week(hours)
    rows = [_row(span, week) for span in week.spans] if week else [{}]
    for number, row in enumerate(rows):
        made = part_id(place.id, f"{base}:{number}" if number else base)
        notes = [note, *row.pop("notes", [])]
        yield known(
            {
                "id": made,
                "service_id": place.id,
                **row,
                "description": hours,
                "attending_type": kind,
                "notes": ". ".join(part.rstrip(". ") for part in notes if part),
                "attributes": _as_osm(made, hours),
            }
        )


def _row(span: Span, week: Week) -> dict[str, Any]:
    next_day = NEXT_DAY if span.closes < span.opens else None
    return {
        "freq": "WEEKLY",
        "interval": 1,
        "wkst": "MO",
        "byday": ",".join(day.upper() for day in span.days),
        "opens_at": f"{span.opens}:00",
        "closes_at": LAST_MINUTE if span.closes == "24:00" else f"{span.closes}:00",
        "notes": [next_day, NO_HOLIDAYS if week.closed_on_holidays else None],
    }


def _as_osm(owner: str, hours: str | None) -> list[dict[str, Any]]:
    return attributes(owner, "schedule", [("osm", "opening_hours", hours)]) if hours else []
