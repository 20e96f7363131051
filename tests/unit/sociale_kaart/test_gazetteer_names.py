"""Every name of every place finds its own place again, also with a letter wrong."""

import json
import random
import string
from collections.abc import Callable, Iterator

import pytest

from sociale_kaart.geo import PlaceFinder
from sociale_kaart.geo.gazetteer import (
    ELSEWHERE,
    GAZETTEER,
    OTHER_NAMES,
    read_gazetteer,
    words_of,
)

FINDER = PlaceFinder.antwerp()
KNOWN = read_gazetteer()
SEED = 2060


def _written() -> Iterator[str]:
    """All names as they stand in both files, but the few that are said not to be names."""
    more = json.loads(OTHER_NAMES.read_text(encoding="utf-8"))
    items = json.loads(GAZETTEER.read_text(encoding="utf-8"))
    dropped = {words_of(name) for name in more["not_names"]}
    for item in items:
        yield from (item["name"], *item["alt_names"])
    for item in more["names"]:
        yield from (name for name in item["names"] if words_of(name) not in dropped)


NAMES = sorted({name for name in _written() if words_of(name) in KNOWN.by_words})


def _labels(name: str) -> set[str]:
    return {known.entry.label for known in KNOWN.by_words[words_of(name)]}


def _found(text: str) -> set[str]:
    mention = FINDER.find(text)
    return {candidate.label for candidate in mention.candidates} if mention else set()


def test_nearly_every_written_name_is_known() -> None:
    """Left out on purpose: notes in brackets, old postal zones, and what is listed in `not_names`."""
    unknown = {name for name in _written() if words_of(name) not in KNOWN.by_words}
    assert len(NAMES) > 1_900
    assert len(unknown) < 40, sorted(unknown)


def test_every_name_finds_all_the_places_that_have_it() -> None:
    missed = [name for name in NAMES if not _labels(name) <= _found(name)]
    assert missed == []


def test_every_name_is_found_in_capitals_and_in_small_letters() -> None:
    short = {name for name in NAMES if len(name) <= 3}  # "LO" must not be found in "lo siento"
    for way in (str.lower, str.upper):
        missed = [
            name for name in NAMES if name not in short and not _labels(name) & _found(way(name))
        ]
        assert len(missed) <= 3, missed  # "a pen" without its apostrophe


def _edited(name: str, dice: random.Random) -> str:
    """The name with one letter changed, added, left out, or swapped with the next."""
    letters = string.ascii_lowercase if name.isascii() else "".join(sorted(set(name) - {" "}))
    at = dice.randrange(len(name))
    match dice.randrange(4):
        case 0:
            return name[:at] + dice.choice(letters) + name[at + 1 :]
        case 1:
            return name[:at] + dice.choice(letters) + name[at:]
        case 2:
            return name[:at] + name[at + 1 :]
        case _:
            at = min(at, len(name) - 2)
            return name[:at] + name[at + 1] + name[at] + name[at + 2 :]


def _share_found(edits: int, shortest: int, write: Callable[[str], str]) -> tuple[float, list[str]]:
    dice = random.Random(SEED)
    missed, tried = [], 0
    for name in NAMES:
        if sum(letter.isalpha() for letter in name) < shortest or any(map(str.isdigit, name)):
            continue
        for _ in range(2):
            typed = name.lower()
            for _ in range(edits):
                typed = _edited(typed, dice)
            tried += 1
            if not _labels(name) & _found(write(typed)):
                missed.append(f"{name} / {typed}")
    return 1 - len(missed) / tried, missed


@pytest.mark.parametrize(
    ("edits", "shortest", "at_least"), [(1, 5, 0.95), (2, 8, 0.85)], ids=["one edit", "two edits"]
)
def test_misspelt_names(edits: int, shortest: int, at_least: float) -> None:
    share, missed = _share_found(edits, shortest, str)
    assert share >= at_least, f"{share:.1%} found; missed e.g. {missed[:40]}"


def test_misspelt_names_in_a_sentence() -> None:
    share, missed = _share_found(1, 5, lambda name: f"ik zoek een dokter in {name} voor mijn zoon")
    assert share >= 0.85, f"{share:.1%} found; missed e.g. {missed[:40]}"


def test_every_district_is_written_in_every_script() -> None:
    """Besides Latin: Arabic with its Persian and Pashto letters, Cyrillic and Ethiopic."""
    scripts = {
        "Arabic": "\u0600-\u06ff",
        "Cyrillic": "\u0400-\u04ff",
        "Ethiopic": "\u1200-\u137f",
    }
    for district in (
        "Antwerpen",
        "Deurne",
        "Borgerhout",
        "Merksem",
        "Berchem",
        "Hoboken",
        "Wilrijk",
        "Ekeren",
        "Borsbeek",
    ):
        names = [
            key
            for key, known in KNOWN.by_words.items()
            if any(name.entry.label == district for name in known)
        ]
        for script, (first, _, last) in scripts.items():
            own = [name for name in names if first <= name[0] <= last]
            assert len(own) >= 2, (district, script, own)


def test_no_town_outside_is_also_a_place_here() -> None:
    towns = json.loads(ELSEWHERE.read_text(encoding="utf-8"))["places"]
    both = {
        name
        for item in towns
        for name in (item["name"], *item["names"])
        if words_of(name) in KNOWN.by_words
    }
    assert both == set()


def test_no_ordinary_word_is_also_a_name() -> None:
    """Names that are ordinary words too stand in `needs_cue` instead."""
    plain = {
        word
        for word in KNOWN.ordinary
        if any(not name.cue for name in KNOWN.by_words.get(words_of(word), ()))
    }
    assert plain == set()
