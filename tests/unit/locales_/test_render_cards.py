"""Cards of places: hours in words, distances that do not pretend, and only what can be tapped."""

from datetime import datetime

import pytest

from locales.cards import hours_sentence, phone_link, place_card
from locales.examples import CLOSED, LINE, MOMENT, OPEN, UNSURE

CONTRACT = {
    *("id", "name", "address", "postcode", "latitude", "longitude", "phone", "website"),
    *("distance_m", "walk_minutes", "open", "hours_text", "opens_at", "closes_at", "languages"),
    *("cost", "appointment", "conditions", "reasons", "actions", "source", "checked_at"),
    "confidence",
}


def test_a_card_has_every_field_of_the_contract():
    card = place_card(CLOSED, "nl", MOMENT)
    assert card.keys() >= CONTRACT
    assert card["actions"].keys() == {"call", "route", "website"}


def test_a_card_of_nothing_known_is_none_and_not_a_guess():
    card = place_card({"id": "x", "name": "Voorbeeld"}, "en", MOMENT)
    known = {"id", "name", "open", "hours_text", "checked_text", "cost_kind"}
    empty = {name: value for name, value in card.items() if name not in known and value}
    assert empty == {"actions": {"call": None, "route": None, "website": None}}
    assert card["open"] == "unknown"
    assert card["hours_text"] == "We do not know the opening hours."
    assert card["checked_text"] == "We do not know when this was checked."


@pytest.mark.parametrize(
    ("at", "opens", "said"),
    [
        ("2026-11-22T11:00+01:00", "2026-11-22T13:30+01:00", "Opens today at 13:30."),
        ("2026-11-22T11:00+01:00", "2026-11-23T09:00+01:00", "Opens tomorrow at 09:00."),
        ("2026-11-22T11:00+01:00", "2026-11-24T09:00+01:00", "Opens Tuesday at 09:00."),
        ("2026-11-22T11:00+01:00", "2026-11-28T09:00+01:00", "Opens Saturday at 09:00."),
        # In a week's time a weekday alone would mean today.
        ("2026-11-22T11:00+01:00", "2026-11-29T09:00+01:00", "Opens Sunday 29 November at 09:00."),
        # Written in another zone, said in the time of Antwerp.
        ("2026-11-22T23:30+00:00", "2026-11-23T08:00+00:00", "Opens today at 09:00."),
        # Across the end of summer time, 25 October 2026.
        ("2026-10-24T20:00+02:00", "2026-10-25T09:00+01:00", "Opens tomorrow at 09:00."),
        (None, "2026-11-23T09:00+01:00", "Opens Monday 23 November at 09:00."),
    ],
)
def test_when_it_opens(at, opens, said):
    moment = datetime.fromisoformat(at) if at else None
    shown = hours_sentence(CLOSED | {"opens_at": opens}, "en", moment).value
    assert shown == f"Closed now. {said}"


def test_open_places_say_until_when_as_far_as_known():
    def said(**changes):
        return hours_sentence(OPEN | changes, "nl", MOMENT).value

    assert said() == "Open tot 17:00."
    assert said(closes_at="2026-11-23T02:00:00+01:00") == "Open tot 02:00."
    assert said(closes_at=None) == "Nu open."
    assert said(closes_at=None, hours="24/7") == "Dag en nacht open."


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({}, "Call first"),
        ({"phone": None}, "Look on the website first"),
        ({"phone": None, "website": None}, "We do not know the opening hours."),
    ],
)
def test_nobody_is_told_to_call_where_there_is_no_phone(changes, said):
    card = place_card(UNSURE | changes, "en", MOMENT)
    assert said in card["hours_text"]
    assert ("Call" in card["call_first_text"]) == bool(card["phone"])


@pytest.mark.parametrize("website", [None, "https://example.org"])
def test_a_phone_line_is_never_told_to_be_called_first(website):
    card = place_card(LINE | {"website": website}, "en", MOMENT)
    assert card["hours_text"] is None, "a doubt about hours would keep people from calling"
    assert "Call" not in card["call_first_text"]
    asked = hours_sentence(LINE | {"website": website}, "en", MOMENT).value
    assert asked == "We do not know at which hours somebody answers."


