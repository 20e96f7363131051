"""Finds needs by everyday words, and places by name, spelled as people spell them.

"voedselpaket" points to the need `food_aid`; "bib permek" is Bibliotheek Permeke.
"""

from sociale_kaart.search.names import NameSearch
from sociale_kaart.search.need_words import NeedWords

__all__ = ["NameSearch", "NeedWords"]
