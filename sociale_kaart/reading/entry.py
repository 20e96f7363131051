"""What every entry of `sources.toml` can say, in one place: name, cleaning, licence, kind, mapping.

`{name = "harbour", format = "hsds", path = "harbour.json", mapping = "harbour_codes.toml"}` is read
here by each format that gives HSDS services; a wrong value is told with the name of the source.
"""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from sociale_kaart.reading import ReadError
from sociale_kaart.reading.hsds import Reading
from sociale_kaart.reading.need_codes import read_need_codes

CONFIDENCE = ("high", "medium", "low")


def steps(config: Mapping[str, Any]) -> tuple[str, ...]:
    return tuple(config.get("clean", ()))


def today_of(config: Mapping[str, Any]) -> date:
    """The day for which schedules and prices are read."""
    day = config.get("today")
    if not isinstance(day, date):
        raise ReadError(f"source {config['name']!r}: for which day it is read is not given")
    return day


def confidence_of(config: Mapping[str, Any]) -> str:
    confidence = config.get("confidence", "medium")
    if confidence not in CONFIDENCE:
        raise ReadError(f"source {config['name']!r}: confidence is one of {', '.join(CONFIDENCE)}")
    return str(confidence)


def hsds_reading(config: Mapping[str, Any], link: str | None = None) -> Reading:
    """How to read the HSDS services of an entry; reads its mapping file of needs, if any."""
    unknown = config.get("unknown_codes", "warn")
    if unknown not in ("warn", "refuse"):
        raise ReadError(f"source {config['name']!r}: unknown_codes is warn or refuse")
    return Reading(
        source=config["name"],
        today=today_of(config),
        codes=read_need_codes(Path(config["mapping"])) if config.get("mapping") else None,
        kind=str(config.get("kind", "dienst")),
        confidence=confidence_of(config),
        licence=config.get("licence"),
        link=config.get("link", link),
        refuse_unknown_codes=unknown == "refuse",
    )
