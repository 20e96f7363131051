"""Makes records of the rows of a table, by a mapping file that says which column is which field.

`"Tel." = "phone"` and `Gratis = {field = "cost.kind", values = {ja = "free", nee = "paid"}}` are two
lines in the mapping of a spreadsheet of neighbourhood houses in Hoboken. What a cell says that the
mapping does not know is a warning at that row, and the field stays "not known".
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sociale_kaart.needs import NEEDS
from sociale_kaart.reading import ReadError
from sociale_kaart.reading.provenance import provenance
from sociale_kaart.reading.street import split_street
from sociale_kaart.reading.toml_file import TomlFile, read_toml
from sociale_kaart.reading.values import number, shown

TEXTS = {
    "source_id", "name", "organisation", "kind", "scope", "description", "street", "house_number",
    "postcode", "municipality", "district", "location_precision", "phone", "email", "website",
    "opening_hours", "opening_hours_note", "appointment_hours", "phone_hours", "cost.kind",
    "cost.note", "confidence", "checked_at", "review_note", "accessibility.wheelchair",
    "accessibility.note", "capacity", "licence", "valid_from", "valid_to", "access.reason",
    "sources.url", "sources.seen",
}  # fmt: skip
LISTS = {
    "services", "needs", "languages", "target_groups", "audience.genders", "audience.statuses",
    "access.documents",
}  # fmt: skip
FLAGS = {
    "appointment_required", "residence_permit_required", "access.referral_required",
    "access.unconditional", "access.low_threshold", "audience.families",
}  # fmt: skip
NUMBERS = {"audience.minimum_age", "audience.maximum_age", "point.latitude", "point.longitude"}
ADDRESS = "address"
"""A pseudo field: street and house number in one cell."""
_PATTERNS = re.compile(r"translations\.[a-z]{2,3}\.(?:name|description)|identifiers\.[\w-]{1,50}")

_YES = {"ja", "j", "yes", "y", "true", "waar", "1", "x", "oui", "o", "vrai", "si", "✓"}
_NO = {"nee", "neen", "n", "no", "false", "onwaar", "0", "non", "faux"}
_FILE_KEYS = {"separator", "encoding", "header_row", "sheet", "id"}
_COLUMN_KEYS = {"field", "values", "split", "other"}


@dataclass(frozen=True, slots=True)
class Column:
    """One column of the table: the field it is, and how its cells are read.

    `values` says for a cell (in lower case) what it means; `split` takes a cell apart into several;
    `keep` leaves a cell that `values` does not have as it is.
    """

    header: str
    field: str
    values: Mapping[str, Any]
    split: str | None
    keep: bool


@dataclass(frozen=True, slots=True)
class Columns:
    """A mapping file as read: columns, what is the same in every row, and how the file is written."""

    file: TomlFile
    columns: tuple[Column, ...]
    fixed: Mapping[str, Any]
    id_columns: tuple[str, ...]
    separator: str | None
    encoding: str | None
    header_row: int
    sheet: str | None

    def positions(self, headers: Sequence[str]) -> dict[str, int]:
        """Where each column of the mapping stands; ReadError names one that is not in the table."""
        found = [header.strip() for header in headers]
        for header in dict.fromkeys([c.header for c in self.columns] + list(self.id_columns)):
            count = found.count(header)
            if count != 1:
                section, key = self._place_of(header)
                named = ", ".join(repr(shown(name)) for name in found[:40] if name)
                reason = "stands twice in the table" if count else "is not in the table"
                raise self.file.error(
                    section, key, f"column {shown(header)!r} {reason}; there are: {named}"
                )
        return {header: position for position, header in enumerate(found)}

    def _place_of(self, header: str) -> tuple[str, str]:
        in_columns = any(column.header == header for column in self.columns)
        return ("columns", header) if in_columns else ("file", "id")


def read_columns(path: Path) -> Columns:
    """The mapping file; ReadError names the line that is wrong."""
    file = read_toml(path)
    about, table = file.content.get("file", {}), file.content.get("columns")
    fixed = file.content.get("fixed", {})
    if not isinstance(table, dict) or not table:
        raise ReadError(f"{file.name} has no table [columns]")
    if not isinstance(about, dict) or not isinstance(fixed, dict):
        raise ReadError(f"{file.name}: file and fixed must be tables")
    for key in about:
        if key not in _FILE_KEYS:
            raise file.error(
                "file", key, f"{shown(key)} is none of {', '.join(sorted(_FILE_KEYS))}"
            )
    for field in fixed:
        if not _is_field(field):
            raise file.error("fixed", field, f"there is no field {shown(field)!r}")
    columns = tuple(_column(file, header, said) for header, said in table.items())
    return _checked(file, columns, fixed, about)


def _checked(
    file: TomlFile, columns: tuple[Column, ...], fixed: dict[str, Any], about: dict[str, Any]
) -> Columns:
    id_columns = about.get("id", [])
    header_row, separator = about.get("header_row", 1), about.get("separator")
    if not isinstance(id_columns, list) or not all(isinstance(c, str) for c in id_columns):
        raise file.error("file", "id", "id must be a list of columns")
    if not isinstance(header_row, int) or not 1 <= header_row <= 1000:
        raise file.error("file", "header_row", "header_row must be a number from 1")
    if separator is not None and (not isinstance(separator, str) or len(separator) != 1):
        raise file.error("file", "separator", "separator must be one character")
    mapped = {column.field for column in columns} | set(fixed)
    if "name" not in mapped:
        raise ReadError(f"{file.name}: no column is the name")
    if "source_id" not in mapped and not id_columns:
        raise ReadError(f"{file.name}: no column is source_id, and [file] has no id")
    encoding, sheet = about.get("encoding"), about.get("sheet")
    return Columns(
        file, columns, fixed, tuple(id_columns), separator,
        str(encoding) if encoding else None, header_row, str(sheet) if sheet else None,
    )  # fmt: skip


def _is_field(field: str) -> bool:
    known = field in TEXTS | LISTS | FLAGS | NUMBERS or field == ADDRESS
    return known or bool(_PATTERNS.fullmatch(field))


def _column(file: TomlFile, header: str, said: object) -> Column:
    told = {"field": said} if isinstance(said, str) else said
    if not isinstance(told, dict) or not isinstance(told.get("field"), str):
        raise file.error("columns", header, f"column {shown(header)!r} must name a field")
    for key in told:
        if key not in _COLUMN_KEYS:
            keys = ", ".join(sorted(_COLUMN_KEYS))
            raise file.error("columns", header, f"{shown(key)} is none of {keys}")
    field, values, split = told["field"], told.get("values", {}), told.get("split")
    if not _is_field(field):
        raise file.error("columns", header, f"there is no field {shown(field)!r}")
    if not isinstance(values, dict) or (split is not None and not isinstance(split, str)):
        raise file.error("columns", header, "values must be a table and split a text")
    if told.get("other", "warn") not in ("warn", "keep"):
        raise file.error("columns", header, "other is warn or keep")
    _check_needs(file, header, field, values)
    lowered = {str(key).strip().lower(): value for key, value in values.items()}
    return Column(header.strip(), field, lowered, split or None, told.get("other") == "keep")


def _check_needs(file: TomlFile, header: str, field: str, values: Mapping[str, Any]) -> None:
    for value in values.values() if field == "needs" else ():
        for need in value if isinstance(value, list) else [value]:
            if need not in NEEDS:
                raise file.error("columns", header, f"{shown(need)} is not in the list of needs")


# From a row to a record


@dataclass(frozen=True, slots=True)
class Row:
    """The fields of one row, and what in it was not understood."""

    fields: dict[str, Any]
    warnings: tuple[str, ...]


def record_of(
    columns: Columns, positions: Mapping[str, int], cells: Sequence[str], source: str
) -> Row:
    """The record in a row; cells that are missing at its end are empty."""
    flat: dict[str, Any] = dict(columns.fixed)
    warnings: list[str] = []
    for column in columns.columns:
        position = positions[column.header]
        cell = cells[position].strip() if position < len(cells) else ""
        value = list(_values(column, cell, warnings)) if cell else []
        if not value:
            continue
        if column.field in LISTS:
            flat[column.field] = [*flat.get(column.field, []), *value]
        else:
            flat.setdefault(column.field, value[0])
    if columns.id_columns:
        at = (positions[header] for header in columns.id_columns)
        written = [cells[p].strip() if p < len(cells) else "" for p in at]
        flat["source_id"] = "|".join(written) if any(written) else None
    return Row(_nested(flat, source), tuple(dict.fromkeys(warnings)))


def _values(column: Column, cell: str, warnings: list[str]) -> Iterator[Any]:
    for written in cell.split(column.split) if column.split else [cell]:
        said = written.strip()
        if not said:
            continue
        value = _value(column, said)
        if value is None:
            warnings.append(f"{shown(column.header)}: {shown(said)!r} is not understood")
        elif isinstance(value, list):
            yield from value
        else:
            yield value


def _value(column: Column, said: str) -> Any:
    """What one cell (or part of it) means; None: not understood."""
    if said.lower() in column.values:
        return column.values[said.lower()]
    if column.values and not column.keep:
        return None
    if column.field in FLAGS:
        lowered = said.lower()
        return True if lowered in _YES else False if lowered in _NO else None
    if column.field in NUMBERS:
        found = number(said)
        if found is None or column.field.startswith("point."):
            return found
        return int(found) if found == int(found) else None
    if column.field == "needs" and said not in NEEDS:
        return None
    return said


def _nested(flat: Mapping[str, Any], source: str) -> dict[str, Any]:
    """ "cost.kind" becomes the kind in cost; what is a list of parts in a record becomes one."""
    record: dict[str, Any] = {"source": source, "confidence": "medium"}
    for name, value in flat.items():
        group, _, inner = name.partition(".")
        if inner and group not in ("translations", "identifiers", "sources"):
            record.setdefault(group, {})[inner] = value
        elif not inner and name != ADDRESS:
            record[name] = value
    if ADDRESS in flat:
        record["street"], record["house_number"] = split_street(str(flat[ADDRESS]))
    point = record.get("point")
    if point is not None:
        complete = {"latitude", "longitude"} <= point.keys()
        record["point"] = point if complete else None
        exact = "address" if record.get("house_number") else None
        record.setdefault("location_precision", exact if complete else None)
    record["translations"] = _translations(flat)
    record["identifiers"] = _identifiers(flat)
    if "sources.url" in flat:
        record["sources"] = [{"url": flat["sources.url"], "seen": flat.get("sources.seen")}]
    record.setdefault("needs", [])
    record.setdefault("scope", _scope(record))
    record.setdefault("source_id", None)
    record["provenance"] = provenance(record, record.get("checked_at"))
    return record


def _scope(record: Mapping[str, Any]) -> str:
    if record.get("street") or record.get("point"):
        return "place"
    return "phone" if record.get("phone") else "web" if record.get("website") else "citywide"


def _translations(flat: Mapping[str, Any]) -> list[dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {}
    for name, value in flat.items():
        if name.startswith("translations."):
            _, language, field = name.split(".")
            item = found.setdefault(language, {"language": language, "status": "source"})
            item[field] = value
    return list(found.values())


def _identifiers(flat: Mapping[str, Any]) -> list[dict[str, Any]]:
    return [
        {"scheme": name.partition(".")[2], "value": value}
        for name, value in flat.items()
        if name.startswith("identifiers.")
    ]
