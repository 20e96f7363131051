"""Takes values out of foreign JSON in which anything can stand anywhere.

`text({"a": 1}.get("name"))` is None, `text(2060)` is "2060": a postcode that a spreadsheet made into a
number stays a postcode. A value of the wrong kind is "not known"; nothing here raises.
"""

import math
import re
from collections.abc import Mapping
from typing import Any

from sociale_kaart.model import LONGEST_NAME, LONGEST_TEXT

LONGEST_READ = 4 * LONGEST_TEXT

_NUMBER = re.compile(r"[+-]?\d{1,15}(?:[.,]\d{1,15})?")


def text(value: object) -> str | None:
    """A text without white space around it; a number is written out; anything else is None.

    Of a text only as much is taken as cleaning will ever look at.
    """
    if isinstance(value, str):
        return value[:LONGEST_READ].strip() or None
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return None
    if isinstance(value, float):
        if not math.isfinite(value):
            return None
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else str(value)
    return str(value) if abs(value) < 10**18 else None


def identity(value: object) -> str | None:
    """A text that can be the id of a record, and be asked for in an address."""
    found = text(value)
    usable = found is not None and len(found) <= LONGEST_NAME and found.isprintable()
    return found if usable else None


def short(value: object) -> str | None:
    """A text that fits in a list of a record, cut at a word when it is longer."""
    found = text(value)
    if found is None or len(found) <= LONGEST_NAME:
        return found
    return found[: LONGEST_NAME - 2].rsplit(" ", 1)[0] + " …"


def number(value: object) -> float | None:
    """A finite number; "51,22" and "51.22" are read too."""
    if isinstance(value, str) and _NUMBER.fullmatch(value.strip()):
        return float(value.strip().replace(",", "."))
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return None
    try:
        found = float(value)
    except OverflowError:
        return None
    return found if math.isfinite(found) else None


def parts(value: object) -> list[Mapping[str, Any]]:
    """The objects in a list; whatever else stands in it is passed by."""
    if not isinstance(value, (list, tuple)):
        return []
    return [part for part in value if isinstance(part, Mapping)]


def part(value: object) -> Mapping[str, Any]:
    """An object, or an empty one."""
    return value if isinstance(value, Mapping) else {}


def shown(value: object) -> str:
    """A value as it may stand in a message to an operator: short, on one line, plain ASCII."""
    written = text(value) or type(value).__name__
    return "".join(c if c.isascii() and c.isprintable() else "?" for c in written[:60])


def point(latitude: object, longitude: object) -> dict[str, float] | None:
    """Coordinates as a record has them; whether they can be right is for `cleaning/coordinates`."""
    north, east = number(latitude), number(longitude)
    if north is None or east is None or abs(north) > 90 or abs(east) > 180:
        return None
    return {"latitude": north, "longitude": east}
