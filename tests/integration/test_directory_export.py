"""The directory as others read it: JSON lines, HSDS 3.0 against its schemas, GeoJSON."""

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012

from sociale_kaart.directory import Directory
from sociale_kaart.export import FORMATS, export, hsds_service

ROOT = Path(__file__).resolve().parents[2]
SCHEMAS = (
    Path(os.environ.get("WEGWIJS_STANDARDS", ROOT / "../shared/standards")) / "hsds-3.0/schema"
)
BASE = "https://schemas.test/"


@pytest.fixture(scope="module")
def directory(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Directory]:
    yield Directory.starter(tmp_path_factory.mktemp("directory") / "directory.sqlite")


def written(directory: Directory, form: str) -> str:
    return "".join(export(directory, form))


def test_lines_hold_every_place_with_the_agreed_fields(directory: Directory) -> None:
    lines = [json.loads(line) for line in written(directory, "jsonl").splitlines()]
    assert [line["id"] for line in lines] == [place.id for place in directory.places()]
    agreed = {"id", "name", "needs", "latitude", "longitude", "address", "phone", "opening_hours"}
    assert all(agreed <= set(line) for line in lines)


def test_the_map_layer_puts_longitude_first(directory: Directory) -> None:
    layer = json.loads(written(directory, "geojson"))
    assert layer["type"] == "FeatureCollection"
    assert len(layer["features"]) == len(directory.places())
    for feature in layer["features"]:
        if feature["geometry"]:
            longitude, latitude = feature["geometry"]["coordinates"]
            assert 4 < longitude < 5
            assert 51 < latitude < 52


def test_services_are_valid_hsds_without_one_unknown_field(directory: Directory) -> None:
    if not SCHEMAS.is_dir():
        pytest.skip(f"no HSDS schemas at {SCHEMAS}: set WEGWIJS_STANDARDS to check the export")
    validator = service_validator()
    services = json.loads(written(directory, "hsds"))
    assert len(services) == len(directory.places())
    for service in services:
        errors = [f"{error.json_path}: {error.message}" for error in validator.iter_errors(service)]
        assert errors == [], service["name"]


def test_the_check_itself_sees_mistakes(directory: Directory) -> None:
    if not SCHEMAS.is_dir():
        pytest.skip(f"no HSDS schemas at {SCHEMAS}: set WEGWIJS_STANDARDS to check the export")
    validator = service_validator()
    good = hsds_service(directory.places()[0])
    for wrong in ({"id": "no uuid"}, {"status": "perhaps"}, {"nmae": "x"}, {"name": None}):
        assert list(validator.iter_errors(good | wrong)), wrong


def test_an_unknown_format_is_refused(directory: Directory) -> None:
    with pytest.raises(ValueError, match="jsonl"):
        export(directory, "xml")
    assert set(FORMATS) == {"jsonl", "hsds", "geojson"}


def service_validator() -> Draft202012Validator:
    """The schemas of the standard, made strict: a misspelt field is an error too."""
    resources = []
    for path in SCHEMAS.glob("*.json"):
        schema = json.loads(path.read_text("utf-8"))
        resource = Resource.from_contents(strict(schema), default_specification=DRAFT202012)
        resources.append((BASE + path.name, resource))
    registry: Registry[Any] = Registry().with_resources(resources)
    return Draft202012Validator(
        {"$ref": BASE + "service.json"},
        registry=registry,
        format_checker=Draft202012Validator.FORMAT_CHECKER,
    )


def strict(schema: Any) -> Any:
    if isinstance(schema, list):
        return [strict(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    made = {key: strict(value) for key, value in schema.items()}
    if isinstance(schema.get("properties"), dict) and schema.get("type") == "object":
        made["additionalProperties"] = False
    return made
