"""What can be told from a message without Rasa: language, danger, and a place in Antwerp.

"أين أجد طعاما مجانيا قرب 2060" is Arabic, nobody is in danger, and 2060 is a postcode. The service,
the fallback and `wegwijs understand` all come through `prepare`.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from babel import Locale

from locales.danger import Danger, look
from locales.folding import fold
from locales.languages import LANGUAGES
from locales.masking import mask
from locales.recognise import recognise
from sociale_kaart.directory import Directory
from sociale_kaart.geo import roughly
from sociale_kaart.model import Point

# Control characters but not tab and newline, spaces without width, and the marks that turn the
# direction of what follows: on a card or at a desk they could make a text read as another one.
# Joiners stay inside a text, Persian needs them.
_HIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e"
    "\u2060-\u206f\ufeff]"
)
_LEADING = re.compile("^[\\s/\u200c\u200d\ufe00-\ufe0f]+")

HERE = "here"

# Roughly from Bergen op Zoom to Brussels. Somebody further away has no use for a place round the
# corner, and is more often a phone with a wrong position.
_SOUTH, _NORTH, _WEST, _EAST = 50.8, 51.6, 3.8, 5.2


@dataclass(frozen=True, slots=True)
class Prepared:
    """A message before Rasa. `text` is masked and safe to pass on.

    `language` is None when it cannot be told; `second` is the other likely one. `place` is the JSON
    of docs/architecture.md, with `candidates` when the name fits several places. `elsewhere` is a town
    outside Antwerp. Without `near_danger` nobody else is to take the message for danger.
    """

    text: str
    language: str | None
    second: str | None
    confidence: float
    danger: Danger | None
    place: Mapping[str, Any] | None
    elsewhere: str | None = None
    near_danger: bool = True

    @property
    def only_a_place(self) -> bool:
        """Whether the message is a place and nothing else: an answer to "where are you?"."""
        return bool(self.place and self.place.get("alone"))


def clean(text: str) -> str:
    """The text without what cannot be seen, and without slashes in front: nobody types an intent."""
    return _LEADING.sub("", _HIDDEN.sub("", text)).rstrip()


def masked(text: str) -> str:
    """As it may be stored: without national numbers, phones, accounts and addresses of people."""
    return mask(clean(text))


def prepare(text: str, current: str | None, directory: Directory) -> Prepared:
    """Looks at a message, given the language the conversation is in (None: not known yet)."""
    safe = masked(text)
    heard = recognise(safe, current)
    place, looked = located(safe, directory), look(safe)
    return Prepared(
        text=safe,
        language=heard.code if heard.code in LANGUAGES else None,
        second=heard.second,
        confidence=heard.confidence,
        danger=looked.danger,
        place=place,
        elsewhere=None if place else directory.elsewhere(safe),
        near_danger=looked.near,
    )


def located(text: str, directory: Directory) -> Mapping[str, Any] | None:
    """The place in Antwerp that a text names, as it travels to Rasa."""
    found = directory.locate(text)
    if found is None:
        return None
    place = {
        "label": found.label,
        "kind": found.kind,
        "latitude": found.latitude,
        "longitude": found.longitude,
    }
    candidates = [candidate.label for candidate in found.candidates] if found.unclear else []
    if found.alone:
        place = {**place, "alone": True}
    return {**place, "candidates": candidates} if len(candidates) > 1 else place


def needs_heard(text: str, language: str, directory: Directory) -> list[tuple[str, float]]:
    """Needs that the words of a text point to, surest first.

    Somebody in a Dutch conversation may write "food": the words of the language that the text itself
    looks like are tried when those of the conversation give nothing.
    """
    alone = recognise(text, None)
    for code in dict.fromkeys((language, alone.code, alone.second)):
        found = directory.needs_in(text, code) if code in LANGUAGES else []
        if found:
            return found
    return []


def here(latitude: float, longitude: float) -> Mapping[str, Any] | None:
    """A phone's position, made coarse before anything else sees it; None far from Antwerp."""
    if not (_SOUTH <= latitude <= _NORTH and _WEST <= longitude <= _EAST):
        return None
    spot = roughly(Point(latitude, longitude))
    return {
        "label": HERE,
        "kind": HERE,
        "latitude": spot.latitude,
        "longitude": spot.longitude,
    }


def named_language(text: str) -> str | None:
    """The one language that a request names: "kan het in het Engels?" is English."""
    folded = fold(text)
    words = set(re.findall(r"\w+", folded))
    named = {
        code
        for name, code in _language_names().items()
        if name in words or (len(name) >= _SURE_LENGTH and name[:-2] in folded)
    }
    return named.pop() if len(named) == 1 else None


_SURE_LENGTH = 7
"""Letters from which a name is also found with another ending: "ingilizceye", "по-русском"."""


@cache
def _language_names() -> Mapping[str, str]:
    """What each of our languages is called in each of them, from CLDR."""
    names: dict[str, str] = {}
    for reader in LANGUAGES.values():
        in_words = Locale.parse(reader.locale).languages
        for code, language in LANGUAGES.items():
            names[fold(str(in_words.get(code, language.english)))] = code
            names[fold(language.name)] = code
    return names
