"""What a line of free text asks for: one place by name, or a need, or a kind of place for a need.

"bib permeke" asks for a place; "tandarts" for the need `doctor_gp`, dentists first; "dentist" for the same;
"xyz" for nothing that is known, and then nothing is found: a guess would send somebody across the city.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from sociale_kaart.model import Place
from sociale_kaart.search.name_words import ARTICLES, GENERIC, KINDS, LITTLE
from sociale_kaart.search.names import NameSearch
from sociale_kaart.search.need_words import NeedWords
from sociale_kaart.search.terms import Term, Terms
from sociale_kaart.text import words_in

SURE_NAME = 60.0
"""Score from which a name that tells one place apart goes before a need."""
SURE_NEED = 0.6
"""Words as they are listed score this much; less is a misspelling or a word in passing."""
LEAST_NEED, SURE_ELSEWHERE = 0.3, 0.5
FULL_NAME = 85.0
"""Score of a name that holds all that was said: it goes in front of the other places for the need."""
MOST_IN_FRONT = 3
SHORTEST_KIND = 5
"""Letters of a word that is looked up among the kinds of place."""
LINE = 3
"""Telling words in a line as people type it in a search box; a longer text is a sentence."""


@dataclass(frozen=True, slots=True)
class Heard:
    """What was asked for: places by name with their scores, the likest first, and after them the places
    for a need, of which those whose kind has one of `kinds` come first."""

    names: tuple[tuple[Place, float], ...] = ()
    need: str | None = None
    kinds: tuple[str, ...] = ()


NOTHING_HEARD = Heard()


class FreeText:
    """Knows the everyday words, the names of kinds of place, and the names of all loaded places."""

    def __init__(self, words: NeedWords, terms: Terms, names: NameSearch) -> None:
        self._words, self._terms, self._names = words, terms, names

    def hear(self, said: str, rest: str, language: str, most: int) -> Heard:
        """What a text asks for; `rest` is the text without the place in the city that it names."""
        title = self._terms.title(said) or self._terms.title(rest)
        if title:
            return Heard(need=title.need)
        names = tuple(self._names.search(said, most))
        if names and (self._names.named_in(said) or self._is_sure(said, *names[0], language)):
            return Heard(names)
        term = self._term(rest, language)
        if term is None:
            return Heard(names)
        first = [item for item in names[:MOST_IN_FRONT] if self._goes_in_front(said, *item, term)]
        return Heard(tuple(first), term.need, (*term.kinds, *_kinds_in(rest)))

    def hear_place(self, said: str) -> Heard:
        """What the name of a place in the city may ask for besides: the Vlinderpaleis is a door too."""
        names = self._names.search(said, MOST_IN_FRONT)
        return Heard(
            tuple(item for item in names if self._names.holds_rare(said, item[0], exactly=True))
        )

    def _is_sure(self, said: str, place: Place, score: float, language: str) -> bool:
        """Whether the words say this place, and are not a misspelling of something people need."""
        telling = self._names.telling(said, place) if score >= SURE_NAME else ()
        return any(not self._words.misspells(word, language) for word in telling)

    def _goes_in_front(self, said: str, place: Place, score: float, term: Term) -> bool:
        """Whether a place is meant as much as its need: "fedasil", "huisarts wachtpost oost"."""
        if score >= FULL_NAME:
            return self._names.holds_rare(said, place)
        return term.need in place.needs and self._names.holds_rare(said, place, exactly=True)

    def _term(self, rest: str, language: str) -> Term | None:
        """The need in a text, with the kind of place it names; a listed word beats a misspelled one."""
        named, alone = self._terms.named_in(rest), self._terms.alone(rest)
        term = named or alone
        needs = self._words.needs_in(rest, language)
        need, sureness = needs[0] if needs and needs[0][1] >= LEAST_NEED else (None, 0.0)
        if term and (need is None or need == term.need or sureness < SURE_NEED):
            return term
        if need is None:
            elsewhere = self._words.needs_in(rest, None)
            need = elsewhere[0][0] if elsewhere and elsewhere[0][1] >= SURE_ELSEWHERE else None
        return Term(need) if need else None


def _kinds_in(text: str) -> Sequence[str]:
    """Words of a short line that may be the kind of place that is looked for: "bibliotheek"."""
    telling = [word for word in words_in(text) if word not in LITTLE and word not in ARTICLES]
    if len(telling) > LINE:
        return ()
    return [
        word
        for word in telling
        if len(word) >= SHORTEST_KIND and (word in KINDS or word not in GENERIC)
    ]
