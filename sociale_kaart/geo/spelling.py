"""Names of places that are not written as the gazetteer has them.

"Deurnede" wears an ending, "بدورن" a prefix, "borgerhoud" has one wrong letter, "linkeruver" two, and
"بورخيرهاوط" is a spelling of Borgerhout that nobody listed, but it sounds the same.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Literal

from rapidfuzz import process
from rapidfuzz.distance import OSA

from sociale_kaart.geo.cues import BEFORE, PREFIXES, SMALL, SUFFIXES
from sociale_kaart.geo.gazetteer import Gazetteer, Name
from sociale_kaart.geo.sounds import sound_of

Stands = Literal["alone", "cued", "loose"]
"""How a word stands: as the whole message, after a word like "near", or anywhere in a sentence."""

ONE_EDIT_FROM = 5
TWO_EDITS_FROM = 8
"""Letters of a name from which one edit and two edits are forgiven."""
LONG = 12
"""Letters of a name that is misspelt anywhere in a sentence, also in its first letter."""
_SAME_END = 2
"""Letters at the start or at the end that a misspelt name keeps."""
_SURE_SOUND = {"alone": 5, "cued": 5, "loose": 6}
"""Consonants that tell a name by its sound; one more in Latin letters or when it is two words."""

Names = tuple[Name, ...]


class Spelling:
    """Finds the names that a word or a few words may be."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer
        self._near = _by_ends(gazetteer.by_words)
        several = [key.split() for key in gazetteer.by_words if " " in key]
        self._starts = frozenset(words[0] for words in several)
        self._ends = frozenset(words[-1] for words in several)

    def inflected(self, word: str) -> Names:
        """A name with a prefix or an ending of Arabic, Turkish, a Slavic language or Somali."""
        if word in self._gazetteer.ordinary:
            return ()
        for rest in _without_prefix(word):
            if names := self._plain(rest, 3):
                return names
        for suffix in _ENDING_IN.get(word[-1:], ()):
            if word.endswith(suffix) and (names := self._plain(word[: -len(suffix)], 4)):
                return names
        return ()

    def _plain(self, word: str, shortest: int) -> Names:
        if len(word) < shortest or word.isdigit():
            return ()
        names = self._gazetteer.by_words.get(word, ())
        return tuple(name for name in names if not name.cue and not name.exact)

    def bare(self, word: str) -> str:
        """A word without the small word written onto it: "ببروكسل" is "بروكسل"."""
        return next((rest for rest in _without_prefix(word) if len(rest) > 3), word)

    def may_be_one(self, words: Sequence[str]) -> bool:
        """Whether some words may be one misspelt name: "op straat" is no "Osystraat"."""
        start, end = words[0], words[-1]
        return (
            (start not in BEFORE or start in self._starts)
            and (end not in SMALL or end in self._ends)
            and sum(map(len, words)) >= TWO_EDITS_FROM
        )

    def misspelt(self, phrase: str, stands: Stands, most: int = 2) -> Names:
        """The names with the fewest wrong letters, if few enough for how the words stand."""
        if phrase in self._gazetteer.ordinary:
            return ()
        start, end = phrase[:_SAME_END], phrase[-_SAME_END:]
        found: set[str] = set()
        for near in (self._near.get((start, len(phrase))), self._near.get((len(phrase), end))):
            if near:
                found.update(
                    key
                    for key, _, _ in process.extract(
                        phrase,
                        near,
                        scorer=OSA.distance,
                        processor=None,
                        score_cutoff=2,
                        limit=None,
                    )
                )
        least = most
        names: list[Name] = []
        for key in sorted(found):
            edits = OSA.distance(phrase, key)
            if edits > least or edits > self._edits(key, phrase, stands):
                continue
            if edits < least:
                names, least = [], int(edits)
            names += [
                n for n in self._gazetteer.by_words[key] if _fits(n, stands) and n not in names
            ]
        return tuple(names)

    def _edits(self, key: str, phrase: str, stands: Stands) -> int:
        """How many wrong letters in a name are forgiven."""
        letters = len(key) - key.count(" ")
        if not key.isascii() and letters <= ONE_EDIT_FROM and stands == "loose":
            return 0  # other scripts leave out vowels: words lie closer together
        if stands != "loose":
            return 2 if letters >= TWO_EDITS_FROM else 1
        if letters >= LONG:
            return 2
        if key[0] != phrase[0]:
            return 0
        if all(name.entry.kind in ("street", "landmark") for name in self._gazetteer.by_words[key]):
            return 1 if letters >= TWO_EDITS_FROM else 0
        return 2 if letters > TWO_EDITS_FROM else 1

    def sounding(self, words: Sequence[str], stands: Stands) -> Names:
        """The names that sound like one or two words, whatever the script."""
        if len(words) > 2 or (words[0].isascii() and (len(words) > 1 or stands == "loose")):
            return ()  # Latin letters show more than the sound does
        if any(len(word) < 3 or word in self._gazetteer.ordinary for word in words):
            return ()
        for start in (words[0], *_without_prefix(words[0])):
            sound = "".join(sound_of(word) for word in (start, *words[1:]))
            more = len(words) - 1 + words[0].isascii()
            if len(sound) >= _SURE_SOUND[stands] + more:
                names = self._gazetteer.by_sound.get(sound)
                if names:
                    return names
        return ()


def _fits(name: Name, stands: Stands) -> bool:
    """A name that is also an ordinary word is only misspelt when nothing else is said."""
    return name.exact is None and (stands == "alone" or not name.cue)


def _without_prefix(word: str) -> list[str]:
    """What is left of a word in Arabic or Ethiopic letters without each prefix that it may have."""
    prefixes = _STARTING_WITH.get(word[:1], ())
    return [word[len(prefix) :] for prefix in prefixes if word.startswith(prefix)]


def _grouped(parts: Iterable[str], letter: int) -> dict[str, tuple[str, ...]]:
    """Prefixes or endings under their first or last letter, in the same order."""
    groups: dict[str, tuple[str, ...]] = {}
    for part in parts:
        groups[part[letter]] = (*groups.get(part[letter], ()), part)
    return groups


_STARTING_WITH = _grouped(PREFIXES, 0)
_ENDING_IN = _grouped(SUFFIXES, -1)


def _by_ends(names: Iterable[str]) -> dict[tuple[str, int] | tuple[int, str], list[str]]:
    """Names under their first two letters and their last two, for each length that is near enough."""
    near: dict[tuple[str, int] | tuple[int, str], list[str]] = defaultdict(list)
    for key in names:
        letters = len(key) - key.count(" ")
        if letters < ONE_EDIT_FROM or any(letter.isdigit() for letter in key):
            continue
        edits = 2 if letters >= TWO_EDITS_FROM else 1
        for length in range(len(key) - edits, len(key) + edits + 1):
            near[key[:_SAME_END], length].append(key)
            near[length, key[-_SAME_END:]].append(key)
    return dict(near)
