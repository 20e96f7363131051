"""The one door to the sociale kaart of Antwerp: find, get, locate.

    directory = Directory.open("sqlite:///var/directory.sqlite")
    found = directory.find(Query(need="food_aid", near=Point(51.2275, 4.4281), near_label="2060", at=now))

gives the places where somebody in 2060 can eat, best first, each with its reasons. Everything is
held in memory; a new load by another process is noticed within seconds.
"""

import gc
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import Any

from sqlalchemy import Engine

from sociale_kaart.geo import Mention, PlaceFinder
from sociale_kaart.load import load
from sociale_kaart.match import EVERYTHING, NOTHING_TOLD, Match, Only, Told, Wish, fits, match
from sociale_kaart.model import Place, Point
from sociale_kaart.needs import NEEDS
from sociale_kaart.search import NOTHING_HEARD, FreeText, Heard, NameSearch, NeedWords, Terms
from sociale_kaart.shortlist import Shortlist
from sociale_kaart.sources import open_source
from sociale_kaart.store import last_load, migrate, one_at_a_time, open_engine, read_places

STARTER = "antwerp"
"""The source that an empty directory starts with."""
SECONDS_BETWEEN_CHECKS = 2.0
"""How long a load by another process may go unnoticed."""
MOST_RESULTS = 100
MOST_READ = 2_000
"""Letters of a text that are looked at."""
MOST_COUNTED = 1_000
"""Candidates that are looked at to count how many pass the filters of a question."""
ACROSS_TOWN_M = 5_000
"""Places of the very kind that was asked for go before others of that need up to this far."""


@dataclass(frozen=True, slots=True)
class Query:
    """A question to the directory. `at` must have a time zone; `exclude` holds ids already shown.

    `text` is free text: a name, or words for a need. Beside a `need` it only says which of its places
    come first ("tandarts" within `doctor_gp`). `told` is what the person chose to say of themselves; `only` are filters, of which `open_now` is one.
    """

    at: datetime
    need: str | None = None
    text: str | None = None
    near: Point | None = None
    near_label: str | None = None
    language: str = "nl"
    open_now: bool = False
    limit: int = 5
    exclude: frozenset[str] = frozenset()
    told: Told = NOTHING_TOLD
    only: Only = EVERYTHING

    def __post_init__(self) -> None:
        if self.at.tzinfo is None:
            raise ValueError("at must have a time zone")
        if self.need is not None and self.need not in NEEDS:
            raise ValueError("need is not in the list of needs")
        if self.limit < 0:
            raise ValueError("limit must not be negative")


@dataclass(frozen=True, slots=True)
class Result:
    """One place as it answers one question."""

    place: Place
    match: Match

    def as_params(self) -> dict[str, Any]:
        """The **result** of docs/architecture.md: plain JSON, for replies and for the HTTP API."""
        place, opening = self.place, self.match.opening
        return {
            "id": place.id,
            "name": place.name,
            "organisation": place.organisation,
            "kind": place.kind,
            "scope": place.scope,
            "address": place.address,
            "postcode": place.postcode,
            "district": place.district,
            "latitude": place.point.latitude if place.point else None,
            "longitude": place.point.longitude if place.point else None,
            "location_precision": place.location_precision,
            "phone": place.phone,
            "email": place.email,
            "website": place.website,
            "distance_m": self.match.told_distance_m,
            "walk_minutes": self.match.walk_minutes,
            **opening.as_params(),
            "hours": place.opening_hours,
            "hours_note": place.opening_hours_note,
            "languages": list(place.languages),
            "cost": {"kind": place.cost.kind, "note": place.cost.note},
            "appointment": place.appointment_required,
            "conditions": self.match.conditions,
            "reasons": [{"kind": item.kind, "params": item.params} for item in self.match.reasons],
            "description": place.description,
            "sources": [asdict(source) for source in place.sources],
            "checked_at": place.checked_at,
            "confidence": place.confidence,
            "call_first": place.confidence == "low",
        }


@dataclass(frozen=True, slots=True)
class Found:
    """The best results, how many there are in all, and whether there are more than these.

    With filters, `total` is what was counted among the first thousand candidates: at least so many.
    `need` is the one that was asked for or heard in the text.
    """

    results: tuple[Result, ...]
    total: int
    more: bool
    need: str | None = None


