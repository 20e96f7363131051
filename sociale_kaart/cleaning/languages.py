"""Turns names of languages into codes, and keeps when they are spoken.

["Nederlands, Frans", "Arabisch op donderdag", "tolk Tigrinya"] becomes nl, fr, Arabic on "Th" and
Tigrinya by an interpreter. Names are understood in Dutch, French and English; what is not understood
is left out and said in the review note.
"""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

from babel import Locale

from locales.folding import fold
from sociale_kaart.cleaning import Fields, Step
from sociale_kaart.reading.hours_words import read_days, read_hours
from sociale_kaart.reading.language_codes import language_code

LONGEST = 200
MOST = 60

# What people write beside the names that Unicode has.
_ALSO = {
    "farsi": "fa", "dari": "fa", "perzisch": "fa", "pashtu": "ps", "pasjtoe": "ps", "pashto": "ps",
    "pachto": "ps", "tigrigna": "ti", "koerdisch": "ku", "kurmanci": "ku", "sorani": "ckb",
    "berber": "ber", "berbers": "ber", "berbere": "ber", "tamazight": "ber", "marokkaans": "ar",
    "marokkaans arabisch": "ar", "arabe marocain": "ar", "moroccan arabic": "ar", "darija": "ar",
    "vlaamse gebarentaal": "vgt", "vgt": "vgt", "gebarentaal": "sgn", "servo kroatisch": "sh",
    "oekraiens": "uk", "roma": "rom", "romani": "rom", "chinees": "zh", "mandarijn": "zh",
}  # fmt: skip
# Codes of the list are two letters; "de" and "so" are words too, so a bare code stands alone.
_BETWEEN = re.compile(r"\s*[,;/|]\s*")
_JOINED = re.compile(r"\s+(?:en|et|and|&|\+|ook|aussi|also)\s+", re.IGNORECASE)
_INTERPRETER = re.compile(
    r"\b(?:(?:met|via|door|met een|avec|par|with|by|an?|un)\s+)*"
    r"(?:tolk|interprete|interprète|interpreter|vertolking)\b"
    r"(?:\s+(?:op aanvraag|sur demande|on request))?",
    re.IGNORECASE,
)
_WHEN = re.compile(r"^(?:(?:op|on|le|les|elke|every|chaque)\s+)+", re.IGNORECASE)
_PART_OF_DAY = re.compile(
    r"(?P<day>[a-z]+day|[a-z]+dag|[a-z]+di)\s*-?(?:\s(?:de|in the)\s)?"
    r"(?P<part>voormiddag|namiddag|avond|matin|apres-midi|soir|morning|afternoon|evening)"
)


def create(_config: Mapping[str, Any]) -> Step:
    return clean


def clean(fields: Fields) -> Fields:
    written, spoken = fields.get("languages"), fields.get("spoken")
    if not written and not spoken:
        return fields
    texts = [written] if isinstance(written, str) else written
    if texts is not None and not isinstance(texts, (list, tuple)):
        return fields  # of the wrong kind: the check of the record says so
    found, unknown = _read_all([text for text in texts or () if isinstance(text, str)])
    stated = [_with_code(item) for item in spoken] if isinstance(spoken, (list, tuple)) else []
    plain = [item["code"] for item in found if len(item) == 1]
    detailed = [item for item in found if len(item) > 1]
    cleaned = {**fields, "languages": plain, "spoken": [*stated, *detailed]}
    if unknown:
        note = f"Talen volgens de bron: {', '.join(unknown)[:LONGEST]}"
        cleaned["review_note"] = "; ".join(filter(None, (_text(fields.get("review_note")), note)))
    return cleaned


def _read_all(texts: list[str]) -> tuple[list[dict[str, Any]], list[str]]:
    """Each language once, in the order of the source, and the texts that name none."""
    found: dict[str, dict[str, Any]] = {}
    unknown: list[str] = []
    for part in (part for text in texts[:MOST] for part in _BETWEEN.split(text[:LONGEST]) if part):
        read = _read(part)
        if read is None:
            unknown.append(part)
        for item in read or ():
            found.setdefault(item["code"], item)
    return list(found.values()), unknown


def _read(part: str) -> list[dict[str, Any]] | None:
    """The languages in one part: "Arabisch op dinsdag en donderdag" or "Frans en Engels"."""
    one = _one(part)
    if one:
        return [one]
    several = [_one(piece) for piece in _JOINED.split(part)]
    return [item for item in several if item] if all(several) else None


def _one(part: str) -> dict[str, Any] | None:
    text = part.strip(" .()")
    rest = _INTERPRETER.sub(" ", text)
    by_interpreter = rest != text
    for name, after in _splits(rest.replace("(", " ").replace(")", " ")):
        code = _code(name)
        if not code:
            continue
        item: dict[str, Any] = {"code": code}
        if by_interpreter:
            item["interpreter"] = True
        if after:
            hours = _hours(after)
            if hours is None:
                return None
            item["hours"] = hours
        return item
    return None


def _splits(text: str) -> Iterator[tuple[str, str]]:
    """The words before and after each gap, the longest name first."""
    words = text.replace(":", " ").split()
    for count in range(min(len(words), 4), 0, -1):
        yield " ".join(words[:count]), " ".join(words[count:])


def _hours(written: str) -> str | None:
    """OSM hours: with times when they are stated, else the days, with the part of the day as said."""
    text = _WHEN.sub("", written.strip())
    read = read_hours(text)
    if set(read) == {"opening_hours"}:
        return read["opening_hours"]
    days = read_days(text)
    if days:
        return days
    found = _PART_OF_DAY.fullmatch(fold(text))
    day = read_days(found["day"]) if found else None
    return f'{day} "{found["part"]}"' if found and day else None


def _code(name: str) -> str | None:
    known = _names().get(" ".join(fold(name).replace("-", " ").split()))
    if known:
        return known
    code = language_code(name) if re.fullmatch(r"[A-Za-z]{2,3}(?:[-_]\w+)?", name) else None
    return code if code in _codes() else None


@lru_cache(maxsize=1)
def _names() -> dict[str, str]:
    """Folded names in Dutch, French and English, and what they call it themselves."""
    names: dict[str, str] = {}
    for locale in ("nl", "fr", "en"):
        for code, name in Locale.parse(locale).languages.items():
            short = language_code(code)
            if short and "_" not in code:
                names.setdefault(" ".join(fold(name).replace("-", " ").split()), short)
    return {**names, **_ALSO}


@lru_cache(maxsize=1)
def _codes() -> frozenset[str]:
    return frozenset(_names().values())


def _with_code(item: Any) -> Any:
    """A language that a source gives with its hours keeps them; its name becomes a code."""
    name = item.get("code") if isinstance(item, Mapping) else None
    code = _code(name) if isinstance(name, str) else None
    return {**item, "code": code} if code else item


def _text(value: object) -> str | None:
    return value if isinstance(value, str) else None
