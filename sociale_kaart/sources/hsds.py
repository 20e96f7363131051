"""Reads Open Referral HSDS 3.0 and 3.1 in JSON: services, organisations, services at locations.

The file can be a list or a page (`contents`) of them, one alone, or one a line; a service of a
welcome desk that is given at three addresses in Antwerp becomes three places.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sociale_kaart.reading.entry import hsds_reading, steps
from sociale_kaart.reading.hsds import Reading, places_of, services_in
from sociale_kaart.reading.json_items import json_items, json_lines
from sociale_kaart.reading.values import shown
from sociale_kaart.sources import RawRecord

_LISTS = ("contents", "content")


@dataclass(frozen=True, slots=True)
class Hsds:
    """A file of HSDS JSON."""

    name: str
    path: Path
    clean: tuple[str, ...]
    reading: Reading

    def records(self) -> Iterator[RawRecord]:
        by_line = self.path.suffix in (".jsonl", ".ndjson")
        for item in json_lines(self.path) if by_line else json_items(self.path, _LISTS):
            where = f"{self.path.name} {'line' if by_line else 'record'} {item.number}"
            if not isinstance(item.value, Mapping):
                yield RawRecord(where, None, item.error or "not a JSON object")
                continue
            for service in services_in(item.value):
                yield from self._records(where, service)

    def _records(self, where: str, service: Mapping[str, Any]) -> Iterator[RawRecord]:
        for place in places_of(service, self.reading):
            named = f"{where} ({shown(place.id)})" if place.id else where
            yield RawRecord(named, place.fields, place.reason, place.warnings)


def create(config: Mapping[str, Any]) -> Hsds:
    return Hsds(config["name"], Path(config["path"]), steps(config), hsds_reading(config))
