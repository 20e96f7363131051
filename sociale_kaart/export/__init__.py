"""Writes the loaded directory out for others: JSON lines, HSDS 3.1 (JSON or CSV), GeoJSON, JSON-LD.

`wegwijs directory export --format geojson` gives a map layer of Antwerp; `hsds` gives what other
directories and researchers read (Open Referral). Only what is known is written; nothing is made up.
Everything comes out in parts, so that a hundred thousand places never stand in memory as one text.
"""

from collections.abc import Callable, Collection, Iterable, Iterator
from datetime import date
from functools import partial

from sociale_kaart.export.geojson import geojson
from sociale_kaart.export.hsds import hsds, hsds_service
from sociale_kaart.export.hsds_tables import hsds_zip
from sociale_kaart.export.jsonl import jsonl
from sociale_kaart.export.jsonld import jsonld
from sociale_kaart.model import Place

FORMATS: dict[str, Callable[[Iterable[Place]], Iterator[str]]] = {
    "jsonl": jsonl,
    "hsds": hsds,
    "geojson": geojson,
    "jsonld": jsonld,
}
"""What `--format` can be; the parts that each gives, written one after another, are the document."""
PACKED = {"hsds-csv": hsds_zip}
"""Formats that are no text: a zip with the tables of HSDS."""
ODBL = "ODbL-1.0"
"""The licence of OpenStreetMap: what is mixed with it must be shared under it too."""
EVERY = "all"
"""The name for "whatever the licence"."""


def export(
    places: Iterable[Place],
    form: str,
    licences: Collection[str] = (),
    on: date | None = None,
) -> Iterator[str]:
    """The parts of the document in a format, each to be written as it comes.

    Places under a licence of their own, such as "ODbL-1.0", are left out unless it is in `licences`.
    `on` is today: HSDS then says what is closed now, and leaves out notices that are over.
    """
    if form not in FORMATS:
        raise ValueError(f"no format {form!r}; there are: {', '.join(FORMATS)}")
    write = partial(hsds, on=on) if form == "hsds" else FORMATS[form]
    return write(licensed(places, licences))


def export_bytes(
    places: Iterable[Place],
    form: str,
    licences: Collection[str] = (),
    on: date | None = None,
) -> Iterator[bytes]:
    """The same as bytes in UTF-8, for every format, those that are no text too."""
    if form in PACKED:
        return PACKED[form](licensed(places, licences), on)
    if form not in FORMATS:
        raise ValueError(f"no format {form!r}; there are: {', '.join((*FORMATS, *PACKED))}")
    return (part.encode("utf-8") for part in export(places, form, licences, on))


def licensed(places: Iterable[Place], licences: Collection[str] = ()) -> Iterator[Place]:
    """The places that may go out together: those without a mark, and those marked as asked for."""
    for place in places:
        if place.licence is None or place.licence in licences or EVERY in licences:
            yield place


__all__ = [
    "EVERY",
    "FORMATS",
    "ODBL",
    "PACKED",
    "export",
    "export_bytes",
    "hsds_service",
    "licensed",
]
