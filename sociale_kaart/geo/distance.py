"""Distances on foot in Antwerp.

From the Eilandje to Linkeroever is 2 km for a bird. On foot it is 3 km, because the way goes through
the Sint-Anna tunnel; that is what is counted.
"""

from itertools import pairwise
from math import asin, cos, radians, sin, sqrt

from sociale_kaart.model import Point

EARTH_RADIUS_M = 6_371_008.8
DETOUR = 1.3
"""Streets are longer than the straight line; 1.3 is a usual factor for a dense street pattern."""
METRES_A_MINUTE = 75
"""4.5 km an hour: somebody with a child or a bag."""

TUNNEL_RIGHT_BANK = Point(51.21869, 4.39617)
"""Sint-Jansvliet, where the Sint-Anna pedestrian tunnel (572 m under water) begins."""
TUNNEL_LEFT_BANK = Point(51.22223, 4.38753)
"""The Frederik van Eedenplein, where it ends."""

# The middle of the Scheldt from the Dutch border to Hemiksem; west of it is the left bank. Points were
# chosen between the street points of both banks in the gazetteer.
_RIVER = (
    (51.3800, 4.2350),
    (51.3300, 4.2650),
    (51.2900, 4.2950),
    (51.2700, 4.3150),
    (51.2560, 4.3400),
    (51.2480, 4.3720),
    (51.2400, 4.3955),
    (51.2320, 4.3990),
    (51.2240, 4.3945),
    (51.2190, 4.3925),
    (51.2130, 4.3880),
    (51.2060, 4.3790),
    (51.1990, 4.3660),
    (51.1900, 4.3500),
    (51.1800, 4.3330),
    (51.1650, 4.3250),
    (51.1400, 4.3300),
)


def distance_m(a: Point, b: Point) -> float:
    """The straight line between two points, in metres."""
    lat_a, lat_b = radians(a.latitude), radians(b.latitude)
    half_north = sin((lat_b - lat_a) / 2)
    half_east = sin(radians(b.longitude - a.longitude) / 2)
    square = half_north**2 + cos(lat_a) * cos(lat_b) * half_east**2
    return 2 * EARTH_RADIUS_M * asin(sqrt(min(1.0, square)))


def way_m(a: Point, b: Point) -> float:
    """The line somebody can follow on foot: across the Scheldt only through the tunnel."""
    if on_left_bank(a) == on_left_bank(b):
        return distance_m(a, b)
    near, far = (TUNNEL_LEFT_BANK, TUNNEL_RIGHT_BANK)
    if not on_left_bank(a):
        near, far = far, near
    return distance_m(a, near) + distance_m(near, far) + distance_m(far, b)


def walk_minutes(metres: float) -> int:
    """How long a line of so many metres takes on foot, at least one minute."""
    return max(1, round(metres * DETOUR / METRES_A_MINUTE))


def on_left_bank(point: Point) -> bool:
    """Whether a point in or around Antwerp lies west of the Scheldt."""
    for (north, east_n), (south, east_s) in pairwise(_RIVER):
        if south <= point.latitude <= north:
            part = (north - point.latitude) / (north - south)
            return point.longitude < east_n + part * (east_s - east_n)
    return False
