"""The HSDS read API as another directory uses it: a real process, over HTTP only.

A map in Ghent fetches the services of 2060 page by page, comes back an hour later with the ETag it got,
and sends rubbish now and then.
"""

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any

import httpx
import pytest

from sociale_kaart.directory import Directory
from sociale_kaart.export.vocabulary import taxonomies, term_id
from sociale_kaart.geo.distance import distance_m
from sociale_kaart.model import Place, Point
from tests.integration.api_service import Api, serving
from tests.integration.hsds_schemas import compiled, faults, validator


@pytest.fixture(scope="module")
def api(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Api]:
    with serving(tmp_path_factory.mktemp("hsds")) as running:
        yield running


@pytest.fixture(scope="module")
def http(api: Api) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=f"{api.url}/hsds", timeout=20, trust_env=False) as client:
        yield client


@pytest.fixture(scope="module")
def places(api: Api) -> tuple[Place, ...]:
    return Directory.open(f"sqlite:///{api.folder / 'directory.sqlite'}").places()


def contents(http: httpx.Client, path: str, **params: Any) -> list[dict[str, Any]]:
    """Everything that a list gives, page by page."""
    found: list[dict[str, Any]] = []
    page = 1
    while True:
        answer = http.get(path, params={"page": page, "per_page": 100, **params})
        assert answer.status_code == 200, answer.text
        envelope = answer.json()
        found += envelope["contents"]
        if envelope["last_page"]:
            assert envelope["total_items"] == len(found)
            return found
        page += 1


# Refusals first


@pytest.mark.parametrize(
    "path, named",
    [
        ("/services?page=0", "page"),
        ("/services?page=-1", "page"),
        ("/services?page=one", "page"),
        ("/services?page=99999999999999999999", "page"),
        ("/services?per_page=0", "per_page"),
        ("/services?per_page=501", "per_page"),
        ("/services?format=xml", "format"),
        ("/services?modified_after=yesterday", "modified_after"),
        ("/services?proximity=100", "proximity"),
        ("/services?postcode=2060&proximity=far", "proximity"),
        ("/services?postcode=2060&proximity=-5", "proximity"),
        ("/services?postcode=9999&proximity=100", "postcode"),
        ("/services?full=perhaps", "full"),
        ("/services?search=" + "x" * 201, "search"),
        ("/taxonomy_terms?top_only=2x", "top_only"),
        ("/organizations?per_page=%00", "per_page"),
    ],
)
def test_a_parameter_that_is_wrong_is_a_400_that_names_it(
    http: httpx.Client, path: str, named: str
) -> None:
    answer = http.get(path)
    assert answer.status_code == 400
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["detail"].startswith(f"{named}:")
    assert "yesterday" not in answer.text and "xxx" not in answer.text


@pytest.mark.parametrize(
    "kind", ["services", "organizations", "service_at_locations", "taxonomies", "taxonomy_terms"]
)
@pytest.mark.parametrize("made", ["x", "%00", "..%2f..", "00000000-0000-0000-0000-000000000000"])
def test_what_is_not_there_is_a_404(http: httpx.Client, kind: str, made: str) -> None:
    answer = http.get(f"/{kind}/{made}")
    assert answer.status_code == 404
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.headers["access-control-allow-origin"] == "*"


def test_nothing_can_be_written(http: httpx.Client) -> None:
    for method in ("POST", "PUT", "DELETE"):
        assert http.request(method, "/services").status_code == 405


def test_rubbish_in_headers_breaks_nothing(http: httpx.Client) -> None:
    for name in ("If-None-Match", "If-Modified-Since", "Host"):
        for value in ("", "*", '"', "W/", ",,,", "Thu, 99 Foo 2026", "a b<script>", "x" * 5000):
            answer = http.get("/", headers={name: value})
            assert answer.status_code in (200, 304, 400), (name, value)
            assert "<script>" not in answer.text


# What it is


def test_it_says_what_it_is(http: httpx.Client) -> None:
    for path in ("", "/"):
        details = http.get(path).json()
        assert set(details) == {"version", "profile", "openapi_url"}
    described = httpx.get(details["openapi_url"], trust_env=False).json()
    assert "/hsds/services/{id}" in described["paths"]
    parameters = {
        item["name"] for item in described["paths"]["/hsds/services"]["get"]["parameters"]
    }
    assert {"postcode", "proximity", "taxonomy_term_id", "modified_after", "full"} <= parameters


