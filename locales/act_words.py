"""What people type to steer the talk itself: "nog meer", "بدي احكي مع موظف", "delete this chat".

`act_in("dag, ik wil met een mens praten aub")` is "talk_to_human" and "dag, ik heb honger" is None:
an act must be (nearly) the whole message, except a clear wish for a person, to be forgotten or for
opening hours. All languages are looked at together, because people mix. Words: `act_words.yml`.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from locales.folding import fold

LONGEST = 300
"""Characters looked at."""
TYPO_LETTERS = 6
"""Letters from which a word may hold one typo: "bedamkt" is "bedankt", "dof" is not "dog"."""
_MOST_WORDS = 40

# When a message holds several acts, the one that matters most: "yes thanks" is yes.
ACTS = (
    "talk_to_human",
    "forget_talk",
    "what_is_kept",
    "opening_hours_question",
    "start_again",
    "more_places",
    "what_can_you_do",
    "no",
    "yes",
    "goodbye",
    "thanks",
    "greet",
)
_POLITE = "polite"
# Inside a longer message, phrases of at least so many words count too.
_INSIDE = {"talk_to_human": 2, "forget_talk": 3, "opening_hours_question": 2}
_MOST_WORDS_AROUND = {"talk_to_human": 6, "forget_talk": 6, "opening_hours_question": 4}

Words = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Phrases:
    acts: Mapping[Words, tuple[str, ...]]
    negations: frozenset[str]
    near: Mapping[str, str]
    longest: int


def act_in(text: str) -> str | None:
    """The act of the dialogue that a message is, one of `ACTS`, or None."""
    typed = _words(text[:LONGEST])[:_MOST_WORDS]
    if not typed:
        return None
    known = _phrases()
    meant = [_corrected(word, known) for word in typed]
    return _whole(meant, known) or _inside(typed, meant, known)


def _whole(words: Sequence[str], known: _Phrases) -> str | None:
    """The act when phrases of acts and of politeness cover the message from begin to end."""
    covered: list[frozenset[str] | None] = [frozenset(), *[None] * len(words)]
    for end in range(1, len(words) + 1):
        # Longest phrase first: "bonne nuit" is one goodbye.
        for start in range(max(0, end - known.longest), end):
            before = covered[start]
            acts = known.acts.get(tuple(words[start:end]))
            if before is not None and acts is not None:
                covered[end] = before | {_POLITE if _POLITE in acts else _best(acts)}
                break
    found = covered[-1]
    if not found:
        return None
    if found == {_POLITE}:
        alone = [act for act in known.acts.get(tuple(words), ()) if act != _POLITE]
        return _best(alone) if alone else None
    return _best(found)


def _inside(typed: Sequence[str], meant: Sequence[str], known: _Phrases) -> str | None:
    """The act of a clear phrase in a longer message; being forgotten only as typed, and not denied."""
    found = []
    for act, least in _INSIDE.items():
        words = typed if act == "forget_talk" else meant
        for start, end in _spans(words, known, act, least):
            around = [*words[:start], *words[end:]]
            denied = act == "forget_talk" and not known.negations.isdisjoint(around)
            if len(around) <= _MOST_WORDS_AROUND[act] and not denied:
                found.append(act)
    return _best(found) if found else None


def _spans(
    words: Sequence[str], known: _Phrases, act: str, least: int
) -> Iterator[tuple[int, int]]:
    for start in range(len(words)):
        for end in range(start + least, min(start + known.longest, len(words)) + 1):
            if act in known.acts.get(tuple(words[start:end]), ()):
                yield start, end


def _best(acts: Sequence[str] | frozenset[str]) -> str:
    return min(acts, key=lambda act: ACTS.index(act) if act in ACTS else len(ACTS))


def _words(text: str) -> list[str]:
    """Folded words without apostrophes, and "jaaaa" as "ja"."""
    plain = fold(text).replace("'", "")
    return [re.sub(r"([^\W\d])\1{2,}", r"\1", word) for word in re.findall(r"\w+", plain)]


def _corrected(word: str, known: _Phrases) -> str:
    """The word of a phrase that this one is, with one typo at most."""
    if len(word) < TYPO_LETTERS or len(word) > 25:
        return word
    if known.near.get(word) == word:
        return word
    for shape in (word, *_shorter(word)):
        meant = known.near.get(shape)
        if meant is not None and _one_typo(word, meant):
            return meant
    return word


def _shorter(word: str) -> Iterator[str]:
    """The word with each letter left out in turn."""
    return (word[:index] + word[index + 1 :] for index in range(len(word)))


def _one_typo(one: str, other: str) -> bool:
    """Whether a letter more, fewer or different, or two letters swapped, makes one the other."""
    start = 0
    while start < min(len(one), len(other)) and one[start] == other[start]:
        start += 1
    one, other = one[start:], other[start:]
    swapped = one[:2] == other[:2][::-1] and one[2:] == other[2:]
    return one[1:] == other[1:] or one[1:] == other or one == other[1:] or swapped


@cache
def _phrases() -> _Phrases:
    table: dict[str, dict[str, str]] = yaml.load(
        Path(__file__).with_name("act_words.yml").read_text("utf-8"), Loader=yaml.CSafeLoader
    )
    acts: dict[Words, tuple[str, ...]] = {}
    negations: set[str] = set()
    for rows in table.values():
        for act, phrases in rows.items():
            for phrase in phrases.split(","):
                words = tuple(_words(phrase))
                if act == "negations":
                    negations.update(words)
                elif words:
                    acts[words] = tuple(dict.fromkeys((*acts.get(words, ()), act)))
    return _Phrases(acts, frozenset(negations), _near(acts), max(map(len, acts)))


def _near(acts: Mapping[Words, object]) -> Mapping[str, str]:
    """Longer words of the phrases, also found with a letter left out; a real word comes first."""
    long = sorted({word for words in acts for word in words if len(word) >= TYPO_LETTERS})
    near = {shape: word for word in reversed(long) for shape in _shorter(word)}
    return {**near, **{word: word for word in long}}
