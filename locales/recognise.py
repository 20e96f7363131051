"""Which of our languages a message is written in, also when it is short, misspelt or romanised.

"waar kan ik eten krijgen" is Dutch, "وين في اكل ببلاش" and "wen fi akel bibalash" are Arabic, "2060 ok
merci" says nothing and leaves the conversation in the language it is in. Letters decide between the
scripts; within a script everyday words (`recognise_words.yml`), likeness to what people wrote us and lingua, a
statistical detector, are added up. Names of places and of Belgian institutions are no evidence: everybody writes "OCMW".
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml
from lingua import Language as LinguaLanguage
from lingua import LanguageDetector, LanguageDetectorBuilder

from locales.folding import fold
from locales.languages import LANGUAGES
from locales.recognise_model import piece_counts

_WORDS = Path(__file__).with_name("recognise_words.yml")
_MOST_LETTERS = 400  # more text does not change the answer
_WORD = re.compile(r"[^\W_]+(?:['-][^\W_]+)*")
_NOISE = re.compile(r"https?://\S+|www\.\S+|\S+@\S+\.\S+")

# Figures that stand for Arabic letters: "3andi", "be2der", "7oub"; not "2de", "3ème", "k1ll".
_ARABIZI = re.compile(r"(?=\w*[a-z]{2})(?:[a-z]+[23579][a-z]*|[3795][a-z]{2,})")
_ORDINAL = re.compile(
    r"\d+(?:e|de|ste|eme|er|ere|th|nd|rd|st|h|u|uur|km|g|d|dle|x)?|[a-z]{1,2}\d+|[a-z]+\d{2,}"
)

# A name in the middle of a sentence, "is Moeders voor Moeders open?": capitals with small words between.
_CAPITAL = r"[A-ZÀ-ÖØ-Þ][\w'-]+"
_NAME = re.compile(
    rf"(?<=[a-zß-ÿ] ){_CAPITAL}(?:(?: (?:voor|van|de|den|het|der|en|in|op|aan|du|des|la|le))*"
    rf" {_CAPITAL})+"
)

_SCRIPTS: tuple[tuple[str, str], ...] = (
    ("Latn", r"[a-zà-ÿĀ-ɏḀ-ỿ]"),
    ("Arab", r"[\u0600-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufeff]"),
    ("Cyrl", r"[\u0400-\u052f]"),
    ("Ethi", r"[\u1200-\u139f]"),
)
_LETTERS = {script: re.compile(letters, re.IGNORECASE) for script, letters in _SCRIPTS}

# Letters that only some languages of a script have: what each occurrence is worth.
_TELLING: dict[str, dict[str, float]] = {
    "ټډړږښګڼېۍځڅ": {"ps": 3.0},
    "ٹڈڑےہںھ": {"ur": 2.0},
    "ژ": {"fa": 1.0, "ps": 0.3},
    "پچگ": {"fa": 0.6, "ur": 0.5, "ps": 0.3},
    "ک": {"fa": 0.4, "ur": 0.4, "ps": 0.3},
    "ی": {"fa": 0.3, "ur": 0.3, "ps": 0.3},
    "يكةىأإؤئ": {"ar": 0.5},
    "\u200c": {"fa": 1.0},
    "іїєґ": {"uk": 2.0},
    "ыэё": {"ru": 2.0},
    "ъ": {"bg": 1.2, "ru": 0.1},
    "ђјљњћџѓќѕ": {"": 3.0},
    "ğış": {"tr": 1.0},
    "ąęłżźćńś": {"pl": 1.2},
    "ățșţ": {"ro": 1.5},
    "ãõ": {"pt": 1.5},
    "ñ¿¡": {"es": 1.5},
    "ë": {"sq": 0.6, "nl": 0.2},
    "ß": {"": 2.0},
    "đžšč": {"": 0.7},
}
_OWN_WORD = 1.0  # a word that only one language has
_ARABIZI_WORD = 1.3
_NEED_WORD = 0.5  # a word for a need ("psychiatrist") that one language alone uses
_LINGUA = 1.6  # what the detector's full confidence is worth, in words
_LINGUA_ALONE = 0.7  # and in a message of one word, where it mostly guesses
_LIKE_OURS = 1.0  # how much it resembles what people write us in that language
_LIKE_OURS_SHORT = 0.3  # and in a message of one or two words
_ENOUGH_ALONE = 0.5  # confidence to name a language when the conversation has none yet
_ENOUGH_IN_A_WORD = 0.6  # and from one short Latin word, or one that several languages have
_SHORT_WORD = 4
_OTHER_MARGIN = 1.3  # how much likelier a language must be that we do not speak
_OTHER_SHARE = 0.6  # and the detector counts less for it: our people write our languages

_LINGUA_NAMES: dict[LinguaLanguage, str] = {
    LinguaLanguage.DUTCH: "nl",
    LinguaLanguage.FRENCH: "fr",
    LinguaLanguage.ENGLISH: "en",
    LinguaLanguage.ARABIC: "ar",
    LinguaLanguage.TURKISH: "tr",
    LinguaLanguage.SPANISH: "es",
    LinguaLanguage.UKRAINIAN: "uk",
    LinguaLanguage.RUSSIAN: "ru",
    LinguaLanguage.POLISH: "pl",
    LinguaLanguage.PERSIAN: "fa",
    LinguaLanguage.SOMALI: "so",
    LinguaLanguage.ROMANIAN: "ro",
    LinguaLanguage.BULGARIAN: "bg",
    LinguaLanguage.PORTUGUESE: "pt",
    LinguaLanguage.URDU: "ur",
    LinguaLanguage.ALBANIAN: "sq",
    LinguaLanguage.GERMAN: "de",
    LinguaLanguage.ITALIAN: "it",
    LinguaLanguage.TAGALOG: "tl",
    LinguaLanguage.CROATIAN: "hr",
}


@dataclass(frozen=True, slots=True)
class Recognised:
    """The language of a message: None when it is none of ours, or nothing tells.

    `confidence` is the evidence for `code` against that for the next likeliest, `second`.
    """

    code: str | None
    confidence: float
    second: str | None


def recognise(text: str, current: str | None) -> Recognised:
    """The language of a message in a conversation that is in `current` (None: not known yet)."""
    text = _vocabulary().phrases.sub(" ", _NOISE.sub(" ", text[:_MOST_LETTERS]))
    text = _NAME.sub(" ", text)
    script = _main_script(text)
    if script is None:
        return Recognised(current or _belgian(text), 0.0, None)
    if script not in _LETTERS:
        return Recognised(None, 1.0, current)
    words = _evidence(text)
    if not words:
        return Recognised(current or _belgian(text) or _resembles(text, script), 0.0, None)
    ranked = sorted(_scores(text, words, script).items(), key=lambda item: -item[1])
    if not ranked:
        return Recognised(current, 0.0, None)
    return _decided(ranked, len(words), script, current, shared=_shared(words, script))


def _shared(words: list[str], script: str) -> bool:
    """Whether a message is one word that many languages could have: "la", "salut"."""
    if script != "Latn" or len(words) != 1:
        return False
    return len(words[0]) <= _SHORT_WORD or len(_vocabulary().owners(words[0])) > 1


def _decided(
    ranked: list[tuple[str, float]], words: int, script: str, current: str | None, *, shared: bool
) -> Recognised:
    """Weighs the likeliest language against the one that the conversation is in."""
    ours = [(code, score) for code, score in ranked if code in LANGUAGES]
    if not ours:
        return Recognised(None if words > 1 else current, 1.0, current)
    best, score = ours[0]
    second, next_score = ours[1] if len(ours) > 1 else (None, 0.0)
    confidence = round(score / (score + next_score), 3)
    if ranked[0][0] not in LANGUAGES and ranked[0][1] > score * _OTHER_MARGIN and words > 1:
        return Recognised(None, confidence, best)
    if current is None or current not in LANGUAGES:
        if confidence >= (_ENOUGH_IN_A_WORD if shared else _ENOUGH_ALONE):
            return Recognised(best, confidence, second)
        return Recognised(None, confidence, best)
    same_script = script == "Latn" or LANGUAGES[current].script == script
    for_current = dict(ranked).get(current, 0.0)
    leaves = not shared and _strong(score, confidence, words, for_current)
    if best != current and same_script and not leaves:
        return Recognised(current, confidence, best)
    return Recognised(best, confidence, second)


def _strong(score: float, confidence: float, words: int, for_current: float) -> bool:
    """Whether the evidence is enough to leave the language of the conversation."""
    if words == 1:
        return score >= 1.2 and confidence >= 0.85
    if words == 2:
        return score >= 1.5 and confidence >= 0.7 and for_current < score / 2
    return score >= 1.2 and for_current < score * 0.7


def _main_script(text: str) -> str | None:
    """The script of most letters; the name of another script when it is none of ours."""
    counts = {script: len(letters.findall(text)) for script, letters in _LETTERS.items()}
    others = sum(1 for letter in text if letter.isalpha()) - sum(counts.values())
    best = max(counts, key=lambda script: counts[script])
    if others > counts[best]:
        return "Other"
    # A word in one's own script says more than the Belgian names around it.
    own = max(("Arab", "Cyrl", "Ethi"), key=lambda script: counts[script])
    if counts[own] >= 3 and counts[own] * 3 >= counts["Latn"]:
        return own
    return best if counts[best] else None


def _evidence(text: str) -> list[str]:
    """Folded words that can tell something: no figures, places, institutions or loan words."""
    neutral = _vocabulary().neutral | _vocabulary().belgian
    words = [_unclipped(w) for w in _WORD.findall(fold(text))]
    return [w for w in words if w not in neutral and not _ORDINAL.fullmatch(w)]


def telling_words(text: str) -> list[str]:
    """The words of a text that its language can be told from."""
    return _evidence(_vocabulary().phrases.sub(" ", _NOISE.sub(" ", text[:_MOST_LETTERS])))


def _unclipped(word: str) -> str:
    """ "c'est" is one word of the list, "l'ambulance" is "ambulance" with an article."""
    if "'" not in word:
        return word
    whole = word.replace("'", "")
    return whole if _vocabulary().owners(whole) else word.rpartition("'")[2]


def _belgian(text: str) -> str | None:
    """Dutch, when somebody without a language yet writes only names of Flemish services."""
    known = _vocabulary().belgian
    return "nl" if any(word in known for word in _WORD.findall(fold(text))) else None


def _resembles(text: str, script: str) -> str | None:
    """For somebody without a language yet, whose words are all loan words: who writes so most."""
    words = _WORD.findall(fold(text))
    shares = piece_counts().shares(words) if len(words) > 1 else {}
    code, share = max(shares.items(), key=lambda item: item[1], default=("", 0.0))
    return code if share >= _ENOUGH_ALONE and _writes(code, script) else None


def _scores(text: str, words: list[str], script: str) -> dict[str, float]:
    """Evidence per language, within one script."""
    scores: dict[str, float] = defaultdict(float)
    for code, worth in (
        *_from_words(words, script),
        *_from_letters(text.lower()),
        *_from_detector(text, _LINGUA if len(words) > 1 else _LINGUA_ALONE),
        *_from_pieces(words),
    ):
        if _writes(code, script):
            scores[code] += worth
    return dict(scores)


def _from_words(words: list[str], script: str) -> Iterator[tuple[str, float]]:
    vocabulary = _vocabulary()
    for word in words:
        owners = [code for code in vocabulary.owners(word) if _writes(code, script)]
        for code in owners:
            yield code, _OWN_WORD / len(owners) ** 1.5
        if not owners and word in vocabulary.needs:
            yield vocabulary.needs[word], _NEED_WORD
        if script == "Latn" and _ARABIZI.fullmatch(word):
            yield "ar", _ARABIZI_WORD


def _from_letters(text: str) -> Iterator[tuple[str, float]]:
    for letters, worth in _TELLING.items():
        found = min(sum(text.count(letter) for letter in letters), 3)
        if found:
            yield from ((code, value * found) for code, value in worth.items())
    if _LETTERS["Ethi"].search(text):
        yield "ti", 1.0


def _from_pieces(words: list[str]) -> Iterator[tuple[str, float]]:
    weight = _LIKE_OURS if len(words) > 2 else _LIKE_OURS_SHORT
    yield from ((code, weight * share) for code, share in piece_counts().shares(words).items())


def _from_detector(text: str, weight: float) -> Iterator[tuple[str, float]]:
    for found in _detector().compute_language_confidence_values(" ".join(_shown(text))):
        code = _LINGUA_NAMES[found.language]
        if found.value > 0.02:
            yield code, weight * found.value * (1.0 if code in LANGUAGES else _OTHER_SHARE)


def _shown(text: str) -> list[str]:
    """The words as typed, accents and all, without those that tell nothing."""
    neutral = _vocabulary().neutral | _vocabulary().belgian
    return [w for w in _WORD.findall(text) if fold(w) not in neutral and not w.isdigit()]


def _writes(code: str, script: str) -> bool:
    """Whether words of this language can stand in this script; every language may be romanised."""
    if script == "Latn" or code not in LANGUAGES:
        return True
    return LANGUAGES[code].script == script


@dataclass(frozen=True, slots=True)
class _Vocabulary:
    neutral: frozenset[str]
    belgian: frozenset[str]
    phrases: re.Pattern[str]
    languages: dict[str, tuple[str, ...]]
    needs: dict[str, str]

    def owners(self, word: str) -> tuple[str, ...]:
        return self.languages.get(word, ())


@cache
def _vocabulary() -> _Vocabulary:
    content: dict[str, str] = yaml.load(_WORDS.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    neutral = frozenset(fold(word) for word in content.pop("neutral").split())
    belgian = frozenset(fold(word) for word in content.pop("belgian").split())
    names = content.pop("belgian_names").split(", ")
    phrases = re.compile(rf"\b(?:{'|'.join(map(re.escape, names))})\b", re.IGNORECASE)
    owners: dict[str, list[str]] = {}
    for code, words in content.items():
        for word in {fold(w) for w in words.split()}:
            owners.setdefault(word, []).append(code)
    languages = {word: tuple(codes) for word, codes in owners.items()}
    return _Vocabulary(neutral, belgian, phrases, languages, _need_words())


def _need_words() -> dict[str, str]:
    """Words from the everyday words per need that only one language uses."""
    owners: dict[str, set[str]] = {}
    for code in LANGUAGES:
        path = _WORDS.parent / code / "words.yml"
        if path.exists():
            for word in set(_WORD.findall(fold(path.read_text(encoding="utf-8")))):
                owners.setdefault(word, set()).add(code)
    return {word: next(iter(codes)) for word, codes in owners.items() if len(codes) == 1}


@cache
def _detector() -> LanguageDetector:
    """Built at the first message: its models take about 40 MB."""
    return LanguageDetectorBuilder.from_languages(*_LINGUA_NAMES).build()
