"""Reads a file of places in our own format: JSON, or one JSON object a line.

`data/places.jsonl` of Antwerp is such a file: `{"id": "bib-permeke", "name": "Bibliotheek
Permeke", "needs": ["library_computer"], …}`. A line that is no JSON is reported and passed by.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sociale_kaart.reading.json_items import json_items, json_lines
from sociale_kaart.sources import RawRecord

# The file says some things in other words than our fields.
_RENAMED = {
    "description_nl": "description",
    "opening_hours_osm": "opening_hours",
    "opening_hours_text": "opening_hours_note",
    "appointment_needed": "appointment_required",
}


@dataclass(frozen=True, slots=True)
class PlacesFile:
    """A file of places, one JSON object a line or one JSON list."""

    name: str
    path: Path
    clean: tuple[str, ...]

    def records(self) -> Iterator[RawRecord]:
        by_line = self.path.suffix != ".json"
        for item in json_lines(self.path) if by_line else json_items(self.path):
            where = f"{self.path.name} {'line' if by_line else 'record'} {item.number}"
            if item.error:
                yield RawRecord(where, None, item.error)
            else:
                yield self._record(where, item.value)

    def _record(self, where: str, item: object) -> RawRecord:
        if not isinstance(item, Mapping):
            return RawRecord(where, None, "not a JSON object")
        source_id = item.get("id")
        if isinstance(source_id, str) and source_id.isascii() and len(source_id) <= 100:
            where = f"{where} ({source_id})"
        return RawRecord(where, self._fields(item))

    def _fields(self, item: Mapping[str, Any]) -> dict[str, Any]:
        fields = {_RENAMED.get(key, key): value for key, value in item.items() if key != "id"}
        fields["source"], fields["source_id"] = self.name, item.get("id")
        latitude, longitude = fields.pop("latitude", None), fields.pop("longitude", None)
        if latitude is not None or longitude is not None:
            fields["point"] = {"latitude": latitude, "longitude": longitude}
        else:
            fields["point"] = None
        fields["cost"] = {"kind": _cost_kind(item), "note": _cost_note(item.get("cost"))}
        return fields


def create(config: Mapping[str, Any]) -> PlacesFile:
    return PlacesFile(config["name"], Path(config["path"]), tuple(config.get("clean", ())))


def _cost_kind(item: Mapping[str, Any]) -> object:
    if item.get("cost_kind") is not None:
        return item["cost_kind"]
    return "free" if item.get("cost") == "free" else "unknown"


def _cost_note(cost: object) -> object:
    return None if cost == "free" else cost
