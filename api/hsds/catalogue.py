"""One load of the directory, looked up the ways HSDS asks for: by organisation, term and location.

Made when the first request after a load needs it, and thrown away with the load. Everything that takes
longer than a look in a dict is made only when a question needs it: most readers just turn pages.
"""

from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from functools import cached_property
from typing import Any

from locales.catalog import text
from locales.folding import fold
from sociale_kaart.export.hsds import organization_id
from sociale_kaart.export.hsds_attributes import service_facts
from sociale_kaart.export.hsds_places import has_location, service_at_location_id
from sociale_kaart.export.vocabulary import fixed_terms, taxonomies, term, term_id
from sociale_kaart.model import Place
from sociale_kaart.needs import NEEDS


class Catalogue:
    """The places of one load. `changed` gives when each place last changed."""

    def __init__(
        self,
        number: int,
        places: tuple[Place, ...],
        changed: Callable[[], Mapping[str, datetime]],
    ) -> None:
        self.number = number
        self.places = places
        self._changed = changed

    @cached_property
    def changed(self) -> Mapping[str, datetime]:
        return self._changed()

    @cached_property
    def newest(self) -> datetime | None:
        """When the directory last changed."""
        return max(self.changed.values(), default=None)

    @cached_property
    def by_id(self) -> dict[str, Place]:
        return {place.id: place for place in self.places}

    @cached_property
    def organizations(self) -> dict[str, list[Place]]:
        """The places of each organisation, in the order of the directory."""
        found: dict[str, list[Place]] = {}
        for place in self.places:
            found.setdefault(organization_id(place), []).append(place)
        return found

    @cached_property
    def at_locations(self) -> dict[str, Place]:
        return {service_at_location_id(p): p for p in self.places if has_location(p)}

    @cached_property
    def with_term(self) -> dict[str, tuple[str, str, "array[int]"]]:
        """By id of a term: its taxonomy, its code, and the positions of the places that have it."""
        found = {term_id(key, code): (key, code, array("I")) for key, code in fixed_terms()}
        for position, place in enumerate(self.places):
            for key, code in dict.fromkeys(_terms(place)):
                made = term_id(key, code)
                if made not in found:
                    found[made] = (key, code, array("I"))
                found[made][2].append(position)
        return found

    @cached_property
    def terms(self) -> dict[str, Mapping[str, Any]]:
        """Every term that is in use or could be, by id."""
        return {made: term(key, code) for made, (key, code, _) in self.with_term.items()}

    @cached_property
    def words(self) -> list[str]:
        """What the search looks in, per place: folded, so that "cafe" finds "Café"."""
        return [fold(" ".join(_searched(place))) for place in self.places]

    def having_term(self, made: str) -> frozenset[int]:
        """Positions of the places with a term; a group of needs stands for its needs."""
        return frozenset(self.with_term[made][2]) if made in self.with_term else frozenset()

    def having_taxonomy(self, made: str) -> frozenset[int]:
        """Positions of the places with any term of a taxonomy."""
        keys = {taxonomy.key for taxonomy in taxonomies().values() if taxonomy.id == made}
        found = (where for key, _, where in self.with_term.values() if key in keys)
        return frozenset(position for where in found for position in where)

    def having_words(self, search: str) -> frozenset[int]:
        """Positions of the places in which every word of a search stands."""
        wanted = fold(search).split()
        return frozenset(
            position
            for position, words in enumerate(self.words)
            if all(word in words for word in wanted)
        )


def _terms(place: Place) -> Iterator[tuple[str, str]]:
    for key, code, _ in service_facts(place):
        yield key, code
        if key == "need" and code in NEEDS:
            yield key, NEEDS[code].parent


def _searched(place: Place) -> Iterable[str]:
    texts = (place.name, place.organisation, place.kind, place.description)
    yield from (part for part in texts if part)
    yield from place.services
    yield from (text("nl", f"need.{need}.title").value for need in place.needs)
