"""A message cut into words, with where each word stood in what was typed.

"Deurne'de ev, ٢١٠٠" is the words deurne, de, ev and 2100; the last one stood at 15 to 19.
"""

import re
import unicodedata
from dataclasses import dataclass

from locales.folding import fold_with_origin
from sociale_kaart.geo.gazetteer import WORD

MOST_READ = 2_000
"""Letters that are looked at: nobody names a place after two pages."""

_ETHIOPIC_NUMBER = re.compile("[\u1369-\u137c]+")
_HUNDRED, _TEN_THOUSAND = "\u137b", "\u137c"


@dataclass(frozen=True, slots=True)
class Word:
    """A folded word and where it stands in the folded text."""

    text: str
    start: int
    end: int


class Reading:
    """A message, folded and cut into words."""

    def __init__(self, typed: str) -> None:
        self.typed = typed[:MOST_READ]
        self.folded, self._origin = fold_with_origin(self.typed)
        self.words = [
            Word(_in_figures(found.group()), found.start(), found.end())
            for found in WORD.finditer(self.folded)
        ]
        self.texts = [word.text for word in self.words]

    def word(self, index: int) -> str:
        """The word at an index, or "" before the first and after the last."""
        return self.texts[index] if 0 <= index < len(self.texts) else ""

    def phrase(self, first: int, last: int) -> str:
        """The words from first to last (included), with one space between them."""
        return " ".join(self.texts[first : last + 1])

    def between(self, first: int, last: int) -> str:
        """The folded text from the first to the last word, with what stands between them."""
        return self.folded[self.words[first].start : self.words[last].end]

    def before(self, index: int, letters: int) -> str:
        """So many letters of the folded text before a word."""
        start = self.words[index].start
        return self.folded[max(0, start - letters) : start]

    def after(self, index: int, letters: int) -> str:
        """So many letters of the folded text after a word."""
        end = self.words[index].end
        return self.folded[end : end + letters]

    def span(self, first: int, last: int) -> tuple[int, int]:
        """Where the words from first to last stand in what was typed."""
        return self._origin[self.words[first].start], self._origin[self.words[last].end - 1] + 1


def _in_figures(word: str) -> str:
    """A number in Ethiopic numerals in figures: "፳፻፷" is "2060"; any other word as it is."""
    if not _ETHIOPIC_NUMBER.fullmatch(word):
        return word
    total = below_hundred = 0
    for letter in word:
        if letter == _HUNDRED:
            total, below_hundred = total + max(1, below_hundred) * 100, 0
        elif letter == _TEN_THOUSAND:
            total, below_hundred = max(1, total + below_hundred) * 10_000, 0
        else:
            below_hundred += int(unicodedata.numeric(letter))
    return str(total + below_hundred)
