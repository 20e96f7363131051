"""Writes the hostile records down in each format, as far as the format can carry them.

`WRITERS["csv_table"](folder, server, records)` writes a spreadsheet in which a phone is a formula, and
gives the entry with which it is read.
"""

import csv
import json
import math
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import quote

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

from tests.contract.directory_server import Directory
from tests.contract.hostile_records import Hostile

Entry = dict[str, Any]
Writer = Callable[[Path, Directory, list[Hostile]], Entry]


def places_file(folder: Path, _: Directory, records: list[Hostile]) -> Entry:
    path = folder / "places.jsonl"
    lines = ({**r.fields, "kind": "buurthuis", "needs": r.fields.get("needs")} for r in records)
    path.write_text("".join(json.dumps(line) + "\n" for line in lines))
    return {"path": path}


def places_list(folder: Path, _: Directory, records: list[Hostile]) -> Entry:
    path = folder / "places.json"
    path.write_text(json.dumps([{**r.fields, "kind": "buurthuis"} for r in records]))
    return {"path": path}


def hsds(folder: Path, _: Directory, records: list[Hostile]) -> Entry:
    path = folder / "services.json"
    path.write_text(json.dumps({"contents": [service(r.fields) for r in records]}))
    return {"path": path}


def hsds_tables(folder: Path, _: Directory, records: list[Hostile]) -> Entry:
    path = folder / "tables.json"
    path.write_text(json.dumps(tables(records)))
    return {"path": path}


def hsds_csv(folder: Path, _: Directory, records: list[Hostile]) -> Entry:
    for name, rows in tables(records).items():
        columns = list(dict.fromkeys(key for row in rows for key in row))
        with (folder / name).open("w", newline="", encoding="utf-8", errors="replace") as stream:
            writer = csv.DictWriter(stream, columns)
            writer.writeheader()
            writer.writerows({key: cell(value) for key, value in row.items()} for row in rows)
    return {"path": folder}


def open_referral_uk(_: Path, server: Directory, records: list[Hostile]) -> Entry:
    listed = [{"id": r.fields.get("id"), "name": r.fields.get("name")} for r in records]
    server.answer("/services", {"total_pages": 1, "page_number": 1, "contents": listed})
    for record in records:
        if record.fields.get("id"):
            server.answer(_path(record), service(record.fields))
    return at(server)


def de_sociale_kaart(_: Path, server: Directory, records: list[Hostile]) -> Entry:
    offers = [offer(r.fields) for r in records]
    rubric = "10.07.03. Gezinsopvang voor kinderen"
    server.answer("/api/generic-list/rubric", {"content": [{"name": rubric}]})
    page = {"_embedded": {"list": offers}, "page": {"totalPages": 1}}
    server.answer("/api/health-offers", page)
    return {**at(server), "leaflets": False}


def osm(folder: Path, _: Directory, records: list[Hostile]) -> Entry:
    path = folder / "osm.json"
    path.write_text(json.dumps({"elements": [element(r.fields) for r in records]}))
    return {"path": path}


def csv_table(folder: Path, _: Directory, records: list[Hostile]) -> Entry:
    path = folder / "lijst.csv"
    with path.open("w", newline="", encoding="utf-8", errors="replace") as stream:
        writer = csv.writer(stream, delimiter=";")
        writer.writerow(COLUMNS)
        writer.writerows([cell(r.fields.get(name)) for name in COLUMNS] for r in records)
    return {"path": path, "mapping": mapping(folder)}


def xlsx_table(folder: Path, _: Directory, records: list[Hostile]) -> Entry:
    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    sheet.append(list(COLUMNS))
    for record in records:
        sheet.append([excel_cell(record.fields.get(name)) for name in COLUMNS])
    book.save(folder / "lijst.xlsx")
    return {"path": folder / "lijst.xlsx", "mapping": mapping(folder)}


WRITERS: dict[str, tuple[str, Writer]] = {
    "places_file": ("places_file", places_file),
    "places_file, one list": ("places_file", places_list),
    "hsds": ("hsds", hsds),
    "hsds_tables": ("hsds_tables", hsds_tables),
    "hsds_tables, csv": ("hsds_tables", hsds_csv),
    "open_referral_uk": ("open_referral_uk", open_referral_uk),
    "de_sociale_kaart": ("de_sociale_kaart", de_sociale_kaart),
    "osm": ("osm", osm),
    "csv_table": ("csv_table", csv_table),
    "xlsx_table": ("xlsx_table", xlsx_table),
}
"""By name: the format that reads it, and what writes it down."""


# One record in the words of each format


def at(server: Directory) -> Entry:
    return {"url": server.url, "allow_private": True, "pause": 0, "back_off": 0}


def _path(record: Hostile) -> str:
    return f"/services/{quote(str(record.fields['id']), safe='', errors='replace')}"


