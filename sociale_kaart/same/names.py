"""Compares the names of two records, in Dutch, French and English, with abbreviations and typos.

"WGC 't Spoor" and "Wijkgezondheidscentrum 't Spoor vzw" are the same name; "Bibliotheek Permeke" and
"Digipunt Permeke" are not, nor are "Jeugdhuis 1" and "Jeugdhuis 2".
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from rapidfuzz.distance import OSA

from sociale_kaart.text import words_in

Likeness = Literal["exact", "loose", "none"]
"""The same words; the same words apart from who runs it and where it is; or neither."""

# What is written in different ways, in folded words, longest first.
_WRITTEN = {
    "centre public d action sociale": "ocmw",
    "openbaar centrum voor maatschappelijk welzijn": "ocmw",
    "centrum voor algemeen welzijnswerk": "caw",
    "centrum algemeen welzijnswerk": "caw",
    "centrum voor leerlingenbegeleiding": "clb",
    "centrum voor geestelijke gezondheidszorg": "cgg",
    "centrum geestelijke gezondheidszorg": "cgg",
    "centrum voor volwassenenonderwijs": "cvo",
    "vrij clb": "vclb",
    "centre social": "sociaal centrum",
    "social centre": "sociaal centrum",
    "jongeren advies centrum": "jac",
    "jongerenadviescentrum": "jac",
    "community health centre": "wijkgezondheidscentrum",
    "community health center": "wijkgezondheidscentrum",
    "wijk gezondheidscentrum": "wijkgezondheidscentrum",
    "maison medicale": "wijkgezondheidscentrum",
    "maison de l enfant": "huis van het kind",
    "children s house": "huis van het kind",
    "lokaal dienstencentrum": "dienstencentrum",
    "centre de services": "dienstencentrum",
    "maison de quartier": "buurthuis",
    "neighbourhood house": "buurthuis",
    "restaurant social": "sociaal restaurant",
    "social restaurant": "sociaal restaurant",
    "epicerie sociale": "sociale kruidenier",
    "social grocery": "sociale kruidenier",
    "accueil de jour": "inloopcentrum",
    "drop in centre": "inloopcentrum",
    "centre culturel": "cultuurcentrum",
    "maison sociale": "sociaal huis",
    "maison des jeunes": "jeugdhuis",
    "youth club": "jeugdhuis",
    "algemeen ziekenhuis": "az",
}
_WRITTEN_WORDS = {
    "wgc": "wijkgezondheidscentrum", "bib": "bibliotheek", "bibl": "bibliotheek",
    "bibliotheque": "bibliotheek", "library": "bibliotheek", "cpas": "ocmw",
    "ldc": "dienstencentrum", "dc": "dienstencentrum", "cc": "cultuurcentrum", "st": "sint",
    "saint": "sint", "sainte": "sint", "anvers": "antwerpen", "antwerp": "antwerpen",
    "creche": "kinderdagverblijf", "kdv": "kinderdagverblijf", "pharmacie": "apotheek",
    "pharmacy": "apotheek", "hopital": "ziekenhuis", "hospital": "ziekenhuis", "nord": "noord",
}  # fmt: skip
_LEGAL = frozenset(("vzw", "asbl", "npo", "ivzw", "aisbl", "bv", "bvba", "cv", "cvba", "nv", "sa"))
_SMALL = frozenset(
    ("de", "het", "een", "t", "s", "van", "voor", "en", "te", "in", "aan", "op", "der", "den", "des",
     "le", "la", "les", "du", "l", "d", "et", "aux", "au", "the", "of", "and", "at", "for", "n"),
)  # fmt: skip

_GENERIC = """
    antwerpen antwerpse stad gemeente district districtshuis stadhuis gemeentehuis stadsloket loket
    bibliotheek wijkgezondheidscentrum dienstencentrum buurthuis jeugdhuis cultuurcentrum ocmw caw clb
    cgg cvo jac vdab vaph ligo atlas agii kind gezin huis huizen sociaal sociale centrum restaurant
    kruidenier inloopcentrum onthaal onthaalpunt opvang opvangcentrum nachtopvang dagopvang centra
    winkel kringwinkel kras buurtwerk jeugdwerk werk apotheek ziekenhuis az campus school kliniek
    kinderdagverblijf kinderopvang ontmoetingscentrum digipunt woonkantoor woonloket woonhaven
    wijkkantoor politie spoed dienst vlaanderen noord zuid oost west consultatiebureau buurt wijk
    jongeren vrouwen mannen gezinnen kinderen daklozen senioren bureau kantoor steunpunt punt vzw
    leger heils rode kruis voedselbank voedselbedeling groene wit gele zorgbedrijf zorgcentrum
    woonzorgcentrum assistentiewoningen thuiszorg mutualiteit ziekenfonds cm solidaris helan
