"""Records from elsewhere: markup, hidden characters, odd numbers and addresses."""

import re
import unicodedata
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sociale_kaart.cleaning import open_steps
from sociale_kaart.cleaning.coordinates import clean as clean_coordinates
from sociale_kaart.cleaning.known_needs import clean as clean_needs
from sociale_kaart.cleaning.phones import clean as clean_phones
from sociale_kaart.cleaning.phones import written_phone
from sociale_kaart.cleaning.plain_text import clean as clean_text
from sociale_kaart.cleaning.plain_text import plain
from sociale_kaart.cleaning.readable_hours import clean as clean_hours
from sociale_kaart.cleaning.web_addresses import email_address, web_address
from sociale_kaart.load import read_records
from sociale_kaart.records import RecordError
from sociale_kaart.sources import RawRecord, known_sources
from tests.unit.sociale_kaart.records import record

PHONES = [
    ("03 338 38 00", "03 338 38 00", "+3233383800"),
    ("+32 (0)3/338.38.00", "03 338 38 00", "+3233383800"),
    ("0032 3 338 38 00", "03 338 38 00", "+3233383800"),
    ("tel:+3233383800", "03 338 38 00", "+3233383800"),
    ("03 22 11 333", "03 221 13 33", "+3232211333"),
    ("0800 12 800", "0800 12 800", "+3280012800"),
    ("0800 670 10", "0800 67 010", "+3280067010"),
    ("078 150 100", "078 15 01 00", "+3278150100"),
    ("0470/12.34.56", "0470 12 34 56", "+32470123456"),
    ("014 12 34 56", "014 12 34 56", "+3214123456"),
    ("112", "112", "112"),
    ("1712", "1712", "1712"),
    ("116000", "116 000", "116000"),
]


@pytest.mark.parametrize(("written", "shown", "dialled"), PHONES)
def test_a_number_is_written_in_one_way(written: str, shown: str, dialled: str) -> None:
    assert written_phone(written) == (shown, dialled)


@pytest.mark.parametrize(
    "written",
    ["", "bel ons", "03 338", "12345", "+31 20 123 45 67", "03 338 38 00 of 03 338 38 01", "9" * 50,
     "03 338 38 00 ☎"],
)  # fmt: skip
def test_what_is_not_surely_a_belgian_number_is_not_shown(written: str) -> None:
    assert written_phone(written) == (None, None)


ABROAD = [
    ("+31 20 123 45 67", "+31 20 123 4567", "+31201234567"),
    ("0033 1 23 45 67 89", "+33 1 23 45 67 89", "+33123456789"),
    ("+49 (0)30 123456", "+49 30 123456", "+4930123456"),
    ("+31 900 1234", None, None),  # costs more than a call
    ("+31 20 12", None, None),
    ("+99 123 456 789", None, None),
    ("+32 3 338", None, None),
    ("020 123 45 67", None, None),  # in which country?
]


@pytest.mark.parametrize(("written", "shown", "dialled"), ABROAD)
def test_a_number_abroad_keeps_its_country(
    written: str, shown: str | None, dialled: str | None
) -> None:
    assert clean_phones({"phone": written}) == {"phone": shown, "phone_e164": dialled}


@pytest.mark.parametrize(
    "written", ["03 338 38 ٠٠", "０３ ３３８ ３８ ００", "O3 338 38 00", "03 338 38 0o"]
)
def test_signs_that_look_like_digits_are_no_number(written: str) -> None:
    assert clean_phones({"phone": written}) == {"phone": None, "phone_e164": None}


PLAIN = [
    ("<b>Bibliotheek</b>&nbsp;Permeke", "Bibliotheek Permeke"),
    ("a<script>alert(1)</script>b", "a b"),
    ("&lt;img src=x onerror=alert(1)&gt; hulp", "hulp"),
    ("bel \u202e0083 833 30\u202c nu", "bel 0083 833 30 nu"),
    ("een\x00\x07 \u200b  twee\n\tdrie", "een twee drie"),
    ("3 < 4 & 5 > 2", "3 < 4 & 5 > 2"),
    ("می\u200cخواهم", "می\u200cخواهم"),
]


@pytest.mark.parametrize(("written", "shown"), PLAIN)
def test_only_readable_text_stays(written: str, shown: str) -> None:
    assert plain(written) == shown


