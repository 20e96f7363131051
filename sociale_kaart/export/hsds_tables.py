"""The directory as HSDS tabular data: a zip with one CSV file per table of the standard.

`services.csv` has one row for Bibliotheek Permeke, `phones.csv` its number, `service_at_location.csv`
joins it to its row in `locations.csv`. Rows go to files on the disk as they come, so a hundred
thousand services take no more memory than one.
"""

import csv
import tempfile
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack
from datetime import date
from pathlib import Path
from typing import Any

from sociale_kaart.export.hsds import hsds_service
from sociale_kaart.export.vocabulary import hsds_taxonomy, taxonomies
from sociale_kaart.model import Place

TABLES: dict[str, tuple[str, ...]] = {
    name: tuple(columns.split(","))
    for name, columns in {
        "organizations": "id,name,description",
        "organization_identifiers": "id,organization_id,identifier_scheme,identifier_type,identifier",
        "services": (
            "id,organization_id,name,description,url,email,status,interpretation_services,"
            "application_process,fees_description,wait_time,eligibility_description,minimum_age,"
            "maximum_age,assured_date,alert,last_modified"
        ),
        "urls": "id,label,url,organization_id,service_id",
        "phones": "id,service_id,number,type,description",
        "languages": "id,service_id,name,code,note",
        "schedules": (
            "id,service_id,wkst,freq,interval,byday,description,opens_at,closes_at,"
            "attending_type,notes"
        ),
        "service_areas": "id,service_id,name,extent,extent_type",
        "cost_options": "id,service_id,option,currency,amount,amount_description",
        "required_documents": "id,service_id,document",
        "service_at_location": "id,service_id,location_id,description",
        "locations": "id,location_type,name,description,latitude,longitude",
        "addresses": (
            "id,location_id,address_1,city,region,state_province,postal_code,country,address_type"
        ),
        "accessibility": "id,location_id,description,details",
        "attributes": "id,link_id,taxonomy_term_id,link_type,link_entity,value,label",
        "taxonomies": "id,name,description,uri",
        "taxonomy_terms": "id,code,name,description,parent_id,taxonomy,language,taxonomy_id,term_uri",
        "metadata": (
            "id,resource_id,resource_type,last_action_date,last_action_type,field_name,"
            "previous_value,replacement_value,updated_by"
        ),
    }.items()
}
"""The columns that we can fill, in the order of the standard."""

_BELOW = {  # the lists and objects inside a service, and the table that each is a row of
    "organization": "organizations",
    "organization_identifiers": "organization_identifiers",
    "additional_urls": "urls",
    "phones": "phones",
    "languages": "languages",
    "schedules": "schedules",
    "service_areas": "service_areas",
    "cost_options": "cost_options",
    "required_documents": "required_documents",
    "service_at_locations": "service_at_location",
    "location": "locations",
    "addresses": "addresses",
    "accessibility": "accessibility",
    "attributes": "attributes",
    "taxonomy_term": "taxonomy_terms",
    "metadata": "metadata",
}
_SHARED = {"organizations", "organization_identifiers", "taxonomy_terms"}
"""Tables whose rows stand below many services and are written once."""

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_CHUNK = 1 << 16


def hsds_zip(places: Iterable[Place], on: date | None = None) -> Iterator[bytes]:
    """The zip, in parts, each to be written as it comes."""
    with tempfile.TemporaryDirectory(prefix="wegwijs-hsds-") as folder:
        write_tables(places, Path(folder), on)
        packed = Path(folder) / "hsds.zip"
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
            for name in TABLES:
                archive.write(Path(folder) / f"{name}.csv", f"{name}.csv")
        with packed.open("rb") as file:
            while part := file.read(_CHUNK):
                yield part


def write_tables(places: Iterable[Place], folder: Path, on: date | None = None) -> None:
    """Writes one CSV file per table into a folder."""
    with ExitStack() as files:
        tables = _Tables(
            {
                name: csv.DictWriter(
                    files.enter_context(
                        (folder / f"{name}.csv").open(
                            "w", encoding="utf-8", errors="replace", newline=""
                        )
                    ),
                    columns,
                )
                for name, columns in TABLES.items()
            }
        )
        for taxonomy in taxonomies().values():
            tables.add("taxonomies", hsds_taxonomy(taxonomy))
        for place in places:
            tables.add("services", hsds_service(place, on))


class _Tables:
    """Takes whole records apart into rows."""

    def __init__(self, writers: Mapping[str, "csv.DictWriter[str]"]) -> None:
        self._writers = writers
        self._written: set[str] = set()
        for writer in writers.values():
            writer.writeheader()

    def add(self, table: str, record: Mapping[str, Any]) -> None:
        if table in _SHARED:
            if record["id"] in self._written:
                return
            self._written.add(record["id"])
        row = {}
        for name, value in record.items():
            if isinstance(value, dict):
                self.add(_BELOW[name], value)
            elif isinstance(value, list):
                for item in value:
                    self.add(_BELOW[name], item)
            else:
                row[name] = _cell(value)
        if table == "attributes":
            row["taxonomy_term_id"] = record["taxonomy_term"]["id"]
        self._writers[table].writerow(row)


def _cell(value: Any) -> Any:
    """A text that a spreadsheet would run as a formula is kept a text by an apostrophe before it.

    Phone numbers such as +3233383800 stay as they are.
    """
    if not isinstance(value, str) or not value.startswith(_FORMULA):
        return value
    harmless = value.startswith("+") and value[1:].replace(" ", "").isdigit()
    return value if harmless else f"'{value}"
