"""Writes the loaded directory out for others: lines of JSON, HSDS 3.0 services, or GeoJSON.

`wegwijs directory export --format geojson` gives a map layer of Antwerp; `hsds` gives what other
directories and researchers read (Open Referral). Only what is known is written; nothing is made up.
"""

import json
import re
import uuid
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from sociale_kaart.model import NAMESPACE, Place
from sociale_kaart.needs import NEEDS

COUNTRY = "BE"


def jsonl(places: Iterable[Place]) -> Iterator[str]:
    """One place a line, with all that is known and latitude, longitude and address in the open."""
    for place in places:
        record = place.to_record()
        record["latitude"] = place.point.latitude if place.point else None
        record["longitude"] = place.point.longitude if place.point else None
        record["address"] = place.address
        yield json.dumps(record, ensure_ascii=False) + "\n"


def geojson(places: Iterable[Place]) -> Iterator[str]:
    """A FeatureCollection (RFC 7946); places without a point have no geometry."""
    yield '{"type": "FeatureCollection", "features": ['
    for number, place in enumerate(places):
        yield (",\n" if number else "\n") + json.dumps(_feature(place), ensure_ascii=False)
    yield "\n]}\n"


def hsds(places: Iterable[Place]) -> Iterator[str]:
    """A JSON list of HSDS 3.0 services, each with its organisation, location, phones and schedule."""
    yield "["
    for number, place in enumerate(places):
        yield (",\n" if number else "\n") + json.dumps(hsds_service(place), ensure_ascii=False)
    yield "\n]\n"


FORMATS: dict[str, Callable[[Iterable[Place]], Iterator[str]]] = {
    "jsonl": jsonl,
    "hsds": hsds,
    "geojson": geojson,
}
"""What `--format` can be; the parts that each gives, written one after another, are the document."""


def export(places: Iterable[Place], form: str) -> Iterator[str]:
    """The parts of the document in a format, each to be written as it comes."""
    if form not in FORMATS:
        raise ValueError(f"no format {form!r}; there are: {', '.join(FORMATS)}")
    return FORMATS[form](places)


def _feature(place: Place) -> dict[str, Any]:
    geometry = None
    if place.point:
        # GeoJSON puts the longitude first.
        spot = [place.point.longitude, place.point.latitude]
        geometry = {"type": "Point", "coordinates": spot}
    properties = place.to_record()
    properties.pop("point")
    properties["address"] = place.address
    return {"type": "Feature", "id": place.id, "geometry": geometry, "properties": properties}


def hsds_service(place: Place) -> dict[str, Any]:
    """One place as an HSDS 3.0 service."""
    service: dict[str, Any] = {
        "id": place.id,
        "name": place.name,
        "description": place.description,
        "url": place.website,
        "email": place.email,
        "status": "active",
        "fees_description": place.cost.note or ("free" if place.cost.kind == "free" else None),
        "eligibility_description": ", ".join(place.target_groups) or None,
        "application_process": _application(place),
        "assured_date": place.checked_at if _is_day(place.checked_at) else None,
        "organization": _organization(place),
        "phones": _phones(place),
        "languages": [_language(place, code) for code in place.languages],
        "schedules": _schedules(place),
        "service_at_locations": _locations(place),
        "attributes": [_attribute(place, need) for need in place.needs],
    }
    return {key: value for key, value in service.items() if value not in (None, [])}


def _part(place: Place, kind: str) -> str:
    """A stable id for a part of a place, such as its phone."""
    return str(uuid.uuid5(uuid.UUID(place.id), kind))


def _application(place: Place) -> str | None:
    if place.appointment_required is None:
        return None
    return "op afspraak" if place.appointment_required else "zonder afspraak"


def _is_day(written: str | None) -> bool:
    return bool(written and re.fullmatch(r"\d{4}-\d\d-\d\d", written))


def _organization(place: Place) -> dict[str, Any]:
    name = place.organisation or place.name
    return {
        "id": str(uuid.uuid5(NAMESPACE, f"organization:{name}")),
        "name": name,
        # HSDS wants a description; the only thing known of an organisation is its name.
        "description": name,
    }


def _phones(place: Place) -> list[dict[str, Any]]:
    if not place.phone:
        return []
    return [{"id": _part(place, "phone"), "number": place.phone_e164 or place.phone}]


def _language(place: Place, code: str) -> dict[str, Any]:
    return {"id": _part(place, f"language:{code}"), "code": code}


def _schedules(place: Place) -> list[dict[str, Any]]:
    """OSM hours say more than HSDS repeats can; they are given as they are, in `description`."""
    hours = " | ".join(part for part in (place.opening_hours, place.opening_hours_note) if part)
    if not hours:
        return []
    return [{"id": _part(place, "schedule"), "description": hours}]


def _locations(place: Place) -> list[dict[str, Any]]:
    if place.point is None and place.street is None:
        return []
    location: dict[str, Any] = {
        "id": _part(place, "location"),
        "location_type": "physical",
        "name": place.name,
    }
    if place.point:
        location["latitude"] = place.point.latitude
        location["longitude"] = place.point.longitude
        location["description"] = f"location precision: {place.location_precision}"
    if place.street and place.postcode:
        location["addresses"] = [_address(place)]
    return [{"id": _part(place, "service_at_location"), "location": location}]


def _address(place: Place) -> dict[str, Any]:
    street = f"{place.street} {place.house_number}" if place.house_number else place.street
    return {
        "id": _part(place, "address"),
        "address_1": street,
        "city": place.municipality or "Antwerpen",
        "region": place.district or place.municipality or "Antwerpen",
        # The schema asks for a province; all of the directory lies in this one.
        "state_province": "Antwerpen",
        "postal_code": place.postcode,
        "country": COUNTRY,
        "address_type": "physical",
    }


def _attribute(place: Place, need: str) -> dict[str, Any]:
    return {
        "id": _part(place, f"need:{need}"),
        "link_id": place.id,
        "link_entity": "service",
        "value": need,
        "taxonomy_term": {
            "id": str(uuid.uuid5(NAMESPACE, f"need:{need}")),
            "code": need,
            "name": need,
            "description": f"need {need}, part of {NEEDS[need].parent}",
            "taxonomy": "wegwijs needs",
        },
    }
