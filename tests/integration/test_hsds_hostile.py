"""Records that try to break what goes out, and records of others' licences, through the running API.

Two hundred places with HTML, half letters, formulas and hours that never end are stored beside one of
OpenStreetMap; every route of `/hsds`, the printed list and every export still answers, and right.
"""

import json
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import httpx
import pytest
from hypothesis import HealthCheck, Phase, given, settings

from sociale_kaart.directory import Directory
from sociale_kaart.model import Place
from sociale_kaart.records import place_from_record
from sociale_kaart.store import migrate, open_engine, write
from tests.integration.api_service import ROOT, Api, serving
from tests.integration.hsds_schemas import faults, validator
from tests.integration.whole_places import records

MARKED = place_from_record(
    {"source": "osm", "source_id": "node/1", "name": "Kringwinkel", "kind": "kringwinkel",
     "licence": "ODbL-1.0", "postcode": "2060", "needs": ["clothes_furniture"]}
)  # fmt: skip


def hostile() -> list[Place]:
    """Two hundred made-up places, the same every time."""
    drawn: list[Place] = []

    @settings(
        max_examples=200,
        derandomize=True,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(records)
    def draw(record: dict[str, Any]) -> None:
        numbered = record | {"source_id": str(len(drawn)), "licence": None}
        drawn.append(_storable(place_from_record(numbered)))

    draw()
    return drawn


def _storable(place: Place) -> Place:
    """As JSON in a database has it: PostgreSQL and SQLite take no NUL and no half letters."""
    raw = json.dumps(place.to_record(), ensure_ascii=False).replace("\\u0000", "?")
    return place_from_record(json.loads(raw.encode("utf-8", "replace").decode("utf-8")))


@pytest.fixture(scope="module")
def api(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Api]:
    folder = tmp_path_factory.mktemp("hostile")
    database = f"sqlite:///{folder / 'directory.sqlite'}"
    Directory.open(database)
    engine = open_engine(database)
    migrate(engine)
    write(engine, "drawn", hostile(), datetime.now(UTC))
    write(engine, "osm", [MARKED], datetime.now(UTC))
    with serving(folder) as running:
        yield running


@pytest.fixture(scope="module")
def http(api: Api) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=api.url, timeout=60, trust_env=False) as client:
        yield client


def lines(http: httpx.Client, path: str, **params: Any) -> list[dict[str, Any]]:
    answer = http.get(f"/hsds/{path}", params={"format": "ndjson", **params})
    assert answer.status_code == 200
    return [json.loads(line) for line in answer.text.splitlines()]


def test_every_record_goes_out_valid(http: httpx.Client) -> None:
    services = lines(http, "services", full=True)
    assert len(services) >= 200
    check = validator("service.json")
    assert [fault for service in services for fault in faults(check, service)] == []
    for path in ("organizations", "service_at_locations", "taxonomy_terms"):
        assert lines(http, path)


def test_every_record_can_be_asked_for(http: httpx.Client) -> None:
    for kind in ("services", "service_at_locations", "organizations"):
        for record in lines(http, kind)[-60:]:
            assert http.get(f"/hsds/{kind}/{record['id']}").status_code == 200


def test_the_printed_list_holds_nothing_that_runs(http: httpx.Client) -> None:
    shown = http.get("/print?lang=ar")
    assert shown.status_code == 200
    assert "<svg" not in shown.text and "<script" not in shown.text
    assert "javascript:" not in shown.text


def test_records_of_openstreetmap_stay_apart_until_asked_for(http: httpx.Client) -> None:
    ours = {one["id"] for one in lines(http, "services")}
    assert MARKED.id not in ours
    for licence in ("ODbL-1.0", "all", "CC-BY, ODbL-1.0"):
        assert {one["id"] for one in lines(http, "services", licence=licence)} == ours | {MARKED.id}
    assert {one["id"] for one in lines(http, "services", licence="CC-BY")} == ours
    whole = http.get(f"/hsds/services/{MARKED.id}").json()
    (mark,) = [
        item["value"] for item in whole["attributes"] if item["taxonomy_term"]["code"] == "licence"
    ]
    assert mark == "ODbL-1.0"
    for listed in ("organizations", "service_at_locations"):
        with_mark = {one["id"] for one in lines(http, listed, licence="all")}
        without = {one["id"] for one in lines(http, listed)}
        assert len(with_mark - without) == 1
    assert "Kringwinkel</bdi>" not in http.get("/print?district=2060").text


def test_the_command_keeps_them_apart_too(api: Api) -> None:
    def exported(*more: str) -> bytes:
        done = subprocess.run(
            [sys.executable, "-m", "api.cli", "directory", "export", *more],
            cwd=ROOT,
            env={
                "WEGWIJS_DIRECTORY_URL": f"sqlite:///{api.folder / 'directory.sqlite'}",
                "PATH": "",
            },
            capture_output=True,
            check=True,
        )
        return done.stdout

    without, with_mark = (
        exported("--format", "hsds"),
        exported("--format", "hsds", "--include-odbl"),
    )
    assert MARKED.id.encode() not in without and MARKED.id.encode() in with_mark
    assert exported("--format", "hsds-csv").startswith(b"PK")
