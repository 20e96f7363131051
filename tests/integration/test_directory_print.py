"""The printed list: right words, right direction, no script, and facts that cannot break out of it."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import httpx
import pytest
from hypothesis import HealthCheck, given, settings

from api.directory.printable.listing import Listing, Printed
from api.directory.printable.page import page
from locales.cards import place_card
from locales.languages import LANGUAGES
from sociale_kaart.directory import Directory, Query
from sociale_kaart.model import Place
from sociale_kaart.records import place_from_record
from tests.integration.api_service import serving
from tests.integration.whole_places import partial_places

AT = datetime(2026, 11, 22, 9, tzinfo=UTC)
SLOW = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much]


@pytest.fixture(scope="module")
def http(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    with (
        serving(tmp_path_factory.mktemp("print")) as api,
        httpx.Client(base_url=api.url, timeout=20, trust_env=False) as client,
    ):
        yield client


def drawn_page(place: Place, language: str = "nl") -> str:
    card = place_card({"id": place.id, "name": place.name, "sources": []}, language, AT)
    printed = [Printed(place, card)]
    return page(Listing(None, None, language, AT, printed, [], False, []))


@pytest.mark.parametrize(
    "query, named",
    [
        ("need=x", "need"),
        ("district=Gent", "district"),
        ("lang=xx", "lang"),
        ("need=" + "x" * 99, "need"),
    ],
)
def test_what_is_not_known_is_refused(http: httpx.Client, query: str, named: str) -> None:
    answer = http.get(f"/print?{query}")
    assert answer.status_code == 422
    assert named in answer.json()["detail"]


def test_a_list_holds_the_places_of_its_district_and_need(
    http: httpx.Client, tmp_path: Path
) -> None:
    directory = Directory.starter(tmp_path / "directory.sqlite")
    shown = http.get("/print?need=food_aid&district=2060").text
    for place in directory.places():
        wanted = "food_aid" in place.needs and (place.scope != "place" or place.postcode == "2060")
        name = place.name.replace("&", "&amp;").replace("'", "&#x27;")
        assert (f">{name}</bdi></h3>" in shown) == wanted, place.name


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_language_has_its_list(http: httpx.Client, code: str) -> None:
    answer = http.get(f"/print?need=legal_help&lang={code}")
    assert answer.status_code == 200
    assert "{" not in answer.text, "a parameter was not filled in"
    head = re.search(r'<html lang="(\w+)" dir="(\w+)">', answer.text)
    assert head is not None and head[2] == LANGUAGES[head[1]].direction


def test_phone_numbers_run_left_to_right_on_an_arabic_list(http: httpx.Client) -> None:
    shown = http.get("/print?need=legal_help&lang=ar").text
    assert '<html lang="ar" dir="rtl">' in shown
    phones = re.findall(r'<a class="phone" href="tel:[+\d]+">(.*?)</a>', shown)
    assert len(phones) > 5
    assert all(re.fullmatch(r'<bdi dir="ltr">[\d +/.]+</bdi>', phone) for phone in phones)


def test_there_is_no_script_and_nothing_from_elsewhere(http: httpx.Client) -> None:
    answer = http.get("/print?lang=nl")
    assert "<script" not in answer.text and "onload" not in answer.text
    assert re.findall(r'(?:src|<link[^>]*href)="(?!/)', answer.text) == []
    style = http.get("/print.css")
    assert style.headers["content-type"].startswith("text/css")
    assert "url(" not in style.text


def test_facts_cannot_break_out_of_the_page() -> None:
    nasty = place_from_record(
        {
            "source": "t",
            "source_id": "1",
            "kind": "x",
            "name": '<img src=x onerror="alert(1)">',
            "street": "</bdi><script>alert(1)</script>",
            "phone": '"><svg onload=alert(1)>',
            "website": "javascript:alert(1)",
            "opening_hours_note": "<b>altijd</b>",
            "target_groups": ["<i>"],
            "access": {"documents": ["<u>"]},
        }
    )
    for language in ("nl", "ar"):
        shown = drawn_page(nasty, language)
        assert not re.search(r"<(img|script|svg|b|i|u)[ >]", shown)
        assert "javascript:" not in shown


@settings(max_examples=60, deadline=None, suppress_health_check=SLOW)
@given(drawn=partial_places)
def test_every_place_can_be_printed(drawn: Place) -> None:
    for language in ("nl", "ar"):
        shown = drawn_page(drawn, language)
        assert shown.count("<article>") == shown.count("</article>") == 1
        assert not re.search(r"<(img|script|svg)[ >]", shown)


def test_hours_are_a_week_in_the_language_of_the_reader() -> None:
    hours = "Mo-Fr 10:00-12:00,13:45-16:00; Sa 09:00-12:00; PH off"
    open_place = place_from_record(
        {"source": "t", "source_id": "1", "kind": "x", "name": "y", "opening_hours": hours}
    )
    shown = drawn_page(open_place)
    assert "ma–vr" in shown and "10:00–12:00, 13:45–16:00" in shown and "za" in shown
    assert "feestdagen" in shown
    assert "Pzt" in drawn_page(open_place, "tr")
    unknown = place_from_record({"source": "t", "source_id": "1", "kind": "x", "name": "y"})
    assert "We weten niet wanneer het open is." in drawn_page(unknown)


def test_results_of_the_directory_carry_what_the_list_shows(tmp_path: Path) -> None:
    directory = Directory.starter(tmp_path / "directory.sqlite")
    first = directory.places()[0]
    (result,) = directory.results([first.id], Query(at=AT))
    assert "checked_text" in place_card(result.as_params(), "nl", AT)
