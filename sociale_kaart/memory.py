"""What a conversation remembers between two messages, as plain data.

After "voedselpakket in 2060" the memory holds the need `food_aid`, the place 2060 and the places
that were shown; "dichter bij Deurne" then changes only the place. It travels as JSON with every
message (docs/architecture.md) and is read tolerantly: a strange value becomes the empty one.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Self

from sociale_kaart.needs import NEEDS

PENDING = ("ask_place", "offer_human", "choose_need", "choose_place")
MOST_REMEMBERED = 60
"""Ids of shown places kept at most: beyond it "more" starts to repeat, which is better than growth."""

ALARM_TURNS = 3
"""Answers after a message of danger that still give the number: people go on about something else."""


@dataclass(frozen=True, slots=True)
class Spot:
    """Where the person is or wants to be: a label to show and WGS84 degrees.

    `kind` is the gazetteer's type ("postcode", "district", …), "here" for a device location, or
    "city" for all of Antwerp, which narrows nothing.
    """

    label: str
    kind: str
    latitude: float
    longitude: float

    @classmethod
    def from_json(cls, value: object) -> Self | None:
        if not isinstance(value, Mapping):
            return None
        try:
            latitude, longitude = float(value["latitude"]), float(value["longitude"])
        except (KeyError, TypeError, ValueError):
            return None
        if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
            return None
        return cls(str(value.get("label", "")), str(value.get("kind", "")), latitude, longitude)

    def to_json(self) -> dict[str, Any]:
        return {
            "label": self.label,
            "kind": self.kind,
            "latitude": self.latitude,
            "longitude": self.longitude,
        }


@dataclass(frozen=True, slots=True)
class Memory:
    """The table "Memory" of docs/architecture.md."""

    needs: tuple[str, ...] = ()
    place: Spot | None = None
    shown: tuple[str, ...] = ()
    last: tuple[str, ...] = ()
    focus: str | None = None
    open_now: bool = False
    pending: str | None = None
    options: tuple[str, ...] = ()
    misunderstood: int = 0
    alarm: str | None = None
    alarm_turns: int = 0

    @classmethod
    def from_json(cls, value: object) -> Self:
        if not isinstance(value, Mapping):
            return cls()
        pending = value.get("pending")
        misunderstood, turns = value.get("misunderstood"), value.get("alarm_turns")
        return cls(
            needs=tuple(need for need in _texts(value.get("needs")) if need in NEEDS),
            place=Spot.from_json(value.get("place")),
            shown=_texts(value.get("shown"))[-MOST_REMEMBERED:],
            last=_texts(value.get("last")),
            focus=value["focus"] if isinstance(value.get("focus"), str) else None,
            open_now=value.get("open_now") is True,
            pending=pending if pending in PENDING else None,
            options=_texts(value.get("options")),
            misunderstood=misunderstood if isinstance(misunderstood, int) else 0,
            alarm=value["alarm"] if isinstance(value.get("alarm"), str) else None,
            alarm_turns=min(turns, ALARM_TURNS) if isinstance(turns, int) else 0,
        )

    def to_json(self) -> dict[str, Any]:
        return {
            "needs": list(self.needs),
            "place": self.place.to_json() if self.place else None,
            "shown": list(self.shown),
            "last": list(self.last),
            "focus": self.focus,
            "open_now": self.open_now,
            "pending": self.pending,
            "options": list(self.options),
            "misunderstood": self.misunderstood,
            "alarm": self.alarm,
            "alarm_turns": self.alarm_turns,
        }

    def understood(self) -> "Memory":
        """The memory at the start of a turn that was understood: no open question is left."""
        return replace(self, pending=None, options=(), misunderstood=0)


def _texts(value: object) -> tuple[str, ...]:
    if not isinstance(value, (list, tuple)):
        return ()
    return tuple(item for item in value if isinstance(item, str))
