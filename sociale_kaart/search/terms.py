"""What kinds of place are called, beside the everyday words of needs: by name, abbreviation or on a map.

"wgc", "dentist" and "طبيب أسنان" are ways to ask for a kind of place; each points to a need and to the
words by which the directory calls that kind. Titles that the product itself shows are among them.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import yaml

from locales.catalog import text
from locales.languages import LANGUAGES
from sociale_kaart.needs import NEEDS
from sociale_kaart.search.name_words import ARTICLES, LITTLE
from sociale_kaart.text import words_in

DATA = Path(__file__).parent.parent / "data"
LONGEST_TERM = 5

Words = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Term:
    """A kind of place: the need it answers and the words of `Place.kind` and `services` for it."""

    need: str
    kinds: Words = ()


class Terms:
    """`titles` are ours; `names` may stand anywhere in a sentence; `alone` must be all that is said."""

    def __init__(
        self,
        titles: Mapping[Words, Term],
        names: Mapping[Words, Term],
        alone: Mapping[Words, Term],
    ) -> None:
        self._titles, self._names, self._alone = titles, names, alone

    @classmethod
    def from_data(cls) -> "Terms":
        return _read_all()

    def title(self, said: str) -> Term | None:
        """The need whose title, in any language, is exactly what was said."""
        return self._titles.get(words_in(said))

    def named_in(self, said: str) -> Term | None:
        """The kind of place that a sentence names: the longest, or the first of equals."""
        words = words_in(said)
        for count in range(min(LONGEST_TERM, len(words)), 0, -1):
            for at in range(len(words) - count + 1):
                if term := self._names.get(words[at : at + count]):
                    return term
        return None

    def alone(self, said: str) -> Term | None:
        """The kind of service that is all that was said."""
        words = words_in(said)
        telling = tuple(word for word in words if word not in LITTLE and word not in ARTICLES)
        return self._alone.get(words) or self._alone.get(telling)


@lru_cache(maxsize=1)
def _read_all() -> Terms:
    own = yaml.load((DATA / "search_terms.yml").read_text("utf-8"), Loader=yaml.CSafeLoader)
    labels = json.loads((DATA / "osm_terms.json").read_text("utf-8"))["terms"]
    titles = {
        words_in(text(code, f"need.{need}.title").value): Term(need)
        for code in reversed(LANGUAGES)
        for need in NEEDS
    }
    # The labels of the map come from a crowd: where we have a word ourselves, ours counts.
    alone = _by_words(labels) | _by_words(own["alone"])
    return Terms(titles, _by_words(own["names"]), alone)


def _by_words(entries: Iterable[Mapping[str, object]]) -> dict[Words, Term]:
    found: dict[Words, Term] = {}
    for entry in entries:
        term = Term(str(entry["need"]), _texts(entry["kinds"]))
        found.update({words_in(word): term for word in _texts(entry["words"])})
    return found


def _texts(values: object) -> Words:
    return tuple(str(value) for value in values) if isinstance(values, list) else ()
