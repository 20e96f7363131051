"""Acts of the dialogue while Rasa is away, with the real directory: "ik wil met een mens praten"."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from api.fallback import Said, answer
from api.understanding import prepare
from sociale_kaart.answer import Answer, Asker
from sociale_kaart.directory import Directory
from sociale_kaart.memory import Memory, Spot

ASKER = Asker("nl", datetime(2026, 3, 4, 11, 0, tzinfo=ZoneInfo("Europe/Brussels")))


@pytest.fixture(scope="module")
def directory(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Directory]:
    folder = tmp_path_factory.mktemp("directory")
    yield Directory.open(f"sqlite:///{folder / 'directory.sqlite'}")


def told(directory: Directory, text: str, memory: Memory | None = None, code: str = "nl") -> Answer:
    heard = prepare(text, code, directory)
    candidates = tuple((heard.place or {}).get("candidates", ()))
    said = Said(heard.text, None, None, Spot.from_json(heard.place), candidates)
    return answer(directory, replace(ASKER, language=code), memory or Memory(), said)


@pytest.mark.parametrize(
    ("code", "text", "key"),
    [
        ("nl", "ik wil met een mens praten", "talk_to_human"),
        ("nl", "ik wil in Deurne met een mens praten", "talk_to_human"),
        ("en", "forget this talk", "talk_forgotten"),
        ("en", "thanks", "thanks"),
        ("en", "start over", "started_again"),
        ("en", "what do you keep", "what_is_kept"),
        ("en", "what can you do", "what_can_you_do"),
        ("en", "more", "ask_need"),
        ("en", "yes", "ask_need"),
        ("en", "is it open now?", "which_place"),
        ("nl", "goeiedag", "greet"),
        ("tr", "merhaba", "greet"),
        ("ar", "مع السلامة", "goodbye"),
        ("nl", "dag, een voedselpakket in 2060", "places_found"),
    ],
)
def test_acts_without_a_memory(directory: Directory, code: str, text: str, key: str) -> None:
    assert told(directory, text, code=code).reply.key == key


def test_more_goes_on_after_what_was_shown(directory: Directory) -> None:
    first = told(directory, "voedselpakket in 2060")
    more = told(directory, "nog meer", first.memory)
    assert more.reply.key == "places_found"
    assert not set(first.memory.last) & set(more.memory.last)


def test_opening_hours_of_the_last_list(directory: Directory) -> None:
    first = told(directory, "voedselpakket in 2060")
    hours = told(directory, "is het nu open?", first.memory)
    assert hours.reply.key == "opening_hours"
    assert [item["id"] for item in hours.reply.params["results"]] == list(first.memory.last)


def test_yes_to_a_person(directory: Directory) -> None:
    offered = Memory(pending="offer_human")
    assert told(directory, "ja graag", offered).reply.key == "talk_to_human"
    assert told(directory, "nee bedankt", offered).reply.key == "ask_need"


def test_forgetting_leaves_nothing(directory: Directory) -> None:
    first = told(directory, "voedselpakket in 2060")
    assert told(directory, "wis dit gesprek", first.memory).memory == Memory()
