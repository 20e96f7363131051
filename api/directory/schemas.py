"""The shapes of the directory routes.

`/v1/places?q=food+2060&lang=en` becomes a `PlaceSearch`; out comes a list of places as on the cards
of a conversation. A place that is not in Antwerp, or not understood, is answered with `near: null`
and places city-wide: somebody who spells Hoboken wrongly still gets help.
"""

from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field

from sociale_kaart.match import Only
from sociale_kaart.seven_bs import B

LONGEST_QUERY = 300
MOST_PLACES = 50


class PlaceSearch(BaseModel):
    """What to look for. Without anything it lists what is open and well known first.

    From `open_now` on these are filters: they keep only what is known to be so. `speaks` is the code
    of a language, `good` are B's of docs/reference/matching.md.
    """

    model_config = ConfigDict(frozen=True)

    q: Annotated[str, Field(max_length=LONGEST_QUERY, examples=["food 2060"])] = ""
    need: Annotated[str | None, Field(max_length=60, examples=["food_aid"])] = None
    near: Annotated[str, Field(max_length=LONGEST_QUERY, examples=["2060", "51.22,4.40"])] = ""
    lang: Annotated[str, Field(max_length=16)] = "nl"
    open_now: bool = False
    free: bool = False
    no_appointment: bool = False
    no_papers: bool = False
    wheelchair: bool = False
    speaks: Annotated[str | None, Field(pattern=r"^[a-z]{2,3}$", examples=["ar"])] = None
    good: Annotated[list[B], Field(max_length=7, examples=[["betaalbaar"]])] = []
    limit: Annotated[int, Field(ge=1, le=MOST_PLACES)] = 10

    @property
    def only(self) -> Only:
        """The filters, as the directory takes them."""
        return Only(
            open_now=self.open_now,
            free=self.free,
            no_appointment=self.no_appointment,
            no_papers=self.no_papers,
            language=self.speaks,
            wheelchair=self.wheelchair,
            good=frozenset(self.good),
        )


class Places(BaseModel):
    """Places, best first. `need` and `near` are what was understood."""

    need: str | None
    near: str | None
    total: int
    more: bool
    places: list[dict[str, Any]]


class NeedOut(BaseModel):
    """One need, with its title in the language asked for."""

    id: str
    parent: str
    urgency: str
    title: str
    language: str
    direction: str


class Needs(BaseModel):
    """All needs, in the order in which menus show them."""

    needs: list[NeedOut]


class LanguageOut(BaseModel):
    """One language. `level` is `understands`, or `reads` when answers come from `fallback`."""

    code: str
    name: str
    english: str
    locale: str
    script: str
    direction: str
    level: str
    fallback: list[str]


class Languages(BaseModel):
    """All languages of the assistant."""

    languages: list[LanguageOut]
