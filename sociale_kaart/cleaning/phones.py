"""Writes phone numbers in one way, to show and to dial.

"+32 (0)3/338.38.00" becomes "03 338 38 00" to show and "+3233383800" to dial; "1712" stays as it
is; a number abroad keeps its country, "+31 20 123 4567". What is not surely a phone number is taken
away: a wrong number sends somebody in need to a stranger.
"""

import re
from collections.abc import Mapping
from typing import Any

import phonenumbers
from phonenumbers import PhoneNumberFormat, PhoneNumberType

from sociale_kaart.cleaning import Fields, Step

# Zones with one digit have seven digits after it, all others six (Belgian numbering plan).
_ONE_DIGIT_ZONES = ("2", "3", "4", "9")
_SPECIAL = ("70", "78", "800", "900", "902", "903", "904", "905", "906", "907", "909")
# Digits of other scripts look alike and dial nothing.
_ODD = re.compile(r"[^0-9+ ()./\-]")
_EXTENSION = re.compile(r"(?:ext|toestel|post)\.?\s*\d+$", re.IGNORECASE)


def create(_config: Mapping[str, Any]) -> Step:
    return clean


def clean(fields: Fields) -> Fields:
    written = fields.get("phone")
    shown, dialled = None, None
    if isinstance(written, str):
        shown, dialled = written_phone(written)
        if shown is None:
            shown, dialled = phone_abroad(written)
    return {**fields, "phone": shown, "phone_e164": dialled}


# What costs more than a call, or nobody knows what, is not shown.
_ORDINARY = (
    PhoneNumberType.FIXED_LINE, PhoneNumberType.MOBILE, PhoneNumberType.FIXED_LINE_OR_MOBILE,
    PhoneNumberType.TOLL_FREE, PhoneNumberType.UAN, PhoneNumberType.VOIP,
)  # fmt: skip


def phone_abroad(written: str) -> tuple[str | None, str | None]:
    """A number with a foreign country code to show and to dial, or twice None."""
    text = _bare(written)
    if text is None or not text.startswith(("+", "00")):
        return None, None
    try:
        number = phonenumbers.parse(re.sub(r"\(\s*0\s*\)", "", text), "BE")
    except phonenumbers.NumberParseException:
        return None, None
    if number.country_code == 32 or not phonenumbers.is_valid_number(number):
        return None, None
    if phonenumbers.number_type(number) not in _ORDINARY:
        return None, None
    return (
        phonenumbers.format_number(number, PhoneNumberFormat.INTERNATIONAL),
        phonenumbers.format_number(number, PhoneNumberFormat.E164),
    )


def written_phone(written: str) -> tuple[str | None, str | None]:
    """A number to show and to dial, or twice None when it is no Belgian number."""
    text = _bare(written)
    national = _national(text) if text is not None else None
    if national is None:
        return None, None
    if len(national) in (3, 4):
        return national, national  # 112, 1712: dialled as they are, without a country
    if len(national) == 6 and national.startswith("116"):
        return f"{national[:3]} {national[3:]}", national  # European help lines, such as 116 000
    if not 9 <= len(national) <= 10 or not national.startswith("0"):
        return None, None
    shown = _grouped(national) if _is_possible(national) else None
    return (shown, f"+32{national[1:]}") if shown else (None, None)


def _bare(written: str) -> str | None:
    """The number without what stands around it; None when something else is in it."""
    text = _EXTENSION.sub("", written.strip().removeprefix("tel:").strip()).strip()
    return None if len(text) > 40 or _ODD.search(text) else text


def _is_possible(national: str) -> bool:
    """Whether a Belgian number can have these digits. Whether its range is in use is not asked:
    new ranges are opened more often than programs are brought up to date."""
    try:
        number = phonenumbers.parse(national, "BE")
    except phonenumbers.NumberParseException:
        return False
    return phonenumbers.is_possible_number(number)


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
