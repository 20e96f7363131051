"""For whoever writes the texts: `python -m locales.tools check | snapshots | new <code>`.

`check` names what is missing or wrong in a catalog ("fr choice.more: 31 characters on a button"),
`snapshots` rewrites the files in which every reply can be read as somebody in Antwerp sees it, and
`new es` lays out an empty catalog with the Dutch and English texts beside each key.
"""

import argparse
import re
import sys
import unicodedata
from collections.abc import Iterator, Mapping
from pathlib import Path
from string import Formatter
from typing import Any

from babel import Locale
from babel.plural import to_gettext

from locales.cards import place_card
from locales.catalog import SOURCE, STATUSES, Entry, catalog_path, entries, plural_categories
from locales.examples import CARDS, EXAMPLES, MOMENT
from locales.languages import LANGUAGES
from locales.languages import language as language_of
from locales.render import plain, render

SNAPSHOTS = Path(__file__).parent.parent / "tests" / "snapshots"

LONGEST_BUTTON = 28
"""Characters: what stands on one line of a phone 320 pixels wide."""
LONGEST_SENTENCE = 15
"""Words, the measure of plain language."""

_BUTTONS = re.compile(
    r"choice\.|need\.\w+\.title$"
    r"|page\.(send|human|new|forget|leave|location|retry|call|route|website|copy|copied|details"
    r"|original|original_hide|call_first)$"
)
_FULL_OF_NAMES = {
    "LGBTQ",
    "Wegwijs",
    "A-kaart",
    "OCMW",
    "CAW",
    "itsme",
    "leefloon",
    "inburgering",
    "LGBTQIA",
}
"""Latin words that stay as they are in every script: they stand so on doors and letters."""
_SAME_IN_DUTCH = {
    "page.assistant",
    "need.lgbtq.title",
    "number.sos-viol.name",
    "date.day",
    "reply.opening_hours.text",
}
"""Texts that may equal the Dutch one in any language."""
_SAME_WORDS = {
    "en": {"page.website", "page.route"},
    "fr": {"page.source", "need.discrimination.title", "need.disability.title"},
    "tr": {"page.address"},
}
_DECORATION = {
    "url": re.compile(r"https?://|www\."),
    "HTML": re.compile(r"</?\w+>"),
    "a direction mark": re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069]"),
}
_SCRIPT_NAMES = {"Latn": "LATIN", "Arab": "ARABIC", "Cyrl": "CYRILLIC", "Ethi": "ETHIOPIC"}


def main(arguments: list[str] | None = None) -> int:
    """Runs one command; 1 when `check` found something."""
    parser = argparse.ArgumentParser(prog="python -m locales.tools", description=__doc__)
    parser.add_argument("command", choices=("check", "snapshots", "new"))
    parser.add_argument("language", nargs="?")
    asked = parser.parse_args(arguments)
    if asked.command == "check":
        found = list(problems())
        sys.stdout.writelines(f"{problem}\n" for problem in found)
        return 1 if found else 0
    if asked.command == "snapshots":
        for code in written_languages():
            snapshot_path(code).parent.mkdir(parents=True, exist_ok=True)
            snapshot_path(code).write_text(snapshot(code), encoding="utf-8")
        return 0
    if asked.language is None:
        parser.error("new needs the code of a language in languages.yml")
    return _lay_out(asked.language)


def written_languages() -> list[str]:
    """The languages that have a catalog, in the order of the list."""
    return [code for code in LANGUAGES if entries(code)]


# Checking


def problems() -> Iterator[str]:
    """Everything wrong with the catalogs, one line each."""
    source = entries(SOURCE)
    for code in LANGUAGES:
        catalog = entries(code)
        if language_of(code).understands:
            yield from (f"{code} {key}: missing" for key in source if key not in catalog)
        for key, entry in catalog.items():
            if key not in source:
                yield f"{code} {key}: not a text of the source"
                continue
            yield from (f"{code} {key}: {what}" for what in _wrong(code, key, entry, source[key]))


def _wrong(code: str, key: str, entry: Entry, source: Entry) -> Iterator[str]:
    yield from _wrong_shape(code, entry, source)
    for form in entry.forms:
        yield from _wrong_placeholders(code, form, source.forms[-1])
        yield from _wrong_words(code, key, form)
    if code != SOURCE and set(entry.forms) & set(source.forms):
        allowed = _SAME_IN_DUTCH | _SAME_WORDS.get(code, set())
        if key not in allowed and re.search(r"[^\W\d_]", re.sub(r"{.*?}", "", entry.forms[0])):
            yield "the same as in Dutch"


def _wrong_shape(code: str, entry: Entry, source: Entry) -> Iterator[str]:
    expected = len(plural_categories(code)) if source.counted else 1
    if entry.counted != source.counted or len(entry.forms) != expected:
        yield f"{len(entry.forms)} forms instead of {expected}"
    if entry.status not in STATUSES or (entry.status == "source") != (code == SOURCE):
        yield f"status is {entry.status!r}"


