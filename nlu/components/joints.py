"""Words by which one wish is joined to the next: "een voedselpakket **en** een bed", "طعام **و**سرير".

At such a word a message is more likely to hold two needs than anywhere else, so less is asked of
both parts there (`several.py`). Each language has its own, because "en" is "and" in Dutch and "in"
in Spanish.
"""

from __future__ import annotations

import re

_WORDS = {
    "nl": "en ook plus of",
    "fr": "et aussi ou plus",
    "en": "and also or plus",
    "ar": "و او w wa aw",
    "tr": "ve ayrıca ayrica hem veya",
    "es": "y tambien o ademas",
    "uk": "і й та також або i ta",
    "ru": "и также или i",
    "pl": "i oraz też tez lub albo",
    "fa": "و یا va ya",
    "ps": "او یا",
    "so": "iyo ama",
    "ti": "ከምኡውን ከምኡ ወይ",
    "ro": "si și sau plus",
    "bg": "и или също i ili",
    "pt": "e também tambem ou",
    "ur": "اور یا aur ya",
    "sq": "dhe edhe ose",
}
JOINING = {language: frozenset(words.split()) for language, words in _WORDS.items()}

# In Arabic "and" is written onto the next word: وسرير. Words that begin with و of themselves are few
# and known by how they begin; after the article (وال…) it is nearly always "and".
_AND_THE = re.compile("^وال(?!د(?:ي|تي|ه|ها|ة|ين|يا|نا|هم)?$)")
_OF_ITSELF = re.compile(
    "^و(?:ا[حجسشتقل]|ج[بعهد]|ح[ديا]|د[ياع]|ر[قشدم]|ز[نا]|س[خطيا]|ص[لفوي]|ض[عو]|ط[ن]|ظ[فيا]|ع[د]"
    "|ف[ا]|ق[تعفوا]|ك[اي]|ل[ادي]|ه[م]|ي[ن]|ث[يا])"
)
_LEAST_LETTERS = 4


def joins(word: str, language: str | None) -> bool:
    """Whether a normalised word of a message in this language goes on to a next wish."""
    if word in JOINING.get(language or "", frozenset()):
        return True
    if not word.startswith("و") or len(word) < _LEAST_LETTERS:
        return False
    return bool(_AND_THE.match(word)) or not _OF_ITSELF.match(word)
