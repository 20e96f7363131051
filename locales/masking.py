"""Takes numbers and addresses that point to a person out of a text before it is kept anywhere.

"mijn rijksregisternummer is 85.07.30-033 28, bel 0470 12 34 56" is stored as "mijn rijksregisternummer
is ▮national-number▮, bel ▮phone▮". Postcodes (2060), amounts, hours and short service numbers (112,
1813) stay: they are what the question is about. The marks are the same in every language.
"""

import re
import unicodedata

EMAIL, PHONE, IBAN = "▮email▮", "▮phone▮", "▮iban▮"
NATIONAL, FILE = "▮national-number▮", "▮file-number▮"

LEAST_PHONE_DIGITS = 8

_EMAIL = re.compile(r"[^\s@<>,;:()\[\]\"▮]{1,64}@[^\s@<>,;:()\[\]\"▮]{1,190}\.[^\W\d_]{2,24}")
_IBAN = re.compile(
    r"\b[A-Za-z]{2}[0-9]{2}(?:[ .-]?[A-Za-z0-9]{4}){2,7}(?:[ .-]?[A-Za-z0-9]{1,3})?\b"
)
# Dossiers of asylum and migration: "OV 1.234.567", "SP 12345678", "CGVS 21/12345", "dossier nr 123456".
_FILE = re.compile(
    r"\b(?:o\.?v\.?|s\.?p\.?|cgvs|cgra|dvz|oe|dossier(?:nummer|nr)?|file)"
    r"[ .:-]{0,3}(?:n(?:umm?e?r|r|°|o)?[ .:]{0,2})?[0-9](?:[ ./-]?[0-9]){4,11}\b",
    re.IGNORECASE,
)
_RUN = re.compile(r"[+(]{0,2}[0-9](?:[ \t./()\u00a0-]{0,2}[0-9]){6,24}")
# Days, hours and amounts are not phones: "20/11/2026 14:30", "1.250,50 euro", "2060 2100 2140".
_DATE = re.compile(r"[0-3]?[0-9][./-][01]?[0-9][./-](?:19|20)?[0-9]{2}(?:[ \t]+[0-9]{1,2})?")
_POSTCODES = re.compile(r"[1-9][0-9]{3}(?:[ \t/.-]{1,2}[1-9][0-9]{3})*")


def mask(text: str) -> str:
    """The text with every national, dossier, account and phone number and e-mail address marked.

    Linear in the length of the text. Digits of every script are understood; what is not masked
    comes back exactly as it was.
    """
    plain = _western_digits(text)
    found: list[tuple[int, int, str]] = []
    for pattern, label in ((_EMAIL, EMAIL), (_IBAN, IBAN), (_FILE, FILE)):
        found += [(*hit.span(), label) for hit in pattern.finditer(plain)]
    for hit in _RUN.finditer(plain):
        if kind := _kind_of_run(hit.group()):
            found.append((*hit.span(), kind))
    return _replaced(text, found)


def _western_digits(text: str) -> str:
    """The same text, character for character, with the digits of all scripts as 0-9."""
    if text.isascii():
        return text
    return "".join(
        character
        if character.isascii() or (digit := unicodedata.decimal(character, -1)) < 0
        else str(digit)
        for character in text
    )


def _kind_of_run(run: str) -> str | None:
    digits = re.sub(r"\D", "", run)
    if len(digits) == 11 and is_national_number(digits):
        return NATIONAL
    if _DATE.fullmatch(run.strip()) or _POSTCODES.fullmatch(run.strip()):
        return None
    abroad = run.startswith(("+", "(+", "00"))
    starts_right = abroad or digits.startswith("0") or len(digits) >= LEAST_PHONE_DIGITS + 1
    return PHONE if len(digits) >= LEAST_PHONE_DIGITS and starts_right else None


def is_national_number(digits: str) -> bool:
    """Whether eleven digits pass the check of the Belgian national register (BIS numbers too).

    The last two are 97 minus the first nine modulo 97, with a 2 before them for births from 2000.
    """
    first, check = digits[:9], int(digits[9:])
    return check in {97 - int(first) % 97, 97 - int("2" + first) % 97}


def _replaced(text: str, found: list[tuple[int, int, str]]) -> str:
    """The text with the found spans marked; where spans overlap the first, longest one stands."""
    parts, end = [], 0
    for start, stop, label in sorted(found, key=lambda hit: (hit[0], -hit[1])):
        if start >= end:
            parts += [text[end:start], label]
            end = stop
    return "".join([*parts, text[end:]])
