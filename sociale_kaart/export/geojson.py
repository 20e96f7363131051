"""A map layer: a GeoJSON FeatureCollection (RFC 7946), one feature a place.

Bibliotheek Permeke lies at `[4.4205, 51.2216]`: GeoJSON puts the longitude first. A help line without
a place on the map is a feature without geometry, so nothing is missing from the list beside the map.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from sociale_kaart.export.checked import joined, web_address
from sociale_kaart.model import Place


def geojson(places: Iterable[Place]) -> Iterator[str]:
    """The whole layer, feature by feature."""
    features = (feature(place) for place in places)
    return joined(features, '{"type": "FeatureCollection", "features": [', "]}")


def feature(place: Place) -> dict[str, Any]:
    """One place as a Feature; its properties are the fields of the record."""
    point = place.point
    spot = [point.longitude, point.latitude] if point else None
    properties = place.to_record()
    del properties["point"]
    properties["address"], properties["website"] = place.address, web_address(place.website)
    return {
        "type": "Feature",
        "id": place.id,
        "geometry": {"type": "Point", "coordinates": spot} if spot else None,
        "properties": properties,
    }
