"""Where things are in Antwerp: distances on foot, and places named in a sentence.

"Iets bij de Seefhoek?" names the neighbourhood Seefhoek; from there to the Dam is 900 m.
"""

from sociale_kaart.geo.distance import distance_m, on_left_bank, walk_minutes, way_m
from sociale_kaart.geo.gazetteer import Entry, read_gazetteer
from sociale_kaart.geo.grid import roughly
from sociale_kaart.geo.place_finder import Candidate, Mention, PlaceFinder

__all__ = [
    "Candidate",
    "Entry",
    "Mention",
    "PlaceFinder",
    "distance_m",
    "on_left_bank",
    "read_gazetteer",
    "roughly",
    "walk_minutes",
    "way_m",
]
