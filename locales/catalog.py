"""The texts of each language, read from `locales/<lang>/messages.po` by stable keys.

`text("fr", "need.food_aid.title")` is "Aide alimentaire". A text that Pashto does not have yet comes
from the next language of its chain and says so in `fallback_from`; Dutch, the source, ends every
chain. Counted texts follow the plural rules of CLDR: Arabic has six forms.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from babel import Locale
from babel.messages.pofile import read_po
from babel.numbers import format_decimal

from locales.languages import language as language_of
from locales.wording import Inserted, capitalised, isolate

SOURCE = "nl"
STATUSES = ("source", "translated", "reviewed")
PLURAL_ORDER = ("zero", "one", "two", "few", "many", "other")

_STATUS = re.compile(r"status: (\w+)")


class MissingText(LookupError):
    """A key that not even Dutch has: a mistake in the program, never a matter of translation."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One text: its wording (one form, or one per plural category) and who stands behind it."""

    forms: tuple[str, ...]
    counted: bool
    status: str
    note: str


@dataclass(frozen=True, slots=True)
class Text:
    """A text ready to show, and the language it is really in."""

    value: str
    language: str
    fallback_from: str | None

    def __str__(self) -> str:
        return self.value


def text(language: str, key: str, **params: Any) -> Text:
    """The text of this key in this language, with its parameters filled in.

    `count` chooses the plural form. An unknown language raises `UnknownLanguage`, an unknown key
    `MissingText`, a forgotten parameter `KeyError`.
    """
    for code in (language, *language_of(language).fallback):
        entry = entries(code).get(key)
        if entry is not None:
            form = _form(entry, code, params)
            value = form.format_map(_inserted(code, params))
            if form.startswith("{need"):
                value = capitalised(code, value)
            return Text(value, code, None if code == language else language)
    raise MissingText(key)


def texts(language: str, prefix: str) -> dict[str, str]:
    """All texts below a prefix that need no parameter: `texts("tr", "page.")` draws the page."""
    return {
        key: text(language, key).value
        for key, entry in entries(SOURCE).items()
        if key.startswith(prefix) and "{" not in entry.forms[0]
    }


def has_text(key: str) -> bool:
    """Whether Dutch, and so every language, can say this."""
    return key in entries(SOURCE)


@cache
def writing_language(language: str) -> str:
    """The language we write to readers of this one: itself, or the first of its chain with texts."""
    chain = (language, *language_of(language).fallback)
    return next(code for code in chain if entries(code))


def catalog_path(language: str) -> Path:
    return Path(__file__).parent / language / "messages.po"


def plural_categories(language: str) -> tuple[str, ...]:
    """The CLDR plural categories of a language, in the order of its `msgstr[n]`."""
    tags = Locale.parse(language_of(language).locale).plural_form.tags | {"other"}
    return tuple(tag for tag in PLURAL_ORDER if tag in tags)


@cache
def entries(language: str) -> Mapping[str, Entry]:
    """The catalog of one language; empty when it has none. An empty text counts as missing."""
    path = catalog_path(language)
    if not path.is_file():
        return {}
    with path.open("rb") as file:
        catalog = read_po(file, locale=None, charset="utf-8", abort_invalid=True)
    found: dict[str, Entry] = {}
    for message in catalog:
        counted = isinstance(message.id, tuple | list)
        key = message.id[0] if isinstance(message.id, tuple | list) else message.id
        written = message.string
        forms = tuple(written) if isinstance(written, tuple | list) else (written or "",)
        if key and all(forms):
            comments = "\n".join(message.user_comments)
            status = _STATUS.search(comments)
            note = "\n".join(message.auto_comments)
            found[key] = Entry(forms, counted, status[1] if status else "", note)
    return found


@cache
def _category_index(language: str, count: float) -> int:
    rule = Locale.parse(language_of(language).locale).plural_form
    return plural_categories(language).index(rule(count))


def _form(entry: Entry, language: str, params: Mapping[str, Any]) -> str:
    if not entry.counted:
        return entry.forms[0]
    return entry.forms[_category_index(language, params["count"])]


def _inserted(language: str, params: Mapping[str, Any]) -> dict[str, str]:
    """Parameters as they stand in a sentence: numbers as the language writes them, isolated."""
    known = language_of(language)
    inserted: dict[str, str] = {}
    for name, value in params.items():
        if isinstance(value, int | float):
            value = format_decimal(value, locale=known.locale)
        inserted[name] = Inserted(isolate(str(value), known.direction))
    return inserted
