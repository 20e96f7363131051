"""Takes away coordinates that cannot be right, so that nobody is sent into the sea.

(0, 0), (4.40, 51.22) the wrong way round, and numbers outside Belgium become "not known"; Antwerp's
are rounded to five decimals, about a metre.
"""

import math
from collections.abc import Mapping
from typing import Any

from sociale_kaart.cleaning import Fields, Step

SOUTH, NORTH, WEST, EAST = 49.49, 51.51, 2.54, 6.41
"""A box around Belgium."""


def create(_config: Mapping[str, Any]) -> Step:
    return clean


def clean(fields: Fields) -> Fields:
    point = fields.get("point")
    if point is None:
        return fields
    latitude, longitude = (_number(point, key) for key in ("latitude", "longitude"))
    if latitude is None or longitude is None or not _in_belgium(latitude, longitude):
        return {**fields, "point": None, "location_precision": None}
    return {**fields, "point": {"latitude": round(latitude, 5), "longitude": round(longitude, 5)}}


def _number(point: object, key: str) -> float | None:
    value = point.get(key) if isinstance(point, Mapping) else None
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return None
    try:
        degrees = float(value)
    except OverflowError:  # an integer of more than 308 figures
        return None
    return degrees if math.isfinite(degrees) else None


def _in_belgium(latitude: float, longitude: float) -> bool:
    return SOUTH <= latitude <= NORTH and WEST <= longitude <= EAST