# Lists and records


def test_pages_hold_every_service_once(http: httpx.Client, places: tuple[Place, ...]) -> None:
    listed = contents(http, "/services")
    assert [service["id"] for service in listed] == [place.id for place in places]


def test_a_page_after_the_last_is_empty(http: httpx.Client, places: tuple[Place, ...]) -> None:
    envelope = http.get("/services", params={"page": 1000}).json()
    assert envelope["empty"] and envelope["contents"] == [] and envelope["size"] == 0
    assert envelope["total_items"] == len(places)
    assert not envelope["first_page"] and not envelope["last_page"]


def test_lists_are_as_the_standard_says(http: httpx.Client) -> None:
    for path, name in (
        ("/services", "service_list.json"),
        ("/organizations", "organization_list.json"),
        ("/service_at_locations", "service_at_location_list.json"),
    ):
        check = compiled(name)
        for record in contents(http, path):
            assert faults(check, record) == [], path
    for path, name in (("/taxonomies", "taxonomy.json"), ("/taxonomy_terms", "taxonomy_term.json")):
        check = validator(name)
        for record in contents(http, path):
            assert faults(check, record) == [], path


def test_records_are_as_the_standard_says(http: httpx.Client) -> None:
    check = validator("service.json")
    for service in contents(http, "/services", full=True):
        assert faults(check, service) == [], service["name"]
        assert datetime.fromisoformat(service["last_modified"]).tzinfo is not None
    first = http.get("/services").json()["contents"][0]["id"]
    assert faults(check, http.get(f"/services/{first}").json()) == []


def test_an_organisation_has_its_services(http: httpx.Client, places: tuple[Place, ...]) -> None:
    listed = contents(http, "/organizations")
    caw = next(one for one in listed if one["name"] == "CAW Antwerpen")
    whole = http.get(f"/organizations/{caw['id']}").json()
    wanted = {place.id for place in places if place.organisation == "CAW Antwerpen"}
    assert {service["id"] for service in whole["services"]} == wanted
    services = whole.pop("services")
    assert faults(validator("organization.json"), whole) == []
    assert "attributes" not in services[0]
    full = http.get(f"/organizations/{caw['id']}", params={"full_service": True}).json()
    assert "attributes" in full["services"][0]
    filtered = contents(http, "/services", organization_id=caw["id"])
    assert {service["id"] for service in filtered} == wanted


def test_a_service_at_its_location_is_whole(http: httpx.Client) -> None:
    for listed in contents(http, "/service_at_locations")[:20]:
        whole = http.get(f"/service_at_locations/{listed['id']}").json()
        service = whole.pop("service")
        assert faults(validator("service_at_location.json"), whole) == []
        assert faults(validator("service.json"), service) == []
        assert service["id"] == listed["service_id"]


# Filters


def test_by_need_by_group_of_needs_and_by_taxonomy(
    http: httpx.Client, places: tuple[Place, ...]
) -> None:
    food = {place.id for place in places if "food_aid" in place.needs}
    found = {
        one["id"]
        for one in contents(http, "/services", taxonomy_term_id=term_id("need", "food_aid"))
    }
    assert found == food
    basics = contents(http, "/services", taxonomy_term_id=term_id("need", "basics"))
    assert food < {one["id"] for one in basics}
    with_need = contents(http, "/services", taxonomy_id=taxonomies()["need"].id)
    assert {one["id"] for one in with_need} == {place.id for place in places if place.needs}
    assert contents(http, "/services", taxonomy_term_id="nothing") == []


def test_terms_have_parents_and_can_be_asked_by_them(http: httpx.Client) -> None:
    needs = taxonomies()["need"].id
    every = contents(http, "/taxonomy_terms", taxonomy_id=needs)
    assert len(every) == 45 + 10
    top = contents(http, "/taxonomy_terms", taxonomy_id=needs, top_only=True)
    assert {one["code"] for one in top} == {one["code"] for one in every if "parent_id" not in one}
    basics = contents(http, "/taxonomy_terms", parent_id=term_id("need", "basics"))
    assert "food_aid" in {one["code"] for one in basics}


def test_search_needs_every_word_and_no_accents(http: httpx.Client) -> None:
    found = {one["name"] for one in contents(http, "/services", search="BIBLIOTHÉÉK perméke")}
    assert found and all("Permeke" in name for name in found)
    assert contents(http, "/services", search="permeke zwembadxyz") == []


