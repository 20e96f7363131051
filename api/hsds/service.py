"""Answers what `/hsds` is asked: pages of services, organisations, locations and terms.

"Services within 1500 metres of the middle of 2060, the second twenty" is one filter after another over
the loaded places, and only the twenty are written out as HSDS.
"""

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from api.conversation import Clock
from api.errors import NotFound, Problem
from api.hsds.catalogue import Catalogue
from api.hsds.schemas import A_PAGE, OrganizationSearch, Paging, ServiceSearch, TermSearch
from locales.folding import fold
from sociale_kaart.directory import Directory
from sociale_kaart.export import licensed
from sociale_kaart.export.checked import known
from sociale_kaart.export.hsds import hsds_service, organization, organization_id, plain_service
from sociale_kaart.export.hsds_places import (
    has_location,
    location_id,
    plain_location,
    service_at_location,
    service_at_location_id,
)
from sociale_kaart.export.vocabulary import hsds_taxonomy, taxonomies
from sociale_kaart.geo.distance import distance_m
from sociale_kaart.model import Place, Point

BRUSSELS = ZoneInfo("Europe/Brussels")
MOST_MINIMAL = 10_000
"""Services on a page of `minimal`, which the standard wants in one page where that can be."""

Record = dict[str, Any]


class BadRequest(Problem):
    """A parameter that is not as the standard says."""

    def __init__(self, detail: str) -> None:
        super().__init__(400, detail)


@dataclass(frozen=True, slots=True)
class Found[Item]:
    """What was found, and how one of it is written out."""

    items: Sequence[Item]
    write: Callable[[Item], Record]

    def lines(self) -> Iterator[Record]:
        return (self.write(item) for item in self.items)

    def page(self, number: int, size: int) -> Record:
        """One page in the envelope of HSDS; a page after the last is empty, not an error."""
        pages = max(1, math.ceil(len(self.items) / size))
        shown = self.items[(number - 1) * size : number * size]
        return {
            "total_items": len(self.items),
            "total_pages": pages,
            "page_number": number,
            "size": len(shown),
            "first_page": number == 1,
            "last_page": number == pages,
            "empty": not shown,
            "contents": [self.write(item) for item in shown],
        }