def test_a_phone_line_with_known_hours_tells_them():
    always = LINE | {"open": "yes", "hours": "24/7"}
    assert place_card(always, "en", MOMENT)["hours_text"] == "Open day and night."
    shut = place_card(LINE | {"open": "no"}, "en", MOMENT)["hours_text"]
    assert shut.startswith("Closed now.")
    assert "Call" not in shut


def test_a_point_without_a_street_is_told_like_a_district():
    card = place_card(CLOSED | {"address": None}, "nl", MOMENT)
    assert card["distance_text"] == "ergens in 2060 Antwerpen"
    assert card["actions"]["route"] is None
    assert not any("350 m" in reason for reason in card["reasons"])


@pytest.mark.parametrize(
    ("phone", "link"),
    [
        ("03 338 32 32", "tel:+3233383232"),
        ("0470/12.34.56", "tel:+32470123456"),
        ("0800 32 123", "tel:+3280032123"),
        ("+32 3 338 32 32", "tel:+3233383232"),
        ("0032 3 338 32 32", "tel:+3233383232"),
        ("112", "tel:112"),
        ("1813", "tel:1813"),
        ("116 000", "tel:116000"),
        ("03 338 32 32 of 03 338 32 33", "tel:+3233383232"),
        ("geen", None),
        ("", None),
        (None, None),
    ],
)
def test_a_phone_becomes_a_link_to_call(phone, link):
    assert phone_link(phone) == link


@pytest.mark.parametrize(
    ("precision", "leads"),
    [("address", True), ("street", True), ("district", False), (None, False)],
)
def test_a_route_only_leads_where_a_door_is_known(precision, leads):
    route = place_card(CLOSED | {"location_precision": precision}, "nl")["actions"]["route"]
    assert ("51.2291%2C4.4293" in route) == leads
    assert leads or "search?query=" in route, "an address alone is looked up on the map"


def test_nothing_to_look_up_gives_no_route():
    unknown = {"location_precision": None, "address": None}
    assert place_card(CLOSED | unknown, "nl")["actions"]["route"] is None


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({}, "350 m, 6 minuten te voet"),
        ({"walk_minutes": 1}, "350 m, 1 minuut te voet"),
        ({"distance_m": 12}, "50 m, 6 minuten te voet"),
        ({"distance_m": 980}, "1 km, 6 minuten te voet"),
        ({"distance_m": 1240}, "1,2 km, 6 minuten te voet"),
        ({"distance_m": 12_400, "walk_minutes": 180}, "12 km"),
        ({"distance_m": 500, "location_precision": "district"}, "ergens in 2060 Antwerpen"),
        ({"location_precision": "district", "postcode": None}, "ergens in Antwerpen"),
        ({"location_precision": "district", "postcode": None, "district": None}, None),
        ({"distance_m": None}, None),
    ],
)
def test_distances_are_as_exact_as_the_address(changes, said):
    assert place_card(CLOSED | changes, "nl")["distance_text"] == said


@pytest.mark.parametrize(
    ("seen", "said"),
    [
        ("2026-03-01", "example.org, seen: 1 March 2026"),
        ("2022-12", "example.org, seen: December 2022"),
        ("2020", "example.org, seen: 2020"),
        ("2026-10-08 (kopie van nieuws)", "example.org, seen: 8 October 2026"),
        ("2022-13-40", "example.org, seen: 2022"),
        ("stored page, date unknown", "example.org"),
        (None, "example.org"),
    ],
)
def test_a_source_is_dated_as_far_as_it_is_known(seen, said):
    sources = [{"url": "https://www.example.org/voedsel", "seen": seen}]
    card = place_card(CLOSED | {"sources": sources}, "en")
    assert card["source"] == said
    assert card["source_url"] == "https://www.example.org/voedsel"


def test_a_source_that_is_not_a_page_is_named_and_not_linked():
    sources = [{"url": "GitHub: SQL-dump (index-id 16)", "seen": "2019"}]
    card = place_card(CLOSED | {"sources": sources}, "en")
    assert (card["source"], card["source_url"]) == ("GitHub, seen: 2019", None)


def conditions(*found):
    return [item["text"] for item in place_card(CLOSED | {"conditions": found}, "en")["conditions"]]


