"""What a tapped button means: `need:food_aid` is the intent `/food_aid`, `more` is `/more_places`.

A button can be old: on a phone in Deurne the list of yesterday is still on the screen. What no
longer exists gets a kind answer that offers what does.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from api.understanding import located
from locales.languages import LANGUAGES
from sociale_kaart.directory import Directory
from sociale_kaart.needs import NEEDS

LANGUAGE = "language"

_INTENTS: Mapping[str, str] = {
    "more": "more_places",
    "open_now": "opening_hours_question",
    "anywhere": "near_place",
    "near": "near_place",
    "detail": "choose_one",
    "human": "talk_to_human",
    "yes": "yes",
    "no": "no",
    "restart": "start_again",
    "help": "what_can_you_do",
}
_WITH_VALUE = frozenset({"need", "near", "detail", LANGUAGE})


@dataclass(frozen=True, slots=True)
class Choice:
    """A button that still means something. `place` is set for `near:`."""

    id: str
    value: str | None
    intent: str
    place: Mapping[str, Any] | None = None

    def to_json(self) -> dict[str, str | None]:
        return {"id": self.id, "value": self.value}


@dataclass(frozen=True, slots=True)
class Stale:
    """A button that means nothing (any more), and the reply key that is said instead."""

    reply: str


def read_choice(text: str, directory: Directory) -> Choice | Stale:
    """The choice behind the id of a button."""
    name, _, value = text.partition(":")
    if name in _WITH_VALUE:
        return _with_value(name, value.strip(), directory)
    if name in _INTENTS and not value:
        return Choice(name, None, _INTENTS[name])
    return Stale("what_can_you_do")


def storable(text: str, directory: Directory) -> str:
    """The choice as it is kept. Of one that means nothing only its kind stays, not what was sent."""
    if isinstance(read_choice(text, directory), Choice):
        return text
    name = text.partition(":")[0]
    return f"{name}:" if name in _WITH_VALUE else ""


def _with_value(name: str, value: str, directory: Directory) -> Choice | Stale:
    match name:
        case "need":
            return Choice(name, value, value) if value in NEEDS else Stale("what_can_you_do")
        case "near":
            place = located(value, directory)
            if place is None:
                return Stale("place_unknown")
            # The button was the answer to "which one?": its own place comes first, do not ask again.
            chosen = {key: item for key, item in place.items() if key != "candidates"}
            return Choice(name, value, _INTENTS[name], chosen)
        case "detail":
            known = directory.get(value) is not None
            return Choice(name, value, _INTENTS[name]) if known else Stale("which_place")
        case _:
            known = value in LANGUAGES
            return Choice(name, value, "other_language") if known else Stale("ask_language")
