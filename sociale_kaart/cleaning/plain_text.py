"""Leaves only readable text: no HTML, no invisible or direction-turning characters, no odd spaces.

"<b>Bibliotheek</b>&nbsp;Permeke" with a hidden right-to-left mark becomes "Bibliotheek Permeke". A
mark like that can turn a phone number round on the screen, so none gets in.
"""

import html
import re
import unicodedata
from collections.abc import Mapping
from typing import Any

from sociale_kaart.cleaning import Fields, Step
from sociale_kaart.model import LONGEST_NAME, LONGEST_TEXT
from sociale_kaart.records import RecordError

# Text that goes on for longer than this is cut off in notes and refused in names.
_CUT = {"description": LONGEST_TEXT, "opening_hours_note": LONGEST_TEXT}
_MOST_READ = 4 * LONGEST_TEXT
_DEEPEST = 4

_TAG = re.compile(r"<(?:!--.*?--|/?[a-zA-Z][^<>]*)>", re.DOTALL)
_SCRIPT = re.compile(r"<(script|style)\b.*?</\1\s*>", re.DOTALL | re.IGNORECASE)
_SPACE = re.compile(r"\s+")
# Persian and some other languages need these between letters; everything else invisible goes.
_KEPT_INVISIBLE = {"\u200c", "\u200d"}


def create(_config: Mapping[str, Any]) -> Step:
    return clean


def clean(fields: Fields) -> Fields:
    return {key: _clean(key, value, 0) for key, value in fields.items()}


def _clean(field: str, value: Any, depth: int) -> Any:
    if depth > _DEEPEST:
        raise RecordError(field, "nested too deep")
    if isinstance(value, str):
        return _plain(field, value)
    if isinstance(value, (list, tuple)):
        return [_clean(field, item, depth + 1) for item in value]
    if isinstance(value, Mapping):
        return {key: _clean(field, item, depth + 1) for key, item in value.items()}
    return value


def _plain(field: str, text: str) -> str | None:
    text = plain(text[:_MOST_READ])
    if field == "name" and len(text) > LONGEST_NAME:
        raise RecordError(field, f"longer than {LONGEST_NAME} characters")
    return text[: _CUT.get(field, LONGEST_TEXT)].strip() or None


def plain(text: str) -> str:
    """Text without markup and without characters that cannot be seen."""
    if "<" in text or "&" in text:
        # Entities first: "&lt;script&gt;" is markup too by the time somebody shows it.
        text = html.unescape(html.unescape(text))
        text = _TAG.sub(" ", _SCRIPT.sub(" ", text))
    kept = "".join(_letter(letter) for letter in unicodedata.normalize("NFC", text))
    return _SPACE.sub(" ", kept).strip()


def _letter(letter: str) -> str:
    if letter in _KEPT_INVISIBLE:
        return letter
    category = unicodedata.category(letter)
    if category in ("Cc", "Zl", "Zp", "Zs"):
        return " "
    return "" if category in ("Cf", "Cs", "Co", "Cn") else letter
