"""What somebody looks for, and what they chose to tell about themselves; nobody is ever asked.

"Eten in 2060, gratis en zonder afspraak" is `Wish("food_aid", now, near=…, only=Only(free=True,
no_appointment=True))`. Somebody who says that she is sixteen adds `told=Told(age=16)`.
"""

from dataclasses import dataclass
from datetime import datetime

from sociale_kaart.model import Gender, LegalStatus, Point
from sociale_kaart.seven_bs import B


@dataclass(frozen=True, slots=True)
class Told:
    """What a person said without being asked; None is "not said" and never a guess.

    `age` in years; `papers`: has a residence permit; `referred`: has a referral; `wheelchair`: comes
    with one.
    """

    age: int | None = None
    gender: Gender | None = None
    with_children: bool | None = None
    status: LegalStatus | None = None
    papers: bool | None = None
    referred: bool | None = None
    wheelchair: bool = False

    def __post_init__(self) -> None:
        if self.age is not None and not 0 <= self.age <= 150:
            raise ValueError("age must be in 0..150 years")


NOTHING_TOLD = Told()


@dataclass(frozen=True, slots=True)
class Only:
    """Which places are left out: with a filter on, only places *known* to be so stay.

    `language` is the code of a language spoken there; `good` are B's that must be "yes".
    """

    open_now: bool = False
    free: bool = False
    no_appointment: bool = False
    no_papers: bool = False
    language: str | None = None
    wheelchair: bool = False
    good: frozenset[B] = frozenset()


EVERYTHING = Only()


@dataclass(frozen=True, slots=True)
class Wish:
    """What is looked for, when and where; `at` always has a time zone.

    `near_label` is what the person called the place ("2060", "Deurne"); without a label, or with the
    one for a phone's own position, `near` is the very spot where they stand.
    """

    need: str | None
    at: datetime
    language: str = "nl"
    near: Point | None = None
    near_label: str | None = None
    told: Told = NOTHING_TOLD
    only: Only = EVERYTHING
