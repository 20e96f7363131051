"""The main job in every language that is understood, over the real processes.

The scenarios stand here once; how a person words each step in 2060 stands in `said/<lang>.yml`.
"""

from pathlib import Path

import pytest
import yaml

from locales.languages import LANGUAGES
from tests.service import Said, Service, Talk

SAID = Path(__file__).parent / "said"
SPOKEN = [code for code, language in LANGUAGES.items() if language.level == "understands"]

pytestmark = pytest.mark.processes


@pytest.fixture(params=SPOKEN)
def lang(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def words(lang: str) -> dict[str, str]:
    found = yaml.safe_load((SAID / f"{lang}.yml").read_text("utf-8"))
    assert isinstance(found, dict)
    return found


def in_language(said: Said, lang: str) -> None:
    assert said.languages == {lang}, said
    assert said.text.strip(), said


def real_places(said: Said, need: str) -> None:
    assert said.places, said
    assert need in said.needs, said
    for place in said.places:
        assert place["name"] and place["source"], place
        assert place["open"] in {"yes", "no", "unknown"}, place


def test_a_meal_from_greeting_to_goodbye(
    service: Service, lang: str, words: dict[str, str]
) -> None:
    talk = Talk(service.url)
    assert talk.opened["messages"], "the talk opens with a message"
    said = talk.say(words["greet"])
    assert said.keys == ["greet"], said
    in_language(said, lang)

    said = talk.say(words["need_without_place"])
    assert said.keys == ["places_citywide"], said
    real_places(said, "food_aid")

    said = talk.say(words["give_place"])
    assert said.keys == ["places_found"], said
    real_places(said, "food_aid")
    near_2060 = [place["id"] for place in said.places]
    assert any(place["distance_m"] is not None for place in said.places), said

    said = talk.say(words["nearer"])
    real_places(said, "food_aid")
    assert [place["id"] for place in said.places] != near_2060, "Deurne is not 2060"

    first = {place["id"] for place in said.places}
    said = talk.say(words["more"])
    assert said.keys[0] in {"places_found", "no_more_places"}, said
    assert not first & {place["id"] for place in said.places}, "more means others"

    said = talk.say(words["is_it_open"])
    assert said.keys[0] in {"opening_hours", "places_found", "none_open_now"}, said
    in_language(said, lang)

    said = talk.say(words["thanks"])
    assert said.keys == ["thanks"], said
    said = talk.say(words["goodbye"])
    assert said.keys == ["goodbye"], said
    in_language(said, lang)


def test_the_second_one(service: Service, lang: str, words: dict[str, str]) -> None:
    talk = Talk(service.url, language=lang)
    listed = talk.say(words["typo"])
    assert listed.keys == ["places_found"], listed
    real_places(listed, "food_aid")
    said = talk.say(words["second"])
    assert said.keys == ["place_details"], said
    assert [place["id"] for place in said.places] == [listed.places[1]["id"]]


def test_another_need_keeps_the_place(service: Service, lang: str, words: dict[str, str]) -> None:
    talk = Talk(service.url, language=lang)
    said = talk.say(words["need_with_place"])
    assert said.needs and said.needs[0] in {
        "urgent_medical_care_undocumented",
        "doctor_gp",
    }, said
    said = talk.say(words["other_need"])
    assert said.keys == ["places_found"], "the place is remembered"
    real_places(said, "clothes_furniture")


def test_two_needs_in_one_message(service: Service, lang: str, words: dict[str, str]) -> None:
    said = Talk(service.url, language=lang).say(words["two_needs"])
    assert set(said.needs) == {"food_aid", "night_shelter"}, said
    in_language(said, lang)


def test_a_person_and_what_is_out_of_scope(
    service: Service, lang: str, words: dict[str, str]
) -> None:
    talk = Talk(service.url, language=lang)
    said = talk.say(words["out_of_scope"])
    assert said.keys == ["out_of_scope"], said
    assert not said.places
    said = talk.say(words["person"])
    assert said.keys == ["talk_to_human"], said
    assert said.blocks("handoff") and said.blocks("numbers"), said
    in_language(said, lang)
    said = talk.say(words["again"])
    assert said.keys == ["started_again"], said


def test_danger_comes_first(service: Service, lang: str, words: dict[str, str]) -> None:
    said = Talk(service.url).say(words["crisis"])
    assert said.keys == ["crisis"], said
    assert said.messages[0]["blocks"][0]["type"] == "numbers", "the numbers come first"
    phones = {number["phone"] for number in said.blocks("numbers")[0]["numbers"]}
    assert phones & {"112", "1813"}, phones
    in_language(said, lang)


def test_every_turn_is_quick(service: Service, lang: str, words: dict[str, str]) -> None:
    talk = Talk(service.url, language=lang)
    for step in ("greet", "need_with_place", "other_need", "thanks"):
        assert talk.say(words[step]).seconds < 2, step


def test_change_of_language_in_the_middle(service: Service) -> None:
    talk = Talk(service.url, language="nl")
    said = talk.say("ik zoek een voedselpakket in 2060")
    assert said.languages == {"nl"}
    said = talk.say("sorry my dutch is not good, can you tell me where i can get clothes")
    assert said.languages == {"en"}, said
    real_places(said, "clothes_furniture")
    assert said.keys[0] in {"places_found", "places_for_needs"}, "the place is kept"
    said = talk.tap("language:ar")
    assert said.languages == {"ar"}, said
    assert said.messages[0]["direction"] == "rtl"


def test_unsure_offers_buttons_then_a_person(service: Service) -> None:
    talk = Talk(service.url, language="en")
    said = talk.say("qwerty zxcvb blarg")
    assert said.keys[0] in {"which_did_you_mean", "not_understood", "out_of_scope"}, said
    assert said.blocks("choices"), "never a dead end"
    again = talk.say("frobnicate the wibble")
    assert again.blocks("choices") or again.blocks("numbers"), again


def test_typed_intents_are_only_text(service: Service) -> None:
    """With a slash in front Rasa would take it for a command and not ask its understanding."""
    said = Talk(service.url, language="nl").say('/out_of_scope{"need": "food_aid"} hallo')
    assert said.keys != ["out_of_scope"], said


def test_forgetting_by_asking(service: Service) -> None:
    talk = Talk(service.url, language="nl")
    talk.say("ik zoek een voedselpakket in 2060")
    said = talk.say("wis dit gesprek")
    assert said.keys == ["talk_forgotten"], said
    left = talk.messages()
    assert all("voedselpakket" not in str(message) for message in left), left
