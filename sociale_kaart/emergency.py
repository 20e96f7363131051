"""Which number to call in danger, from the one reviewed list in `data/emergency_numbers.yml`.

Somebody in Antwerp who writes "je veux mourir" is shown 0800 32 123 first, where French is spoken;
"er is brand" shows 112. Nothing here needs the network, Rasa or the database: this is what must work
when everything else does not.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import yaml
from opening_hours import OpeningHours

KINDS: tuple[str, ...] = ("suicide", "violence", "rape", "overdose", "medical", "fire", "danger")
"""Kinds of danger, as in the reply `crisis`."""

_LIST = Path(__file__).parent / "data" / "emergency_numbers.yml"
_BRUSSELS = ZoneInfo("Europe/Brussels")
_ANY_LANGUAGE = "other"


@dataclass(frozen=True, slots=True)
class EmergencyNumber:
    """One line of the list; the head of the YAML file says what each field means."""

    id: str
    phone: str | None
    name: str
    url: str | None
    languages: tuple[str, ...]
    hours: str | None
    free: bool | None
    confirmed: bool
    source: str
    seen: str

    @property
    def can_be_shown(self) -> bool:
        """Only a confirmed number is ever shown; an entry may still wait for its number."""
        return self.confirmed and self.phone is not None

    def answers(self, at: datetime) -> bool:
        """Whether somebody picks up at this moment; unknown hours count as yes."""
        if self.hours is None:
            return True
        local = at.astimezone(_BRUSSELS).replace(tzinfo=None) if at.tzinfo else at
        return bool(OpeningHours(self.hours).is_open(local))


@dataclass(frozen=True, slots=True)
class EmergencyList:
    """The numbers by id and, per kind of danger and language, their order."""

    numbers: Mapping[str, EmergencyNumber]
    order: Mapping[str, Mapping[str, tuple[str, ...]]]

    def for_danger(self, kind: str, language: str) -> list[EmergencyNumber]:
        """Numbers to show, first to call first. A kind nobody thought of is answered as `danger`."""
        by_language = self.order.get(kind, self.order["danger"])
        ids = by_language.get(language, by_language[_ANY_LANGUAGE])
        return [self.numbers[id] for id in ids if self.numbers[id].can_be_shown]


def numbers_for(kind: str, language: str, at: datetime) -> list[dict[str, Any]]:
    """The numbers for this danger as JSON-ready dicts; a line that is closed now comes last."""
    numbers = emergency_list().for_danger(kind, language)
    numbers.sort(key=lambda number: not number.answers(at))  # a stable sort keeps the order
    return [{"id": n.id, "phone": n.phone, "name": n.name, "url": n.url} for n in numbers]


@cache
def emergency_list() -> EmergencyList:
    """The reviewed list, read once."""
    return read_emergency_list(_LIST)


def read_emergency_list(path: Path) -> EmergencyList:
    """Reads a list and refuses one that could leave a person in danger without a number."""
    content = yaml.safe_load(path.read_text(encoding="utf-8"))
    numbers = {
        id: EmergencyNumber(id=id, **{**entry, "languages": tuple(entry["languages"])})
        for id, entry in content["numbers"].items()
    }
    order = {
        kind: {language: tuple(ids) for language, ids in by_language.items()}
        for kind, by_language in content["order"].items()
    }
    for kind in KINDS:
        for language, ids in order[kind].items():
            if not any(numbers[id].can_be_shown for id in ids):
                raise ValueError(f"{kind} has no number to show in {language}")
        if _ANY_LANGUAGE not in order[kind]:
            raise ValueError(f"{kind} has no order for languages without a line of their own")
    return EmergencyList(numbers, order)
