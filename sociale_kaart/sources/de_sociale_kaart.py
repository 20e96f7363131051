"""Reads De Sociale Kaart, the Flemish register of care and support, in the shapes seen in public.

A rubric ("10.07.03. Gezinsopvang voor kinderen") gives pages of offers, each with a leaflet that has
its enterprise number. The shapes are not promised by anybody: any level can be missing, and the same
offer turns up on two pages. Terms, key and rate are asked of the department first.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

from sociale_kaart.model import date_in
from sociale_kaart.reading import ReadError
from sociale_kaart.reading.entry import confidence_of, steps
from sociale_kaart.reading.fetch import NotThere, Web, web_from
from sociale_kaart.reading.need_codes import NeedCodes, read_need_codes
from sociale_kaart.reading.pages import Page, all_items
from sociale_kaart.reading.provenance import provenance
from sociale_kaart.reading.values import identity, number, part, parts, point, short, shown, text
from sociale_kaart.sources import RawRecord

RUBRICS = Path(__file__).parent.parent / "data/mappings/sociale_kaart_rubrics.toml"
PUBLIC_SITE = "www.desocialekaart.be"
PER_PAGE = 200
MOST_FAILED = 20
"""Leaflets that may fail on their own; more of them, and the server itself is not well."""

_RUBRIC = re.compile(r"\s*(\d\d(?:\.\d\d){0,2})\.?(?:\s|$)")
_FICHE = re.compile(r"/[\w-]*-\d+/?")
_VISIT = "bezoekadres"
_ENDED = ("inactive", "inactief", "stopped", "stopgezet", "deleted", "closed", "archived", "ended")
_DEEPEST_NAME = 4


@dataclass(slots=True)
class _Offer:
    """An offer as the lists show it, and the rubrics under which it was found."""

    listed: Mapping[str, Any]
    rubrics: list[str]


@dataclass(frozen=True, slots=True)
class DeSocialeKaart:
    """The register behind its API. `rubrics` are those to read; empty: all that have a need."""

    name: str
    clean: tuple[str, ...]
    config: Mapping[str, Any]
    codes: NeedCodes
    rubrics: tuple[str, ...]
    kind: str
    confidence: str

    def records(self) -> Iterator[RawRecord]:
        with web_from(self.config) as web:
            offers, nameless = self._offers(web)
            for where in nameless:
                yield RawRecord(where, None, "id: is missing, or cannot be asked for")
            failed = 0
            for offer_id, offer in offers.items():
                record = self._record(web, offer_id, offer)
                failed += record.error is not None and record.fields is not None
                if failed > MOST_FAILED:
                    raise ReadError(f"more than {MOST_FAILED} leaflets cannot be read")
                yield record

    def _offers(self, web: Web) -> tuple[dict[str, _Offer], list[str]]:
        """All offers by id: the needs of one are known only when every rubric was gone through."""
        offers: dict[str, _Offer] = {}
        nameless: list[str] = []
        for rubric in self._wanted(web):
            code = _code(rubric) or rubric
            for position, item in all_items(partial(self._page, web, rubric), 0, _id):
                offer_id = _id(item)
                if offer_id is None:
                    nameless.append(f"{self.name} rubric {shown(code)} offer {position}")
                    continue
                offer = offers.setdefault(offer_id, _Offer(part(item), []))
                if code not in offer.rubrics:
                    offer.rubrics.append(code)
        return offers, nameless

    def _wanted(self, web: Web) -> list[str]:
        """The rubrics to read, as the API names them. ReadError for one without a line."""
        answer = part(web.json("/api/generic-list/rubric", {"query": ""}))
        names = [name for row in parts(answer.get("content")) if (name := _said(row.get("name")))]
        coded = {code: name for name in names if (code := _code(name))}
        if not coded:
            raise ReadError("the list of rubrics is empty")
        self.codes.require(coded)
        if self.rubrics:
            missing = [shown(code) for code in self.rubrics if code not in coded]
            if missing:
                raise ReadError(f"the register has no rubric {', '.join(missing)}")
            return [coded[code] for code in self.rubrics]
        return [name for code, name in coded.items() if self.codes.needs_for([code]).needs]

    def _page(self, web: Web, rubric: str, page: int) -> Page:
        size = str(self.config.get("per_page", PER_PAGE))
        asked = {"rubrics": rubric, "page": str(page), "size": size, "sort": "RELEVANCE"}
        answer = part(web.json("/api/health-offers", asked))
        items = answer.get("content")
        if not isinstance(items, list):
            lists = part(answer.get("_embedded")).values()
            items = next((value for value in lists if isinstance(value, list)), None)
        pages = number(part(answer.get("page")).get("totalPages"))
        if items is None and pages == 0:
            return Page([], True)
        if items is None:
            raise ReadError(f"page {page} of rubric {shown(rubric)} holds no list of offers")
        return Page(items, page + 1 >= pages if pages is not None else not items)

    def _record(self, web: Web, offer_id: str, offer: _Offer) -> RawRecord:
        where = f"{self.name} offer {shown(offer_id)}"
        known = {"source": self.name, "source_id": offer_id}
        state = (text(offer.listed.get("state")) or "").lower()
        if state in _ENDED:
            return RawRecord(where, None, f"state: {state}, so it is not shown")
        try:
            leaflet = self._leaflet(web, offer_id)
        except NotThere as error:
            return RawRecord(where, None, str(error))
        except ReadError as error:
            return RawRecord(where, known, str(error))
        return RawRecord(where, known | self._fields({**offer.listed, **leaflet}, offer, known))

    def _leaflet(self, web: Web, offer_id: str) -> Mapping[str, Any]:
        if self.config.get("leaflets") is False:
            return {}
        path = f"/api/leaflet/{quote(offer_id, safe='')}"
        leaflet = web.json(path, {"includeHiddenData": "false"})
        if not isinstance(leaflet, Mapping):
            raise ReadError("the leaflet is no JSON object")
        return {key: value for key, value in leaflet.items() if value is not None}

    def _fields(
        self, item: Mapping[str, Any], offer: _Offer, known: Mapping[str, str]
    ) -> dict[str, Any]:
        legal, contact = _said(item.get("legalName")), part(item.get("contactInfo"))
        name = _said(item.get("name")) or legal
        verified = date_in(item.get("verified"))
        fields = {
            **_address(parts(item.get("addresses"))),
            "name": name,
            "organisation": legal,
            "kind": self.kind,
            "description": _said(item.get("description")),
            "services": _activities(item),
            "needs": list(self.codes.require([*offer.rubrics, *_own_rubrics(item)])),
            "phone": _first(contact.get("phones")),
            "email": _first(contact.get("emails")),
            "website": _first(contact.get("websites")),
            "identifiers": _identifiers(item),
            "sources": [{"url": self._link(item, name), "seen": verified}],
            "confidence": self.confidence,
            "checked_at": verified,
            "licence": self.config.get("licence"),
        }
        fields["scope"] = _scope(fields)
        fields["provenance"] = provenance({**known, **fields}, verified)
        return fields

    def _link(self, item: Mapping[str, Any], name: str | None) -> str:
        """The public page of an offer: from its links, else made of its name and number."""
        links = item.get("links")
        rows = [*parts(links), *parts(list(part(links).values()))]
        for href in (text(row.get("href")) for row in rows):
            address = urlsplit(href) if href and len(href) < 2000 and "[" not in href else None
            if address and address.hostname == PUBLIC_SITE and _FICHE.fullmatch(address.path):
                return f"https://{PUBLIC_SITE}{address.path}"
        offer_id = _id(item) or ""
        slug = re.sub(r"[^a-z0-9]+", "-", (name or "").lower()).strip("-")
        if offer_id.isascii() and offer_id.isdigit() and slug:
            return f"https://{PUBLIC_SITE}/{slug}-{offer_id}"
        return f"https://{PUBLIC_SITE}/"


def create(config: Mapping[str, Any]) -> DeSocialeKaart:
    return DeSocialeKaart(
        config["name"],
        steps(config),
        config,
        read_need_codes(Path(config.get("mapping") or RUBRICS)),
        tuple(config.get("rubrics", ())),
        str(config.get("kind", "zorg en ondersteuning")),
        confidence_of(config),
    )


def _code(written: object) -> str | None:
    """ "10.07.03. Gezinsopvang voor kinderen" begins with the code 10.07.03."""
    found = _RUBRIC.match(text(written) or "")
    return found[1] if found else None


def _said(value: object) -> str | None:
    """A name, however deep it stands: "x", {"description": "x"} or {"name": {"description": "x"}}."""
    for _ in range(_DEEPEST_NAME):
        if not isinstance(value, Mapping):
            return text(value)
        value = value.get("description") or value.get("name") or value.get("value")
    return None


def _id(item: object) -> str | None:
    own = part(item).get("id")
    return identity(own.get("id")) if isinstance(own, Mapping) else identity(own)


def _activities(item: Mapping[str, Any]) -> list[str]:
    named = (short(_said(row.get("name"))) for row in parts(item.get("activities")))
    return list(dict.fromkeys(filter(None, named)))[:100]


def _own_rubrics(item: Mapping[str, Any]) -> list[str]:
    """Rubrics that the activities of an offer begin with, where they do."""
    return list(filter(None, (_code(name) for name in _activities(item))))


def _address(addresses: list[Mapping[str, Any]]) -> dict[str, Any]:
    """The address to visit, else the main one, else the first."""
    visits = [a for a in addresses if (_said(a.get("type")) or "").lower() == _VISIT]
    main = [a for a in addresses if a.get("primary") is True]
    address = next(iter([*visits, *main, *addresses]), {})
    town, location = part(address.get("municipality")), part(address.get("location"))
    street = _said(address.get("street"))
    house_number = text(address.get("number"))
    spot = point(location.get("lat"), location.get("lon"))
    return {
        "street": street,
        "house_number": house_number,
        "postcode": text(town.get("postalCode")),
        "municipality": _said(town.get("name")),
        "point": spot,
        "location_precision": "address" if spot and house_number else "street" if spot else None,
    }


def _first(rows: object) -> str | None:
    """The main one of some phones, e-mail addresses or websites, else the first."""
    known = [row for row in parts(rows) if text(row.get("value"))]
    main = [row for row in known if row.get("primary") is True]
    return text((main or known or [{}])[0].get("value"))


def _identifiers(item: Mapping[str, Any]) -> list[dict[str, str]]:
    """The enterprise number, and the address in the register of addresses."""
    found = []
    for row in parts(item.get("administrativeData")):
        value = text(row.get("value"))
        if (text(row.get("type")) or "").upper() == "CBE_ID" and value and len(value) <= 200:
            found.append({"scheme": "kbo", "value": value})
    for address in parts(item.get("addresses"))[:1]:
        links = address.get("links")
        for link in [part(links), *parts(links)]:
            href = text(link.get("href"))
            if href and len(href) <= 200:
                found.append({"scheme": "adressenregister", "value": href})
    return found


def _scope(fields: Mapping[str, Any]) -> str:
    if fields["street"] or fields["point"]:
        return "place"
    return "phone" if fields["phone"] else "web" if fields["website"] else "citywide"