def test_near_a_postcode(http: httpx.Client, places: tuple[Place, ...], api: Api) -> None:
    there = contents(http, "/service_at_locations", postcode="2060", proximity=800)
    assert there
    middle = Directory.open(f"sqlite:///{api.folder / 'directory.sqlite'}").locate("2060")
    assert middle is not None
    spot = Point(middle.latitude, middle.longitude)
    near = {p.id for p in places if p.point and distance_m(spot, p.point) <= 800}
    assert {one["service_id"] for one in there} == near
    serving_it = {one["id"] for one in contents(http, "/services", postcode="2060")}
    wanted = {p.id for p in places if p.postcode == "2060" or p.scope == "citywide"}
    assert serving_it == wanted


def test_modified_after_gives_only_what_is_new(
    http: httpx.Client, places: tuple[Place, ...]
) -> None:
    now = datetime.now(UTC)
    before, after = now - timedelta(days=1), now + timedelta(days=1)
    assert len(contents(http, "/services", modified_after=before.isoformat())) == len(places)
    assert contents(http, "/services", modified_after=after.isoformat()) == []
    assert http.get("/services?modified_after=2020-01-01T00:00:00+01:00").json()["total_items"]
    assert http.get("/services?modified_after=2020-01-01").json()["total_items"] == len(places)


def test_minimal_fits_on_one_page(http: httpx.Client, places: tuple[Place, ...]) -> None:
    envelope = http.get("/services", params={"minimal": True}).json()
    assert envelope["total_pages"] == 1 and len(envelope["contents"]) == len(places)
    assert all(set(one) == {"id", "last_modified"} for one in envelope["contents"])


def test_lines_without_pages(http: httpx.Client, places: tuple[Place, ...]) -> None:
    answer = http.get("/services", params={"format": "ndjson", "full": True})
    assert answer.headers["content-type"].startswith("application/x-ndjson")
    lines = [json.loads(line) for line in answer.text.splitlines()]
    assert [line["id"] for line in lines] == [place.id for place in places]


# Coming back, and pages of other sites


def test_who_has_it_already_gets_nothing_again(http: httpx.Client) -> None:
    first = http.get("/services")
    again = http.get("/services", headers={"If-None-Match": first.headers["etag"]})
    assert again.status_code == 304 and again.content == b""
    assert again.headers["etag"] == first.headers["etag"]
    since = {"If-Modified-Since": first.headers["last-modified"]}
    assert http.get("/services", headers=since).status_code == 304
    assert http.get("/services", headers={"If-None-Match": '"other"'} | since).status_code == 200
    old = {"If-Modified-Since": "Thu, 01 Jan 2015 00:00:00 GMT"}
    assert http.get("/services", headers=old).status_code == 200
    assert parsedate_to_datetime(first.headers["last-modified"]) <= datetime.now(UTC)
    assert "no-store" not in first.headers["cache-control"]


def test_pages_of_other_sites_may_read_this_and_nothing_else(http: httpx.Client, api: Api) -> None:
    origin = {"Origin": "https://kaart.example"}
    assert http.get("/services", headers=origin).headers["access-control-allow-origin"] == "*"
    asked = http.options("/services", headers=origin | {"Access-Control-Request-Method": "GET"})
    assert asked.status_code == 204
    assert "GET" in asked.headers["access-control-allow-methods"]
    other = httpx.get(f"{api.url}/v1/needs", headers=origin, trust_env=False)
    assert "access-control-allow-origin" not in other.headers


def test_a_loop_meets_a_limit_and_the_talks_go_on(tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("limits")
    with serving(folder, WEGWIJS_REQUESTS_PER_SECOND="1") as small:
        codes = [
            httpx.get(f"{small.url}/hsds/taxonomies", trust_env=False).status_code
            for _ in range(12)
        ]
        assert codes[:3] == [200, 200, 200] and 429 in codes
        refused = httpx.get(f"{small.url}/hsds/taxonomies", trust_env=False)
        if refused.status_code == 429:
            assert int(refused.headers["retry-after"]) >= 1
            assert refused.headers["access-control-allow-origin"] == "*"
        begun = httpx.post(f"{small.url}/v1/conversations", json={}, trust_env=False)
        assert begun.status_code == 201
