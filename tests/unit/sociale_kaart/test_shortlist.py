"""The shortlist gives what ranking everything would give, and looks at little to do so."""

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from sociale_kaart import shortlist as module
from sociale_kaart.hours import BRUSSELS
from sociale_kaart.match import EVERYTHING, NOTHING_TOLD, Only, Told, Wish, fits, match, rank, step
from sociale_kaart.model import Place, Point
from sociale_kaart.needs import NEEDS
from sociale_kaart.records import place_from_record
from sociale_kaart.shortlist import Shortlist
from sociale_kaart.sources import open_source
from tests.bench.flanders import services
from tests.unit.sociale_kaart.records import place

MONDAY = datetime(2026, 11, 23, tzinfo=BRUSSELS)
LABELS = (None, "2060", "Deurne", "Gent", "here", "Kerkstraat")


def mixed(count: int) -> list[Place]:
    """Invented services, some with what the invented ones lack, and the places of Antwerp."""
    chance = random.Random(7)
    found = [place_from_record(record) for record in services(count, seed=5)]
    for at in range(0, count, 9):
        found[at] = replace(
            found[at],
            capacity=chance.choice(("full", "waiting_list", "limited", None)),
            valid_to=chance.choice((None, "2026-01-01")),
            phone=chance.choice((found[at].phone, "112", None)),
            street=None if at % 2 else found[at].street,
        )
    antwerp = open_source("antwerp").records()
    return found + [place_from_record(record.fields) for record in antwerp if record.fields]


PLACES = mixed(1_500)
SHORTLIST = Shortlist(PLACES)


def wishes(count: int, seed: int) -> Iterator[Wish]:
    chance = random.Random(seed)
    doors = [item.point for item in PLACES if item.point]
    for _ in range(count):
        near = chance.choice((None, chance.choice(doors), Point(
            chance.gauss(51.21, 0.05), chance.gauss(4.42, 0.08)
        )))  # fmt: skip
        yield Wish(
            chance.choice((None, *NEEDS)),
            MONDAY + timedelta(minutes=chance.randrange(7 * 24 * 60)),
            chance.choice(("nl", "ar", "tr", "xx")),
            near,
            chance.choice(LABELS),
            chance.choice((NOTHING_TOLD, NOTHING_TOLD, Told(age=16), Told(gender="women", papers=False, wheelchair=True))),
            chance.choice((EVERYTHING, EVERYTHING, Only(open_now=True), Only(free=True, language="ar"))),
        )  # fmt: skip


def test_the_first_ones_are_those_of_ranking_everything() -> None:
    for wish in wishes(150, seed=1):
        everything = rank(PLACES, wish)
        for count in (1, 3, 10):
            first = [item.place.id for item in everything[:count]]
            assert [item.place.id for item in SHORTLIST.best(wish, count)] == first, wish


def test_no_place_scores_more_than_its_bound() -> None:
    """What the whole method rests on: whoever changes a criterion sees it here."""
    for wish in wishes(60, seed=2):
        net = SHORTLIST._nets[wish.need]
        chances = SHORTLIST._chances(net, wish)
        for number, chance in list(zip(net.numbers, chances, strict=True))[::7]:
            at = PLACES[number]
            reached = match(at, wish).score - module._STEP * step(at, wish)
            assert reached <= module._at_most(at, wish) - module._STEP * step(at, wish) + 1e-9
            assert reached <= chance + 1e-9, (at.name, wish)


def test_opening_hours_are_read_for_a_few_places_only(monkeypatch: pytest.MonkeyPatch) -> None:
    read = 0

    def counted(at: Place, wish: Wish) -> object:
        nonlocal read
        read += 1
        return match(at, wish)

    monkeypatch.setattr(module, "match", counted)
    asked = [Wish("meeting_people_leisure", MONDAY, near=Point(51.22, 4.42)) for _ in range(5)]
    for wish in asked:
        SHORTLIST.best(wish, 5)
    assert read / len(asked) < SHORTLIST.count("meeting_people_leisure") / 10


def test_a_part_of_the_places_is_ranked_as_if_there_were_no_others() -> None:
    chosen = list(range(0, len(PLACES), 5))
    import numpy as np

    for wish in wishes(30, seed=3):
        only_these = rank([PLACES[number] for number in chosen], wish)[:5]
        found = SHORTLIST.best(wish, 5, np.array(chosen))
        assert [item.place.id for item in found] == [item.place.id for item in only_these]


def test_filters_are_counted() -> None:
    wish = Wish("food_aid", MONDAY, only=Only(free=True))
    free = sum(fits(item, wish) for item in PLACES if "food_aid" in item.needs)
    assert SHORTLIST.passing(wish, len(PLACES)) == free
    assert SHORTLIST.passing(wish, 5) <= 5
    assert SHORTLIST.passing(Wish("food_aid", MONDAY), 5) == SHORTLIST.count("food_aid")


@pytest.mark.parametrize("places", [[], [place()], [place(needs=[], name="x")]])
def test_small_directories(places: list[Place]) -> None:
    small = Shortlist(places)
    for near in (None, Point(51.2, 4.4)):
        for need in (None, "food_aid", "transport"):
            wish = Wish(need, MONDAY, near=near)
            found = small.best(wish, 3)
            assert [item.place for item in found] == [item.place for item in rank(places, wish)]
            assert small.best(wish, 0) == []


def test_many_languages_share_a_bit_without_harm() -> None:
    many = [place(source_id=str(at), languages=[f"l{at}"], needs=["food_aid"]) for at in range(100)]
    wish = Wish("food_aid", MONDAY, language="l99")
    assert Shortlist(many).best(wish, 1)[0].place.languages == ("l99",)
