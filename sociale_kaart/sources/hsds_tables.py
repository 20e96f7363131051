"""Reads HSDS tabular data: a folder or a zip of CSV files, or the same tables in one JSON file.

`services.csv` has a row for a welcome desk in Ekeren, `phones.csv` its number and
`service_at_location.csv` joins it to `locations.csv`; here the rows come together again as services.
Services are read one by one; the tables that belong to them are in memory, so their size is limited.
"""

import csv
import io
import zipfile
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sociale_kaart.reading import ReadError
from sociale_kaart.reading.entry import hsds_reading, steps
from sociale_kaart.reading.hsds import Reading, places_of
from sociale_kaart.reading.json_items import parsed
from sociale_kaart.reading.values import shown, text
from sociale_kaart.sources import RawRecord

LARGEST_TABLE = 200_000_000
"""Bytes of one table, unpacked; a JSON file of tables may not be larger either."""

Row = Mapping[str, Any]

_TABLES = (
    "accessibility", "addresses", "attributes", "contacts", "cost_options", "languages",
    "locations", "metadata", "organization_identifiers", "organizations", "phones",
    "required_documents", "schedules", "service_areas", "service_at_location", "service_capacity",
    "services",
    "taxonomy_terms", "url", "urls",
)  # fmt: skip
_OF_SERVICE = {
    "phones": "phones", "schedules": "schedules", "languages": "languages",
    "service_areas": "service_areas",
    "contacts": "contacts", "cost_options": "cost_options", "metadata": "metadata",
    "required_documents": "required_documents", "service_capacity": "capacities",
    "urls": "additional_urls", "url": "additional_urls",
}  # fmt: skip
_OWNER = {"metadata": "resource_id", "attributes": "link_id"}
_OF_DOOR = {"phones": "phones", "schedules": "schedules", "contacts": "contacts"}
_OF_LOCATION = {
    "addresses": "addresses", "accessibility": "accessibility", "phones": "phones",
    "schedules": "schedules", "languages": "languages",
}  # fmt: skip
_FORMULA = ("'=", "'+", "'-", "'@")


@dataclass(slots=True)
class _Tables:
    """The rows of all tables but the services, each findable by the thing it belongs to."""

    by_owner: dict[tuple[str, str], dict[str, list[Row]]] = field(default_factory=dict)
    by_id: dict[str, dict[str, Row]] = field(default_factory=dict)

    def add(self, table: str, row: Row) -> None:
        row_id = text(row.get("id"))
        if table in ("locations", "organizations", "taxonomy_terms") and row_id:
            self.by_id.setdefault(table, {})[row_id] = row
        columns = (_OWNER[table],) if table in _OWNER else _OWNERS
        for column in columns:
            owner = text(row.get(column))
            if owner:
                rows = self.by_owner.setdefault((table, column), defaultdict(list))
                rows[owner].append(row)

    def of(self, table: str, column: str, owner: str | None) -> list[Row]:
        column = _OWNER.get(table, column)
        return self.by_owner.get((table, column), {}).get(owner or "", [])


_OWNERS = ("service_id", "location_id", "organization_id", "service_at_location_id")


@dataclass(frozen=True, slots=True)
class HsdsTables:
    """A folder, a zip, or a JSON file of tables."""

    name: str
    path: Path
    clean: tuple[str, ...]
    reading: Reading

    def records(self) -> Iterator[RawRecord]:
        with _opened(self.path) as files:
            tables = _Tables()
            for table in _TABLES:
                for row in files.rows(table) if table != "services" else ():
                    if isinstance(row, Mapping):
                        tables.add(table, row)
            number = 0
            for number, row in enumerate(files.rows("services"), 1):
                where = f"{self.path.name} services row {number}"
                if not isinstance(row, Mapping):
                    yield RawRecord(where, None, row or "not a row")
                    continue
                for place in places_of(_service(row, tables), self.reading):
                    named = f"{where} ({shown(place.id)})"
                    yield RawRecord(named, place.fields, place.reason, place.warnings)
            if not number and not files.has("services"):
                raise ReadError(f"{self.path.name} holds no table of services")


def create(config: Mapping[str, Any]) -> HsdsTables:
    return HsdsTables(config["name"], Path(config["path"]), steps(config), hsds_reading(config))


def _service(row: Row, tables: _Tables) -> dict[str, Any]:
    """A service with everything that belongs to it, as the JSON form of the standard has it."""
    service_id = text(row.get("id"))
    service = dict(row)
    service |= {name: [] for name in _OF_SERVICE.values()}
    for table, name in _OF_SERVICE.items():
        rows = tables.of(table, "service_id", service_id)
        # What belongs to one door is taken up there, and holds for no other.
        whole = [r for r in rows if table not in _OF_DOOR or not r.get("service_at_location_id")]
        service[name] = service[name] + [_with_attributes(r, tables) for r in whole]
    service["attributes"] = _attributes(service_id, tables)
    service["organization"] = _organization(text(row.get("organization_id")), tables)
    joins = tables.of("service_at_location", "service_id", service_id)
    service["service_at_locations"] = [_door(join, tables) for join in joins]
    return service


