"""The directory as other directories read it: Open Referral HSDS 3.1 services, in JSON.

Bibliotheek Permeke is one service with its organization, phone, languages, schedules, cost, and the
location where it is given. Only what is known is written; nothing is made up. What HSDS has no field
for goes out as attributes, so no property is added to the standard (docs/reference/hsds.md).
"""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from locales.wording import language_name
from sociale_kaart.export import sentences
from sociale_kaart.export.checked import (
    day,
    email_address,
    joined,
    known,
    once,
    stable_id,
    web_address,
)
from sociale_kaart.export.hsds_attributes import attributes, part_id, service_attributes
from sociale_kaart.export.hsds_hours import schedules
from sociale_kaart.export.hsds_places import has_location, service_at_location
from sociale_kaart.model import NAMESPACE, FieldGroup, LanguageSpoken, Place, Provenance

WORDS = "nl"
"""The language of the directory itself."""


def hsds(places: Iterable[Place], on: date | None = None) -> Iterator[str]:
    """A JSON list of whole services. `on` is the day for which notices and validity are read."""
    return joined((hsds_service(place, on) for place in places), "[", "]")


def hsds_service(place: Place, on: date | None = None) -> dict[str, Any]:
    """One place as a whole HSDS service, with everything below it."""
    below = {
        "additional_urls": _source_urls(place),
        "organization": organization(place),
        "phones": _phones(place),
        "languages": once(_language(place, spoken) for spoken in _spoken_by_staff(place)),
        "schedules": schedules(place),
        "service_areas": _areas(place),
        "service_at_locations": [service_at_location(place)] if has_location(place) else [],
        "cost_options": _cost_options(place),
        "required_documents": _documents(place),
        "attributes": once(service_attributes(place)),
        "metadata": once(entry for item in place.provenance for entry in _metadata(place, item)),
    }
    return plain_service(place, on) | known(below)


def plain_service(place: Place, on: date | None = None) -> dict[str, Any]:
    """A service without what HSDS puts in lists below it, as lists of services show it."""
    youngest, oldest = place.audience.minimum_age, place.audience.maximum_age
    waiting = place.capacity in ("waiting_list", "full")
    reason = place.access.reason
    return known(
        {
            "id": place.id,
            "organization_id": organization_id(place),
            "name": place.name,
            "description": place.description,
            "url": web_address(place.website),
            "email": email_address(place.email),
            "status": _status(place, on),
            "interpretation_services": sentences.interpreters(place, WORDS),
            "application_process": _text([*sentences.application(place, WORDS), reason]),
            "fees_description": place.cost.note or sentences.cost(place, WORDS),
            "wait_time": sentences.room(place, WORDS) if waiting else None,
            "eligibility_description": _text(sentences.eligibility(place, WORDS)),
            "minimum_age": youngest,
            "maximum_age": oldest,
            "assured_date": day(place.checked_at),
            "alert": _alert(place, on),
        }
    )


def organization_id(place: Place) -> str:
    """The same for all places of one organisation, as far as its name is written the same."""
    return stable_id(NAMESPACE, f"organization:{place.organisation or place.name}")


def organization(place: Place) -> dict[str, Any]:
    """The organisation behind a place; a place that names none stands for itself."""
    name, made = place.organisation or place.name, organization_id(place)
    numbers = once(
        {
            "id": part_id(made, f"kbo:{number.value}"),
            "organization_id": made,
            "identifier_scheme": "BE-BCE_KBO",  # as org-id.guide names the Belgian register
            "identifier_type": "KBO",
            "identifier": number.value,
        }
        for number in place.identifiers
        if number.scheme == "kbo"
    )
    # HSDS wants a description; the only thing known of an organisation is its name.
    plain = {"id": made, "name": name, "description": name}
    return plain | known({"organization_identifiers": numbers})


def _status(place: Place, on: date | None) -> str:
    if on is None:
        return "active"
    if sentences.over_on(place, on):
        return "inactive"
    return "temporarily closed" if sentences.closed_on(place, on) else "active"


def _text(parts: Iterable[str | None]) -> str:
    return " ".join(part for part in parts if part)