def service(fields: dict[str, Any]) -> Entry:
    """An HSDS service with the hostile value wherever the standard keeps that fact."""
    address = {
        "address_1": fields.get("street"), "city": fields.get("municipality"),
        "postal_code": fields.get("postcode"), "address_type": "physical",
    }  # fmt: skip
    location = {
        "id": "l1", "location_type": "physical", "addresses": [address],
        "latitude": fields.get("latitude"), "longitude": fields.get("longitude"),
        "accessibility": [{"description": fields.get("description")}],
    }  # fmt: skip
    hours = fields.get("opening_hours")
    row = {"freq": "WEEKLY", "byday": hours, "opens_at": hours, "closes_at": hours}
    return {
        "id": fields.get("id"), "name": fields.get("name"), "status": "active",
        "description": fields.get("description"), "url": fields.get("website"),
        "email": fields.get("email"), "minimum_age": fields.get("minimum_age"),
        "maximum_age": fields.get("minimum_age"), "fees_description": fields.get("description"),
        "organization": {"name": fields.get("organisation"), "phones": fields.get("phone")},
        "phones": [{"number": fields.get("phone")}], "languages": fields.get("languages"),
        "schedules": [{"description": hours}, row], "attributes": fields.get("needs"),
        "required_documents": [{"document": fields.get("description")}],
        "cost_options": [{"amount": fields.get("minimum_age")}],
        "capacities": [{"available": fields.get("minimum_age"), "updated": hours}],
        "contacts": fields.get("organisation"), "additional_urls": fields.get("website"),
        "service_at_locations": [{"id": "a1", "location": location}],
    }  # fmt: skip


def tables(records: list[Hostile]) -> dict[str, list[Entry]]:
    services, phones, schedules, joins, locations = [], [], [], [], []
    for number, record in enumerate(records):
        whole = service(record.fields)
        owner = whole["id"]
        flat = ("id", "name", "status", "description", "url", "email", "minimum_age")
        services.append({key: whole[key] for key in flat})
        phones.append({"id": f"p{number}", "service_id": owner, **whole["phones"][0]})
        schedules += [{"id": f"s{number}", "service_id": owner, **r} for r in whole["schedules"]]
        joins.append({"id": f"a{number}", "service_id": owner, "location_id": f"l{number}"})
        location = whole["service_at_locations"][0]["location"]
        spot = {key: location[key] for key in ("location_type", "latitude", "longitude")}
        locations.append({"id": f"l{number}", **spot})
    made = {"services": services, "phones": phones, "schedules": schedules}
    made |= {"service_at_location": joins, "locations": locations}
    return {f"{name}.csv": rows for name, rows in made.items()}


def offer(fields: dict[str, Any]) -> Entry:
    """An offer of De Sociale Kaart."""
    return {
        "id": {"id": fields.get("id")},
        "legalName": {"description": fields.get("name")},
        "description": fields.get("description"),
        "state": fields.get("organisation"), "verified": fields.get("opening_hours"),
        "addresses": [{
            "street": {"name": {"description": fields.get("street")}},
            "number": fields.get("house_number"),
            "municipality": {"postalCode": fields.get("postcode"), "name": fields.get("municipality")},
            "location": {"lat": fields.get("latitude"), "lon": fields.get("longitude")},
            "links": fields.get("website"),
        }],
        "activities": [{"name": {"description": fields.get("languages")}}, fields.get("needs")],
        "contactInfo": {
            "phones": [{"value": fields.get("phone"), "primary": fields.get("phone")}],
            "emails": fields.get("email"), "websites": [{"value": fields.get("website")}],
        },
        "administrativeData": [{"type": "CBE_ID", "value": fields.get("postcode")}],
        "links": [{"href": fields.get("website")}],
    }  # fmt: skip


def element(fields: dict[str, Any]) -> Entry:
    """A node of OpenStreetMap. Its ids are numbers: anything else is hostile by itself."""
    own = fields.get("id")
    number = int(own[1:]) if isinstance(own, str) and own[1:].isdecimal() else own
    tags = {
        "amenity": "library", "name": fields.get("name"), "description": fields.get("description"),
        "addr:street": fields.get("street"), "addr:postcode": fields.get("postcode"),
        "phone": fields.get("phone"), "website": fields.get("website"),
        "email": fields.get("email"), "opening_hours": fields.get("opening_hours"),
        "operator": fields.get("organisation"), "min_age": fields.get("minimum_age"),
        "name:fr": fields.get("name"), "language:ar": fields.get("languages"),
        "charge": fields.get("description"), "wheelchair": fields.get("phone"),
    }  # fmt: skip
    spot = {"lat": fields.get("latitude"), "lon": fields.get("longitude")}
    return {"type": "node", "id": number, **spot, "tags": tags}


COLUMNS = {
    "id": "source_id", "name": "name", "organisation": "organisation", "street": "address",
    "postcode": "postcode", "latitude": "point.latitude", "longitude": "point.longitude",
    "phone": "phone", "email": "email", "website": "website", "opening_hours": "opening_hours",
    "description": "description", "minimum_age": "audience.minimum_age", "needs": "needs",
    "languages": "languages",
}  # fmt: skip


def mapping(folder: Path) -> Path:
    lines = [f'{column} = "{field}"' for column, field in COLUMNS.items()]
    path = folder / "mapping.toml"
    path.write_text('[fixed]\nkind = "buurthuis"\n[columns]\n' + "\n".join(lines) + "\n")
    return path


def cell(value: Any) -> str:
    return "" if value is None else str(value)


def excel_cell(value: Any) -> Any:
    """What a spreadsheet can hold: no control characters, 32,767 characters, finite numbers."""
    if isinstance(value, float) and not math.isfinite(value):
        return None
    if isinstance(value, bool) or (isinstance(value, (int, float)) and abs(value) < 1e15):
        return value
    written = cell(value).encode("utf-8", "replace").decode()
    return ILLEGAL_CHARACTERS_RE.sub("", written)[:32_000] or None
