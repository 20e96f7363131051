"""Tells which records of several sources are one and the same place, and makes one of them.

The city writes "Bib Permeke, De Coninckplein 25-27" and OpenStreetMap "Bibliotheek Permeke": one
place, with the hours of one source and the phone of the other, and each with its provenance. The
citizens' desk in the same building stays a place of its own. A duplicate that is missed costs one
line on a screen; a false one hides a place from people, so doubt is always "not the same".
"""

from sociale_kaart.same.decision import are_same
from sociale_kaart.same.groups import same_places
from sociale_kaart.same.merging import merged

__all__ = ["are_same", "merged", "same_places"]