def _wrong_placeholders(code: str, form: str, source: str) -> Iterator[str]:
    try:
        parts = [part for part in Formatter().parse(form) if part[1] is not None]
    except ValueError as mistake:
        yield f"cannot be filled in: {mistake}"
        return
    names = {name for _, name, _, _ in parts}
    wanted = {name for _, name, _, _ in Formatter().parse(source) if name is not None}
    # "Een plek" may leave the number out: the form itself says how many.
    if names - wanted or wanted - names - {"count"}:
        yield f"has {sorted(map(str, names))} where Dutch has {sorted(wanted)}"
    for _, name, spec, conversion in parts:
        if conversion or (spec and (spec, code) != ("de", "fr")):
            yield f"cannot write {name!r} as {spec or conversion!r}"


def _wrong_words(code: str, key: str, form: str) -> Iterator[str]:
    if _BUTTONS.search(key) and len(form) > LONGEST_BUTTON:
        yield f"{len(form)} characters on a button"
    for sentence in re.split(r"[.!?؟…]\s+|\n|: ", form):
        if len(sentence.split()) > LONGEST_SENTENCE:
            yield f"{len(sentence.split())} words in one sentence"
    strangers = sorted({word for word in _words(form) if not _fits(code, word)})
    if strangers:
        yield f"words in another script: {', '.join(strangers)}"
    if re.search(r"\d", re.sub(r"{.*?}", "", form)):
        # A number to call comes from the one reviewed list, never from a translation.
        yield "has a digit"
    yield from (f"has {what}" for what, mark in _DECORATION.items() if mark.search(form))


def _words(form: str) -> list[str]:
    return re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", re.sub(r"{.*?}", "", form))


def _fits(code: str, word: str) -> bool:
    if word in _FULL_OF_NAMES:
        return True
    script = _SCRIPT_NAMES[language_of(code).script]
    return all(unicodedata.name(letter, "").startswith(script) for letter in word if letter != "-")


# Snapshots


def snapshot_path(code: str) -> Path:
    return SNAPSHOTS / f"{code}.txt"


def snapshot(code: str) -> str:
    """Every reply and every kind of card in one language, for reading."""
    parts = [f"# {language_of(code).english}. Written by: python -m locales.tools snapshots"]
    for name, reply in EXAMPLES.items():
        parts.append(f"== {name}\n{plain(render(reply, code, MOMENT), code)}")
    for name, result in CARDS.items():
        card = place_card(result, code, MOMENT)
        parts.append(f"== card: {name}\n" + "\n".join(_card_words(card)))
    return "\n\n".join(parts) + "\n"


def _card_words(card: Mapping[str, Any]) -> Iterator[str]:
    for name in ("hours_text", "distance_text", "cost", "appointment", "call_first_text"):
        if card[name]:
            yield card[name]
    if card["languages"]:
        yield ", ".join(card["languages"])
    yield from (condition["text"] for condition in card["conditions"])
    yield from card["reasons"]
    yield from (card["source"], card["checked_text"])


# A new language


def _lay_out(code: str) -> int:
    path = catalog_path(code)
    if path.exists():
        sys.stderr.write(f"{path} exists already\n")
        return 1
    path.parent.mkdir(exist_ok=True)
    path.write_text(empty_catalog(code), encoding="utf-8")
    sys.stdout.write(f"{path}\n")
    return 0


def empty_catalog(code: str) -> str:
    """A catalog with every key and no text yet; Dutch and English stand above each."""
    forms = len(plural_categories(code))
    lines = [
        f"# {language_of(code).english} texts of Wegwijs. Keys never change; "
        "docs/how-to/translate.md explains the rest.",
        'msgid ""',
        'msgstr ""',
        f'"Language: {code}\\n"',
        '"MIME-Version: 1.0\\n"',
        '"Content-Type: text/plain; charset=utf-8\\n"',
        '"Content-Transfer-Encoding: 8bit\\n"',
        f'"Plural-Forms: {plural_header(code)}\\n"',
    ]
    for key, entry in entries(SOURCE).items():
        english = entries("en").get(key, entry)
        lines += ["", "# status: translated"]
        lines += [f"#. {line}" for line in entry.note.splitlines() if line]
        lines += [f"#. nl: {line}" for line in entry.forms[-1].splitlines()]
        lines += [f"#. en: {line}" for line in english.forms[-1].splitlines()]
        lines.append(f'msgid "{key}"')
        if entry.counted:
            lines.append(f'msgid_plural "{key}"')
            lines += [f'msgstr[{number}] ""' for number in range(forms)]
        else:
            lines.append('msgstr ""')
    return "\n".join(lines) + "\n"


def plural_header(code: str) -> str:
    """The `Plural-Forms` of CLDR. `e` is only for compact figures ("1M"), which we never write."""
    rule = to_gettext(Locale.parse(language_of(code).locale).plural_form)
    return re.sub(r"\be\b", "0", rule)


if __name__ == "__main__":
    sys.exit(main())
