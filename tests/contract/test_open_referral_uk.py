"""An Open Referral UK directory on a real server: pages, repeats, broken services, endless lists."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from sociale_kaart.cleaning import open_steps
from sociale_kaart.load import read_records
from sociale_kaart.reading import ReadError
from sociale_kaart.sources import RawRecord, known_sources, open_source
from sociale_kaart.sources.open_referral_uk import MOST_FAILED, create
from tests.contract import standards
from tests.contract.directory_server import Answer, Directory, Query
from tests.integration.api_service import serving

STEPS = known_sources()["antwerp"]["clean"]


def service(number: int, **more: Any) -> dict[str, Any]:
    return {"id": f"s{number}", "name": f"Dienst {number}", "status": "active", **more}


def envelope(items: list[Any], page: int, pages: int) -> dict[str, Any]:
    return {
        "total_items": len(items) * pages, "total_pages": pages, "page_number": page,
        "size": len(items), "first_page": page == 1, "last_page": page == pages,
        "empty": not items, "contents": items,
    }  # fmt: skip


def read(directory: Directory, **changes: Any) -> list[RawRecord]:
    entry = {
        "name": "oruk", "url": directory.url, "allow_private": True, "pause": 0, "back_off": 0,
        "time_out": 3, "today": date(2026, 11, 22), **changes,
    }  # fmt: skip
    return list(create(entry).records())


def with_services(directory: Directory, pages: list[list[int]]) -> None:
    def page(query: Query) -> Answer:
        number = int(query["page"])
        listed = [{"id": f"s{n}", "name": "short"} for n in pages[number - 1]]
        return Answer(envelope(listed, number, len(pages)))

    directory.answer("/services", page)
    for number in {n for numbers in pages for n in numbers}:
        directory.answer(f"/services/s{number}", service(number))


def ids(records: list[RawRecord]) -> list[Any]:
    return [record.fields and record.fields["source_id"] for record in records]


def test_every_service_comes_once_and_whole(directory: Directory) -> None:
    with_services(directory, [[1, 2], [2, 3], [4]])
    records = read(directory)
    assert ids(records) == ["s1", "s2", "s3", "s4"]
    assert [r.fields["name"] for r in records if r.fields] == [f"Dienst {n}" for n in range(1, 5)]
    assert records[0].fields["sources"][0]["url"] == f"{directory.url}/services/s1"
    assert directory.asked[0][1] == {"page": "1", "per_page": "50"}


def test_records_come_while_the_pages_are_being_read(directory: Directory) -> None:
    with_services(directory, [[1], [2], [3]])
    entry = {
        "today": date(2026, 11, 22),
        "name": "o",
        "url": directory.url,
        "allow_private": True,
        "pause": 0,
    }
    records = create(entry).records()
    assert next(records).fields
    assert directory.paths() == ["/services", "/services/s1"]
    records.close()


def test_a_service_that_is_gone_or_fails_is_named_and_the_others_come(directory: Directory) -> None:
    with_services(directory, [[1, 2, 3, 4, 5]])
    directory.answer("/services/s2", Answer({}, 404))
    directory.answer("/services/s3", Answer({}, 500))
    directory.answer("/services/s4", Answer([1]))
    records = read(directory)
    assert [(r.where, r.error) for r in records if r.error] == [
        ("oruk service s2", "127.0.0.1 answers 404"),
        ("oruk service s3", "127.0.0.1 answers 500 (tried 3 times)"),
        ("oruk service s4", "not a JSON object"),
    ]
    assert [found for found in ids(records) if found] == ["s1", "s5"]


def test_a_service_that_fails_once_is_tried_again(directory: Directory) -> None:
    with_services(directory, [[1]])
    directory.answer("/services/s1", Answer({}, 500), service(1))
    assert ids(read(directory)) == ["s1"]


def test_when_many_services_fail_nothing_is_loaded(directory: Directory) -> None:
    with_services(directory, [list(range(MOST_FAILED + 1))])
    for number in range(MOST_FAILED + 1):
        directory.answer(f"/services/s{number}", Answer(b"<html>"))
    with pytest.raises(ReadError):
        read(directory)


@pytest.mark.parametrize(
    "second", [Answer({}, 500), Answer(b"<html>"), Answer({"contents": 1}), Answer([{}], 404)]
)
def test_half_a_list_is_no_list(directory: Directory, second: Answer) -> None:
    directory.answer(
        "/services",
        lambda query: Answer(envelope([{"id": "s1"}], 1, 2)) if query["page"] == "1" else second,
    )
    directory.answer("/services/s1", service(1))
    with pytest.raises(ReadError):
        read(directory)


def test_a_list_that_goes_round_is_noticed(directory: Directory) -> None:
    directory.answer("/services", {**envelope([{"id": "s1"}], 1, 2), "total_pages": None})
    directory.answer("/services/s1", service(1))
    with pytest.raises(ReadError, match="nothing new"):
        read(directory)
    assert len(directory.asked) < 10


@pytest.mark.parametrize(
    "page",
    [
        {"content": [{"id": "s1"}], "totalPages": 1, "number": 1, "last": True},
        [{"id": "s1"}],
        {"contents": [{"id": "s1"}, {"name": "no id"}, 7, None], "last_page": True},
    ],
)
def test_other_envelopes_are_read_too(directory: Directory, page: Any) -> None:
    directory.answer("/services", page)
    directory.answer("/services/s1", service(1))
    records = read(directory)
    assert ids(records)[0] == "s1"
    assert all(record.error == "id: is missing, or cannot be asked for" for record in records[1:])


def test_an_id_cannot_change_the_path_that_is_asked_for(directory: Directory) -> None:
    directory.answer("/services", envelope([{"id": "../../admin?x=1#y"}], 1, 1))
    read(directory)
    assert directory.paths()[1] == "/services/..%2F..%2Fadmin%3Fx%3D1%23y"


def test_the_mocks_of_the_standard_are_read(directory: Directory) -> None:
    mocks = standards.file("oruk-3.0/mocks/default")
    whole = json.loads((mocks / "service_full.json").read_text())
    directory.answer("/services", json.loads((mocks / "service_list.json").read_text()))
    directory.answer(f"/services/{whole['id']}", whole)
    (record,) = read(directory)
    assert record.fields["name"] == "Community Counselling"
    assert record.fields["street"] == "1-30 Main Street"
    assert record.fields["audience"]["minimum_age"] == 12


def test_our_own_running_api_is_read_whole(tmp_path: Path) -> None:
    """Another Wegwijs can be a source: every place of the starter directory comes over HTTP."""
    with serving(tmp_path) as running:
        entry = {
            "name": "andere-stad", "today": date(2026, 11, 22), "url": f"{running.url}/hsds", "allow_private": True,
            "pause": 0, "back_off": 1, "per_page": 100,
        }  # fmt: skip
        records = list(create(entry).records())
    assert [record.error for record in records if record.error] == []
    starter, _ = read_records(open_source("antwerp").records(), open_steps(STEPS))
    back, refused = read_records(records, open_steps(STEPS))
    assert refused == []
    assert {one.name for one in back} == {one.name for one in starter}
    assert {one.needs for one in back} == {one.needs for one in starter}
    assert sum(one.opening_hours is not None for one in back) == sum(
        one.opening_hours is not None for one in starter
    )
