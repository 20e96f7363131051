"""What is said about a need, a place and a yes or no, over the real starter directory."""

from dataclasses import replace
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from locales.replies import Reply
from sociale_kaart.answer import (
    Answer,
    Asker,
    after_alarm,
    answer_anywhere,
    answer_crisis,
    answer_near,
    answer_needs,
    answer_no,
    answer_one,
    answer_open,
    answer_yes,
)
from sociale_kaart.directory import Directory
from sociale_kaart.memory import Memory, Spot
from sociale_kaart.needs import NEEDS

NOON = datetime(2026, 11, 24, 12, 0, tzinfo=ZoneInfo("Europe/Brussels"))
ASKER = Asker("nl", NOON)
DEURNE = Spot("Deurne", "district", 51.2205, 4.4648)


@pytest.fixture(scope="module")
def directory(tmp_path_factory: pytest.TempPathFactory) -> Directory:
    folder: Path = tmp_path_factory.mktemp("directory")
    return Directory.open(f"sqlite:///{folder / 'directory.sqlite'}")


@pytest.mark.parametrize("need", NEEDS)
def test_every_need_has_an_answer_with_and_without_a_place(directory: Directory, need: str) -> None:
    citywide = answer_needs(directory, ASKER, Memory(), [need])
    assert citywide.reply.key == "places_citywide"
    assert citywide.reply.params["results"]
    near = answer_needs(directory, ASKER, Memory(place=DEURNE), [need])
    assert near.reply.key == "places_found" and near.reply.params["near"] == "Deurne"
    assert near.memory.needs == (need,)


def test_more_shows_others_and_ends_honestly(directory: Directory) -> None:
    memory, seen = Memory(place=DEURNE), set()
    given = answer_needs(directory, ASKER, memory, ["food_aid"])
    for _ in range(40):
        ids = {result["id"] for result in given.reply.params.get("results", [])}
        assert not ids & seen, "more means others"
        seen |= ids
        given = answer_needs(directory, ASKER, given.memory, ["food_aid"], more=True)
        if given.reply.key == "no_more_places":
            break
    assert given.reply.key == "no_more_places"


def test_more_while_only_open_places_are_wanted_never_contradicts(directory: Directory) -> None:
    memory = Memory(place=DEURNE, open_now=True)
    given = answer_needs(directory, ASKER, memory, ["mental_health"])
    while given.reply.key == "places_found":
        given = answer_needs(directory, ASKER, given.memory, ["mental_health"], more=True)
    assert given.reply.key in {"no_more_places", "none_open_now"}


def test_several_needs_are_kept_when_the_place_follows(directory: Directory) -> None:
    both = answer_needs(directory, ASKER, Memory(), ["legal_help", "food_aid"])
    there = answer_near(directory, ASKER, both.memory, DEURNE, ())
    assert [group["need"] for group in there.reply.params["groups"]] == ["legal_help", "food_aid"]


def test_whoever_does_not_want_to_say_where_is_not_asked_again(directory: Directory) -> None:
    asked = answer_needs(directory, ASKER, Memory(), ["food_aid"])
    assert asked.reply.params["ask"] is True and asked.memory.pending == "ask_place"
    for given in (
        answer_anywhere(directory, ASKER, asked.memory),
        answer_no(directory, ASKER, asked.memory),
    ):
        assert given.reply.params["ask"] is False and given.memory.pending is None


def test_yes_to_where_are_you_asks_where(directory: Directory) -> None:
    asked = answer_needs(directory, ASKER, Memory(), ["food_aid"])
    assert answer_yes(directory, ASKER, asked.memory).reply.key == "ask_place"


def test_yes_to_a_choice_of_two_is_not_taken_for_the_first(directory: Directory) -> None:
    memory = Memory(pending="choose_need", options=("legal_help", "rent_problem"))
    assert answer_yes(directory, ASKER, memory).reply.key == "which_did_you_mean"


def test_violence_comes_with_numbers_and_without_a_question(directory: Directory) -> None:
    given = answer_needs(directory, ASKER, Memory(), ["domestic_violence"])
    phones = {number["phone"] for number in given.reply.params["numbers"]}
    assert {"112", "1712"} & phones and given.reply.params["ask"] is False


def test_is_it_open_is_about_the_one_just_told(directory: Directory) -> None:
    listed = answer_needs(directory, ASKER, Memory(place=DEURNE), ["food_aid"])
    second = listed.memory.last[1]
    told = answer_one(directory, ASKER, listed.memory, second)
    hours = answer_open(directory, ASKER, told.memory, "is het open?", ())
    assert [result["id"] for result in hours.reply.params["results"]] == [second]


def test_open_now_somewhere_without_a_need_asks_what(directory: Directory) -> None:
    given = answer_open(directory, ASKER, Memory(place=DEURNE), "wat is er open", (), moved=True)
    assert given.reply.key == "ask_need"


def test_memory_survives_its_own_json_and_rubbish() -> None:
    memory = replace(Memory(needs=("food_aid",), place=DEURNE), focus="x", pending="ask_place")
    assert Memory.from_json(memory.to_json()) == memory
    for rubbish in (None, 3, [], {"needs": 3, "place": {"latitude": "x"}, "pending": "rm"}):
        assert Memory.from_json(rubbish) == Memory()


def test_after_danger_the_number_stays_for_three_answers(directory: Directory) -> None:
    memory = answer_crisis("violence", ASKER, Memory()).memory
    shown = []
    for _ in range(4):
        given = answer_needs(directory, ASKER, memory, ["food_aid"])
        answers = after_alarm(given, memory, ASKER)
        shown.append([answer.reply.key for answer in answers])
        memory = answers[-1].memory
        assert memory.needs == ("food_aid",)
    assert shown == [["places_citywide", "still_in_danger"]] * 3 + [["places_citywide"]]


def test_a_joke_taken_back_is_no_failed_search() -> None:
    memory = answer_crisis("suicide", ASKER, Memory()).memory
    not_understood = Answer(Reply("not_understood"), replace(memory, misunderstood=1))
    (answer,) = after_alarm(not_understood, memory, ASKER)
    assert answer.reply.key == "still_in_danger"
    assert answer.reply.params["numbers"][0]["phone"]
    assert answer.memory.misunderstood == 0
    # Danger said again is answered as danger, with all its numbers.
    again = answer_crisis("suicide", ASKER, answer.memory)
    assert after_alarm(again, answer.memory, ASKER) == [again]
