"""Takes endings and small prefixes off words, so that one form in the lists stands for many.

"voedselpakketten" meets "voedselpakket", "doktora" meets "doktor" and "والمحامي" meets "محامي". The
rules are few and careful: they only have to make two forms meet, not to be grammar.
"""

import re
from functools import lru_cache

from locales.folding import fold

SHORTEST = 4
"""A stem keeps at least so many letters; Arabic roots are shorter."""
SHORTEST_ARABIC = 3

_ENDINGS: dict[str, tuple[str, ...]] = {
    "nl": ("etjes", "etje", "tjes", "tje", "jes", "je", "ten", "en", "s", "e"),
    "fr": ("ees", "ee", "es", "er", "ez", "s", "x", "e"),
    "en": ("ings", "ing", "ies", "ers", "es", "ed", "s", "y"),
    "es": ("ciones", "cion", "ados", "adas", "ado", "ada", "os", "as", "es", "o", "a", "e", "s"),
    "pt": ("coes", "cao", "ados", "adas", "ado", "ada", "os", "as", "es", "o", "a", "e", "s"),
    "ro": ("urilor", "ilor", "elor", "ului", "urile", "uri", "ul", "ile", "ele", "ei", "ii", "i",
           "e", "a", "u"),
    "pl": ("ami", "ach", "iem", "owi", "ego", "emu", "ych", "ow", "om", "em", "ie", "ej", "a", "e",
           "i", "o", "u", "y"),
    "sq": ("eve", "ave", "it", "in", "es", "et", "at", "ve", "e", "i", "a", "t"),
    "so": ("yaal", "yada", "yaasha", "ooyin", "ka", "ga", "ha", "ta", "da", "sha", "o", "a"),
    "tr": ("larimiz", "lerimiz", "larini", "lerini", "larina", "lerine", "larda", "lerde", "lardan",
           "lerden", "lari", "leri", "larin", "lerin", "lar", "ler", "sini", "sina", "sine", "inin",
           "unun", "imiz", "umuz", "iniz", "unuz", "dan", "den", "tan", "ten", "nin", "nun", "daki",
           "deki", "yla", "yle", "yor", "yorum", "mak", "mek", "sin", "lik", "luk", "da", "de",
           "ta", "te", "si", "su", "im", "um", "in", "un", "yi", "yu", "ya", "ye", "ni", "nu",
           "i", "u", "a", "e"),
    "ru": ("иями", "ями", "ами", "ого", "ему", "ому", "ыми", "ими", "иях", "ях", "ах", "ия", "ию",
           "ии", "ий", "ой", "ый", "ая", "ое", "ые", "ую", "ом", "ем", "ов", "ев", "ам", "ям", "а",
           "я", "о", "е", "и", "ы", "у", "ю", "ь"),
    "ar": ("اتي", "يات", "يه", "يا", "ات", "ين", "ون", "ان", "ها", "هم", "كم", "نا", "تي", "ي", "ه", "ا", "ك"),
    "fa": ("هایم", "های", "هاي", "ها", "ان", "ات", "ام", "م", "ي", "ه"),
    "ti": ("ታት", "ትን", "ን", "ይ", "ና"),
}  # fmt: skip
_ENDINGS["uk"] = (
    *("ями", "ами", "ого", "ому", "ими", "ах", "ях", "ою", "ею", "ові", "еві", "ів", "ий", "ій"),
    *("ої", "ом", "ем", "ам", "ям", "а", "я", "о", "е", "и", "і", "у", "ю", "ь"),
)
_ENDINGS["bg"] = ("ията", "ите", "ята", "ите", "ове", "ът", "ят", "та", "то", "те", "и", "а", "о", "е", "я")  # fmt: skip
_ENDINGS["ps"] = ("ونو", "ونه", "انو", "ان", "ونو", "و", "ه", "ي")
_ENDINGS["ur"] = ("وں", "یں", "ات", "ے", "ي", "ا", "و")

_ARABIC_PREFIX = re.compile(r"(?:[وف]?(?:بال|كال|ال|لل)|وب|ول|فب|[وفبلك])(?=..)")
_ARABIC_SCRIPT = frozenset({"ar", "fa", "ps", "ur"})


def _folded_endings(language: str) -> tuple[str, ...]:
    endings = {fold(ending) for ending in _ENDINGS.get(language, ())} - {""}
    return tuple(sorted(endings, key=len, reverse=True))


_FOLDED = {language: _folded_endings(language) for language in _ENDINGS}


@lru_cache(maxsize=50_000)
def stem(word: str, language: str) -> str:
    """The part of a folded word that its forms share."""
    if word.isdigit():
        return word
    if language == "ar":
        word = _without_prefix(word)
    shortest = SHORTEST_ARABIC if language in _ARABIC_SCRIPT or language == "ti" else SHORTEST
    for ending in _FOLDED.get(language, ()):
        if word.endswith(ending) and len(word) - len(ending) >= shortest:
            return _single(word[: -len(ending)], language)
    return _single(word, language)


def _single(word: str, language: str) -> str:
    """Dutch doubles and halves letters between forms: "zoeken" and "zoek", "huizen" and "huis"."""
    if language != "nl" or len(word) < SHORTEST:
        return word
    word = re.sub(r"([aeou])\1", r"\1", word)
    word = re.sub(r"([bcdfgklmnprst])\1$", r"\1", word)
    return word[:-1] + {"v": "f", "z": "s"}.get(word[-1], word[-1])


def _without_prefix(word: str) -> str:
    found = _ARABIC_PREFIX.match(word)
    if not found:
        return word
    rest = word[found.end() :]
    # Only "ال" and its company are surely a prefix; one letter is one only before a longer word.
    longest = len(found.group())
    return rest if len(rest) >= (SHORTEST_ARABIC if longest > 1 else 4) else word
