"""De Sociale Kaart, in the shapes that were seen, from a real server: pages, gaps, new rubrics."""

import json
from pathlib import Path
from typing import Any

import pytest

from sociale_kaart.reading import ReadError
from sociale_kaart.records import place_from_record
from sociale_kaart.sources import RawRecord
from sociale_kaart.sources.de_sociale_kaart import MOST_FAILED, RUBRICS, create
from tests.contract.directory_server import Answer, Directory, Query

SHAPES = json.loads((Path(__file__).parent / "recorded/sociale_kaart_offers.json").read_text())


def offers(query: Query) -> Answer:
    pages = SHAPES["childcare" if query["rubrics"].startswith("10.") else "disability"]
    return Answer(pages[int(query["page"])])


@pytest.fixture
def kaart(directory: Directory) -> Directory:
    directory.answer("/api/generic-list/rubric", SHAPES["rubrics"])
    directory.answer("/api/health-offers", offers)
    for offer_id, leaflet in SHAPES["leaflets"].items():
        directory.answer(f"/api/leaflet/{offer_id}", leaflet)
    return directory


def read(directory: Directory, **changes: Any) -> list[RawRecord]:
    entry = {
        "name": "soka", "url": directory.url, "allow_private": True, "pause": 0, "back_off": 0,
        "time_out": 3, "key_header": "x-api-key", "key": "sleutel", **changes,
    }  # fmt: skip
    return list(create(entry).records())


def by_id(records: list[RawRecord]) -> dict[str, Any]:
    return {r.fields["source_id"]: r.fields for r in records if r.fields and not r.error}


def test_an_offer_on_two_pages_and_in_two_rubrics_is_one_record(kaart: Directory) -> None:
    records = read(kaart)
    found = by_id(records)
    assert list(found) == ["3f0a9c", "77b2", "4711"]
    offer = found["3f0a9c"]
    assert offer["needs"] == ["childcare", "disability"]
    assert offer["identifiers"] == [{"scheme": "kbo", "value": "0207.500.123"}]
    assert (offer["street"], offer["house_number"]) == ("Voorbeeldstraat", "12")
    assert (offer["postcode"], offer["municipality"]) == ("2060", "Antwerpen")
    assert offer["point"] == {"latitude": 51.2301, "longitude": 4.4302}
    assert offer["phone"] == "03 338 38 00"
    assert offer["services"] == ["Gezinsopvang"]
    page = "https://www.desocialekaart.be/kinderopvang-de-voorbeeldjes-501999"
    assert offer["sources"] == [{"url": page, "seen": "2026-05-04"}]
    assert place_from_record(offer).name == "Kinderopvang De Voorbeeldjes"
    assert found["4711"]["scope"] == "phone"
    assert found["4711"]["sources"][0]["url"] == (
        "https://www.desocialekaart.be/dagcentrum-voorbeeld-4711"
    )


def test_an_offer_without_anything_is_a_record_that_is_refused_by_name(kaart: Directory) -> None:
    empty = by_id(read(kaart))["77b2"]
    with pytest.raises(ValueError, match="name: is missing"):
        place_from_record(empty)


def test_an_offer_that_has_ended_is_named_and_not_kept(kaart: Directory) -> None:
    ended = [record for record in read(kaart) if record.error]
    assert [(r.fields, r.error) for r in ended] == [(None, "state: stopped, so it is not shown")]


def test_the_key_goes_with_every_request_and_a_rubric_is_asked_for_by_its_whole_name(
    kaart: Directory,
) -> None:
    read(kaart)
    for _, _, headers in kaart.asked:
        assert {key.lower(): value for key, value in headers.items()}["x-api-key"] == "sleutel"
    asked = {query["rubrics"] for path, query, _ in kaart.asked if path.endswith("offers")}
    assert asked == {
        "10.07.03. Gezinsopvang voor kinderen",
        "13.08. Dagopvang personen met een handicap",
    }


