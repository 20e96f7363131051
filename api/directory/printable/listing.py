"""Which places stand on a printed list, and in which order.

"Food in 2060" is the places of 2060 with the need food, those for which it is the main need first,
then the help lines and services for the whole city, which have no district.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ConfigDict, Field

from api.conversation import Clock
from api.errors import Invalid
from locales.cards import place_card
from locales.languages import LANGUAGES, nearest
from sociale_kaart.directory import Directory, Query
from sociale_kaart.export import licensed
from sociale_kaart.model import Place
from sociale_kaart.needs import NEEDS

BRUSSELS = ZoneInfo("Europe/Brussels")
MOST_PRINTED = 300
"""Places on one list; more is a telephone book that nobody carries."""


class Wanted(BaseModel):
    """What the list is about. `district` is a district, a town or a postcode."""

    model_config = ConfigDict(frozen=True)

    district: Annotated[str, Field(max_length=100, examples=["Deurne", "2060"])] = ""
    need: Annotated[str, Field(max_length=60, examples=["food_aid"])] = ""
    lang: Annotated[str, Field(max_length=16)] = "nl"


@dataclass(frozen=True, slots=True)
class Printed:
    """One place, and its card in the language of the list."""

    place: Place
    card: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Listing:
    """A list to print. `here` are places in the district, `elsewhere` those that have none."""

    need: str | None
    where: str | None
    language: str
    at: datetime
    here: Sequence[Printed]
    elsewhere: Sequence[Printed]
    cut: bool
    districts: Sequence[str]


class Lists:
    """Makes lists of the directory as it is now."""

    def __init__(self, directory: Directory, clock: Clock) -> None:
        self._directory = directory
        self._clock = clock

    def make(self, wanted: Wanted) -> Listing:
        """The list; `Invalid` names what is not known."""
        return _make(self._directory, wanted, self._clock.now().astimezone(BRUSSELS))


def _make(directory: Directory, wanted: Wanted, at: datetime) -> Listing:
    code = nearest(wanted.lang)
    if code is None:
        raise Invalid("lang: not one of our languages.", languages=list(LANGUAGES))
    if wanted.need and wanted.need not in NEEDS:
        raise Invalid("need: not one of our needs.", needs=list(NEEDS))
    places = list(licensed(directory.places()))
    districts = _districts(places)
    where = _known(wanted.district, districts)
    fitting = [place for place in places if not wanted.need or wanted.need in place.needs]
    fitting.sort(key=lambda place: _order(place, wanted.need))
    here = [place for place in fitting if place.scope == "place" and _in(place, where)]
    elsewhere = [place for place in fitting if place.scope != "place" and wanted.need]
    kept = (here + elsewhere)[:MOST_PRINTED]
    results = directory.results([place.id for place in kept], Query(at=at, language=code))
    printed = [Printed(r.place, place_card(r.as_params(), code, at)) for r in results]
    first = min(len(here), MOST_PRINTED)
    return Listing(
        need=wanted.need or None,
        where=where,
        language=code,
        at=at,
        here=printed[:first],
        elsewhere=printed[first:],
        cut=len(here) + len(elsewhere) > MOST_PRINTED,
        districts=districts,
    )


def _districts(places: Iterable[Place]) -> list[str]:
    """What a list can be made for: postcodes first, then districts and towns."""
    names = {
        name
        for place in places
        if place.scope == "place"
        for name in (place.postcode, place.district or place.municipality)
        if name
    }
    return sorted(names, key=lambda name: (not name.isdigit(), name.casefold()))


def _known(wanted: str, districts: Sequence[str]) -> str | None:
    asked = " ".join(wanted.split()).casefold()
    if not asked:
        return None
    found = next((name for name in districts if name.casefold() == asked), None)
    if found is None:
        raise Invalid("district: there are no places there.", districts=list(districts))
    return found


def _in(place: Place, where: str | None) -> bool:
    return where is None or where in (place.postcode, place.district or place.municipality)


def _order(place: Place, need: str) -> tuple[int, str]:
    """Main needs first; without a need, by the need that menus show first."""
    if need:
        return place.needs.index(need), place.name.casefold()
    first = place.needs[0] if place.needs else None
    return list(NEEDS).index(first) if first else len(NEEDS), place.name.casefold()
