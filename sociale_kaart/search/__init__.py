"""Finds needs by everyday words, and places by name, spelled as people spell them.

"voedselpaket" points to the need `food_aid`; "bib permek" is Bibliotheek Permeke.
"""

from sociale_kaart.search.free_text import NOTHING_HEARD, FreeText, Heard
from sociale_kaart.search.names import NameSearch
from sociale_kaart.search.need_words import NeedWords
from sociale_kaart.search.terms import Term, Terms

__all__ = ["NOTHING_HEARD", "FreeText", "Heard", "NameSearch", "NeedWords", "Term", "Terms"]
