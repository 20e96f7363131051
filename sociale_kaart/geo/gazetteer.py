"""The places of Antwerp by all their names, from three data files.

`data/gazetteer.json` has Deurne with its point; `data/gazetteer_other_scripts.json` adds that it is
also written "ديورن" or "Дерне", that "Seefhoek" is a name people use, that "Berchem" may be the
district or the station, and which names ("centrum", "dam") are ordinary words that only count after
"in" or "bij". `data/gazetteer_elsewhere.json` names the towns around: "Gent" is not in Antwerp.
"""

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from locales.folding import fold
from sociale_kaart.geo.sounds import sound_of_name
from sociale_kaart.model import Point

DATA = Path(__file__).parent.parent / "data"
GAZETTEER = DATA / "gazetteer.json"
OTHER_NAMES = DATA / "gazetteer_other_scripts.json"
ELSEWHERE = DATA / "gazetteer_elsewhere.json"
ORDINARY_WORDS = DATA / "gazetteer_ordinary_words.json"

# "Antwerpen 6" is the postal zone of long ago, but in a message it is "Antwerpen" and a number.
_OLD_ZONE = re.compile(r"Antwerpen \d")
_NOTE = re.compile(r"\s*\([^)]*\)")
WORD = re.compile(r"\d+|[^\W\d_]+")
SHORTEST_SOUND = 5
SHORTEST_STREET_SOUND = 7
"""Consonants of a name that may be known by its sound alone: there are many streets."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One place of the gazetteer. `label` is what people are shown: "Kerkstraat (2060)"."""

    label: str
    kind: str
    point: Point
    postcode: str | None
    district: str | None
    postcodes: frozenset[str]


@dataclass(frozen=True, slots=True)
class Name:
    """One way to write one place.

    `main` is its own name rather than another one; `cue` means the name is also an ordinary word,
    so it counts only after a word like "near"; `exact` has to stand in the text letter by letter.
    """

    entry: Entry
    main: bool
    cue: bool
    exact: str | None


@dataclass(frozen=True, slots=True)
class Town:
    """A town outside Antwerp. `cue` as for a name; `capital`: only with one, "in Boom"."""

    label: str
    cue: bool
    capital: bool


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """All names by their words ("de coninckplein"), if long by their letters, and by their sound.

    `shared`: places that have one name in people's mouths, under the label of the likeliest one;
    the flag says whether it is worth a question. `ordinary` words are never misspelt names.
    """

    by_words: dict[str, tuple[Name, ...]]
    by_letters: dict[str, tuple[Name, ...]]
    by_sound: dict[str, tuple[Name, ...]]
    shared: dict[str, tuple[tuple[Entry, ...], bool]]
    elsewhere: dict[str, Town]
    ordinary: frozenset[str]
    most_words: int


def words_of(name: str) -> str:
    """A name as its folded words: "Sint-Jansplein" is "sint jansplein"."""
    return " ".join(WORD.findall(fold(name)))


@lru_cache(maxsize=4)
def read_gazetteer(gazetteer: Path = GAZETTEER, other_names: Path = OTHER_NAMES) -> Gazetteer:
    """Reads the data files."""
    items = _read(gazetteer)
    more = _read(other_names)
    cues = frozenset(words_of(word) for word in more["needs_cue"])
    dropped = frozenset(words_of(word) for word in more["not_names"])
    names: dict[str, list[Name]] = defaultdict(list)
    twice = _twice(items)
    entries = {(item["type"], item["name"]): _entry(item, twice) for item in items}
    for item in items:
        entry = _entry(item, twice)
        _add(names, entry, [item["name"]], cues, dropped, main=True)
        _add(names, entry, item["alt_names"], cues, dropped, main=False)
    for item in more["names"]:
        entry = entries[item["type"], item["of"]]
        if label := item.get("label"):
            entries[item["type"], label] = entry = replace(entry, label=label)
        _add(names, entry, item["names"], cues, dropped, main=bool(label))
    ordinary = frozenset(fold(word) for word in _read(ORDINARY_WORDS)["words"])
    shared = {}
    for item in more["shared_names"]:
        group = tuple(entries[kind, name] for kind, name in item["of"])
        shared[words_of(item["name"])] = (group, bool(item["ask"]))
        _add(names, group[0], [item["name"]], cues, dropped, main=True)
    return _indexed(names, shared, _elsewhere(_read(ELSEWHERE)), ordinary)


