"""Conversations over the real HTTP, store and directory; only Rasa is stood in for, at its border."""

import threading
import time
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.integration.api_service import Api, Person, RestChannel, eventually, serving, uttered


@pytest.fixture(scope="module")
def rasa() -> Iterator[RestChannel]:
    channel = RestChannel()
    yield channel
    channel.close()


@pytest.fixture(scope="module")
def api(rasa: RestChannel, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Api]:
    with serving(tmp_path_factory.mktemp("api"), WEGWIJS_RASA_URL=rasa.url) as running:
        yield running


@pytest.fixture(autouse=True)
def friendly(rasa: RestChannel) -> None:
    """Each test starts with a Rasa that greets at once."""
    rasa.answer, rasa.delay = uttered("greet"), 0.0
    rasa.asked.clear()
    rasa.headers.clear()


def keys(person: Person) -> list[str | None]:
    return [message.get("key") for message in person.messages()]


class TestStarting:
    def test_the_first_message_is_the_welcome(self, api: Api) -> None:
        person = Person(api, language="ar")
        (welcome,) = person.opened["messages"]
        assert (welcome["seq"], welcome["author"], welcome["key"]) == (1, "assistant", "welcome")
        assert (welcome["language"], welcome["direction"]) == ("ar", "rtl")
        assert {"text", "choices"} <= {block["type"] for block in welcome["blocks"]}
        assert person.messages() == [welcome]

    def test_tokens_are_long_and_differ(self, api: Api) -> None:
        tokens = {Person(api).opened["token"] for _ in range(5)}
        assert len(tokens) == 5
        assert all(len(token) >= 43 for token in tokens), "43 letters hold 256 bits"

    def test_a_place_to_begin_with_is_remembered(self, api: Api, rasa: RestChannel) -> None:
        person = Person(api, near="2060")
        assert person.opened["near"] == "2060"
        person.say("ik zoek een voedselpakket")
        assert rasa.asked[0]["metadata"]["memory"]["place"]["label"] == "2060"

    def test_a_place_elsewhere_is_left_out(self, api: Api) -> None:
        assert Person(api, near="Reykjavik").opened["near"] is None


