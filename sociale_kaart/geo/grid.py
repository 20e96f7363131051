"""Makes a phone's position coarse: near enough to walk from, too coarse to say who lives there.

Somebody at the door of Kerkstraat 45 becomes the middle of a square of 200 by 200 metres in the
Seefhoek. The squares are measured in metres, not in degrees: a degree of longitude is 70 km in Antwerp
and 111 km at the equator.
"""

from math import cos, radians

from sociale_kaart.geo.distance import EARTH_RADIUS_M
from sociale_kaart.model import Point

SQUARE_M = 200
"""Side of a square. A position moves by at most 142 m, half the diagonal."""

_METRES_A_DEGREE = radians(1) * EARTH_RADIUS_M
_DECIMALS = 6  # a tenth of a metre


def roughly(point: Point) -> Point:
    """The middle of the square that a point lies in. Doing it twice changes nothing."""
    high = SQUARE_M / _METRES_A_DEGREE
    latitude = _middle(point.latitude, high, 90)
    # One width for all squares of a row, so that they lie side by side without gaps.
    across = max(cos(radians(latitude)), 1e-9)
    longitude = _middle(point.longitude, high / across, 180)
    return Point(latitude, longitude)


def _middle(degrees: float, size: float, most: float) -> float:
    middle = (degrees // size + 0.5) * size
    return round(min(most, max(-most, middle)), _DECIMALS)
