"""The directory for apps and desks, over HTTP and the real starter places of Antwerp."""

from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from locales.languages import LANGUAGES
from sociale_kaart.needs import NEEDS
from tests.integration.api_service import Api, serving

PLACE_FIELDS = {
    "id",
    "name",
    "address",
    "postcode",
    "latitude",
    "longitude",
    "phone",
    "website",
    "distance_m",
    "walk_minutes",
    "open",
    "hours_text",
    "opens_at",
    "closes_at",
    "languages",
    "cost",
    "appointment",
    "conditions",
    "reasons",
    "actions",
    "source",
    "checked_at",
    "confidence",
}


@pytest.fixture(scope="module")
def http(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    api: Api
    with (
        serving(tmp_path_factory.mktemp("api")) as api,
        httpx.Client(base_url=api.url, trust_env=False, timeout=20) as client,
    ):
        yield client


def places(http: httpx.Client, **search: Any) -> dict[str, Any]:
    reply = http.get("/v1/places", params=search)
    assert reply.status_code == 200, reply.text
    found: dict[str, Any] = reply.json()
    return found


def test_need_and_place_apart(http: httpx.Client) -> None:
    found = places(http, need="doctor_gp", near="2140", lang="fr", limit=3)
    assert (found["need"], found["near"]) == ("doctor_gp", "2140")
    assert len(found["places"]) == 3
    for place in found["places"]:
        assert place.keys() >= PLACE_FIELDS
        assert place["open"] in {"yes", "no", "unknown"}
        assert place["source"]


def test_need_and_place_in_one_text(http: httpx.Client) -> None:
    found = places(http, q="voedselpakket 2060", lang="nl")
    assert (found["need"], found["near"]) == ("food_aid", "2060")


def test_words_of_another_language_are_understood(http: httpx.Client) -> None:
    found = places(http, q="food 2060")
    assert (found["need"], found["near"]) == ("food_aid", "2060")
    assert found["places"]


def test_a_name_finds_the_place_itself(http: httpx.Client) -> None:
    found = places(http, q="bib permeke")
    assert found["places"][0]["name"] == "Bibliotheek Permeke"


def test_a_place_alone_lists_what_is_near(http: httpx.Client) -> None:
    found = places(http, q="2060", limit=5)
    assert (found["need"], found["near"]) == (None, "2060")
    assert len(found["places"]) == 5


def test_what_is_given_apart_goes_first(http: httpx.Client) -> None:
    found = places(http, q="voedselpakket 2060", near="Deurne", need="legal_help")
    assert (found["need"], found["near"]) == ("legal_help", "Deurne")


def test_near_is_nearer(http: httpx.Client) -> None:
    near = places(http, need="library_computer", near="Hoboken", limit=1)["places"][0]
    assert near["district"] == "Hoboken"
    assert near["distance_m"] is not None


def test_degrees_are_a_place(http: httpx.Client) -> None:
    found = places(http, need="food_aid", near="51.2194,4.4025", limit=1)
    assert found["near"] == "here"


@pytest.mark.parametrize("near", ["Reykjavik", "999,999", "0,0", "\x00", "Antwerpen"])
def test_an_unknown_place_gives_places_city_wide(http: httpx.Client, near: str) -> None:
    found = places(http, need="food_aid", near=near)
    assert found["near"] is None
    assert found["places"]


def test_only_open_ones(http: httpx.Client) -> None:
    found = places(http, need="library_computer", open_now=True, limit=50)
    assert {place["open"] for place in found["places"]} <= {"yes"}


def test_one_place_by_id(http: httpx.Client) -> None:
    listed = places(http, need="food_aid", limit=1)["places"][0]
    reply = http.get(f"/v1/places/{listed['id']}", params={"lang": "ar"})
    assert reply.status_code == 200
    assert reply.json()["name"] == listed["name"]
    assert reply.json().keys() >= PLACE_FIELDS


@pytest.mark.parametrize(
    "search",
    [
        {"need": "gold"},
        {"lang": "xx"},
        {"lang": ""},
        {"limit": 0},
        {"limit": 51},
        {"limit": "many"},
        {"open_now": "perhaps"},
        {"q": "x" * 301},
        {"near": "x" * 301},
    ],
    ids=str,
)
def test_a_mistake_is_told(http: httpx.Client, search: dict[str, Any]) -> None:
    reply = http.get("/v1/places", params=search)
    assert reply.status_code == 422
    assert reply.headers["content-type"] == "application/problem+json"


def test_an_unknown_need_names_the_known_ones(http: httpx.Client) -> None:
    assert http.get("/v1/places", params={"need": "gold"}).json()["needs"] == list(NEEDS)


@pytest.mark.parametrize("q", ["", "\x00", "%", "' OR 1=1 --", "\u202e" * 50, "🍞", "x" * 300])
def test_any_text_is_searched(http: httpx.Client, q: str) -> None:
    assert isinstance(places(http, q=q)["places"], list)


@pytest.mark.parametrize("code", LANGUAGES)
def test_needs_have_titles_in_every_language(http: httpx.Client, code: str) -> None:
    needs = http.get("/v1/needs", params={"lang": code}).json()["needs"]
    assert [need["id"] for need in needs] == list(NEEDS)
    assert all(need["title"] for need in needs)
    if LANGUAGES[code].understands:
        assert {need["language"] for need in needs} == {code}


@pytest.mark.parametrize(("lang", "written"), [("nl-BE", "nl"), ("AR", "ar"), ("prs", "fa")])
def test_a_language_may_be_written_as_browsers_do(
    http: httpx.Client, lang: str, written: str
) -> None:
    assert http.get("/v1/needs", params={"lang": lang}).status_code == 200
    assert http.get("/v1/words", params={"lang": lang}).json()["asked"] == written


def test_the_page_can_be_asked_for_its_head(http: httpx.Client) -> None:
    for path in ("/", "/static/page.js"):
        head = http.head(path)
        assert (head.status_code, head.content) == (200, b"")


def test_languages_come_with_their_direction(http: httpx.Client) -> None:
    listed = {row["code"]: row for row in http.get("/v1/languages").json()["languages"]}
    assert list(listed) == list(LANGUAGES)
    assert listed["ar"]["direction"] == "rtl"
    assert listed["nl"]["name"] == "Nederlands"


@pytest.mark.parametrize(
    ("search", "field", "value"),
    [
        ({"free": True}, "cost_kind", "free"),
        ({"no_appointment": True}, "appointment_needed", False),
        ({"open_now": True}, "open", "yes"),
    ],
)
def test_a_filter_keeps_what_is_known_to_be_so(
    http: httpx.Client, search: dict[str, Any], field: str, value: object
) -> None:
    for need in ("food_aid", "legal_help", "mental_health"):
        found = places(http, need=need, near="2060", limit=50, **search)
        assert {place[field] for place in found["places"]} <= {value}
        assert found["total"] < places(http, need=need, near="2060", limit=50)["total"]


def test_a_filter_on_languages_and_on_a_b(http: httpx.Client) -> None:
    arabic = places(http, speaks="ar", limit=50)["places"]
    assert arabic and all("ar" in place["language_codes"] for place in arabic)
    cheap = places(http, need="food_aid", good="betaalbaar", limit=50)["places"]
    assert cheap and {place["cost_kind"] for place in cheap} == {"free"}


@pytest.mark.parametrize("search", [{"speaks": "Arabisch"}, {"good": "best"}, {"free": "perhaps"}])
def test_a_filter_that_is_none_is_refused(http: httpx.Client, search: dict[str, str]) -> None:
    reply = http.get("/v1/places", params={"need": "food_aid", **search})
    assert reply.status_code in (400, 422)
    assert reply.headers["content-type"].startswith("application/problem+json")
