"""What an HSDS service means in our fields: one record for each location where it is given.

"Dutch course" of one organisation at a library in Merksem and a community house in Kiel is two
places; a service without a location is a telephone line, a website, or given all over the city.
Versions 3.0 and 3.1 and the UK profile are read alike; names of contact persons are never taken.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from itertools import chain
from typing import Any

from sociale_kaart.geo.gazetteer import read_gazetteer
from sociale_kaart.model import date_in
from sociale_kaart.needs import NEEDS
from sociale_kaart.reading import hsds_own as own
from sociale_kaart.reading.language_codes import language_code
from sociale_kaart.reading.need_codes import NeedCodes
from sociale_kaart.reading.provenance import provenance
from sociale_kaart.reading.street import split_street
from sociale_kaart.reading.values import number, part, parts, point, short, shown, text
from sociale_kaart.reading.weekly import NOTHING, Week, osm_hours, week

OUR_NEEDS = "wegwijs needs"
"""The taxonomy under which our own needs stand in our own export."""
NO_AGE_LIMIT = 110
"""A highest age from here on means "no limit", not that somebody is too old."""
CAPACITY_HOLDS_DAYS = 14
"""How long the number of free places is believed after it was counted."""

_GONE = ("inactive", "defunct")
_NO_VOICE = ("fax", "pager", "textphone", "text", "sms", "tty", "tdd", "video")
_APPOINTMENT = {
    "op afspraak": True, "enkel op afspraak": True, "na afspraak": True, "by appointment": True,
    "by appointment only": True, "appointment required": True, "sur rendez-vous": True,
    "zonder afspraak": False, "geen afspraak nodig": False, "vrije inloop": False,
    "walk-in": False, "walk in": False, "drop-in": False, "drop in": False, "no appointment": False,
    "no appointment needed": False, "sans rendez-vous": False,
}  # fmt: skip
_FREE = {"free", "gratis", "gratuit", "free of charge", "no charge", "kosteloos", "none", "0"}
_SCHEMES = {"be-bce_kbo": "kbo", "be-kbo": "kbo", "kbo": "kbo", "cbe": "kbo", "bce": "kbo"}


_PO_BOX = re.compile(r"\bp\.?\s?o\.?\s?box\b|\bpostbus\b|\bbo[iî]te postale\b", re.IGNORECASE)
_AREA = re.compile(r"(?P<postcode>\d{4})?\s?(?P<town>[^\W\d][\w-]*)?")


@dataclass(frozen=True, slots=True)
class Reading:
    """What an entry in `sources.toml` says about a source of HSDS services.

    `link` is the public page of a service, with {id} in it; `today` decides which schedules,
    prices and capacities hold.
    """

    source: str
    today: date
    codes: NeedCodes | None = None
    kind: str = "dienst"
    confidence: str = "medium"
    licence: str | None = None
    link: str | None = None
    refuse_unknown_codes: bool = False


@dataclass(frozen=True, slots=True)
class ServicePlace:
    """One service at one location, in our fields; without `fields` it is left out for `reason`."""

    id: str
    fields: dict[str, Any] | None
    reason: str | None = None
    warnings: tuple[str, ...] = field(default=())


def services_in(item: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """The services in a service, an organisation, a service at a location, or a package of them."""
    if isinstance(item.get("service"), Mapping):
        at = {key: value for key, value in item.items() if key != "service"}
        yield {**item["service"], "service_at_locations": [at]}
        return
    inside = [key for key in ("services", "organizations") if isinstance(item.get(key), list)]
    if not inside:
        yield item
        return
    organization = {key: value for key, value in item.items() if key not in inside}
    for service in parts(item.get("services")):
        yield {**service, "organization": service.get("organization") or organization}
    for nested in parts(item.get("organizations")):
        if "services" in nested:
            yield from services_in(nested)


def places_of(service: Mapping[str, Any], reading: Reading) -> Iterator[ServicePlace]:
    """The records that a service gives; at least one, so that none is dropped without a word."""
    service_id = text(service.get("id"))
    if service_id is None:
        yield ServicePlace("", None, "id: is missing")
        return
    status = (text(service.get("status")) or "").lower()
    if status in _GONE:
        yield ServicePlace(service_id, None, f"status: {status}, so it is not shown")
        return
    needs, warnings = _needs(service, reading)
    if warnings and reading.refuse_unknown_codes:
        yield ServicePlace(service_id, None, "; ".join(warnings))
        return
    whole = _service_fields(service, service_id, needs, reading)
    doors = [at for at in parts(service.get("service_at_locations")) if _is_door(at)]
    for place_id, at in _with_ids(service_id, doors) or [(service_id, {})]:
        fields = {**whole, **_at_location(service, at, reading), "source_id": place_id}
        fields["provenance"] = own.own_provenance(service) or provenance(
            fields, whole["checked_at"]
        )
        yield ServicePlace(place_id, fields, None, warnings)


def _is_door(at: Mapping[str, Any]) -> bool:
    """Whether somebody can go there: not a letter box, not a website."""
    kind = (text(part(at.get("location")).get("location_type")) or "physical").lower()
    return isinstance(at.get("location"), Mapping) and kind == "physical"


def _with_ids(
    service_id: str, doors: Sequence[Mapping[str, Any]]
) -> list[tuple[str, Mapping[str, Any]]]:
    """Each door with an id that stays the same in every form the same data comes in."""
    named = []
    for position, at in enumerate(doors, 1):
        own = text(part(at["location"]).get("id")) or text(at.get("id")) or str(position)
        named.append((f"{service_id}:{own}", at))
    return named


# The service, wherever it is given


def _service_fields(
    service: Mapping[str, Any], service_id: str, needs: list[str], reading: Reading
) -> dict[str, Any]:
    organization = part(service.get("organization"))
    seen = date_in(service.get("assured_date"))
    changed = date_in(service.get("last_modified"))
    links = [reading.link.replace("{id}", service_id)] if reading.link else []
    fields = {
        "source": reading.source,
        "name": service.get("name"),
        "organisation": text(organization.get("name")),
        "kind": reading.kind,
        "description": _description(service),
        "needs": needs,
        "email": text(service.get("email")) or text(organization.get("email")),
        "website": _website(service, organization),
        "cost": own.own_cost(service) or _cost(service, reading.today),
        "target_groups": [] if own.is_ours(service) else _target_groups(service),
        "audience": {
            "minimum_age": _age(service.get("minimum_age")),
            "maximum_age": _age(service.get("maximum_age")),
            **own.own_audience(service),
        },
        "appointment_required": _APPOINTMENT.get(_plain(service.get("application_process"))),
        "access": own.own_access(service, _documents(service)),
        "capacity": _capacity(service, reading.today),
        "identifiers": _identifiers(organization),
        "review_note": text(service.get("alert")),
        "sources": [{"url": link, "seen": seen or changed} for link in links],
        "confidence": reading.confidence,
        "checked_at": seen or changed,
        "licence": reading.licence,
    }
    return fields | own.own_fields(service)


def _plain(value: object) -> str:
    return (text(value) or "").lower().strip(" .")


def _description(service: Mapping[str, Any]) -> str | None:
    """The description, and after it what the source says about how to get help."""
    if own.is_ours(service):
        return text(service.get("description"))
    said = [text(service.get("description"))]
    process = text(service.get("application_process"))
    if _plain(process) not in _APPOINTMENT:
        said.append(process)
    said.append(text(service.get("interpretation_services")))
    return "\n\n".join(dict.fromkeys(filter(None, said))) or None


def _website(service: Mapping[str, Any], organization: Mapping[str, Any]) -> str | None:
    found = [service.get("url"), organization.get("website"), organization.get("url")]
    if not own.is_ours(service):  # there the other addresses are those of the sources
        found += [link.get("url") for link in parts(service.get("additional_urls"))]
        found += [link.get("url") for link in parts(organization.get("additional_websites"))]
    return next(filter(None, map(text, found)), None)


def _needs(service: Mapping[str, Any], reading: Reading) -> tuple[list[str], tuple[str, ...]]:
    """Needs from our own taxonomy and, by the mapping file, from others; and what is unknown."""
    needs: dict[str, None] = {}
    unknown: list[str] = []
    for attribute in parts(service.get("attributes")):
        term = part(attribute.get("taxonomy_term"))
        code = text(term.get("code")) or text(term.get("name"))
        if code is None:
            continue
        if _plain(term.get("taxonomy")) == OUR_NEEDS and code in NEEDS:
            needs[code] = None
        elif reading.codes is not None:
            found = reading.codes.needs_for([code])
            needs.update(dict.fromkeys(found.needs))
            unknown.extend(found.unknown)
    warnings = tuple(f"needs: no line for code {shown(code)}" for code in dict.fromkeys(unknown))
    return list(needs), warnings


def _cost(service: Mapping[str, Any], today: date) -> dict[str, Any]:
    said = text(service.get("fees_description")) or text(service.get("fees"))
    options = [o for o in parts(service.get("cost_options")) if _holds(o, today)]
    amounts = [number(option.get("amount")) for option in options]
    note = said or "; ".join(filter(None, map(_price, options))) or None
    if amounts and all(amount == 0 for amount in amounts):
        return {"kind": "free", "note": note}
    if any(amount is not None and amount > 0 for amount in amounts):
        return {"kind": "paid", "note": note}
    return {"kind": "free" if _plain(said) in _FREE else "unknown", "note": note}


def _holds(row: Mapping[str, Any], today: date) -> bool:
    """Whether a row with valid_from and valid_to (any exactness) holds on this day."""
    begins, ends = date_in(row.get("valid_from")), date_in(row.get("valid_to"))
    day = today.isoformat()
    return not (begins and begins > day) and not (ends and ends < day[: len(ends)])


def _price(option: Mapping[str, Any]) -> str | None:
    amount, currency = text(option.get("amount")), (text(option.get("currency")) or "").upper()
    price = f"{amount} {currency}".strip() if amount not in (None, "0") else None
    said = [text(option.get("option")), price, text(option.get("amount_description"))]
    return " ".join(filter(None, said)) or None


def _target_groups(service: Mapping[str, Any]) -> list[str]:
    """Groups that are listed with commas, as our export does; a sentence stays a sentence."""
    said = text(service.get("eligibility_description"))
    if said is None:
        return []
    groups = [group.strip() for group in said.split(",") if group.strip()]
    is_list = "." not in said and all(len(group) <= 80 for group in groups)
    return groups[:50] if is_list else [short(said) or said]


def _age(value: object) -> int | None:
    years = number(value)
    if years is None or years < 0 or years != int(years) or years >= NO_AGE_LIMIT:
        return None
    return int(years)


def _documents(service: Mapping[str, Any]) -> list[str] | None:
    """Documents to bring; None is "not said", because HSDS has no way to say that none is asked."""
    rows = parts(service.get("required_documents"))
    return list(filter(None, (short(row.get("document")) for row in rows))) or None


def _capacity(service: Mapping[str, Any], today: date) -> str | None:
    for row in parts(service.get("capacities")):
        available, updated = number(row.get("available")), date_in(row.get("updated"))
        if available is None or updated is None or len(updated) != len("2026-11-22"):
            continue
        days = (today - date.fromisoformat(updated)).days
        if 0 <= days <= CAPACITY_HOLDS_DAYS:
            return "full" if available <= 0 else "free"
    return None


def _identifiers(organization: Mapping[str, Any]) -> list[dict[str, str]]:
    found = []
    for row in parts(organization.get("organization_identifiers")):
        scheme = text(row.get("identifier_scheme")) or text(row.get("identifier_type"))
        value = text(row.get("identifier"))
        if scheme and value and len(scheme) <= 50 and len(value) <= 200:
            found.append({"scheme": _SCHEMES.get(scheme.lower(), scheme), "value": value})
    return found[:50]


# The service at one of its locations


def _at_location(
    service: Mapping[str, Any], at: Mapping[str, Any], reading: Reading
) -> dict[str, Any]:
    location = part(at.get("location"))
    organization = part(service.get("organization"))
    phone = _phone(at, service, location, organization)
    fields = {**_address(location), "phone": phone, "scope": _scope(service, at, phone)}
    fields["municipality"] = fields["municipality"] or _area_served(service)
    fields["accessibility"] = _accessibility(location)
    fields |= _hours(service, at, location, reading.today)
    fields["spoken"], fields["languages"] = _languages(service, location)
    told = own.own_fields(service)
    return fields | {name: told[name] for name in ("phone", "scope") if name in told}


def _area_served(service: Mapping[str, Any]) -> str | None:
    """The one municipality for which a service is given, when it says so."""
    areas = [
        text(area.get("extent")) or text(area.get("name"))
        for area in parts(service.get("service_areas"))
        if _plain(area.get("extent_type")) == "municipality"
    ]
    return areas[0] if len(areas) == 1 else None


def _scope(service: Mapping[str, Any], at: Mapping[str, Any], phone: str | None) -> str:
    if at:
        return "place"
    if phone:
        return "phone"
    return "web" if _website(service, part(service.get("organization"))) else "citywide"


def _address(location: Mapping[str, Any]) -> dict[str, Any]:
    address = _visited(parts(location.get("addresses"))) or _area(location)
    street, house_number = split_street(text(address.get("address_1")))
    region, postcode = text(address.get("region")), text(address.get("postal_code"))
    spot = point(location.get("latitude"), location.get("longitude"))
    exact = "address" if house_number else "street" if street else None
    return {
        "street": street,
        "house_number": house_number,
        "postcode": postcode,
        "municipality": text(address.get("city")),
        "district": region if own.precision(location) else _district(region, postcode),
        "point": spot,
        "location_precision": (own.precision(location) or exact) if spot else None,
    }


def _visited(addresses: Sequence[Mapping[str, Any]]) -> Mapping[str, Any]:
    """The address to go to. Many write "postal" for the address of the door; a PO box has no door."""
    doors = [a for a in addresses if not _PO_BOX.search(text(a.get("address_1")) or "")]
    for kinds in (("physical", ""), ("postal",)):
        for address in doors:
            if _plain(address.get("address_type")) in kinds:
                return address
    return {}


def _area(location: Mapping[str, Any]) -> dict[str, str | None]:
    """Postcode and district of a location that has no address, and is described by those alone."""
    match = _AREA.fullmatch(text(location.get("description")) or "")
    postcode, town = (match["postcode"], match["town"]) if match else (None, None)
    if town and town not in _districts()[0]:
        return {}
    return {"postal_code": postcode, "region": town, "city": "Antwerpen" if town else None}


def _district(region: str | None, postcode: str | None) -> str | None:
    """A region that is one of Antwerp's districts. "Antwerpen" is a province and a city as well."""
    districts, centre = _districts()
    known = region in districts and (region != "Antwerpen" or postcode in centre)
    return region if known else None


