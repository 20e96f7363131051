"""Takes what points to one person out of a text before it is stored: numbers, mainly.

"mijn rijksregister is 85.07.30-033 28, bel 0485 12 34 56" becomes "mijn rijksregister is
▮national-number▮, bel ▮phone▮". The marks are the same in every language and mean nothing to the
understanding. What people must be able to ask about stays: 2060, € 12,50, 14u30, 112, 1813.

Belgian national and BIS numbers count only with a right check figure; everything is found in the
digits of all scripts, because "٠٤٨٥" is a phone number too.
"""

import re
import unicodedata

PHONE, EMAIL, IBAN = "▮phone▮", "▮email▮", "▮iban▮"
NATIONAL, FILE = "▮national-number▮", "▮file-number▮"
MARKS: tuple[str, ...] = (PHONE, EMAIL, IBAN, NATIONAL, FILE)

# Every repeat below is bounded and every alternative starts differently, so that a hostile text
# of 100 kB costs no more than a friendly one.
_EMAIL = re.compile(r"(?<![\w.+%-])[\w.+%-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}")
_IBAN = re.compile(
    r"(?<![0-9A-Za-z])[A-Za-z]{2}[0-9]{2}(?:[ .-]?[0-9A-Za-z]{4}){2,7}(?:[ .-]?[0-9A-Za-z]{1,3})?(?![0-9A-Za-z])"
)
# Immigration ("OV 8.123.456", "SP: 7654321") and other files: a word that names it, then the number.
_FILE = re.compile(
    r"(?<!\w)((?:ov|sp|cgvs|cgra|rvv|cce|dvz|dossier|dossiernummer|dossiernr|dossier nr|klantnummer|klantnr|referentie|ref|"
    r"numero de dossier|file number|file nr|case number|badge|badgenummer|annex|rolnummer)"
    r"[ .:#°-]{0,3}(?:(?:nummer|numero|number|num|nr|no|n°)[ .:#-]{0,3})?)"
    r"(?<![a-z])([a-z]{0,3}[/ -]?[0-9][0-9./ -]{3,18}[0-9](?:/[a-z]{1,3})?)(?!\w)",
    re.IGNORECASE,
)
# A run of figures with the marks that people put between them.
_RUN = re.compile(r"(?<![\w.,€$£/-])(?:\(?\+|\b00)?\(?[0-9](?:[ .()/-]{0,3}[0-9]){5,21}(?![\w€])")

_DATE = re.compile(
    r"[0-3]?[0-9][ ./-][01]?[0-9][ ./-](?:19|20)?[0-9]{2}(?: [0-9]{1,2}(?:[.:][0-9]{2})?)?|(?:19|20)[0-9]{2}[./-][01][0-9][./-][0-3][0-9]"
)
_YEARS = re.compile(r"(?:19|20)[0-9]{2}[ /-]{1,3}(?:19|20)[0-9]{2}")
_AMOUNT = re.compile(r"[0-9]{1,3}(?:[. ][0-9]{3})+")
_MONEY = re.compile(r"\s?(?:€|eur|£|\$|dollar)", re.IGNORECASE)
_POSTCODES = re.compile(r"[1-9][0-9]{3}(?:[ /-]{1,3}[1-9][0-9]{3})+")
_HOURS = re.compile(r"[0-2]?[0-9][.][0-5][0-9] ?- ?[0-2]?[0-9][.][0-5][0-9]")
_LEAST_PHONE, _MOST_PHONE = 7, 15


def mask(text: str) -> str:
    """The text with a mark for everything that points to one person. Masking twice changes nothing."""
    figures = _with_plain_figures(text)
    spans: list[tuple[int, int, str]] = []
    for pattern, mark in ((_EMAIL, EMAIL), (_IBAN, IBAN)):
        for match in pattern.finditer(figures):
            if mark is EMAIL or _is_iban(match.group()):
                spans.append((*match.span(), mark))
    spans += [(*match.span(), FILE) for match in _FILE.finditer(figures)]
    for match in _RUN.finditer(figures):
        around = (
            figures[max(0, match.start() - 2) : match.start()],
            figures[match.end() : match.end() + 6],
        )
        kind = _kind_of_run(match.group(), *around)
        if kind:
            spans.append((*match.span(), kind))
    return _replaced(text, spans)


def _with_plain_figures(text: str) -> str:
    """The same text, letter for letter, with 0-9 for the figures of every script."""
    if text.isascii():
        return text
    return "".join(map(_plain, text))


def _plain(letter: str) -> str:
    if letter.isascii():
        return letter
    figure = unicodedata.decimal(letter, None)
    if figure is not None:
        return str(figure)
    if letter in "‐‑‒–—−":
        return "-"
    return " " if letter.isspace() else letter


def _kind_of_run(run: str, before: str, after: str) -> str | None:
    """What a run of figures is between what stands around it, or None for what may stay."""
    figures = re.sub(r"[^0-9]", "", run)
    if len(figures) == 11 and is_national_number(figures):
        return NATIONAL
    bare = run.strip(" ()")
    if any(p.fullmatch(bare) for p in (_DATE, _YEARS, _POSTCODES, _HOURS)):
        return None
    if _AMOUNT.fullmatch(bare) and len(figures) >= _LEAST_PHONE:
        money = _MONEY.match(after) or _MONEY.match(before)
        return None if money else FILE  # "8.123.456" is how OV numbers look
    if _LEAST_PHONE <= len(figures) <= _MOST_PHONE:
        return PHONE
    return FILE if len(figures) > _MOST_PHONE else None


def is_national_number(figures: str) -> bool:
    """Whether eleven figures are a Belgian national or BIS number: 97 minus the remainder checks them.

    Month 20-32 or 40-52 marks a BIS number; people born from 2000 on get a 2 in front of the sum.
    """
    month, day = int(figures[2:4]), int(figures[4:6])
    if month > 52 or month % 20 > 12 or day > 31:
        return False
    body, check = int(figures[:9]), int(figures[9:])
    return check in (97 - body % 97, 97 - (2_000_000_000 + body) % 97)


def _is_iban(found: str) -> bool:
    """Whether this has the shape of an IBAN and is not a word of a sentence: many figures in it."""
    compact = re.sub(r"[ .-]", "", found)
    return 12 <= len(compact) <= 34 and sum(c.isdigit() for c in compact) * 2 > len(compact)


def _replaced(text: str, spans: list[tuple[int, int, str]]) -> str:
    """Puts the marks in; where two overlap, the one that begins first, then the longest, stays."""
    parts, at = [], 0
    for start, end, mark in sorted(spans, key=lambda s: (s[0], -s[1])):
        if start >= at:
            parts += [text[at:start], mark]
            at = end
    parts.append(text[at:])
    return "".join(parts)