"""
GENERIC = frozenset(words_in(_GENERIC))
"""Words of kinds, chains and directions: alone they do not tell one place from another."""

_BRACKETS = re.compile(r"\(([^()]*)\)")


@dataclass(frozen=True, slots=True)
class Name:
    """The words of a name that count; `aside` are those that stood in brackets."""

    words: tuple[str, ...]
    aside: tuple[str, ...]


def name_of(written: str) -> Name:
    """A name in comparable words: name_of("Bib Permeke (2060)") has bibliotheek, permeke and 2060."""
    aside = words_that_count(" ".join(_BRACKETS.findall(written)))
    words = words_that_count(_BRACKETS.sub(" ", written))
    return Name(words, aside) if words else Name(aside, ())


def words_that_count(written: str) -> tuple[str, ...]:
    """The words of a text in one spelling, without articles and legal forms."""
    text = f" {' '.join(words_in(written))} "
    for phrase, word in _WRITTEN.items():
        if phrase in text:
            text = text.replace(f" {phrase} ", f" {word} ")
    words = [_WRITTEN_WORDS.get(word, word) for word in text.split()]
    return tuple(word for word in words if word not in _SMALL and word not in _LEGAL)


def likeness(a: Name, b: Name, context: frozenset[str]) -> Likeness:
    """How much alike two names are; `context` are words of the places' organisations and addresses.

    Context may stand in one name and be missing in the other ("Districtshuis Deurne", "Districtshuis").
    """
    whole_a, whole_b = (*a.words, *a.aside), (*b.words, *b.aside)
    if _same_words(whole_a, whole_b):
        return "exact"
    pairs = [(whole_a, whole_b)]
    if not (a.aside and b.aside):
        pairs.append((a.words, b.words))
    for one, other in pairs:
        core, other_core = (tuple(w for w in words if w not in context) for words in (one, other))
        if core and other_core and _same_words(core, other_core):
            return "loose"
    return "none"


def tells_apart(words: Iterable[str], context: frozenset[str]) -> bool:
    """Whether a name has a word of its own, such as "permeke", beside kinds and districts."""
    return any(
        len(word) > 2 and not word.isdigit() and word not in GENERIC and word not in context
        for word in words
    )


def _same_words(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    if sorted(a) == sorted(b) or "".join(a) == "".join(b):
        return True
    if len(a) != len(b):
        return False
    left = [word for word in a if word not in b]
    right = [word for word in b if word not in a]
    if len(left) != len(right) or len(left) > 2:
        return False
    for word in left:
        twin = next((other for other in right if _typo(word, other)), None)
        if twin is None:
            return False
        right.remove(twin)
    return True


def _typo(a: str, b: str) -> bool:
    """One slip of the finger in a word of five letters, two in one of ten; never in a number.

    A word of a kind is known and so is no misspelling of another one ("jongeren", "jongens").
    """
    if not (a.isalpha() and b.isalpha()) or (a in GENERIC and b in GENERIC):
        return False
    shortest = min(len(a), len(b))
    allowed = 0 if shortest < 5 else 1 if shortest < 10 else 2
    return allowed > 0 and OSA.distance(a, b, score_cutoff=allowed) <= allowed
