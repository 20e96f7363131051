"""How a name sounds, roughly: its consonants, in six scripts.

"Borgerhout", "بورخرهاوت", "Боргергаут" and "ቦርገርሃውት" all sound "BRKRKT". Nobody has one right way to
write a Dutch name in Arabic letters, so the vowels, which everybody hears differently, are left out,
and consonants that are often taken for each other (g, ch, h, k; d, t; b, p) are one.
"""

import re
from functools import lru_cache

from locales.folding import fold

_LATIN_PAIRS = (
    *(("sch", "SK"), ("ch", "K"), ("gh", "K"), ("kh", "K"), ("ph", "F"), ("sh", "S"), ("th", "T")),
    *(("ck", "K"), ("sj", "S"), ("ij", ""), ("x", "KS")),
)
_SAME = {
    "B": "bp" "бп" "بپ",
    "K": "kgqch" "кгхґ" "كقگغخهحج",
    "T": "dt" "дт" "دتطذثضټډٹڈ",
    "F": "fvw" "фв" "فڤ",
    "S": "sz" "сзшжчщц" "سزشصژظښږچ",
    "L": "l" "л" "ل",
    "R": "r" "р" "رړڑ",
    "M": "m" "м" "م",
    "N": "n" "н" "نڼں",
}  # fmt: skip
_SOUND = {letter: sound for sound, letters in _SAME.items() for letter in letters}

# The first letter of each row of eight in the Ethiopic block.
_ETHIOPIC = {
    "K": "ሀሐቀቐኀከኸጀገ",
    "L": "ለ",
    "M": "መ",
    "S": "ሠሰሸቸዘዠጨጸፀ",
    "R": "ረ",
    "B": "በጰፐ",
    "F": "ቨፈ",
    "T": "ተደጠ",
    "N": "ነኘ",
}
_ROW = {ord(letter) // 8: sound for sound, letters in _ETHIOPIC.items() for letter in letters}
_DOUBLE = re.compile(r"(.)\1+")
_W_FIRST = ("و", "w", "ወ")


@lru_cache(maxsize=4_096)
def sound_of(word: str) -> str:
    """The consonants of one folded word, as capitals: "hoboken" is "KBKN"."""
    if word[:1] in _W_FIRST or (word and ord(word[0]) // 8 == ord("ወ") // 8):
        word = "f" + word[1:]
    for letters, sound in _LATIN_PAIRS:
        word = word.replace(letters, sound)
    sounds = _DOUBLE.sub(r"\1", "".join(_consonant(letter) for letter in word))
    return sounds.replace("-", "")


def sound_of_name(name: str) -> str:
    """The consonants of a whole name: "Sint-Jansplein" is "SNTNSBLN"."""
    return "".join(sound_of(word) for word in re.findall(r"[^\W\d_]+", fold(name)))


def _consonant(letter: str) -> str:
    """What a letter sounds like; "-" for a vowel, which keeps "hoek" from becoming one "K"."""
    if letter in "BKTFSLRMN":
        return letter
    if letter in _SOUND:
        return _SOUND[letter]
    row = _ROW.get(ord(letter) // 8)
    return f"{row}-" if row else "-"