def _read(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


def _elsewhere(data: Mapping[str, Any]) -> dict[str, Town]:
    capital = {words_of(name) for name in data["needs_capital"]}
    cue = {words_of(name) for name in data["needs_cue"]}
    keys = [
        (item["name"], words_of(n))
        for item in data["places"]
        for n in (item["name"], *item["names"])
    ]
    return {key: Town(label, key in cue, key in capital) for label, key in keys}


def _entry(item: dict[str, Any], twice: frozenset[str]) -> Entry:
    name, kind = item["name"].replace(" - ", "-"), item["type"]
    if kind == "street" or item["name"] in twice:
        label = f"{name} ({item['postcode']})"
    elif kind == "station" and not name.startswith("Antwerpen-"):
        label = f"station {name}"
    else:
        label = name.split(",")[0]
    codes = {item["postcode"], *(item.get("other_postcodes") or ())}
    # The whole of Antwerp and its first district have one name; people mean the city.
    city = kind == "district" and name == "Antwerpen"
    return Entry(
        label,
        "city" if city else kind,
        Point(item["latitude"], item["longitude"]),
        None if city else item["postcode"],
        item.get("district") or (name if kind == "district" else None),
        frozenset(code for code in codes if code),
    )


def _twice(items: Iterable[dict[str, Any]]) -> frozenset[str]:
    streets = [item["name"] for item in items if item["type"] == "street"]
    return frozenset(name for name in streets if streets.count(name) > 1)


def _add(
    names: dict[str, list[Name]],
    entry: Entry,
    written: Iterable[str],
    cues: frozenset[str],
    dropped: frozenset[str],
    *,
    main: bool,
) -> None:
    for name in written:
        if _OLD_ZONE.fullmatch(name):
            continue
        for part in {_NOTE.sub("", name), name.split(",")[0]}:
            key = words_of(part)
            if key and key not in dropped:
                known = Name(entry, main, key in cues, _exact(part))
                if known not in names[key]:
                    names[key].append(known)


def _exact(name: str) -> str | None:
    """ "A'pen" must keep its apostrophe ("a pen" is no place), "LO" and "CS" their capitals."""
    if re.match(r"[A-Za-z]['’]\w", name) and len(name) < 7:
        return fold(name)
    return name if len(name) <= 3 and name.isupper() else None


def _indexed(
    names: dict[str, list[Name]],
    shared: dict[str, tuple[tuple[Entry, ...], bool]],
    elsewhere: dict[str, Town],
    ordinary: frozenset[str],
) -> Gazetteer:
    by_letters: dict[str, list[Name]] = defaultdict(list)
    by_sound: dict[str, list[Name]] = defaultdict(list)
    for key, known in names.items():
        letters = key.replace(" ", "")
        if letters != key and len(letters) >= 7:
            by_letters[letters] += known
        sound = sound_of_name(key)
        if len(sound) >= SHORTEST_SOUND and not any(letter.isdigit() for letter in key):
            by_sound[sound] += [
                n for n in known if _by_sound(n, sound) and n not in by_sound[sound]
            ]
    most_words = max(key.count(" ") + 1 for key in (*names, *elsewhere))
    return Gazetteer(
        {key: tuple(known) for key, known in names.items()},
        {key: tuple(known) for key, known in by_letters.items()},
        {key: tuple(known) for key, known in by_sound.items() if known},
        shared,
        elsewhere,
        ordinary,
        most_words,
    )


def _by_sound(name: Name, sound: str) -> bool:
    long = len(sound) >= SHORTEST_STREET_SOUND or name.entry.kind != "street"
    return long and not name.cue and not name.exact