def test_there_is_a_pause_between_pages_and_a_longer_one_after_an_error(
    kaart: Directory, monkeypatch: pytest.MonkeyPatch
) -> None:
    waits: list[float] = []
    monkeypatch.setattr("sociale_kaart.sources.de_sociale_kaart.web_from", _web(waits))
    kaart.answer("/api/health-offers", Answer({}, 502), offers)
    assert len(by_id(read(kaart))) == 3
    assert waits.count(0.5) == len(kaart.asked) - 1
    assert [wait for wait in waits if wait != 0.5] == [5]


def _web(waits: list[float]) -> Any:
    from sociale_kaart.reading.fetch import Web

    return lambda entry: Web(entry["url"], allow_private=True, sleep=waits.append)


def test_a_rubric_without_a_line_stops_the_load_and_is_named(kaart: Directory) -> None:
    names = [*SHAPES["rubrics"]["content"], {"name": "11.03. Iets nieuws"}, {"name": "12. Ander"}]
    kaart.answer("/api/generic-list/rubric", {"content": names})
    with pytest.raises(ReadError, match=r"sociale_kaart_rubrics.toml has no line for: 11.03, 12"):
        read(kaart)


def test_a_rubric_in_an_activity_without_a_line_stops_the_load_too(kaart: Directory) -> None:
    leaflet = {"activities": [{"name": {"description": "19.01.02. Iets nieuws"}}]}
    kaart.answer("/api/leaflet/77b2", leaflet)
    with pytest.raises(ReadError, match=r"no line for: 19\.01\.02"):
        read(kaart)


def test_a_page_that_is_no_list_stops_the_load(kaart: Directory) -> None:
    for body in (Answer({"content": "x"}), Answer(b"<html>"), Answer([])):
        kaart.answer("/api/health-offers", body)
        with pytest.raises(ReadError):
            read(kaart)


def test_pages_without_an_end_stop_the_load(kaart: Directory) -> None:
    page = {**SHAPES["childcare"][0], "page": {"totalPages": 10**9}}
    kaart.answer("/api/health-offers", page)
    with pytest.raises(ReadError, match="nothing new"):
        read(kaart)
    assert len(kaart.asked) < 10


def test_a_leaflet_that_fails_is_named_and_its_place_is_kept(kaart: Directory) -> None:
    kaart.answer("/api/leaflet/4711", Answer({}, 500))
    failed = [record for record in read(kaart) if record.error and record.fields]
    assert [record.fields for record in failed] == [{"source": "soka", "source_id": "4711"}]
    kaart.answer("/api/leaflet/4711", Answer({}, 404))
    gone = [record for record in read(kaart) if "404" in (record.error or "")]
    assert [record.fields for record in gone] == [None]


def test_when_most_leaflets_fail_it_is_the_server_and_nothing_is_loaded(kaart: Directory) -> None:
    many = [{"id": {"id": str(number)}} for number in range(MOST_FAILED + 2)]
    page = {"content": many, "page": {"totalPages": 1}}
    kaart.answer("/api/health-offers", page)
    for number in range(MOST_FAILED + 2):
        kaart.answer(f"/api/leaflet/{number}", Answer(b"no json"))
    with pytest.raises(ReadError, match="leaflets cannot be read"):
        read(kaart)


def test_rubrics_can_be_chosen_and_one_that_is_not_there_is_named(kaart: Directory) -> None:
    assert list(by_id(read(kaart, rubrics=["13.08"]))) == ["3f0a9c", "4711"]
    with pytest.raises(ReadError, match="no rubric 99"):
        read(kaart, rubrics=["99"])


def test_the_mapping_that_comes_with_the_product_can_be_read() -> None:
    from sociale_kaart.reading.need_codes import read_need_codes

    codes = read_need_codes(RUBRICS)
    assert codes.require(["10.07.03"]) == ("childcare",)
    assert codes.require(["06.01.02"]) == ("work_search", "training")
    assert codes.needs_for(["02.06.01"]).unknown == ()
    with pytest.raises(ReadError, match=r"no line for: 10\.07"):
        codes.require(["10.07"])