class TestSaying:
    def test_stored_before_it_is_accepted(self, api: Api) -> None:
        person = Person(api)
        accepted = person.post(wait=0, text="hallo")
        assert accepted.status_code == 202
        assert accepted.json() == {"seq": 2}
        assert person.messages(after=1)[0]["seq"] == 2

    def test_rasa_gets_text_language_and_memory(self, api: Api, rasa: RestChannel) -> None:
        person = Person(api, language="nl")
        reply = person.say("ik zoek een voedselpakket in 2060")
        assert reply["key"] == "greet"
        (asked,) = rasa.asked
        assert asked["sender"] == person.id
        assert asked["message"] == "ik zoek een voedselpakket in 2060"
        assert asked["metadata"]["language"] == "nl"
        assert asked["metadata"]["place"]["label"] == "2060"
        assert asked["metadata"]["choice"] is None
        assert asked["metadata"]["memory"]["needs"] == []

    def test_memory_comes_back_with_the_next_message(self, api: Api, rasa: RestChannel) -> None:
        rasa.answer = uttered("greet", needs=["food_aid"])
        person = Person(api, language="nl")
        person.say("ik zoek een voedselpakket")
        person.say("nee, dichterbij")
        assert rasa.asked[1]["metadata"]["memory"]["needs"] == ["food_aid"]

    def test_nobody_can_type_an_intent(self, api: Api, rasa: RestChannel) -> None:
        Person(api).say("//crisis hallo")
        assert rasa.asked[0]["message"] == "crisis hallo"

    def test_sent_five_times_at_once_is_stored_once(self, api: Api) -> None:
        person = Person(api)
        body = {"client_id": str(uuid.uuid4()), "text": "hallo"}
        seen: list[int] = []

        def send() -> None:
            seen.append(person.post(wait=0, **body).json()["seq"])

        threads = [threading.Thread(target=send) for _ in range(5)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert seen == [2] * 5
        assert eventually(lambda: len(person.messages()) == 3)
        time.sleep(0.3)
        assert [m["author"] for m in person.messages()] == ["assistant", "person", "assistant"]

    def test_numbers_have_no_gaps_when_many_write_at_once(self, api: Api) -> None:
        person = Person(api)
        threads = [
            threading.Thread(target=person.post, kwargs={"wait": 0, "text": f"hallo {number}"})
            for number in range(12)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert eventually(lambda: len(person.messages()) == 25)
        assert [message["seq"] for message in person.messages()] == list(range(1, 26))

    def test_answered_in_order_one_at_a_time(self, api: Api, rasa: RestChannel) -> None:
        rasa.delay = 0.2
        person = Person(api, language="nl")
        for word in ("eerste", "tweede", "derde"):
            person.post(wait=0, text=f"waar is de {word}")
        assert eventually(lambda: len(person.messages()) == 7)
        assert [asked["message"].split()[-1] for asked in rasa.asked] == [
            "eerste",
            "tweede",
            "derde",
        ]

    def test_a_short_wait_gives_the_number_only(self, api: Api, rasa: RestChannel) -> None:
        rasa.delay = 1.0
        answered = Person(api).post(wait=0.2, text="hallo")
        assert (answered.status_code, answered.json()) == (202, {"seq": 2})

    def test_control_characters_are_taken_out(self, api: Api, rasa: RestChannel) -> None:
        Person(api).say("ik\x00 zoek\u202e eten\x07")
        assert rasa.asked[0]["message"] == "ik zoek eten"


class TestPrivacy:
    def test_a_phone_number_is_masked_everywhere(self, api: Api, rasa: RestChannel) -> None:
        person = Person(api)
        person.say("bel mij op 0470 12 34 56 a.u.b.")
        assert "0470" not in rasa.asked[0]["message"]
        assert b"0470 12" not in api.stored_bytes()
        assert "0470" not in str(person.messages())

    def test_the_exact_position_is_kept_nowhere(self, api: Api, rasa: RestChannel) -> None:
        person = Person(api)
        person.post(text="eten", location={"latitude": 51.219448, "longitude": 4.402464})
        place = rasa.asked[0]["metadata"]["place"]
        assert place["kind"] == "here"
        assert abs(place["latitude"] - 51.219448) < 0.0011
        assert place["latitude"] != 51.219448
        stored = api.stored_bytes()
        assert b"51.219448" not in stored and b"4.402464" not in stored

    def test_the_token_is_not_in_the_store(self, api: Api) -> None:
        person = Person(api)
        assert person.opened["token"].encode() not in api.stored_bytes()

    def test_forgetting_leaves_no_byte(self, api: Api) -> None:
        person = Person(api)
        person.say("zwaluwnestje in de regenpijp")
        assert b"zwaluwnestje" in api.stored_bytes()
        assert person.forget().status_code == 204
        assert person.read().status_code == 404
        assert person.forget().status_code == 404
        assert b"zwaluwnestje" not in api.stored_bytes()

    def test_a_turn_in_progress_writes_nothing_after_it(self, api: Api, rasa: RestChannel) -> None:
        rasa.delay = 0.6
        person = Person(api)
        person.post(wait=0, text="kanariepietje")
        time.sleep(0.2)
        assert person.forget().status_code == 204
        time.sleep(1.0)
        assert person.read().status_code == 404
        assert b"kanariepietje" not in api.stored_bytes()

    def test_forget_talk_wipes_what_was_said_before(self, api: Api, rasa: RestChannel) -> None:
        person = Person(api)
        person.say("winterkoninkje in de haag")
        rasa.answer = uttered("talk_forgotten")
        reply = person.say("wis dit gesprek")
        assert reply["key"] == "talk_forgotten"
        assert person.messages() == [reply]
        assert b"winterkoninkje" not in api.stored_bytes()
        rasa.answer = uttered("greet")
        assert person.say("hallo")["seq"] == reply["seq"] + 2, "the count goes on"


class TestLanguages:
    def test_the_first_message_decides(self, api: Api, rasa: RestChannel) -> None:
        person = Person(api)
        reply = person.say("أين أجد طعاما مجانيا قرب 2060")
        assert (reply["language"], reply["direction"]) == ("ar", "rtl")
        assert rasa.asked[0]["metadata"]["language"] == "ar"
        mine = person.messages(after=1)[0]
        assert (mine["author"], mine["language"], mine["direction"]) == ("person", "ar", "rtl")

    def test_a_short_word_does_not_change_it(self, api: Api) -> None:
        person = Person(api, language="fr")
        assert person.say("2060")["language"] == "fr"
        assert person.say("ok")["language"] == "fr"

    def test_a_button_changes_it(self, api: Api, rasa: RestChannel) -> None:
        person = Person(api, language="nl")
        reply = person.tap("language:tr")
        assert (reply["key"], reply["language"]) == ("language_changed", "tr")
        assert rasa.asked == []
        assert person.say("ok")["language"] == "tr"

    def test_a_named_language_changes_it(self, api: Api, rasa: RestChannel) -> None:
        rasa.answer = uttered("ask_language")
        reply = Person(api, language="nl").say("kan het in het Engels?")
        assert (reply["key"], reply["language"]) == ("language_changed", "en")

    def test_without_a_name_it_is_asked(self, api: Api, rasa: RestChannel) -> None:
        rasa.answer = uttered("ask_language")
        reply = Person(api, language="nl").say("kan het in een andere taal?")
        assert reply["key"] == "ask_language"
        offered = [c["id"] for b in reply["blocks"] for c in b.get("choices", [])]
        assert "language:ar" in offered


class TestDanger:
    @pytest.mark.parametrize(
        ("language", "text"),
        [
            ("en", "i want to kill myself"),
            ("nl", "ik wil dood"),
            ("fr", "je veux me suicider"),
            ("ar", "أريد أن أموت"),
            ("tr", "kendimi öldürmek istiyorum"),
        ],
    )
    def test_numbers_first_and_without_rasa(
        self, api: Api, rasa: RestChannel, language: str, text: str
    ) -> None:
        reply = Person(api).say(text)
        assert (reply["key"], reply["language"]) == ("crisis", language)
        assert reply["blocks"][0]["type"] == "numbers"
        assert reply["blocks"][0]["numbers"][0]["phone"]
        assert rasa.asked == []

    def test_the_number_stays_and_a_joke_can_be_taken_back(
        self, api: Api, rasa: RestChannel
    ) -> None:
        person = Person(api, language="nl")
        person.say("ik wil dood")
        rasa.answer = uttered("not_understood")
        assert person.say("sorry, het was een grap")["key"] == "still_in_danger"
        rasa.answer = uttered("thanks")
        said = person.post(text="dank u").json()["messages"]
        assert [message["key"] for message in said] == ["thanks", "still_in_danger"]


class TestOutsideTheCity:
    def test_a_town_we_do_not_know_is_named_before_what_antwerp_has(
        self, api: Api, rasa: RestChannel
    ) -> None:
        rasa.answer = uttered("thanks")
        person = Person(api, language="nl")
        said = person.post(text="ik zoek een dokter in Gent").json()["messages"]
        assert [message["key"] for message in said] == ["outside_city", "thanks"]
        assert "Gent" in said[0]["blocks"][0]["text"]
        rasa.answer = uttered("not_understood")
        assert person.say("Gent")["key"] == "outside_city"
        rasa.answer = uttered("thanks")
        assert person.say("van Gent naar Deurne verhuisd, ik zoek een dokter")["key"] == "thanks"


class TestChoices:
    @pytest.mark.parametrize(
        ("choice", "message"),
        [
            ("need:food_aid", "/food_aid"),
            ("more", "/more_places"),
            ("open_now", "/opening_hours_question"),
            ("anywhere", "/near_place"),
            ("near:Deurne", "/near_place"),
            ("human", "/talk_to_human"),
            ("yes", "/yes"),
            ("no", "/no"),
            ("restart", "/start_again"),
            ("help", "/what_can_you_do"),
        ],
    )
    def test_a_button_is_an_intent(
        self, api: Api, rasa: RestChannel, choice: str, message: str
    ) -> None:
        Person(api, language="nl").tap(choice)
        (asked,) = rasa.asked
        assert asked["message"] == message
        name, _, value = choice.partition(":")
        assert asked["metadata"]["choice"] == {"id": name, "value": value or None}

    def test_a_district_brings_its_place(self, api: Api, rasa: RestChannel) -> None:
        Person(api, language="nl").tap("near:Deurne")
        assert rasa.asked[0]["metadata"]["place"]["label"] == "Deurne"

    def test_details_name_the_place(self, api: Api, rasa: RestChannel) -> None:
        person = Person(api, language="nl")
        place = person.http.get("/v1/places?need=food_aid&limit=1").json()["places"][0]["id"]
        person.tap(f"detail:{place}")
        assert rasa.asked[0]["message"] == "/choose_one"
        assert rasa.asked[0]["metadata"]["choice"] == {"id": "detail", "value": place}

    @pytest.mark.parametrize(
        ("choice", "key"),
        [
            ("need:gold", "what_can_you_do"),
            ("detail:00000000-0000-0000-0000-000000000000", "which_place"),
            ("near:Atlantis", "place_unknown"),
            ("language:tlh", "ask_language"),
            ("more:more", "what_can_you_do"),
            ("/crisis", "what_can_you_do"),
            ("", "what_can_you_do"),
            (":::", "what_can_you_do"),
        ],
    )
    def test_one_that_means_nothing_is_answered_kindly(
        self, api: Api, rasa: RestChannel, choice: str, key: str
    ) -> None:
        assert Person(api, language="nl").tap(choice)["key"] == key
        assert rasa.asked == []

    def test_words_in_a_choice_are_not_kept(self, api: Api) -> None:
        Person(api).tap("near:roodborstje 0470123456")
        assert b"roodborstje" not in api.stored_bytes()

    def test_a_position_alone_is_a_place(self, api: Api, rasa: RestChannel) -> None:
        Person(api).post(location={"latitude": 51.22, "longitude": 4.41})
        assert rasa.asked[0]["message"] == "/near_place"
        assert rasa.asked[0]["metadata"]["place"]["label"] == "here"

    def test_a_position_far_away_asks_for_a_district(self, api: Api) -> None:
        person = Person(api)
        reply = person.post(location={"latitude": 0, "longitude": 0}).json()["messages"][0]
        assert reply["key"] == "place_unknown"


FOOD = "waar kan ik een voedselpakket krijgen in 2060"


class TestWithoutRasa:
    @pytest.mark.parametrize(
        "rubbish",
        [
            [],
            {},
            None,
            [{"recipient_id": "x", "text": "hallo"}],
            [{"recipient_id": "x", "custom": {"key": "greet"}}],
            [{"custom": {"key": "no_such_reply", "params": {}, "memory": {}}}],
            [{"custom": {"key": "crisis", "params": {}, "memory": {}}}],
            [{"custom": {"key": "places_found", "params": {"near": 1}, "memory": {}}}],
            [{"custom": {"key": "greet", "params": {}, "memory": {}}}] * 2,
            b"<html>",
            b"\xff\xfe",
            b"[" * 5000,
        ],
    )
    def test_anything_else_than_a_reply_is_no_answer(
        self, api: Api, rasa: RestChannel, rubbish: object
    ) -> None:
        rasa.answer = lambda _: rubbish
        reply = Person(api, language="nl").say(FOOD)
        assert reply["key"] == "places_found"
        assert reply["blocks"][1]["type"] == "places"
        assert reply["blocks"][1]["need"] == "food_aid"

    def test_a_reply_that_cannot_be_rendered_still_gets_an_answer(
        self, api: Api, rasa: RestChannel
    ) -> None:
        rasa.answer = uttered("crisis", {"kind": "meteorite", "numbers": []})
        reply = Person(api, language="nl").say(FOOD)
        assert reply["author"] == "assistant" and reply["blocks"]

    def test_memory_goes_on_from_the_fallback(self, api: Api, rasa: RestChannel) -> None:
        rasa.answer = lambda _: []
        person = Person(api, language="nl")
        person.say(FOOD)
        rasa.answer = uttered("greet")
        person.say("en dichter bij Deurne?")
        memory = rasa.asked[1]["metadata"]["memory"]
        assert memory["needs"] == ["food_aid"]
        assert memory["place"]["label"] == "2060"
        assert len(memory["shown"]) == 3

    def test_buttons_work_as_well(self, api: Api, rasa: RestChannel) -> None:
        rasa.answer = lambda _: []
        person = Person(api, language="nl")
        assert person.tap("need:food_aid")["key"] == "places_citywide"
        assert person.tap("near:Deurne")["key"] == "places_found"
        assert person.tap("more")["key"] in {"places_found", "no_more_places"}
        assert person.tap("anywhere")["key"] == "places_citywide"
        assert person.tap("open_now")["key"] in {"places_citywide", "none_open_now"}
        assert person.tap("human")["key"] == "talk_to_human"
        assert person.tap("help")["key"] == "what_can_you_do"
        assert person.tap("restart")["key"] == "started_again"
        assert person.tap("more")["key"] == "ask_need"


def test_a_hanging_rasa_holds_nobody_up(tmp_path: Path) -> None:
    rasa = RestChannel()
    rasa.delay = 30
    try:
        with serving(tmp_path, WEGWIJS_RASA_URL=rasa.url) as api:
            first, second = Person(api, language="nl"), Person(api, language="nl")
            began = time.monotonic()
            first.post(wait=0, text=FOOD)
            assert second.http.get("/v1/needs").status_code == 200
            assert time.monotonic() - began < 1
            reply = second.say(FOOD)
            assert time.monotonic() - began < 4
            assert reply["key"] == "places_found"
            began = time.monotonic()
            assert second.say(FOOD)["key"] == "places_found"
            assert time.monotonic() - began < 1, "the second message does not wait again"
    finally:
        rasa.close()


def test_rasa_is_asked_again_when_it_is_back(tmp_path: Path) -> None:
    rasa = RestChannel()
    rasa.delay = 2
    limits = {"WEGWIJS_RASA_TIMEOUT": "0.3", "WEGWIJS_RASA_PAUSE": "0.5"}
    try:
        with serving(tmp_path, WEGWIJS_RASA_URL=rasa.url, **limits) as api:
            person = Person(api, language="nl")
            assert person.say(FOOD)["key"] == "places_found"
            rasa.delay = 0
            time.sleep(0.6)
            assert person.say(FOOD)["key"] == "greet"
    finally:
        rasa.close()


def test_killed_with_a_message_unanswered(tmp_path: Path) -> None:
    """Accepted, then kill -9: after the next start it is answered, once."""
    rasa = RestChannel()
    rasa.delay = 5
    try:
        with serving(tmp_path, WEGWIJS_RASA_URL=rasa.url) as api:
            person = Person(api, language="nl")
            for word in ("eten", "kleren"):
                assert person.post(wait=0, text=f"ik zoek {word}").status_code == 202
            time.sleep(0.2)
            assert api.process is not None
            api.process.kill()
            api.process.wait()
            rasa.delay = 0
            api.start()
            assert eventually(lambda: len(person.messages()) == 5)
            time.sleep(0.3)
            authors = [message["author"] for message in person.messages()]
            assert authors == ["assistant", "person", "person", "assistant", "assistant"]
    finally:
        rasa.close()