@given(st.text())
def test_no_hidden_character_and_no_tag_stays(text: str) -> None:
    shown = plain(text)
    assert not re.search(r"<[a-zA-Z/][^<>]*>", shown)
    hidden = {unicodedata.category(letter) for letter in shown if letter not in "\u200c\u200d"}
    assert not hidden & {"Cc", "Cf", "Cs", "Zl", "Zp"}


def test_a_name_of_100_kb_is_refused_and_a_long_note_is_cut() -> None:
    with pytest.raises(RecordError, match="name: longer than"):
        clean_text({"name": "x" * 100_000})
    assert len(clean_text({"description": "x " * 50_000})["description"]) <= 4000


ADDRESSES = [
    ("www.caw.be", "https://www.caw.be"),
    ("http://www.caw.be/a?b=c", "http://www.caw.be/a?b=c"),
    ("javascript:alert(1)", None),
    ("https://user:pass@example.org", None),
    ("http://127.0.0.1/x", None),
    ("http://[::1]/", None),
    ("http://server.local/", None),
    ("https://example.org:8443/", None),
    ("https://exa mple.org", None),
    ("data:text/html,x", None),
    ("", None),
    (12, None),
]


@pytest.mark.parametrize(("written", "kept"), ADDRESSES)
def test_only_safe_web_addresses_stay(written: object, kept: str | None) -> None:
    assert web_address(written) == kept


def test_only_whole_e_mail_addresses_stay() -> None:
    assert email_address("mailto:info@voorbeeld.be") == "info@voorbeeld.be"
    assert email_address("info@voorbeeld") is None
    assert email_address("info@voorbeeld.be, x@y.be") is None


@pytest.mark.parametrize(
    ("latitude", "longitude"),
    [
        (0, 0),
        (4.4, 51.2),
        (510, 4.4),
        (float("inf"), 4.4),
        (10**400, 4.4),
        ("51.2", 4.4),
        (51.2, None),
        (True, 4.4),
    ],
)
def test_impossible_coordinates_are_not_known(latitude: Any, longitude: Any) -> None:
    fields = {
        "point": {"latitude": latitude, "longitude": longitude},
        "location_precision": "street",
    }
    assert clean_coordinates(fields) == {"point": None, "location_precision": None}


def test_needs_that_do_not_exist_are_left_out_or_refused() -> None:
    assert clean_needs({"needs": ["eten", "food_aid", "food_aid"]})["needs"] == ["food_aid"]
    assert clean_needs({"needs": []})["needs"] == []
    with pytest.raises(RecordError, match="needs"):
        clean_needs({"needs": ["eten"]})


def test_hours_that_cannot_be_read_stay_readable_for_people() -> None:
    cleaned = clean_hours({"opening_hours": "Mo-Fr 9u-12u", "opening_hours_note": None})
    assert cleaned == {"opening_hours": None, "opening_hours_note": "Mo-Fr 9u-12u"}


def test_one_bad_record_is_named_and_the_others_go_on() -> None:
    steps = open_steps(known_sources()["antwerp"]["clean"])
    records = [
        RawRecord("test line 1", record()),
        RawRecord("test line 2", record(source_id="b", name=None)),
        RawRecord("test line 3", None, "not JSON"),
        RawRecord("test line 4", record()),
        RawRecord("test line 5", record(source_id="c", needs={"a": [[[[[["deep"]]]]]]})),
    ]
    places, refused = read_records(records, steps)
    assert [place.source_id for place in places] == ["voorbeeldhuis"]
    assert [item.where for item in refused] == [
        "test line 2",
        "test line 3",
        "test line 4",
        "test line 5",
    ]
    assert refused[0].reason == "name: is missing"


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=30),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4)
    ),
    max_leaves=8,
)


@given(st.dictionaries(st.sampled_from([*record(), "phone", "website", "email", "point", "cost",
                                        "opening_hours", "description", "sources"]), json_values))  # fmt: skip
def test_no_record_brings_a_load_down(fields: dict[str, Any]) -> None:
    steps = open_steps(known_sources()["antwerp"]["clean"])
    places, refused = read_records([RawRecord("test", record(**fields))], steps)
    assert len(places) + len(refused) == 1