@dataclass(frozen=True)
class _Loaded:
    """The directory in memory, whole: replaced at once by the next load, never changed.

    Names and texts are indexed when the first one is looked for: who asks for a need need not wait.
    """

    number: int
    places: tuple[Place, ...]
    by_id: dict[str, Place]
    by_source_id: dict[str, Place]
    shortlist: Shortlist
    index: Callable[[tuple[Place, ...]], tuple[NameSearch, FreeText]]

    @cached_property
    def indexed(self) -> tuple[NameSearch, FreeText]:
        with _no_collecting():
            return self.index(self.places)

    @property
    def names(self) -> NameSearch:
        return self.indexed[0]

    @property
    def texts(self) -> FreeText:
        return self.indexed[1]


def _utc() -> datetime:
    return datetime.fromtimestamp(time.time(), UTC)


class Directory:
    """The directory of one database, in memory. Safe to share between threads."""

    def __init__(self, engine: Engine, ticks: Callable[[], float] = time.monotonic) -> None:
        self._engine = engine
        self._ticks = ticks
        self._lock = threading.Lock()
        self._finder = PlaceFinder.antwerp()
        self._loaded = self._read()
        self._checked = ticks()

    @cached_property
    def _words(self) -> NeedWords:
        return NeedWords.from_locales()

    def warm(self) -> None:
        """Builds what the first free text would otherwise wait for: a second, for all languages."""
        _ = self._fresh().indexed

    @classmethod
    def open(
        cls, database_url: str, *, starter: bool = True, clock: Callable[[], datetime] = _utc
    ) -> "Directory":
        """Opens a database, brings its tables up to date, and fills it when it was never loaded.

        `clock` only tells when the starter was loaded; questions bring their own moment.
        """
        engine = open_engine(database_url)
        with one_at_a_time(engine):
            migrate(engine)
            if starter and last_load(engine) == 0:
                load(engine, open_source(STARTER), clock())
        return cls(engine)

    @classmethod
    def starter(cls, path: Path) -> "Directory":
        """The starter directory of Antwerp in a SQLite file, made when it is not there."""
        return cls.open(f"sqlite:///{path}")

    @property
    def load_number(self) -> int:
        """Grows with every load; the same number means the same places."""
        return self._fresh().number

    def places(self) -> tuple[Place, ...]:
        """All active places."""
        return self._fresh().places

    def __iter__(self) -> Iterator[Place]:
        return iter(self.places())

    def get(self, place_id: str) -> Place | None:
        return self._fresh().by_id.get(place_id)

    def by_source_id(self, source_id: str) -> Place | None:
        """A place by its id in its source, such as "bib-permeke"."""
        return self._fresh().by_source_id.get(source_id)

    def find(self, query: Query) -> Found:
        """The places that fit a question best; nothing when nothing in it is understood."""
        if query.text:
            return self._find_text(query)
        return self._best(self._fresh(), query)

    def results(self, ids: Iterable[str], query: Query) -> tuple[Result, ...]:
        """These places, in this order, with distance and opening as this question sees them."""
        known = self._fresh().by_id
        wish = _wish(query)
        places = [known[place_id] for place_id in ids if place_id in known]
        return tuple(Result(place, match(place, wish)) for place in places)

    def locate(self, text: str) -> Mention | None:
        """The place in Antwerp that a text names, if any."""
        return self._finder.find(text)

    def elsewhere(self, text: str) -> str | None:
        """The town outside Antwerp that a text names, if it names no place in Antwerp."""
        return self._finder.elsewhere(text)

    def needs_in(self, text: str, language: str) -> list[tuple[str, float]]:
        """Needs that a text has everyday words for, surest first, with scores between 0 and 1."""
        return self._words.needs_in(_without(text, self.locate(text)), language)

    def search(self, text: str, limit: int = 10) -> list[tuple[Place, float]]:
        """Places by name, spelled roughly right, with scores between 0 and 100."""
        return self._fresh().names.search(text, limit)

    def named_in(self, text: str) -> Place | None:
        """The one place whose name stands in a sentence: "is bib permeke open?"."""
        return self._fresh().names.named_in(text)

    def _find_text(self, query: Query) -> Found:
        text = (query.text or "")[:MOST_READ]
        mention = self.locate(text)
        if query.near is None and mention and mention.kind != "city":
            near = Point(mention.latitude, mention.longitude)
            query = replace(query, near=near, near_label=mention.label)
        loaded = self._fresh()
        heard = loaded.texts.hear(text, _without(text, mention), query.language, MOST_RESULTS)
        if query.need is not None:
            return self._best(loaded, query, heard if heard.need == query.need else NOTHING_HEARD)
        if mention and mention.alone and not loaded.names.named_in(text):
            return self._best(loaded, query, loaded.texts.hear_place(text))  # "2060"
        if heard.need is None:
            return _by_name(query, heard)
        return self._best(loaded, replace(query, need=heard.need), heard)

    def _best(self, loaded: _Loaded, query: Query, heard: Heard = NOTHING_HEARD) -> Found:
        """The best places for a need; in front what was named, then the very kind that was asked for."""
        wish, limit = _wish(query), min(query.limit, MOST_RESULTS)
        most = limit + len(query.exclude) + 1
        first = [match(place, wish) for place, _ in heard.names if fits(place, wish)]
        if heard.kinds:
            first += loaded.shortlist.best(wish, most, loaded.names.of_kind(heard.kinds))
        in_front = {
            item.place.id: item for item in first if item.way is None or item.way <= ACROSS_TOWN_M
        }
        rest = (item for item in loaded.shortlist.best(wish, most) if item.place.id not in in_front)
        matches = [*in_front.values(), *rest]
        kept = [item for item in matches if item.place.id not in query.exclude]
        known = (loaded.by_id.get(place_id) for place_id in query.exclude)
        excluded = sum(
            place is not None and query.need in (None, *place.needs) and fits(place, wish)
            for place in known
        )
        total = loaded.shortlist.passing(wish, MOST_COUNTED) - excluded
        shown = tuple(Result(item.place, item) for item in kept[:limit])
        return Found(shown, max(total, len(kept)), len(kept) > limit, query.need)

    def _read(self) -> _Loaded:
        with _no_collecting():
            number, places = read_places(self._engine)
            return _Loaded(
                number,
                places,
                {place.id: place for place in places},
                {place.source_id: place for place in places},
                Shortlist(places),
                self._index,
            )

    def _index(self, places: tuple[Place, ...]) -> tuple[NameSearch, FreeText]:
        names = NameSearch(places, self._words.vocabulary, self._finder.localities)
        return names, FreeText(self._words, Terms.from_data(), names)

    def _fresh(self) -> _Loaded:
        """What is loaded, read again when another process has loaded since."""
        if self._ticks() - self._checked < SECONDS_BETWEEN_CHECKS:
            return self._loaded
        if not self._lock.acquire(blocking=False):
            return self._loaded  # another thread is looking: go on with what there is
        try:
            if last_load(self._engine) != self._loaded.number:
                newer = self._read()
                if "indexed" in vars(self._loaded):
                    _ = newer.indexed  # while others still ask the one before
                self._loaded = newer
            self._checked = self._ticks()
        finally:
            self._lock.release()
        return self._loaded


@contextmanager
def _no_collecting() -> Iterator[None]:
    """Without a search for garbage after every few hundred of a million new objects, none of which is."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


def _wish(query: Query) -> Wish:
    only = replace(query.only, open_now=True) if query.open_now else query.only
    return Wish(
        query.need, query.at, query.language, query.near, query.near_label, query.told, only
    )


def _without(text: str, mention: Mention | None) -> str:
    """A text without its place: in "iets in Merksem" that is no misspelled word for a need."""
    if mention is None:
        return text
    start, end = mention.span
    return f"{text[:start]} {text[end:]}"


def _by_name(query: Query, heard: Heard) -> Found:
    """Places by name; of those whose names fit as well, the best for the rest of the question first."""
    wish = _wish(query)
    found = [(round(score), match(place, wish)) for place, score in heard.names]
    found.sort(key=lambda item: (-item[0], -item[1].score))
    kept = [
        item for _, item in found if item.place.id not in query.exclude and fits(item.place, wish)
    ]
    limit = min(query.limit, MOST_RESULTS)
    shown = tuple(Result(item.place, item) for item in kept[:limit])
    return Found(shown, len(kept), len(kept) > limit)
