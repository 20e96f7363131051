"""docs/reference/directory-record.md and docs/how-to/add-a-source.md say what the code does, all of it."""

import dataclasses
import re
import tomllib
import types
from datetime import date
from pathlib import Path
from typing import Any, Literal, Union, get_args, get_origin

import pytest

from sociale_kaart import model
from sociale_kaart.cleaning import open_steps
from sociale_kaart.reading.columns import read_columns
from sociale_kaart.reading.need_codes import read_need_codes
from sociale_kaart.sources import PACKAGE, open_source

DOCS = Path(__file__).resolve().parents[3] / "docs"
RECORD = (DOCS / "reference/directory-record.md").read_text(encoding="utf-8")
SOURCES = (DOCS / "how-to/add-a-source.md").read_text(encoding="utf-8")

LITERALS = {
    name: found for name, found in vars(model).items() if get_origin(found) is Literal
}  # "Scope" and the other lists of allowed values
PARTS = [
    found
    for found in vars(model).values()
    if dataclasses.is_dataclass(found) and isinstance(found, type)
]


def type_name(kind: Any) -> str:
    """A type in the words of the page: "text or none", "list of Notice"."""
    if isinstance(kind, types.UnionType) or get_origin(kind) is Union:
        return " or ".join(type_name(part) for part in get_args(kind))
    if get_origin(kind) is tuple:
        return f"list of {type_name(get_args(kind)[0])}"
    named = {str: "text", bool: "yes/no", int: "whole number", float: "number", type(None): "none"}
    for name, allowed in LITERALS.items():
        if kind == allowed:
            return name
    return named.get(kind) or str(kind.__name__)


def table(heading: str) -> dict[str, list[str]]:
    """The rows of the table under a heading, by their first cell."""
    section = re.split(rf"^## {heading}$", RECORD, flags=re.MULTILINE)[1].split("\n## ")[0]
    rows = [line.strip("|").split(" | ") for line in section.splitlines() if line.startswith("| ")]
    return {row[0].strip(" `"): [cell.strip() for cell in row[1:]] for row in rows[1:]}


@pytest.mark.parametrize("part", PARTS, ids=lambda part: part.__name__)
def test_every_field_stands_in_the_reference_with_its_type(part: type) -> None:
    rows = table(part.__name__)
    fields = dataclasses.fields(part)  # type: ignore[arg-type]
    assert list(rows) == [field.name for field in fields]
    for field in fields:
        kind, meaning, hsds = rows[field.name]
        assert kind == type_name(field.type), field.name
        assert meaning and hsds, field.name


@pytest.mark.parametrize("name", LITERALS)
def test_every_allowed_value_stands_in_the_reference(name: str) -> None:
    (values,) = table("Values")[name]
    assert re.findall(r"`([^`]+)`", values) == list(get_args(LITERALS[name]))


def test_the_reference_speaks_of_nothing_else() -> None:
    headings = re.findall(r"^## (.+)$", RECORD, flags=re.MULTILINE)
    assert set(headings) == {part.__name__ for part in PARTS} | {"Values"}


# How to add a source


def examples() -> list[dict[str, Any]]:
    return [tomllib.loads(block) for block in re.findall(r"```toml\n(.*?)```", SOURCES, re.DOTALL)]


def test_there_is_an_example_of_every_format() -> None:
    formats = {entry["format"] for block in examples() for entry in block.get("source", ())}
    files = {path.stem for path in (PACKAGE / "sources").glob("*.py")} - {"__init__"}
    # xlsx_table differs from csv_table in the format only, and is named in the text.
    assert formats | {"xlsx_table"} == files
    assert '`format = "xlsx_table"`' in SOURCES


def test_every_example_opens(tmp_path: Path) -> None:
    blocks = re.findall(r"```toml\n(.*?)```", SOURCES, re.DOTALL)
    entries = [block for block in blocks if "[[source]]" in block]
    (columns,) = [block for block in blocks if "[columns]" in block]
    (codes,) = [block for block in blocks if "[codes]" in block]
    (tmp_path / "buurthuizen_columns.toml").write_text(columns, encoding="utf-8")
    (tmp_path / "buurgemeente_codes.toml").write_text(codes, encoding="utf-8")
    assert read_columns(tmp_path / "buurthuizen_columns.toml").header_row == 3
    assert read_need_codes(tmp_path / "buurgemeente_codes.toml").require(["BD-1800"])
    file = tmp_path / "sources.toml"
    file.write_text("\n".join(entries), encoding="utf-8")
    for block in entries:
        name = tomllib.loads(block)["source"][0]["name"]
        source = open_source(name, file=file, key="sleutel", today=date(2026, 11, 22))
        assert source.name == name
        assert open_steps(source.clean) is not None


def test_every_key_of_an_entry_is_explained() -> None:
    """Every `config[…]` and `config.get(…)` in the readers is in the page, so none is a secret."""
    files = [*(PACKAGE / "sources").glob("*.py"), *(PACKAGE / "reading").glob("*.py")]
    code = "\n".join(path.read_text(encoding="utf-8") for path in files)
    keys = set(re.findall(r"config(?:\.get\(|\[)\s*\"(\w+)\"", code)) - {"key", "today"}
    assert keys and not [key for key in keys if f"`{key}" not in SOURCES]
