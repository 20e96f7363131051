"""The directory for search engines: schema.org as JSON-LD.

Each place is a service with a channel: the phone line, the languages spoken, and the `Place` with its
address, coordinates and opening hours. A service of the city, the OCMW or another public body is a
`GovernmentService`, one of a charity in Borgerhout is a `Service`. The text may stand in a page as it
is: nothing in it can end a `<script>`.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from sociale_kaart.export.checked import day, email_address, joined, known, web_address
from sociale_kaart.export.hsds import organization_id
from sociale_kaart.export.hsds_places import COUNTRY, location_id
from sociale_kaart.export.sentences import notices_on
from sociale_kaart.export.weekly import Week, plain_week
from sociale_kaart.model import Place

CONTEXT = "https://schema.org"

_DAYS = {
    "Mo": "Monday",
    "Tu": "Tuesday",
    "We": "Wednesday",
    "Th": "Thursday",
    "Fr": "Friday",
    "Sa": "Saturday",
    "Su": "Sunday",
}
_PUBLIC_BODY = re.compile(
    r"(stad|district|gemeente|provincie|ocmw|politie\w*|brandweer|fod|vdab|fedasil|rva|justitie"
    r"|vlaamse overheid|federale overheid|kind en gezin|zorgbedrijf|stedelijk onderwijs)\b",
    re.IGNORECASE,
)
_ATTRIBUTION = {"ODbL-1.0": "https://opendatacommons.org/licenses/odbl/1-0/"}


def jsonld(places: Iterable[Place]) -> Iterator[str]:
    """One JSON-LD document with every place in its graph."""
    nodes = (service(place) for place in places)
    return joined(nodes, f'{{"@context": "{CONTEXT}", "@graph": [', "]}")


def service(place: Place) -> dict[str, Any]:
    """One place as a node of the graph."""
    public = _PUBLIC_BODY.match(place.organisation or "")
    return known(
        {
            "@type": "GovernmentService" if public else "Service",
            "@id": f"urn:uuid:{place.id}",
            "identifier": place.id,
            "name": place.name,
            "description": place.description,
            "serviceType": place.kind,
            "category": list(place.needs),
            "url": web_address(place.website),
            "provider": _provider(place, bool(public)),
            "audience": [{"@type": "Audience", "audienceType": g} for g in place.target_groups],
            "areaServed": place.municipality if place.scope == "citywide" else None,
            "isAccessibleForFree": True if place.cost.kind == "free" else None,
            "availableChannel": _channel(place),
            "license": _ATTRIBUTION.get(place.licence or "", place.licence),
        }
    )


def _provider(place: Place, public: bool) -> dict[str, Any] | None:
    if not place.organisation:
        return None
    return {
        "@type": "GovernmentOrganization" if public else "Organization",
        "@id": f"urn:uuid:{organization_id(place)}",
        "name": place.organisation,
    }


def _channel(place: Place) -> dict[str, Any] | None:
    channel = known(
        {
            "servicePhone": _phone(place),
            "serviceUrl": web_address(place.website),
            "availableLanguage": list(dict.fromkeys(place.languages)),
            "serviceLocation": _location(place),
        }
    )
    return {"@type": "ServiceChannel", **channel} if channel else None


def _phone(place: Place) -> dict[str, Any] | None:
    contact = known(
        {
            "telephone": place.phone_e164 or place.phone,
            "email": email_address(place.email),
            "hoursAvailable": _hours(plain_week(place.phone_hours)),
        }
    )
    return {"@type": "ContactPoint", **contact} if contact else None


def _location(place: Place) -> dict[str, Any] | None:
    wheels = place.accessibility.wheelchair
    amenity = {
        "@type": "LocationFeatureSpecification",
        "name": "wheelchair",
        "value": {"yes": True, "no": False}.get(wheels or "", wheels),
    }
    found = known(
        {
            "address": _address(place),
            "geo": _geo(place),
            "telephone": (place.phone_e164 or place.phone) if place.scope == "place" else None,
            "openingHoursSpecification": _hours(plain_week(place.opening_hours)),
            "specialOpeningHoursSpecification": _closures(place),
            "amenityFeature": amenity if wheels else None,
        }
    )
    if not found.keys() - {"telephone", "amenityFeature"}:
        return None
    return {
        "@type": "Place",
        "@id": f"urn:uuid:{location_id(place)}",
        "name": place.name,
        **found,
    }


def _address(place: Place) -> dict[str, Any] | None:
    street = " ".join(part for part in (place.street, place.house_number) if part)
    address = known(
        {
            "streetAddress": street if place.street else None,
            "postalCode": place.postcode,
            "addressLocality": place.district or place.municipality,
        }
    )
    return {"@type": "PostalAddress", **address, "addressCountry": COUNTRY} if address else None


def _geo(place: Place) -> dict[str, Any] | None:
    if place.point is None or place.location_precision == "district":
        return None  # the middle of a district is no door, and a search engine would draw it as one
    spot = place.point
    return {"@type": "GeoCoordinates", "latitude": spot.latitude, "longitude": spot.longitude}


def _closures(place: Place) -> list[dict[str, Any]]:
    """The days on which a notice says that the place is closed."""
    return [
        known(
            {
                "@type": "OpeningHoursSpecification",
                "opens": "00:00",
                "closes": "00:00",
                "validFrom": day(notice.since),
                "validThrough": notice.until,
            }
        )
        for notice in notices_on(place, None)
        if notice.kind == "closed"
    ]


def _hours(week: Week | None) -> list[dict[str, Any]]:
    """As schema.org writes it: a whole day ends at 23:59, and a closed day opens and closes at 00:00."""
    if week is None:
        return []
    rows = [
        {
            "@type": "OpeningHoursSpecification",
            "dayOfWeek": [_DAYS[day] for day in span.days],
            "opens": span.opens,
            "closes": "23:59" if span.closes == "24:00" else span.closes,
        }
        for span in week.spans
    ]
    if week.closed_on_holidays:
        closed = {"dayOfWeek": ["PublicHolidays"], "opens": "00:00", "closes": "00:00"}
        rows.append({"@type": "OpeningHoursSpecification", **closed})
    return rows
