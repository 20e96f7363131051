"""Small things inside sentences: hours, days, distances, lists, and names in another script.

"03 338 32 32" inside an Arabic sentence is drawn as "32 32 338 03" unless it is isolated;
`isolate` does that. 350 metres is "350 m" in Dutch and "350 مترًا" in Arabic; digits are Latin everywhere,
because that is how they stand on the phone, the tram and the door.
"""

import re
import unicodedata
from collections.abc import Sequence
from datetime import datetime
from functools import cache, lru_cache

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_skeleton
from babel.lists import format_list
from babel.units import format_unit

from locales.languages import language as language_of

LRI, FSI, PDI = "\u2066", "\u2068", "\u2069"

_STEP_M = 50
"""Distances are rounded to this: nobody walks 347 metres, and a finer figure would pretend."""


class Inserted(str):
    """A value inside a sentence. French writes `{near:de}` to get "d’Ekeren" and "de Deurne"."""

    __slots__ = ()

    def __format__(self, spec: str) -> str:
        if spec == "":
            return str(self)
        if spec != "de":
            raise ValueError(f"a text cannot ask for {spec!r}")
        first = unicodedata.normalize("NFD", self.lstrip(LRI + FSI))[:1].casefold()
        return f"d’{self}" if first and first in "aeiou" else f"de {self}"


def isolate(value: str, direction: str) -> str:
    """Keeps a value in one piece inside a sentence that runs the other way.

    In a right-to-left sentence everything is isolated: a phone number or a Dutch name runs left to
    right, anything with right-to-left letters keeps the direction of its first letter. In a
    left-to-right sentence only right-to-left values need it.
    """
    value = _OVERRIDES.sub("", value) if _balanced(value) else _ALL_CONTROLS.sub("", value)
    if value.startswith((LRI, FSI)) and value.endswith(PDI) and value.count(PDI) == 1:
        return value
    if _runs_right_to_left(value):
        return f"{FSI}{value}{PDI}"
    return f"{LRI}{value}{PDI}" if direction == "rtl" else value


def capitalised(language: str, value: str) -> str:
    """The value as it begins a sentence; Turkish "iş" begins as "İş"."""
    first = "İ" if language == "tr" and value.startswith("i") else value[:1].upper()
    return first + value[1:]


def listed(language: str, items: Sequence[str]) -> str:
    """A list as the language says it: "Arabisch, Turks en Frans"."""
    return format_list(items, locale=language_of(language).locale)


@cache
def language_name(code: str, language: str) -> str:
    """The name of a language as its reader says it: "Arabisch" for ar in Dutch."""
    try:
        spoken = Locale.parse(code)
    except (ValueError, UnknownLocaleError):  # a source can write anything
        return code
    return spoken.get_language_name(language_of(language).locale) or code


@lru_cache(maxsize=4096)
def clock_time(language: str, moment: datetime) -> str:
    """The time on a 24-hour clock: "17:00"."""
    return format_skeleton("Hm", moment, locale=language_of(language).locale)


@lru_cache(maxsize=4096)
def weekday(language: str, moment: datetime) -> str:
    return format_date(moment, "EEEE", locale=language_of(language).locale)


@lru_cache(maxsize=4096)
def month(language: str, moment: datetime) -> str:
    return format_date(moment, "MMMM", locale=language_of(language).locale)


@lru_cache(maxsize=4096)
def full_date(language: str, moment: datetime) -> str:
    """A date with its year: "3 maart 2026"."""
    return format_date(moment, "long", locale=language_of(language).locale)


@lru_cache(maxsize=4096)
def month_and_year(language: str, moment: datetime) -> str:
    return format_skeleton("yMMMM", moment, locale=language_of(language).locale)


@lru_cache(maxsize=4096)
def distance(language: str, metres: float) -> str:
    """A distance as one says it: "350 m", "1,2 km"."""
    locale = language_of(language).locale
    rounded = max(_STEP_M, round(metres / _STEP_M) * _STEP_M)
    if rounded < 1000:
        return _plain_space(format_unit(rounded, "length-meter", "short", locale=locale))
    kilometres = round(metres / 1000, 1)
    whole = round(kilometres) if kilometres >= 10 or kilometres == int(kilometres) else kilometres
    return _plain_space(format_unit(whole, "length-kilometer", "short", locale=locale))


def _plain_space(value: str) -> str:
    """CLDR writes French units with U+202F, a box on old phones; a no-break space is everywhere."""
    return value.replace("\u202f", "\u00a0")


_OVERRIDES = re.compile("[\u202a-\u202e]")
_ALL_CONTROLS = re.compile("[\u202a-\u202e\u2066-\u2069]")


def _balanced(value: str) -> bool:
    """Whether isolates inside a value are closed, so that it cannot leak into the sentence."""
    depth = 0
    for character in value:
        if character in "\u2066\u2067\u2068":
            depth += 1
        elif character == PDI:
            depth -= 1
            if depth < 0:
                return False
    return depth == 0


_RTL = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")


def _runs_right_to_left(value: str) -> bool:
    return _RTL.search(value) is not None
