"""Reads a service directory over the Open Referral UK 3.0 API: pages of services, then each whole.

`https://directory.example.org/services?page=2&per_page=50` gives a page; `/services/{id}` a service
with its phones, hours and locations. A list that cannot be read to its end stops the load: places
must not be taken away because the server of somebody else had a bad night.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from sociale_kaart.reading import ReadError
from sociale_kaart.reading.entry import hsds_reading, steps
from sociale_kaart.reading.fetch import NotThere, Web, web_from
from sociale_kaart.reading.hsds import Reading, places_of
from sociale_kaart.reading.pages import Page, all_items
from sociale_kaart.reading.values import identity, number, part, shown
from sociale_kaart.sources import RawRecord

PER_PAGE = 50
MOST_FAILED = 10
"""Services that may fail on their own; more of them, and the server itself is not well."""


@dataclass(frozen=True, slots=True)
class OpenReferralUk:
    """A directory behind an API. `config` is its entry; the web is opened for one reading."""

    name: str
    clean: tuple[str, ...]
    reading: Reading
    config: Mapping[str, Any]

    def records(self) -> Iterator[RawRecord]:
        with web_from(self.config) as web:
            seen: set[str] = set()
            failed = 0
            for position, item in all_items(lambda page: self._page(web, page), 1, _id):
                service_id = _id(item)
                if service_id is None:
                    yield RawRecord(
                        f"{self.name} service {position}",
                        None,
                        "id: is missing, or cannot be asked for",
                    )
                elif service_id not in seen:
                    seen.add(service_id)
                    try:
                        yield from self._whole(web, service_id)
                    except NotThere as error:
                        yield RawRecord(self._where(service_id), None, str(error))
                    except ReadError as error:
                        failed += 1
                        if failed > MOST_FAILED:
                            raise
                        yield RawRecord(self._where(service_id), None, str(error))

    def _page(self, web: Web, page: int) -> Page:
        parameters = {"page": str(page), "per_page": str(self.config.get("per_page", PER_PAGE))}
        return _read_page(web.json("/services", parameters), page)

    def _whole(self, web: Web, service_id: str) -> Iterator[RawRecord]:
        service = web.json(f"/services/{quote(service_id, safe='')}")
        if not isinstance(service, Mapping):
            raise ReadError("not a JSON object")
        for place in places_of({"id": service_id, **service}, self.reading):
            where = self._where(place.id)
            yield RawRecord(where, place.fields, place.reason, place.warnings)

    def _where(self, service_id: str) -> str:
        return f"{self.name} service {shown(service_id)}"


def create(config: Mapping[str, Any]) -> OpenReferralUk:
    link = f"{str(config['url']).rstrip('/')}/services/{{id}}" if "url" in config else None
    return OpenReferralUk(config["name"], steps(config), hsds_reading(config, link), config)


def _id(item: object) -> str | None:
    return identity(part(item).get("id"))


def _read_page(answer: object, page: int) -> Page:
    """A page in the envelope of 3.0, or of servers that still speak the words of 1.0."""
    if isinstance(answer, list):  # no envelope at all: everything at once
        return Page(answer, True)
    envelope = part(answer)
    items = envelope.get("contents", envelope.get("content"))
    if not isinstance(items, list):
        raise ReadError(f"page {page} holds no list of services")
    pages = number(envelope.get("total_pages", envelope.get("totalPages")))
    last = envelope.get("last_page", envelope.get("last"))
    if pages is not None:
        return Page(items, page >= pages)
    return Page(items, last is True or not items)
