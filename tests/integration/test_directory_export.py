"""The directory as others read it: JSON lines, HSDS 3.1 against its schemas, GeoJSON, JSON-LD, CSV."""

import csv
import io
import json
import re
import subprocess
import sys
import tracemalloc
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from sociale_kaart.directory import Directory
from sociale_kaart.export import FORMATS, PACKED, export, export_bytes, hsds_service
from sociale_kaart.export.hsds_tables import TABLES
from sociale_kaart.model import Place, place_id
from sociale_kaart.records import place_from_record
from tests.integration.hsds_schemas import faults, standards, validator
from tests.integration.whole_places import partial_places, places

ROOT = Path(__file__).resolve().parents[2]
ON = date(2026, 11, 22)
SLOW = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much]


@pytest.fixture(scope="module")
def directory(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Directory]:
    yield Directory.starter(tmp_path_factory.mktemp("directory") / "directory.sqlite")


@pytest.fixture(scope="module")
def service_check() -> Any:
    return validator("service.json")


def written(directory: Directory | list[Place], form: str) -> str:
    return "".join(export(directory, form))


def place(**known: Any) -> Place:
    named = {"source": "test", "source_id": "1", "name": "Inloophuis", "kind": "inloopcentrum"}
    return place_from_record(named | known)


# JSON lines


def test_lines_hold_every_place_with_the_agreed_fields(directory: Directory) -> None:
    lines = [json.loads(line) for line in written(directory, "jsonl").splitlines()]
    assert [line["id"] for line in lines] == [place.id for place in directory.places()]
    agreed = {"id", "name", "needs", "latitude", "longitude", "address", "phone", "opening_hours"}
    assert all(agreed <= set(line) for line in lines)


# HSDS


def test_every_stored_record_is_valid_hsds_without_one_unknown_field(
    directory: Directory, service_check: Any
) -> None:
    services = json.loads(written(directory, "hsds"))
    assert [service["id"] for service in services] == [place.id for place in directory.places()]
    for service in services:
        assert faults(service_check, service) == [], service["name"]


def test_the_export_is_also_valid_hsds_3_0_as_published(directory: Directory) -> None:
    check = validator("service.json", "hsds-3.0", strict=False)
    assert [f for p in directory.places() for f in faults(check, hsds_service(p))] == []


@settings(max_examples=100, deadline=None, suppress_health_check=SLOW)
@given(drawn=places)
def test_a_place_with_every_field_is_valid_hsds(drawn: Place) -> None:
    check = _service_check()
    for on in (None, ON):
        assert faults(check, json.loads(json.dumps(hsds_service(drawn, on)))) == []


@settings(max_examples=100, deadline=None, suppress_health_check=SLOW)
@given(drawn=partial_places)
def test_a_place_with_any_fields_is_valid_hsds_and_says_nothing_empty(drawn: Place) -> None:
    service = json.loads(json.dumps(hsds_service(drawn, ON)))
    assert faults(_service_check(), service) == []
    assert _empty_parts(service) == []
    ids = [part["id"] for part in _parts(service) if "id" in part and "code" not in part]
    assert len(ids) == len(set(ids)), "an id stands in a record once"


_CHECKS: list[Any] = []


def _service_check() -> Any:
    if not _CHECKS:
        _CHECKS.append(validator("service.json"))
    return _CHECKS[0]


def _parts(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, list):
        for item in value:
            yield from _parts(item)
    elif isinstance(value, dict):
        yield value
        for item in value.values():
            yield from _parts(item)


def _empty_parts(service: dict[str, Any]) -> list[str]:
    """Everything unknown is absent; only the standard's own `previous_value` may be empty."""
    return [
        name
        for part in _parts(service)
        for name, value in part.items()
        if value in (None, "", [], {}) and name not in ("previous_value", "replacement_value")
    ]


