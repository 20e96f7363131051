"""Finds the records that are one place among very many, without comparing all with all.

Only records that share something rare meet: a phone number, a page, a door, or a word of their name
in the same postcode. 't Spoor of the city never meets a library in Ekeren.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations

from sociale_kaart.model import Place
from sociale_kaart.same.decision import are_same
from sociale_kaart.same.names import GENERIC
from sociale_kaart.same.profile import Profile, profile

MOST_IN_BLOCK = 60
"""More records than this share a thing that says little: the phone number of the whole city."""

Pair = tuple[int, int]


def same_places(places: Sequence[Place]) -> list[list[Place]]:
    """Groups of two and more records that are one place, each in the order of `places`.

    A record that is like two of another source is like neither: which of them it is cannot be known.
    """
    profiles = [profile(place) for place in places]
    chains = _chains(profiles)
    alike = {
        pair
        for pair in _pairs(profiles)
        if are_same(
            profiles[pair[0]], profiles[pair[1]], chain=profiles[pair[0]].name.words in chains
        )
    }
    return [[places[number] for number in group] for group in _groups(alike, profiles)]


def _chains(profiles: Iterable[Profile]) -> set[tuple[str, ...]]:
    """Names that one source has more than once."""
    seen = Counter((item.place.source, item.name.words) for item in profiles)
    return {words for (_, words), times in seen.items() if times > 1}


def _pairs(profiles: Sequence[Profile]) -> set[Pair]:
    blocks: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for number, item in enumerate(profiles):
        for key in _keys(item):
            blocks[key].append(number)
    return {
        pair
        for block in blocks.values()
        if 1 < len(block) <= MOST_IN_BLOCK
        for pair in combinations(block, 2)
        if profiles[pair[0]].place.source != profiles[pair[1]].place.source
    }


def _keys(item: Profile) -> Iterator[tuple[str, ...]]:
    place = item.place
    if place.phone_e164:
        yield "phone", place.phone_e164
    if place.email:
        yield "email", place.email.lower()
    if item.site:
        yield "site", item.site
    if item.street:
        for number in item.numbers:
            yield "door", item.street, number
    area = place.postcode or place.district or ""
    words = dict.fromkeys((*item.name.words, *item.name.aside))
    yield "name", area, *sorted(words)
    for word in words:
        if word not in GENERIC:
            yield "word", area, word


def _groups(alike: set[Pair], profiles: Sequence[Profile]) -> list[list[int]]:
    """Groups in which every record is like every other, with one record of each source."""
    partners = _partners(alike, profiles)
    pairs = sorted(
        (one, other)
        for one, other in alike
        if partners[one, profiles[other].place.source] == 1
        and partners[other, profiles[one].place.source] == 1
    )
    group_of: dict[int, set[int]] = {}
    for one, other in pairs:
        joined = group_of.get(one, {one}) | group_of.get(other, {other})
        sources = {profiles[number].place.source for number in joined}
        all_alike = all(pair in alike for pair in combinations(sorted(joined), 2))
        if len(sources) == len(joined) and all_alike:
            group_of.update(dict.fromkeys(joined, joined))
    groups = {min(group): sorted(group) for group in group_of.values()}
    return [groups[first] for first in sorted(groups)]


def _partners(alike: set[Pair], profiles: Sequence[Profile]) -> Counter[tuple[int, str]]:
    """How many records of each source each record is like."""
    partners: Counter[tuple[int, str]] = Counter()
    for one, other in alike:
        partners[one, profiles[other].place.source] += 1
        partners[other, profiles[one].place.source] += 1
    return partners
