"""Distances on foot in Antwerp.

From the Groenplaats to Linkeroever is 1.5 km for a bird. On foot it is more, because the way goes
through the Sint-Anna tunnel; that is what is counted, and so are the bridges over the Albert canal and
the ways under and over the Ring (`crossings`).
"""

from functools import lru_cache
from itertools import product
from math import asin, cos, inf, radians, sin, sqrt

from sociale_kaart.geo.crossings import CROSSINGS, Part, on_left_bank, part_of
from sociale_kaart.model import Point

__all__ = ["distance_m", "on_left_bank", "walk_minutes", "way_m"]

EARTH_RADIUS_M = 6_371_008.8
DETOUR = 1.3
"""Streets are longer than the straight line; 1.3 is a usual factor for a dense street pattern."""
METRES_A_MINUTE = 75
"""4.5 km an hour: somebody with a child or a bag."""

_part = lru_cache(maxsize=16_384)(part_of)
"""The same places are asked about with every question."""


def distance_m(a: Point, b: Point) -> float:
    """The straight line between two points, in metres."""
    lat_a, lat_b = radians(a.latitude), radians(b.latitude)
    half_north = sin((lat_b - lat_a) / 2)
    half_east = sin(radians(b.longitude - a.longitude) / 2)
    square = half_north**2 + cos(lat_a) * cos(lat_b) * half_east**2
    return 2 * EARTH_RADIUS_M * asin(sqrt(min(1.0, square)))


def way_m(a: Point, b: Point) -> float:
    """The line somebody can follow on foot, in metres: over water and Ring only where one can cross.

    The same in both directions and never shorter than the straight line.
    """
    part = _part(b)
    if _part(a) == part:
        return distance_m(a, b)
    far = _reach(a)
    return min(
        far[at] + distance_m(end, b) for at, (end, where) in enumerate(_ENDS) if where == part
    )


def walk_minutes(metres: float) -> int:
    """How long a line of so many metres takes on foot, at least one minute."""
    return max(1, round(metres * DETOUR / METRES_A_MINUTE))


@lru_cache(maxsize=1_024)
def _reach(point: Point) -> tuple[float, ...]:
    """How far every end of a crossing is from a point on foot, in metres."""
    part = _part(point)
    near = [distance_m(point, end) if where == part else inf for end, where in _ENDS]
    return tuple(min(m + way for m, way in zip(near, ways, strict=True)) for ways in _BETWEEN)


_ENDS: tuple[tuple[Point, Part], ...] = tuple(
    end
    for crossing in CROSSINGS
    for end in ((crossing.here, crossing.in_part), (crossing.there, crossing.in_other))
)


def _ways_between() -> list[list[float]]:
    """The shortest way between any two ends (Floyd and Warshall)."""
    count = len(_ENDS)
    ways = [[inf] * count for _ in _ENDS]
    for one, other in product(range(count), repeat=2):
        same_crossing = one // 2 == other // 2
        if same_crossing or _ENDS[one][1] == _ENDS[other][1]:
            ways[one][other] = distance_m(_ENDS[one][0], _ENDS[other][0])
    for by, one, other in product(range(count), repeat=3):
        ways[one][other] = min(ways[one][other], ways[one][by] + ways[by][other])
    return ways


_BETWEEN = _ways_between()
