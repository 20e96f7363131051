"""Where somebody on foot can cross the Scheldt, the Albert canal with its docks, and the Ring.

Between the Seefhoek and Merksem lies the canal: the way goes over the IJzerlaan bridge or the
Theunisbrug. The quarter between the river, the canal and the Ring is the *inner* city; the left bank,
the *north* (Luchtbal, Merksem, Ekeren) and the *outer* city (Kiel to Deurne) lie around it.

The points are public knowledge as on any map of the city (OpenStreetMap, the city's own street names),
written down by hand to about 150 m and checked against the streets of the gazetteer on both sides:
enough for minutes on foot, not for a route. What is left out is close to something that is here; the
docks of the Eilandje have a bridge every 300 m and need no entry. Opening hours of the tunnel are not
known here: it counts as open.
"""

from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from sociale_kaart.model import Point

Part = Literal["left", "north", "inner", "outer"]
"""A part of Antwerp in which no water and no motorway has to be crossed."""


@dataclass(frozen=True, slots=True)
class Crossing:
    """A bridge or tunnel: where it begins in one part of the city and ends in the other."""

    name: str
    here: Point
    in_part: Part
    there: Point
    in_other: Part


def _bridge(name: str, latitude: float, longitude: float, one: Part, other: Part) -> Crossing:
    point = Point(latitude, longitude)
    return Crossing(name, point, one, point, other)


TUNNEL = Crossing(
    "Sint-Annatunnel",  # 572 m under the water, from the Sint-Jansvliet to the Van Eedenplein
    Point(51.21869, 4.39617),
    "inner",
    Point(51.22223, 4.38753),
    "left",
)
CROSSINGS = (
    TUNNEL,
    _bridge("Noorderlaan, Straatsburgbrug", 51.2385, 4.4195, "inner", "north"),
    _bridge("IJzerlaan, bridge for bicycles and walkers", 51.2366, 4.4300, "inner", "north"),
    _bridge("Theunisbrug", 51.2370, 4.4437, "outer", "north"),
    _bridge("Brug van den Azijn", 51.2388, 4.4615, "outer", "north"),
    _bridge("Kruiningenbrug", 51.2395, 4.4745, "outer", "north"),
    _bridge("Hoogmolenbrug", 51.2384, 4.4905, "outer", "north"),
    _bridge("Kaaien, under the Kennedy tunnel's approach", 51.1998, 4.3760, "inner", "outer"),
    _bridge("Antwerpen-Zuid", 51.1962, 4.3905, "inner", "outer"),
    _bridge("Jan Van Rijswijcklaan", 51.1940, 4.4030, "inner", "outer"),
    _bridge("Grotesteenweg, Berchembrug", 51.1912, 4.4215, "inner", "outer"),
    _bridge("Posthofbrug", 51.1940, 4.4325, "inner", "outer"),
    _bridge("Borsbeekbrug", 51.2000, 4.4374, "inner", "outer"),
    _bridge("Stenenbrug", 51.2093, 4.4440, "inner", "outer"),
    _bridge("Turnhoutsebaan", 51.2148, 4.4467, "inner", "outer"),
    _bridge("Schijnpoort", 51.2288, 4.4415, "inner", "outer"),
    _bridge("Slachthuislaan, Sportpaleis", 51.2318, 4.4393, "inner", "outer"),
)

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
# The docks and the Albert canal, from the Royers lock to Wijnegem.
_CANAL = (
    (51.2440, 4.3800),
    (51.2425, 4.4050),
    (51.2400, 4.4150),
    (51.2385, 4.4195),
    (51.2372, 4.4270),
    (51.2364, 4.4340),
    (51.2370, 4.4437),
    (51.2385, 4.4580),
    (51.2395, 4.4720),
    (51.2385, 4.4900),
    (51.2310, 4.5150),
    (51.2255, 4.5500),
)
# The Ring (R1), from the Scheldt at the Kennedy tunnel by Berchem and Borgerhout to the canal.
_RING = (
    (51.2010, 4.3690),
    (51.1998, 4.3760),
    (51.1970, 4.3870),
    (51.1962, 4.3905),
    (51.1945, 4.3985),
    (51.1940, 4.4030),
    (51.1922, 4.4110),
    (51.1912, 4.4215),
    (51.1918, 4.4270),
    (51.1940, 4.4325),
    (51.2000, 4.4374),
    (51.2034, 4.4385),
    (51.2093, 4.4440),
    (51.2148, 4.4467),
    (51.2200, 4.4465),
    (51.2250, 4.4440),
    (51.2288, 4.4415),
    (51.2318, 4.4393),
    (51.2364, 4.4370),
)
# With the Ring it makes one closed line around the inner city; the river and the canal are told before.
_AROUND = (*_RING, (51.2600, 4.4370), (51.2600, 4.3690))


def part_of(point: Point) -> Part:
    """The part of Antwerp that a point lies in; far outside the city the nearest side of it."""
    if on_left_bank(point):
        return "left"
    if _north_of_canal(point):
        return "north"
    return "inner" if _within_ring(point) else "outer"


def on_left_bank(point: Point) -> bool:
    """Whether a point in or around Antwerp lies west of the Scheldt."""
    for (north, east_n), (south, east_s) in pairwise(_RIVER):
        if south <= point.latitude <= north:
            part = (north - point.latitude) / (north - south)
            return point.longitude < east_n + part * (east_s - east_n)
    return False


def _north_of_canal(point: Point) -> bool:
    if point.longitude <= _CANAL[0][1]:
        return point.latitude > _CANAL[0][0]
    for (north_w, west), (north_e, east) in pairwise(_CANAL):
        if west <= point.longitude <= east:
            part = (point.longitude - west) / (east - west)
            return point.latitude > north_w + part * (north_e - north_w)
    return point.latitude > _CANAL[-1][0]


def _within_ring(point: Point) -> bool:
    """Whether a ray to the east crosses the line around the inner city an odd number of times."""
    inside = False
    for (lat_a, lon_a), (lat_b, lon_b) in pairwise((*_AROUND, _AROUND[0])):
        if (lat_a > point.latitude) != (lat_b > point.latitude):
            at = lon_a + (point.latitude - lat_a) / (lat_b - lat_a) * (lon_b - lon_a)
            inside ^= point.longitude < at
    return inside