def test_a_condition_says_what_is_asked():
    asked = {"kind": "residence", "verdict": "yes", "params": {}}
    assert conditions(asked) == ["They ask for residence papers here."]
    assert conditions(asked | {"verdict": "no"}) == ["You do not need residence papers."]
    assert conditions(asked | {"verdict": "unknown"}) == ["No papers? Ask first if you can come."]
    strange = {"kind": "membership", "verdict": "unknown", "params": {}}
    assert conditions(strange) == ["Ask first if you can come."]


def test_who_a_place_is_for_is_translated_where_we_have_words():
    def groups(*names):
        return {"kind": "target_group", "verdict": "unknown", "params": {"groups": list(names)}}

    assert conditions(groups("jongeren", "jongeren 14+"))[0].startswith(
        "This is mostly for: young people and jongeren 14+."
    )
    assert conditions(groups("iedereen", "ouders")) == ["Everyone can come."]


def test_words_of_the_source_stay_dutch_and_are_marked():
    card = place_card(CLOSED | {"cost": {"kind": "paid", "note": "2 euro"}}, "ar")
    assert card["description"] == {"text": "Voedselpakketten voor de buurt.", "lang": "nl"}
    assert card["hours_note"] == {"text": "Elke werkdag in de voormiddag", "lang": "nl"}
    assert card["cost_note"] == {"text": "2 euro", "lang": "nl"}
    assert card["name"] == "Voorbeeldhuis"


def test_reasons_are_sentences_and_an_unknown_kind_is_left_out():
    found = [
        {"kind": "language", "params": {"languages": ["ar", "tr"]}},
        {"kind": "free", "params": {}},
        {"kind": "stars", "params": {}},
        {"kind": "need", "params": {"need": "pizza"}},
    ]
    card = place_card(CLOSED | {"reasons": found}, "en")
    assert card["reasons"] == ["They also speak: Arabic and Turkish", "Free"]


def test_nearness_is_said_as_a_distance_from_what_was_named():
    def said(label, **changes):
        found = {"reasons": [{"kind": "near", "params": {"near": label}}]}
        return place_card(CLOSED | found | changes, "fr")["reasons"]

    assert said("2060") == ["À 350\u00a0m de 2060"]
    assert said("Ekeren") == ["À 350\u00a0m d’Ekeren"]
    assert said("here") == ["À 350\u00a0m de vous"]
    assert said(None) == []
    assert said("2060", location_precision="district") == []


def test_languages_are_named_as_the_reader_says_them():
    assert place_card(CLOSED, "nl")["languages"] == ["Arabisch", "Tigrinya", "Nederlands"]
    assert place_card(CLOSED, "tr")["languages"][0] == "Arapça"
    assert place_card(CLOSED | {"languages": ["zz-?"]}, "nl")["languages"] == ["zz-?"]


def test_a_closure_is_said_once_and_a_reason_for_it_as_well():
    closed = {"kind": "closed", "verdict": "yes", "params": {"until": "2026-11-27", "text": None}}
    result = CLOSED | {"opens_at": None, "closed_until": "2026-11-27", "conditions": [closed]}
    assert place_card(result, "nl", MOMENT)["conditions"] == []
    explained = closed | {"params": {"until": "2026-11-27", "text": "verbouwing"}}
    (said,) = place_card(result | {"conditions": [explained]}, "nl", MOMENT)["conditions"]
    assert said["text"].endswith("verbouwing")


def test_what_holds_for_a_while_says_until_when_and_a_day_that_is_none_breaks_nothing():
    def said(until, code):
        moved = {"kind": "moved", "verdict": "yes", "params": {"until": until, "text": None}}
        (found,) = place_card(CLOSED | {"conditions": [moved]}, code, MOMENT)["conditions"]
        return found["text"]

    assert "30 november 2026" in said("2026-11-30", "nl")
    assert "30 novembre 2026" in said("2026-11-30", "fr")
    assert said("2026-11-31", "nl")


def test_when_a_language_is_spoken_is_said_in_the_words_of_the_reader():
    begins = {"language": "ar", "from": "2026-11-26T13:00:00+01:00"}
    result = CLOSED | {"reasons": [{"kind": "language_at", "params": begins}]}
    assert place_card(result, "nl", MOMENT)["reasons"] == [
        "Ze spreken er Arabisch: donderdag om 13:00"
    ]
    (arabic,) = place_card(result, "ar", MOMENT)["reasons"]
    assert "الخميس" in arabic and "\u206613:00\u2069" in arabic