class HsdsService:
    """The directory as HSDS. `changed` gives when each place last changed."""

    def __init__(
        self,
        directory: Directory,
        clock: Clock,
        changed: Callable[[], Mapping[str, datetime]],
    ) -> None:
        self._directory = directory
        self._clock = clock
        self._changed = changed
        self._catalogue = Catalogue(-1, (), dict)

    @property
    def today(self) -> date:
        """The day in Antwerp: what is said of notices changes with it."""
        return self._clock.now().astimezone(BRUSSELS).date()

    @property
    def catalogue(self) -> Catalogue:
        """What is loaded now."""
        number = self._directory.load_number
        if number != self._catalogue.number:
            self._catalogue = Catalogue(number, self._directory.places(), self._changed)
        return self._catalogue

    def services(self, search: ServiceSearch) -> Found[Place]:
        def write(place: Place) -> Record:
            if search.minimal:
                return {"id": place.id} | self._modified(place)
            return self._full(place) if search.full else self._plain(place)

        return Found(self._places(search), write)

    def service(self, made: str) -> Record:
        return self._full(_one(self.catalogue.by_id, made, "service"))

    def at_locations(self, search: ServiceSearch) -> Found[Place]:
        places = [place for place in self._places(search) if has_location(place)]
        return Found(places, self._full_at_location if search.full else self._plain_at_location)

    def at_location(self, made: str) -> Record:
        return self._full_at_location(_one(self.catalogue.at_locations, made, "location"))

    def organizations(self, search: OrganizationSearch) -> Found[str]:
        shown = {p.id for p in self._places(ServiceSearch(**_shared(search)), named=False)}
        wanted = fold(search.search or "").split()
        found = [
            made
            for made, places in self.catalogue.organizations.items()
            if any(place.id in shown for place in places)
            and all(word in fold(_named(places)) for word in wanted)
        ]

        def write(made: str) -> Record:
            if search.full or search.full_service:
                return self.organization(made, search.full_service)
            return _plain_organization(self.catalogue.organizations[made][0])

        return Found(found, write)

    def organization(self, made: str, full_service: bool = False) -> Record:
        """A whole organisation with its services; each only in short unless `full_service`."""
        places = _one(self.catalogue.organizations, made, "organization")
        whole = [organization(place) for place in places]
        numbers = [part for one in whole for part in one.get("organization_identifiers", [])]
        write = self._full if full_service else self._plain
        return known(
            {
                **_plain_organization(places[0]),
                "organization_identifiers": list({part["id"]: part for part in numbers}.values()),
                "services": [write(place) for place in places],
            }
        )

    def taxonomies(self, search: Paging) -> Found[Record]:
        wanted = fold(search.search or "")
        made = [hsds_taxonomy(taxonomy) for taxonomy in taxonomies().values()]
        return Found([one for one in made if wanted in fold(one["name"])], dict)

    def taxonomy(self, made: str) -> Record:
        known_ones = {taxonomy.id: taxonomy for taxonomy in taxonomies().values()}
        return hsds_taxonomy(_one(known_ones, made, "taxonomy"))

    def terms(self, search: TermSearch) -> Found[Mapping[str, Any]]:
        wanted = fold(search.search or "")
        found = [
            term
            for term in self.catalogue.terms.values()
            if wanted in fold(f"{term['name']} {term['code']}")
            and search.taxonomy_id in (None, term["taxonomy_id"])
            and search.parent_id in (None, term.get("parent_id"))
            and not (search.top_only and "parent_id" in term)
        ]
        return Found(found, dict)

    def term(self, made: str) -> Mapping[str, Any]:
        return _one(self.catalogue.terms, made, "taxonomy term")

    # Which places

    def _places(self, search: ServiceSearch, named: bool = True) -> list[Place]:
        catalogue = self.catalogue
        chosen: list[frozenset[int]] = []
        if search.taxonomy_term_id is not None:
            chosen.append(catalogue.having_term(search.taxonomy_term_id))
        if search.taxonomy_id is not None:
            chosen.append(catalogue.having_taxonomy(search.taxonomy_id))
        if search.search and named:
            chosen.append(catalogue.having_words(search.search))
        places: Sequence[Place] = catalogue.places
        if chosen:
            places = [catalogue.places[n] for n in sorted(frozenset.intersection(*chosen))]
        tests = list(self._tests(search))
        licences = [part.strip() for part in (search.licence or "").split(",")]
        return [p for p in licensed(places, licences) if all(test(p) for test in tests)]

    def _tests(self, search: ServiceSearch) -> Iterator[Callable[[Place], bool]]:
        if search.organization_id is not None:
            wanted = search.organization_id
            yield lambda place: organization_id(place) == wanted
        if search.modified_after is not None:
            after, changed = _moment(search.modified_after), self.catalogue.changed
            # A place of which nobody knows when it changed may have changed: readers must not miss it.
            yield lambda place: changed.get(place.id, after) >= after
        if search.proximity is not None:
            yield self._near(search.postcode, search.proximity)
        elif search.postcode is not None:
            yield self._serves(search.postcode.strip())

    def _near(self, postcode: str | None, metres: int) -> Callable[[Place], bool]:
        if postcode is None:
            raise BadRequest("proximity: needs a postcode to measure from.")
        middle = self._middle(postcode)
        if middle is None:
            raise BadRequest("postcode: not one that we know the middle of.")
        return lambda place: place.point is not None and distance_m(middle, place.point) <= metres

    def _serves(self, postcode: str) -> Callable[[Place], bool]:
        """A place in the postcode, or one for the whole city that the postcode lies in."""
        in_town = self._middle(postcode) is not None
        return lambda place: place.postcode == postcode or (in_town and place.scope == "citywide")

    def _middle(self, postcode: str) -> Point | None:
        mention = self._directory.locate(postcode)
        if mention is None or mention.kind != "postcode":
            return None
        return Point(mention.latitude, mention.longitude)

    # How they are written

    def _modified(self, place: Place) -> Record:
        at = self.catalogue.changed.get(place.id)
        return {"last_modified": at.isoformat(timespec="seconds")} if at else {}

    def _full(self, place: Place) -> Record:
        return hsds_service(place, self.today) | self._modified(place)

    def _plain(self, place: Place) -> Record:
        plain = plain_service(place, self.today) | self._modified(place)
        return plain | {"organization": _plain_organization(place)}

    def _plain_at_location(self, place: Place) -> Record:
        return {
            "id": service_at_location_id(place),
            "service_id": place.id,
            "location_id": location_id(place),
            "location": plain_location(place),
            "service": self._plain(place),
        }

    def _full_at_location(self, place: Place) -> Record:
        service = self._full(place)
        shared = known({name: service.get(name) for name in ("phones", "schedules")})
        del service["service_at_locations"]  # it would hold this very record again
        return service_at_location(place) | shared | {"service": service}


def _one[Item](found: Mapping[str, Item], made: str, what: str) -> Item:
    if made not in found:
        raise NotFound(f"There is no {what} with this id.")
    return found[made]


def _plain_organization(place: Place) -> Record:
    whole = organization(place)
    return {name: whole[name] for name in ("id", "name", "description")}


def _named(places: Sequence[Place]) -> str:
    return places[0].organisation or places[0].name


def _shared(search: OrganizationSearch) -> dict[str, Any]:
    return search.model_dump(include={"taxonomy_term_id", "taxonomy_id", "licence"})


def size_of(search: Paging) -> int:
    """How many stand on a page when the reader does not say."""
    minimal = isinstance(search, ServiceSearch) and search.minimal
    return search.per_page or (MOST_MINIMAL if minimal else A_PAGE)


def _moment(written: str) -> datetime:
    """A day or a moment; UTC when it has no zone. A "+" in an address arrives as a space."""
    try:
        moment = datetime.fromisoformat(written.strip().replace(" ", "+"))
        return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    except ValueError:
        raise BadRequest("modified_after: not a moment as ISO 8601 writes it.") from None
