"""The schemas of HSDS as checks: as published, and strict, where a misspelt field is an error too.

`strict_validator("service.json")` refuses a Bibliotheek Permeke with a `nmae`. The folder comes from
WEGWIJS_STANDARDS; tests skip, loudly, when it is not there.
"""

import json
import os
import re
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from jsonschema import Draft202012Validator, FormatChecker
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012

ROOT = Path(__file__).resolve().parents[2]
STANDARDS = Path(os.environ.get("WEGWIJS_STANDARDS", ROOT / "../shared/standards"))
BASE = "https://schemas.test/"

_CHARACTERS = re.compile(r"[A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=]*|%[0-9A-Fa-f]{2}")


def standards(folder: str) -> Path:
    """The folder of a standard; skips the test when it is absent."""
    path = STANDARDS / folder
    if not path.is_dir():
        pytest.skip(f"no schemas at {path}: set WEGWIJS_STANDARDS to check what goes out")
    return path


@cache
def checker() -> FormatChecker:
    """Formats that jsonschema leaves out when their libraries are absent, and whole e-mail addresses."""
    made = FormatChecker(("uuid", "date", "email"))

    @made.checks("uri")
    def uri(value: object) -> bool:
        if not isinstance(value, str):
            return True
        parts = urlsplit(value)
        legal = all(_CHARACTERS.fullmatch(p) for p in re.split(r"(%[0-9A-Fa-f]{2})", value))
        return legal and bool(parts.scheme) and bool(parts.netloc or parts.path)

    @made.checks("date-time")
    def date_time(value: object) -> bool:
        if not isinstance(value, str):
            return True
        try:
            return datetime.fromisoformat(value).tzinfo is not None and "T" in value
        except ValueError:
            return False

    @made.checks("email")
    def email(value: object) -> bool:
        if not isinstance(value, str):
            return True
        return bool(re.fullmatch(r"[^\s@<>]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+", value))

    return made


def validator(name: str, version: str = "hsds-3.1-dev", strict: bool = True) -> Any:
    """A validator for one schema of the standard, such as "service.json"."""
    folder = standards(f"{version}/schema")
    resources = []
    for path in folder.glob("*.json"):
        schema = json.loads(path.read_text("utf-8"))
        made = _strict(schema) if strict else schema
        resource = Resource.from_contents(made, default_specification=DRAFT202012)
        resources.append((BASE + path.name, resource))
    registry: Registry[Any] = Registry().with_resources(resources)
    return Draft202012Validator({"$ref": BASE + name}, registry=registry, format_checker=checker())


def compiled(name: str, version: str = "hsds-3.1-dev") -> Any:
    """A validator for one item of a list answer, such as "service_list.json"; strict."""
    path = standards(f"{version}/schema") / "compiled" / name
    schema = _strict(json.loads(path.read_text("utf-8")))
    return Draft202012Validator(schema, format_checker=checker())


def faults(check: Any, value: Any) -> list[str]:
    return [f"{error.json_path}: {error.message[:200]}" for error in check.iter_errors(value)]


def _strict(schema: Any) -> Any:
    if isinstance(schema, list):
        return [_strict(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    made = {key: _strict(value) for key, value in schema.items()}
    if isinstance(schema.get("properties"), dict) and schema.get("type") == "object":
        made["additionalProperties"] = False
    return made