def test_the_check_itself_sees_mistakes(directory: Directory, service_check: Any) -> None:
    good = hsds_service(directory.places()[0])
    wrong: list[dict[str, Any]] = [
        {"id": "no uuid"},
        {"status": "perhaps"},
        {"nmae": "x"},
        {"name": None},
        {"url": "zie website"},
        {"url": "https://café.be"},
        {"email": "info@"},
        {"last_modified": "2026-11-22 10:00"},
        {"phones": [{"id": place_id("a", "b"), "number": "1", "nmuber": "2"}]},
    ]
    for mistake in wrong:
        assert faults(service_check, good | mistake), mistake


def test_ids_stay_what_they_were() -> None:
    permeke = place(
        source="antwerp", source_id="bib-permeke", phone="1", needs=["library_computer"]
    )
    service = hsds_service(permeke)
    assert service["id"] == place_id("antwerp", "bib-permeke")
    again = hsds_service(replace(permeke, name="Bib Permeke", phone="2"))
    assert service["phones"][0]["id"] == again["phones"][0]["id"]
    assert service["attributes"][0]["id"] == again["attributes"][0]["id"]
    assert hsds_service(permeke) == service


def test_plain_weeks_become_rows_and_others_stay_a_string() -> None:
    opening, night, other = (
        hsds_service(place(opening_hours=hours))["schedules"]
        for hours in ("Mo,Tu 09:00-12:00; PH off", "Mo-Su 20:00-08:00", "Jul 15-Aug 15 off")
    )
    (row,) = opening
    assert (row["byday"], row["opens_at"], row["closes_at"]) == ("MO,TU", "09:00:00", "12:00:00")
    assert row["freq"] == "WEEKLY" and row["wkst"] == "MO"
    assert row["description"] == "Mo,Tu 09:00-12:00; PH off"
    assert "holidays" in row["notes"]
    assert night[0]["opens_at"] > night[0]["closes_at"] and "next day" in night[0]["notes"]
    assert "byday" not in other[0] and other[0]["description"] == "Jul 15-Aug 15 off"


def test_three_kinds_of_hours_are_told_apart() -> None:
    several = place(
        opening_hours="Mo 09:00-12:00",
        opening_hours_note="maandagvoormiddag",
        appointment_hours="Tu 09:00-12:00",
        phone_hours="We 09:00-12:00",
    )
    schedules = hsds_service(several)["schedules"]
    kinds = {row["attending_type"]: row["byday"] for row in schedules}
    assert kinds == {"walk-in": "MO", "by appointment": "TU", "by phone": "WE"}
    assert schedules[0]["notes"] == "maandagvoormiddag"


def test_a_notice_is_an_alert_as_long_as_it_holds() -> None:
    notice = {"kind": "closed", "since": "2026-11-20", "until": "2026-11-25", "text": "Verbouwing"}
    shut = place(notices=[notice])
    now = hsds_service(shut, ON)
    assert now["status"] == "temporarily closed"
    assert "Verbouwing" in now["alert"] and "25 november 2026" in now["alert"]
    before, after = hsds_service(shut, date(2026, 11, 19)), hsds_service(shut, date(2026, 11, 26))
    assert before["status"] == "active" and "Verbouwing" in before["alert"]
    assert after["status"] == "active" and "alert" not in after
    assert hsds_service(place(valid_to="2026-11-21"), ON)["status"] == "inactive"


def test_an_export_leaves_out_what_is_over() -> None:
    closed = place(notices=[{"kind": "closed", "until": "2026-11-21", "text": "Verbouwing"}])
    assert b"Verbouwing" not in b"".join(export_bytes([closed], "hsds", on=ON))
    assert b"Verbouwing" in b"".join(export_bytes([closed], "hsds", on=date(2026, 11, 21)))
    node = json.loads(written([closed], "jsonld"))["@graph"][0]
    (days,) = node["availableChannel"]["serviceLocation"]["specialOpeningHoursSpecification"]
    assert (days["opens"], days["closes"], days["validThrough"]) == ("00:00", "00:00", "2026-11-21")


