"""Looks things up in the directory and puts them in words, for apps, desks and `wegwijs find`.

"food 2060" holds a need and a place; `near=Deurne` and `need=food_aid` say the same apart. What is
given apart goes before what is found in the text.
"""

import re
import threading
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from api.conversation import Clock
from api.directory.schemas import PlaceSearch
from api.errors import Invalid, NotFound
from api.understanding import clean, here, located, needs_heard
from locales.cards import place_card
from locales.catalog import text
from locales.languages import LANGUAGES, language, nearest
from sociale_kaart.directory import Directory, Query
from sociale_kaart.hours import BRUSSELS
from sociale_kaart.match import Only, explain
from sociale_kaart.memory import Spot
from sociale_kaart.model import Point
from sociale_kaart.needs import NEEDS
from sociale_kaart.quality import Report, report

_DEGREES = re.compile(r"\s*(-?\d{1,3}(?:\.\d{1,12})?)\s*,\s*(-?\d{1,3}(?:\.\d{1,12})?)\s*")


def search_places(
    directory: Directory,
    *,
    text: str,
    near: str | None,
    language: str,
    only: Only,
    limit: int,
    at: datetime,
    need: str | None = None,
    explained: bool = False,
) -> dict[str, Any]:
    """Places for a text, a need and a place, whichever are given, in the words of `language`.

    `explained` adds to each the points that every criterion gave it.
    """
    said = clean(text)
    place = _place(near, directory) if near else _place(said, directory)
    query = Query(
        need=need,
        text=said or None,
        near=Point(place.latitude, place.longitude) if place else None,
        near_label=place.label if place else None,
        language=language,
        only=only,
        at=at,
        limit=limit,
    )
    found = directory.find(query)
    if found.total == 0 and need is None and (heard := _need(directory, said, language)):
        found = directory.find(replace(query, need=heard))
    return {
        "need": found.need,
        "near": place.label if place else None,
        "total": found.total,
        "more": found.more,
        "places": [
            place_card(result.as_params(), language, at)
            | ({"points": explain(result.place, result.match.wish)} if explained else {})
            for result in found.results
        ],
    }


def _need(directory: Directory, said: str, language: str) -> str | None:
    """The surest need in a text whose language is another one than that of the answer."""
    if not said or directory.named_in(said):
        return None
    found = needs_heard(said, language, directory)
    return found[0][0] if found else None


def _place(near: str, directory: Directory) -> Spot | None:
    """A place in Antwerp by name, postcode or degrees; all of Antwerp narrows nothing."""
    degrees = _DEGREES.fullmatch(near)
    if degrees:
        return Spot.from_json(here(float(degrees[1]), float(degrees[2])))
    spot = Spot.from_json(located(clean(near), directory)) if near.strip() else None
    return spot if spot and spot.kind != "city" else None


class DirectoryService:
    """The directory as the routes see it."""

    def __init__(self, directory: Directory, clock: Clock) -> None:
        self._directory = directory
        self._clock = clock
        self._measuring = threading.Lock()
        self._quality: tuple[tuple[int, date], Report] | None = None

    def places(self, search: PlaceSearch) -> dict[str, Any]:
        if search.need is not None and search.need not in NEEDS:
            raise Invalid("need: not one of our needs.", needs=list(NEEDS))
        return search_places(
            self._directory,
            text=search.q,
            near=search.near or None,
            language=known(search.lang),
            only=search.only,
            limit=search.limit,
            at=self._clock.now(),
            need=search.need,
        )

    def place(self, id_: str, lang: str) -> dict[str, Any]:
        code, at = known(lang), self._clock.now()
        found = self._directory.results([id_], Query(at=at, language=code, limit=1))
        if not found:
            raise NotFound("There is no place with this id.")
        return place_card(found[0].as_params(), code, at)

    def quality(self) -> Report:
        """The quality report of today; made once per load and day, for it looks at every record."""
        at = self._clock.now()
        key = (self._directory.load_number, at.astimezone(BRUSSELS).date())
        with self._measuring:  # who asks meanwhile waits for the same report
            if self._quality is None or self._quality[0] != key:
                self._quality = (key, report(self._directory.places(), at))
            return self._quality[1]

    def needs(self, lang: str) -> dict[str, Any]:
        code = known(lang)
        return {"needs": [_need_json(need, code) for need in NEEDS]}

    def languages(self) -> Mapping[str, Any]:
        return {
            "languages": [
                {
                    "code": item.code,
                    "name": item.name,
                    "english": item.english,
                    "locale": item.locale,
                    "script": item.script,
                    "direction": item.direction,
                    "level": item.level,
                    "fallback": list(item.fallback),
                }
                for item in LANGUAGES.values()
            ]
        }


def known(lang: str) -> str:
    """Our code for a language tag such as "nl-BE"; a mistake in a program is told, not guessed around."""
    code = nearest(lang)
    if code is None:
        raise Invalid("lang: not one of our languages.", languages=list(LANGUAGES))
    return code


def _need_json(need: str, code: str) -> dict[str, str]:
    title = text(code, f"need.{need}.title")
    return {
        "id": need,
        "parent": NEEDS[need].parent,
        "urgency": NEEDS[need].urgency,
        "title": title.value,
        "language": title.language,
        "direction": language(title.language).direction,
    }