@lru_cache(maxsize=1)
def _districts() -> tuple[frozenset[str], frozenset[str]]:
    """The names of the districts, and the postcodes of the one that is called Antwerpen."""
    entries = {name.entry for group in read_gazetteer().by_words.values() for name in group}
    names = {entry.label for entry in entries if entry.kind in ("district", "city")}
    zones = {e.label for e in entries if e.kind == "postcode" and e.district == "Antwerpen"}
    return frozenset(names), frozenset(zones)


def _phone(*owners: Mapping[str, Any]) -> str | None:
    """The first number to speak with, the nearest to the door first; else one of a contact."""
    rows = [parts(owner.get("phones")) for owner in owners]
    contacts = [parts(c.get("phones")) for o in owners for c in parts(o.get("contacts"))]
    for row in chain(*rows, *contacts):
        written = (text(row.get("number")) or "").strip('"').strip()
        if written and _plain(row.get("type")) not in _NO_VOICE:
            return written
    return None


def _hours(
    service: Mapping[str, Any], at: Mapping[str, Any], location: Mapping[str, Any], today: date
) -> dict[str, str | None]:
    if (stated := own.own_hours(service)) is not None:
        return dict(stated)
    found = _weekly(service, at, location, today)
    return {"opening_hours": found.hours, "opening_hours_note": found.note}


