"""Writes down for each group of fields which source it comes from.

When OpenStreetMap knows the hours of a library in Hoboken and the city its address, the merged place
still tells which is whose. When a record was fetched is known to the load itself: a date here that
changes at every load would make every record look changed.
"""

from collections.abc import Mapping
from typing import Any

GROUPS: dict[str, tuple[str, ...]] = {
    "identity": ("name",),
    "address": ("street", "postcode", "point"),
    "contact": ("phone", "email", "website"),
    "hours": ("opening_hours", "opening_hours_note", "appointment_hours", "phone_hours"),
    "languages": ("languages", "spoken"),
    "access": ("access", "appointment_required", "target_groups", "audience"),
    "cost": ("cost",),
}


def provenance(fields: Mapping[str, Any], checked: str | None) -> list[dict[str, Any]]:
    """A list for the `provenance` of a record: one part for each group that it says anything in."""
    return [
        {
            "group": group,
            "source": fields["source"],
            "source_id": fields["source_id"],
            "checked": checked,
        }
        for group, names in GROUPS.items()
        if any(_said(fields.get(name)) for name in names)
    ]


def _said(value: object) -> bool:
    """Whether anything is told; in a group of fields such as the cost, by any of them."""
    told = value.values() if isinstance(value, Mapping) else (value,)
    return any(inner not in (None, "", [], (), "unknown") for inner in told)
