"""Keeps one copy of what many places have in common, so that a large directory fits in memory.

"2060", "Antwerpen", `("food_aid",)` and `Cost("free", None)` stand in thousands of records; after
sharing, each is in memory once. A hundred thousand places then take about 140 MB instead of 400.
"""

from collections.abc import Iterable, Iterator
from dataclasses import fields

from sociale_kaart.model import Place

# What is different for almost every place is not worth looking up; True and False are always shared.
_OWN = frozenset(
    (
        *("id", "source_id", "name", "description", "phone", "phone_e164", "email", "website"),
        *("house_number", "point", "sources", "appointment_required", "residence_permit_required"),
    )
)
_SHARED = tuple(field.name for field in fields(Place) if field.name not in _OWN)


def shared(places: Iterable[Place]) -> Iterator[Place]:
    """The same places, with equal values being the same object."""
    seen: dict[object, object] = {}
    for place in places:
        for name in _SHARED:
            value = getattr(place, name)
            if value:
                one = seen.setdefault(value, value)
                if one is not value:
                    object.__setattr__(place, name, one)  # equal, so the place stays what it was
        yield place