def _weekly(
    service: Mapping[str, Any], at: Mapping[str, Any], location: Mapping[str, Any], today: date
) -> Week:
    if _plain(service.get("status")) == "temporarily closed":
        return Week("off", text(service.get("alert")) or "temporarily closed")
    for owner in (at, service):
        found = week(parts(owner.get("schedules")), today)
        if found != NOTHING:
            return found
    building = week(parts(location.get("schedules")), today)
    # The hours of the building are not those of each service in it.
    return Week(None, " | ".join(filter(None, (building.hours, building.note))) or None)


def _languages(
    service: Mapping[str, Any], location: Mapping[str, Any]
) -> tuple[list[dict[str, Any]], list[str]]:
    """Languages by code, with hours where the note is an OSM string; and those by name only."""
    spoken: dict[str, dict[str, Any]] = {}
    named: list[str] = []
    for row in parts(service.get("languages")) or parts(location.get("languages")):
        code = language_code(text(row.get("code")))
        name = short(row.get("name"))
        if code:
            hours = osm_hours(text(row.get("note")))
            spoken.setdefault(f"{code} {hours}", {"code": code, "hours": hours})
        elif name:
            named.append(name)
    for code in own.interpreted(service):
        spoken.setdefault(f"{code} asked", {"code": code, "interpreter": True})
    return list(spoken.values())[:100], named[:100]


def _accessibility(location: Mapping[str, Any]) -> dict[str, Any]:
    rows, wheels = parts(location.get("accessibility")), own.wheelchair(location)
    # Where the tag stands, the description only says the same in words.
    keys = ("details",) if wheels else ("description", "details")
    said = [text(row.get(key)) for row in rows for key in keys]
    return {"wheelchair": wheels, "note": " ".join(dict.fromkeys(filter(None, said))) or None}