def _alert(place: Place, on: date | None) -> str:
    lines = []
    for notice in sentences.notices_on(place, on):
        lines += [sentences.notice_sentence(notice, WORDS), notice.text]
    if place.capacity == "full":
        lines.append(sentences.room(place, WORDS))
    return _text(lines)


def _phones(place: Place) -> list[dict[str, Any]]:
    number = place.phone_e164 or place.phone
    if not number:
        return []
    phone = {
        "id": part_id(place.id, "phone"),
        "service_id": place.id,
        "number": number,
        "type": "voice",
        "description": place.phone_hours,
    }
    return [known(phone)]


def _spoken_by_staff(place: Place) -> list[LanguageSpoken]:
    """HSDS leaves languages that only an interpreter speaks to `interpretation_services`."""
    return [spoken for spoken in place.spoken if not spoken.interpreter]


def _language(place: Place, spoken: LanguageSpoken) -> dict[str, Any]:
    base = f"language:{spoken.code}"
    made = part_id(place.id, f"{base}:{spoken.hours}" if spoken.hours else base)
    hours = [("osm", "opening_hours", spoken.hours)] if spoken.hours else []
    language = {
        "id": made,
        "service_id": place.id,
        "name": language_name(spoken.code, WORDS),
        "code": spoken.code,
        "note": spoken.hours,
        "attributes": attributes(made, "language", hours),
    }
    return known(language)


def _areas(place: Place) -> list[dict[str, Any]]:
    town = place.municipality
    if place.scope != "citywide" or not town:
        return []
    area = {"id": part_id(place.id, "service_area"), "service_id": place.id, "name": town}
    return [area | {"extent": town, "extent_type": "municipality"}]


def _cost_options(place: Place) -> list[dict[str, Any]]:
    kind, note = place.cost.kind, place.cost.note
    if kind == "unknown" and not note:
        return []
    option = {
        "id": part_id(place.id, "cost"),
        "service_id": place.id,
        "option": sentences.cost(place, WORDS),
        # An amount is only known when it is nothing.
        "currency": "EUR" if kind == "free" else None,
        "amount": 0 if kind == "free" else None,
        "amount_description": note,
    }
    return [known(option)]


def _documents(place: Place) -> list[dict[str, Any]]:
    return [
        {"id": part_id(place.id, f"document:{name}"), "service_id": place.id, "document": name}
        for name in dict.fromkeys(place.access.documents or ())
    ]


def _source_urls(place: Place) -> list[dict[str, Any]]:
    """The pages where the facts were read; the label says when."""
    found = {}
    for source in place.sources:
        address = web_address(source.url)
        if address and address not in found:
            found[address] = {
                "id": part_id(place.id, f"source:{address}"),
                "service_id": place.id,
                "label": f"source, seen {source.seen}" if source.seen else "source",
                "url": address,
            }
    return list(found.values())


def _metadata(place: Place, item: Provenance) -> Iterator[dict[str, Any]]:
    """When a group of fields was fetched, and when and by whom it was checked."""
    deeds = (("fetch", item.fetched, item.source), ("check", item.checked, item.checked_by))
    for deed, when, who in deeds:
        if when:
            yield {
                "id": part_id(place.id, f"metadata:{item.group}:{item.source}:{deed}:{when}"),
                "resource_id": place.id,
                "resource_type": "service",
                "last_action_date": when,
                "last_action_type": deed,
                "field_name": item.group,
                "previous_value": "",  # the standard asks for it; what it was before is not kept
                "replacement_value": _value_of(place, item.group),
                "updated_by": who or item.source,
            }


def _value_of(place: Place, group: FieldGroup) -> str:
    """What stands in a group of fields now, in short."""
    values: dict[FieldGroup, str | None] = {
        "identity": place.name,
        "address": place.address,
        "contact": place.phone or place.email or place.website,
        "hours": place.opening_hours or place.opening_hours_note,
        "languages": ",".join(place.languages),
        "access": _text(sentences.application(place, WORDS)),
        "cost": place.cost.note or place.cost.kind,
    }
    return values[group] or ""
