"""The words of a text in their searchable form.

"Bibliotheek Permeke (De Coninckplein)" has the words bibliotheek, permeke, de and coninckplein; the
folding itself (accents, digits and letters of other scripts) is in `locales.folding`.
"""

import re

from locales.folding import fold

_WORD = re.compile(r"[^\W_]+")
_WORD_WITH_APOSTROPHE = re.compile(r"[^\W_]+(?:'[^\W_]+)?")


def words_in(text: str) -> tuple[str, ...]:
    """The folded words of a text: words_in("'t Werkhuys, Ávila") is ("t", "werkhuys", "avila")."""
    return tuple(_WORD.findall(fold(text)))


def joined_words_in(text: str) -> tuple[str, ...]:
    """The same, with what an apostrophe joins kept as one word: "j'ai", "Deurne'de"."""
    return tuple(_WORD_WITH_APOSTROPHE.findall(fold(text)))
