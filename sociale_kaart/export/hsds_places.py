"""Where a service is given: HSDS service_at_location, location, address and accessibility.

"Kerkstraat 45, 2060 Antwerpen" is an address; of "ergens in Deurne" only a location goes out, because
an HSDS address needs a street, a town and a postcode, and none of them is ever made up.
"""

from typing import Any

from sociale_kaart.export import sentences
from sociale_kaart.export.checked import known
from sociale_kaart.export.hsds_attributes import attributes, part_id
from sociale_kaart.model import Place

COUNTRY = "BE"
_PROVINCES = (
    (1000, 1299, "Brussel"),
    (1300, 1499, "Waals-Brabant"),
    (1500, 1999, "Vlaams-Brabant"),
    (2000, 2999, "Antwerpen"),
    (3000, 3499, "Vlaams-Brabant"),
    (3500, 3999, "Limburg"),
    (4000, 4999, "Luik"),
    (5000, 5999, "Namen"),
    (6000, 6599, "Henegouwen"),
    (6600, 6999, "Luxemburg"),
    (7000, 7999, "Henegouwen"),
    (8000, 8999, "West-Vlaanderen"),
    (9000, 9999, "Oost-Vlaanderen"),
)
"""Belgian postcodes by province, first and last included."""


def location_id(place: Place) -> str:
    return part_id(place.id, "location")


def service_at_location_id(place: Place) -> str:
    return part_id(place.id, "service_at_location")


def has_location(place: Place) -> bool:
    """Whether anything is known of where it is."""
    door = place.accessibility
    parts = place.point, place.street, place.postcode, place.district, door.wheelchair, door.note
    return any(part is not None for part in parts)


def service_at_location(place: Place) -> dict[str, Any]:
    """The one place where a service is given."""
    return {
        "id": service_at_location_id(place),
        "service_id": place.id,
        "location_id": location_id(place),
        "location": location(place),
    }


def plain_location(place: Place) -> dict[str, Any]:
    """A location without what HSDS puts in lists below it."""
    where = " ".join(part for part in (place.postcode, place.district) if part)
    return known(
        {
            "id": location_id(place),
            "location_type": "physical",
            "name": place.name,
            "description": place.address or where,
            "latitude": place.point.latitude if place.point else None,
            "longitude": place.point.longitude if place.point else None,
        }
    )


def location(place: Place) -> dict[str, Any]:
    """A location with its address, how one gets in on wheels, and how exact the coordinates are."""
    owner, precision = location_id(place), place.location_precision
    exact = [("record", "location_precision", precision)] if precision else []
    below = {
        "addresses": _addresses(place),
        "accessibility": _accessibility(place),
        "attributes": attributes(owner, "location", exact),
    }
    return plain_location(place) | known(below)


def _addresses(place: Place) -> list[dict[str, Any]]:
    city, province = place.municipality or place.district, province_of(place.postcode)
    if not (place.street and city and province):
        return []
    street = f"{place.street} {place.house_number}" if place.house_number else place.street
    address = {
        "id": part_id(place.id, "address"),
        "location_id": location_id(place),
        "address_1": street,
        "city": city,
        "region": place.district,
        "state_province": province,
        "postal_code": place.postcode,
        "country": COUNTRY,
        "address_type": "physical",
    }
    return [known(address)]


def province_of(postcode: str | None) -> str | None:
    """The Belgian province of a postcode; None for what is no Belgian postcode."""
    if not postcode or not (postcode.isascii() and postcode.isdigit() and len(postcode) == 4):
        return None
    number = int(postcode)
    return next((name for first, last, name in _PROVINCES if first <= number <= last), None)


def _accessibility(place: Place) -> list[dict[str, Any]]:
    wheels, note = place.accessibility.wheelchair, place.accessibility.note
    if not wheels and not note:
        return []
    owner = part_id(place.id, "accessibility")
    facts = [("osm", "wheelchair", wheels)] if wheels else []
    return [
        known(
            {
                "id": owner,
                "location_id": location_id(place),
                "description": sentences.wheelchair(place, "nl"),
                "details": note,
                "attributes": attributes(owner, "accessibility", facts),
            }
        )
    ]