def test_languages_of_an_interpreter_are_not_called_spoken() -> None:
    spoken = [{"code": "ar", "hours": "Th 13:00-16:00"}, {"code": "ti", "interpreter": True}]
    service = hsds_service(place(spoken=spoken))
    (arabic,) = service["languages"]
    assert (arabic["code"], arabic["name"], arabic["note"]) == ("ar", "Arabisch", "Th 13:00-16:00")
    assert "Tigrinya" in service["interpretation_services"]


def test_who_asks_for_papers_is_told_and_unknown_stays_absent() -> None:
    def answers(known: Place) -> dict[str, str]:
        listed = hsds_service(known)["attributes"]
        return {item["taxonomy_term"]["code"]: item["value"] for item in listed}

    assert answers(place(residence_permit_required=False))["residence_permit_required"] == "no"
    assert "residence_permit_required" not in answers(place())
    assert "cost" not in answers(place())
    assert hsds_service(place(cost={"kind": "free"}))["cost_options"][0]["amount"] == 0
    nothing = hsds_service(place(access={"documents": []}))
    assert "required_documents" not in nothing
    assert answers(place(access={"documents": []}))["documents_asked"] == "no"


# GeoJSON


def test_the_map_layer_puts_longitude_first(directory: Directory) -> None:
    layer = json.loads(written(directory, "geojson"))
    assert layer["type"] == "FeatureCollection"
    assert len(layer["features"]) == len(directory.places())
    for feature in layer["features"]:
        assert set(feature) == {"type", "id", "geometry", "properties"}
        if feature["geometry"]:
            longitude, latitude = feature["geometry"]["coordinates"]
            assert 4 < longitude < 5
            assert 51 < latitude < 52


# JSON-LD


def test_search_engines_get_services_with_hours_language_address_and_phone() -> None:
    known = place(
        organisation="Stad Antwerpen",
        street="Kerkstraat",
        house_number="45",
        postcode="2060",
        municipality="Antwerpen",
        point={"latitude": 51.22, "longitude": 4.43},
        location_precision="address",
        phone="03 338 38 00",
        phone_e164="+3233383800",
        opening_hours="Mo-Fr 10:00-12:00; PH off",
        languages=["ar"],
    )
    document = json.loads(written([known], "jsonld"))
    assert document["@context"] == "https://schema.org"
    (node,) = document["@graph"]
    assert node["@type"] == "GovernmentService"
    channel = node["availableChannel"]
    assert channel["availableLanguage"] == ["ar"]
    spot = channel["serviceLocation"]
    assert spot["@type"] == "Place"
    assert spot["telephone"] == channel["servicePhone"]["telephone"] == "+3233383800"
    assert spot["address"]["postalCode"] == "2060"
    assert spot["geo"] == {"@type": "GeoCoordinates", "latitude": 51.22, "longitude": 4.43}
    week, holidays = spot["openingHoursSpecification"]
    assert week["dayOfWeek"] == ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday"]
    assert (week["opens"], week["closes"]) == ("10:00", "12:00")
    assert holidays["dayOfWeek"] == ["PublicHolidays"]


def test_no_text_can_end_the_script_that_the_document_stands_in() -> None:
    nasty = place(name="</script><script>alert(1)</script>\u2028", website="javascript:alert(1)")
    for form in FORMATS:
        document = written([nasty], form)
        assert "<" not in document and "\u2028" not in document
    node = json.loads(written([nasty], "jsonld"))["@graph"][0]
    assert node["name"].startswith("</script>")
    assert "url" not in node


@settings(max_examples=100, deadline=None, suppress_health_check=SLOW)
@given(drawn=partial_places)
def test_every_format_takes_every_place(drawn: Place) -> None:
    for form in (*FORMATS, *PACKED):
        raw = b"".join(export_bytes([drawn], form, ["all"]))
        if form in FORMATS:
            json.loads(raw.decode("utf-8"))


def test_half_a_letter_breaks_no_export() -> None:
    broken = place(name="half \ud83d letter", organisation="\ud83d", services=["\ud83d"])
    for form in FORMATS:
        raw = b"".join(export_bytes([broken], form))
        assert "half ? letter" in raw.decode("utf-8")


