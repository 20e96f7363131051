"""The languages of Wegwijs, read from `locales/languages.yml`, the one list.

`language("ar")` is Arabic: right to left, and where a text has no Arabic yet, first English and then
Dutch stand in for it. A code that is not on the list raises `UnknownLanguage`, so that nobody at a
desk in Antwerp is shown a made-up language.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import yaml

Direction = Literal["ltr", "rtl"]
Level = Literal["understands", "reads"]

_TAG_PART = re.compile(r"[-_]")
_SAME_LANGUAGE = {"prs": "fa", "pes": "fa", "pbu": "ps", "pst": "ps", "als": "sq", "arb": "ar",
                  "ary": "ar", "apc": "ar", "flm": "nl", "vls": "nl"}  # fmt: skip
"""ISO 639-3 codes of what we write under one code: Dari under Persian, Darija under Arabic."""

_LIST = Path(__file__).with_name("languages.yml")


class UnknownLanguage(LookupError):
    """A code that is not in `languages.yml`."""


@dataclass(frozen=True, slots=True)
class Language:
    """One entry of the list; the head of `languages.yml` says what each field means."""

    code: str
    name: str
    english: str
    locale: str
    script: str
    direction: Direction
    fallback: tuple[str, ...]
    level: Level

    @property
    def understands(self) -> bool:
        """Whether sentences, everyday words and a full catalog exist in this language."""
        return self.level == "understands"


def read_languages(path: Path) -> dict[str, Language]:
    """Reads a list of languages and refuses one whose fallbacks or fields do not add up."""
    entries: Mapping[str, Mapping[str, Any]] = yaml.safe_load(path.read_text(encoding="utf-8"))
    languages: dict[str, Language] = {}
    for code, entry in entries.items():
        fields = {**entry, "fallback": tuple(entry["fallback"])}
        languages[code] = Language(code=code, **fields)
    for found in languages.values():
        _check(found, languages)
    return languages


def language(code: str) -> Language:
    """The language with this code."""
    try:
        return LANGUAGES[code]
    except KeyError:
        raise UnknownLanguage(code) from None


def nearest(tag: str) -> str | None:
    """The code of ours for a language tag as browsers and systems write it, or None.

    "nl-BE", "NL" and "nl_BE" are nl; "prs" (Dari) is fa, with which it is written alike.
    """
    first = _TAG_PART.split(tag.strip().lower(), maxsplit=1)[0]
    code = _SAME_LANGUAGE.get(first, first)
    return code if code in LANGUAGES else None


def _check(found: Language, languages: Mapping[str, Language]) -> None:
    if found.direction not in ("ltr", "rtl") or found.level not in ("understands", "reads"):
        raise ValueError(f"{found.code}: direction or level is not one of the known words")
    strangers = [code for code in found.fallback if code not in languages]
    if strangers or found.code in found.fallback:
        raise ValueError(f"{found.code}: falls back on {strangers or 'itself'}")
    if found.code != "nl" and (not found.fallback or found.fallback[-1] != "nl"):
        raise ValueError(f"{found.code}: Dutch must end the chain of fallbacks")


LANGUAGES: dict[str, Language] = read_languages(_LIST)
