"""Brings what people type to one searchable form, in every script.

"Bórgerhout", "BORGERHOUT" and "Borgerhout" with an invisible mark all fold to "borgerhout";
"٢٠٦٠" folds to "2060" and "أنتويرب" to "انتويرب", as somebody without a hamza key types it. Folded
text is for comparing only, never for showing.
"""

import re
import unicodedata

# Letters that Unicode does not take apart, but that people write in a simpler way on a phone that
# lacks them. Arabic-script rows bring Persian and Pashto keyboards to the same letters as Arabic ones.
_SIMPLER: dict[str, str] = {
    "ı": "i",
    "ł": "l",
    "ø": "o",
    "đ": "d",
    "ð": "d",
    "æ": "ae",
    "œ": "oe",
    "ə": "e",
    "ґ": "г",
    "ٱ": "ا",
    "ى": "ي",
    "ی": "ي",
    "ې": "ي",
    "ۍ": "ي",
    "ے": "ي",
    "ک": "ك",
    "ګ": "گ",
    "ڪ": "ك",
    "ة": "ه",
    "ە": "ه",
    "ھ": "ه",
    "ہ": "ه",
    "ۃ": "ه",
    "ۀ": "ه",
    "ـ": "",
    "،": ",",
    "؛": ";",
    "؟": "?",
    "٪": "%",
    "٬": ",",
    "٫": ".",
    "፡": " ",
    "።": ".",
    "፣": ",",
    "፤": ";",
    "፥": ":",
    "፧": "?",
    "‘": "'",
    "’": "'",
    "‛": "'",
    "ʼ": "'",
    "ʻ": "'",
    "ʹ": "'",
    "`": "'",
    "´": "'",
    "′": "'",
    "“": '"',
    "”": '"',
    "„": '"',
    "«": '"',
    "»": '"',
    "‐": "-",
    "‑": "-",
    "‒": "-",
    "–": "-",
    "—": "-",
    "―": "-",
    "−": "-",
}

# Rows of the Ethiopic syllabary that sound the same in Tigrinya and are swapped freely in chat.
_ETHIOPIC_ROWS: tuple[tuple[int, int], ...] = ((0x1220, 0x1230), (0x1280, 0x1200), (0x1340, 0x1338))

# One request may carry text made to fill the cache: beyond this many letters nothing is remembered.
_REMEMBERED_LETTERS = 20_000

_SPACE = re.compile(r"\s+")


def fold(text: str) -> str:
    """The searchable form of a text: fold("Naïef  in DEURNE") is "naief in deurne".

    Folding twice gives the same as folding once.
    """
    return _SPACE.sub(" ", text.translate(_LETTERS)).strip()


def fold_with_origin(text: str) -> tuple[str, list[int]]:
    """The folded text and, for each of its letters, the index in `text` that it came from.

    Lets a place found in the folded text be pointed out in what the person typed.
    """
    letters: list[str] = []
    origin: list[int] = []
    for index, letter in enumerate(text):
        for folded in _LETTERS[ord(letter)]:
            space = folded.isspace()
            if space and (not letters or letters[-1] == " "):
                continue
            letters.append(" " if space else folded)
            origin.append(index)
    if letters and letters[-1] == " ":
        letters.pop()
        origin.pop()
    return "".join(letters), origin


class _Letters(dict[int, str]):
    """Translation table for `str.translate` that works out each letter when it first meets it."""

    def __missing__(self, code: int) -> str:
        folded = _fold_letter(chr(code))
        if len(self) < _REMEMBERED_LETTERS:
            self[code] = folded
        return folded


def _fold_letter(letter: str) -> str:
    """One letter, taken apart, without marks, in lower case and in its simplest spelling."""
    current = letter
    for _ in range(4):  # some letters need a second round (casefold gives a mark to take off)
        previous, current = current, "".join(_simplify(part) for part in _parts(current))
        if current == previous:
            break
    return current


def _parts(letters: str) -> str:
    return unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", letters).casefold())


def _simplify(part: str) -> str:
    if part in _SIMPLER:
        return _SIMPLER[part]
    category = unicodedata.category(part)
    if category in ("Mn", "Me", "Cf", "Cs"):
        return ""  # accents, harakat, zero-width and bidi marks, halves of broken emoji
    if category in ("Cc", "Zs", "Zl", "Zp"):
        return " "
    if category == "Nd":
        return str(unicodedata.decimal(part))
    for row, same_as in _ETHIOPIC_ROWS:
        if row <= ord(part) < row + 8:
            return chr(ord(part) - row + same_as)
    return unicodedata.normalize("NFC", part)


_LETTERS = _Letters()