# HSDS tables


def test_the_tables_join_and_have_columns_of_the_standard(directory: Directory) -> None:
    examples = standards("hsds-3.1-dev/examples/csv")
    with zipfile.ZipFile(io.BytesIO(b"".join(export_bytes(directory, "hsds-csv")))) as archive:
        tables = {
            name.removesuffix(".csv"): list(
                csv.DictReader(io.TextIOWrapper(archive.open(name), "utf-8", newline=""))
            )
            for name in archive.namelist()
        }
    assert set(tables) == set(TABLES)
    for name, columns in TABLES.items():
        example = examples / f"{'url' if name == 'urls' else name}.csv"
        if name != "urls":  # upstream's example of it lacks the columns of its own schema
            header = example.read_text("utf-8").splitlines()[0].split(",")
            assert set(columns) <= set(header), name
        ids = [row["id"] for row in tables[name]]
        assert len(ids) == len(set(ids)), name
    assert len(tables["services"]) == len(directory.places())
    ids_of = {name: {row["id"] for row in rows} for name, rows in tables.items()}
    for name, column, of in (
        ("services", "organization_id", "organizations"),
        ("phones", "service_id", "services"),
        ("service_at_location", "location_id", "locations"),
        ("addresses", "location_id", "locations"),
        ("attributes", "taxonomy_term_id", "taxonomy_terms"),
        ("taxonomy_terms", "taxonomy_id", "taxonomies"),
    ):
        assert {row[column] for row in tables[name]} <= ids_of[of], (name, column)


def test_a_spreadsheet_runs_no_name_as_a_formula() -> None:
    nasty = place(name='=HYPERLINK("http://x","y")', phone_e164="+3233383800", phone="03")
    with zipfile.ZipFile(io.BytesIO(b"".join(export_bytes([nasty], "hsds-csv")))) as archive:
        assert "'=HYPERLINK" in archive.read("services.csv").decode()
        assert ",+3233383800," in archive.read("phones.csv").decode()


# Licences, sizes, the command


def test_marked_places_are_left_out_unless_asked_for() -> None:
    ours, marked = place(), place(source_id="2", licence="ODbL-1.0")
    for form in FORMATS:
        assert marked.id not in written([ours, marked], form)
        assert marked.id in "".join(export([ours, marked], form, ["ODbL-1.0"]))
    assert '"ODbL-1.0"' in "".join(export([marked], "hsds", ["ODbL-1.0"]))


def test_many_places_never_stand_in_memory_as_one_text(directory: Directory) -> None:
    few = list(directory.places())

    def many() -> Iterator[Place]:
        for number in range(4_000):
            yield few[number % len(few)]

    for form in ("hsds", "geojson", "jsonld", "jsonl"):
        size = 0
        tracemalloc.start()
        for part in FORMATS[form](many()):
            size += len(part)
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        assert size > 2_000_000
        assert peak < size / 2, form


def test_an_unknown_format_is_refused(directory: Directory) -> None:
    with pytest.raises(ValueError, match="jsonl"):
        export(directory, "xml")
    with pytest.raises(ValueError, match="hsds-csv"):
        export_bytes(directory, "xml")
    assert {"jsonl", "hsds", "geojson", "jsonld"} == set(FORMATS)


def test_the_command_writes_every_format(tmp_path: Path) -> None:
    database = f"sqlite:///{tmp_path / 'directory.sqlite'}"
    for form, begins in (("hsds", b"[\n{"), ("geojson", b'{"type"'), ("jsonld", b'{"@context"')):
        done = subprocess.run(
            [sys.executable, "-m", "api.cli", "directory", "export", "--format", form],
            cwd=ROOT,
            env={"WEGWIJS_DIRECTORY_URL": database, "PATH": ""},
            capture_output=True,
            check=True,
        )
        assert done.stdout.startswith(begins), form
        assert re.search(rb"Permeke", done.stdout)