def _organization(organization_id: str | None, tables: _Tables) -> dict[str, Any]:
    row = tables.by_id.get("organizations", {}).get(organization_id or "", {})
    numbers = tables.of("organization_identifiers", "organization_id", organization_id)
    phones = tables.of("phones", "organization_id", organization_id)
    own = [p for p in phones if not p.get("service_id") and not p.get("location_id")]
    return {**row, "organization_identifiers": numbers, "phones": own}


def _door(join: Row, tables: _Tables) -> dict[str, Any]:
    location_id = text(join.get("location_id"))
    location = dict(tables.by_id.get("locations", {}).get(location_id or "", {}))
    for table, name in _OF_LOCATION.items():
        rows = tables.of(table, "location_id", location_id)
        only = [r for r in rows if not r.get("service_id") and not r.get("service_at_location_id")]
        location[name] = [_with_attributes(r, tables) for r in only]
    location["attributes"] = _attributes(location_id, tables)
    door: dict[str, Any] = {"id": join.get("id"), "location": location}
    for table, name in _OF_DOOR.items():
        door[name] = tables.of(table, "service_at_location_id", text(join.get("id")))
    return door


def _with_attributes(row: Row, tables: _Tables) -> Row:
    found = _attributes(text(row.get("id")), tables)
    return {**row, "attributes": found} if found else row


def _attributes(owner: str | None, tables: _Tables) -> list[Row]:
    terms = tables.by_id.get("taxonomy_terms", {})
    return [
        {**row, "taxonomy_term": terms.get(text(row.get("taxonomy_term_id")) or "", {})}
        for row in tables.of("attributes", "link_id", owner)
    ]


# Where the tables are


class _Files:
    """The tables of a folder; the other two ways to keep them differ in how one is opened."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def __enter__(self) -> "_Files":
        return self

    def __exit__(self, *_: object) -> None:
        return None

    def has(self, table: str) -> bool:
        return (self._path / f"{table}.csv").is_file()

    def rows(self, table: str) -> Iterator[Row | str]:
        """The rows of a table, or what is wrong with one; none when there is no such table."""
        if not self.has(table):
            return
        path = self._path / f"{table}.csv"
        if path.stat().st_size > LARGEST_TABLE:
            raise ReadError(f"{path.name} is larger than {LARGEST_TABLE} bytes")
        with path.open(encoding="utf-8-sig", errors="replace", newline="") as stream:
            yield from _csv_rows(stream)


class _Zip(_Files):
    """The tables in a zip, also when they stand in a folder in it."""

    def __enter__(self) -> "_Zip":
        try:
            self._zip = zipfile.ZipFile(self._path)
        except zipfile.BadZipFile:
            raise ReadError(f"{self._path.name} is no zip file") from None
        self._members = {Path(entry.filename).name: entry for entry in self._zip.infolist()}
        return self

    def __exit__(self, *_: object) -> None:
        self._zip.close()

    def has(self, table: str) -> bool:
        return f"{table}.csv" in self._members

    def rows(self, table: str) -> Iterator[Row | str]:
        if not self.has(table):
            return
        member = self._members[f"{table}.csv"]
        if member.file_size > LARGEST_TABLE:
            raise ReadError(f"{member.filename} unpacks to more than {LARGEST_TABLE} bytes")
        try:
            with self._zip.open(member) as packed:
                stream = io.TextIOWrapper(packed, "utf-8-sig", errors="replace", newline="")
                yield from _csv_rows(stream)
        except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError):
            raise ReadError(f"{self._path.name} cannot be unpacked") from None


class _Json(_Files):
    """The tables in one JSON object: {"services.csv": [{…}, …], …}."""

    def __enter__(self) -> "_Json":
        if self._path.stat().st_size > LARGEST_TABLE:
            raise ReadError(f"{self._path.name} is larger than {LARGEST_TABLE} bytes")
        content = parsed(self._path.read_bytes())
        if not isinstance(content, dict):
            raise ReadError(f"{self._path.name} holds no tables")
        self._tables = {key.removesuffix(".csv"): rows for key, rows in content.items()}
        return self

    def has(self, table: str) -> bool:
        return isinstance(self._tables.get(table), list)

    def rows(self, table: str) -> Iterator[Row | str]:
        for row in self._tables[table] if self.has(table) else ():
            yield row if isinstance(row, Mapping) else "not a row"


def _opened(path: Path) -> _Files:
    if path.is_dir():
        return _Files(path)
    if path.suffix == ".json":
        return _Json(path)
    return _Zip(path)


def _csv_rows(stream: io.TextIOBase | Any) -> Iterator[Row | str]:
    rows = csv.DictReader(stream)
    while True:
        try:
            row = next(rows)
        except StopIteration:
            return
        except csv.Error as error:
            yield f"not CSV: {error}"
            continue
        yield {key: _cell(value) for key, value in row.items() if isinstance(key, str)}


def _cell(value: object) -> str | None:
    """A cell as text. An apostrophe that keeps a spreadsheet from running a formula is taken off."""
    if not isinstance(value, str) or not value:
        return None
    return value[1:] if value.startswith(_FORMULA) else value
