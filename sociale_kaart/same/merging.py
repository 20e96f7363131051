"""Makes one place of the records that several sources have of it.

Each group of fields comes whole from one source, the better one: the address of Bibliotheek Permeke
with its own coordinates, never the address of one and the point of another. `provenance` says which.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import Any

from sociale_kaart.model import Access, Accessibility, Audience, FieldGroup, Place, Provenance

_SURE = {"low": 0, "medium": 1, "high": 2}

_FIELDS: dict[FieldGroup, tuple[str, ...]] = {
    "identity": ("name", "organisation", "kind", "scope", "description", "review_note"),
    "address": (
        "street", "house_number", "postcode", "municipality", "district", "point",
        "location_precision",
    ),
    "contact": ("phone", "phone_e164", "email", "website"),
    "hours": (
        "opening_hours", "opening_hours_note", "appointment_hours", "phone_hours", "valid_from",
        "valid_to",
    ),
    "languages": ("languages", "spoken"),
    "access": (
        "appointment_required", "residence_permit_required", "target_groups", "audience", "access",
        "accessibility", "capacity",
    ),
    "cost": ("cost",),
}  # fmt: skip


def merged(records: Sequence[Place], shown_as: str) -> Place:
    """One place of these records, which are the same one; `shown_as` is the id that it keeps."""
    best_first = sorted(records, key=_worth, reverse=True)
    kept = next((place for place in records if place.id == shown_as), best_first[0])
    fields: dict[str, Any] = {}
    provenance: list[Provenance] = []
    givers: list[Place] = []
    for group, names in _FIELDS.items():
        giver = max(best_first, key=_FULL[group])  # of equals, the first: the better source
        if not any(_FULL[group](giver)):
            continue
        givers.append(giver)
        fields |= {name: getattr(giver, name) for name in names}
        provenance += _provenance(group, giver)
    return replace(
        kept,
        **fields,
        **_together(best_first),
        confidence=min((place.confidence for place in givers), key=_SURE.__getitem__),
        checked_at=best_first[0].checked_at,
        provenance=(*provenance, *_also_said_by(provenance, best_first)),
        licence=next((place.licence for place in givers if place.licence), None),
    )


def _worth(place: Place) -> tuple[Any, ...]:
    """How good a source is for this place.

    One that asks for its licence to be shown only fills what the others leave open; then what is not
    doubted, what was checked last, and what is surest. Names of sources only settle what is equal.
    """
    return (
        place.licence is None,
        place.confidence != "low",
        place.checked_at or "",
        _SURE[place.confidence],
        place.source,
        place.source_id,
    )


def _together(best_first: Sequence[Place]) -> dict[str, Any]:
    """What all sources say side by side, the better source first."""
    names = ("needs", "services", "sources", "notices", "identifiers")
    united = {name: _united(getattr(place, name) for place in best_first) for name in names}
    by_language = {
        text.language: text for place in reversed(best_first) for text in place.translations
    }
    return {**united, "translations": tuple(by_language.values())}


def _united(lists: Iterable[Iterable[Any]]) -> tuple[Any, ...]:
    return tuple(dict.fromkeys(item for items in lists for item in items))


# How much a record says in each group, most telling first.
_FULL: dict[FieldGroup, Callable[[Place], tuple[bool, ...]]] = {
    "identity": lambda place: (bool(place.name),),
    "address": lambda place: (
        bool(place.street and place.house_number and place.location_precision == "address"),
        bool(place.street and place.house_number),
        bool(place.point and place.location_precision != "district"),
        bool(place.street),
        bool(place.point or place.postcode or place.district or place.municipality),
    ),
    "contact": lambda place: (bool(place.phone), bool(place.email or place.website)),
    "hours": lambda place: (
        bool(place.opening_hours),
        bool(place.appointment_hours or place.phone_hours),
        bool(place.opening_hours_note),
    ),
    "languages": lambda place: (bool(place.languages),),
    "access": lambda place: (
        any(
            value is not None
            for value in (
                place.appointment_required,
                place.residence_permit_required,
                place.capacity,
            )
        )
        or (place.audience, place.access, place.accessibility)
        != (Audience(), Access(), Accessibility())
        or bool(place.target_groups),
    ),
    "cost": lambda place: (place.cost.kind != "unknown" or bool(place.cost.note),),
}


def _provenance(group: FieldGroup, giver: Place) -> list[Provenance]:
    stated = [item for item in giver.provenance if item.group == group]
    return stated or [Provenance(group, giver.source, giver.source_id, None, giver.checked_at)]


def _also_said_by(told: Sequence[Provenance], best_first: Sequence[Place]) -> list[Provenance]:
    """The sources that gave no group of their own: they tell of the place too."""
    named = {(item.source, item.source_id) for item in told}
    silent = (place for place in best_first if (place.source, place.source_id) not in named)
    return [item for place in silent for item in _provenance("identity", place)]
