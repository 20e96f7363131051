"""Writes Belgian phone numbers in one way, to show and to dial.

"+32 (0)3/338.38.00" becomes "03 338 38 00" to show and "+3233383800" to dial; "1712" stays as it
is. What is not surely a phone number is taken away: a wrong number sends somebody in need to a
stranger.
"""

import re
from collections.abc import Mapping
from typing import Any

from sociale_kaart.cleaning import Fields, Step

# Zones with one digit have seven digits after it, all others six (Belgian numbering plan).
_ONE_DIGIT_ZONES = ("2", "3", "4", "9")
_SPECIAL = ("70", "78", "800", "900", "902", "903", "904", "905", "906", "907", "909")
_ODD = re.compile(r"[^\d+ ()./\-]")
_EXTENSION = re.compile(r"(?:ext|toestel|post)\.?\s*\d+$", re.IGNORECASE)


def create(_config: Mapping[str, Any]) -> Step:
    return clean


def clean(fields: Fields) -> Fields:
    written = fields.get("phone")
    shown, dialled = written_phone(written) if isinstance(written, str) else (None, None)
    return {**fields, "phone": shown, "phone_e164": dialled}


def written_phone(written: str) -> tuple[str | None, str | None]:
    """A number to show and to dial, or twice None when it is no Belgian number."""
    text = _EXTENSION.sub("", written.strip().removeprefix("tel:").strip())
    if len(text) > 40 or _ODD.search(text):
        return None, None
    national = _national(text)
    if national is None:
        return None, None
    if len(national) in (3, 4):
        return national, national  # 112, 1712: dialled as they are, without a country
    if len(national) == 6 and national.startswith("116"):
        return f"{national[:3]} {national[3:]}", national  # European help lines, such as 116 000
    if not 9 <= len(national) <= 10 or not national.startswith("0"):
        return None, None
    shown = _grouped(national)
    return (shown, f"+32{national[1:]}") if shown else (None, None)


def _national(text: str) -> str | None:
    """The digits as dialled inside Belgium, with a leading 0 when there is one."""
    text = re.sub(r"\(\s*0\s*\)", "", text) if re.match(r"\s*(\+|00)", text) else text
    digits = re.sub(r"\D", "", text)
    if text.startswith("+") or digits.startswith("0032"):
        digits = digits.removeprefix("00")
        return f"0{digits[2:].removeprefix('0')}" if digits.startswith("32") else None
    return digits or None


def _grouped(national: str) -> str | None:
    """Digits in the groups that people in Belgium read them in."""
    rest = national[1:]
    if len(national) == 10 and rest[0] == "4":
        return f"{national[:4]} {national[4:6]} {national[6:8]} {national[8:]}"
    if len(national) != 9:
        return None
    for zone in _SPECIAL:
        if rest.startswith(zone):
            tail = rest[len(zone) :]
            return f"0{zone} {_special_tail(tail)}"
    if rest[0] in _ONE_DIGIT_ZONES:
        return f"0{rest[0]} {rest[1:4]} {rest[4:6]} {rest[6:]}"
    return f"0{rest[:2]} {rest[2:4]} {rest[4:6]} {rest[6:]}"


def _special_tail(tail: str) -> str:
    if len(tail) == 5:  # 0800 12 800: two and three
        return f"{tail[:2]} {tail[2:]}"
    return f"{tail[:2]} {tail[2:4]} {tail[4:]}"
