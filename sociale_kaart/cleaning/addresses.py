"""Takes an address apart, and doubts a record whose postcode and district do not agree.

"Kerkstraat 45 bte 2, 2060 Antwerpen" becomes the street Kerkstraat, number "45 bus 2" and postcode
2060. Of "2060 Hoboken" no part is thrown away, as nobody knows which is wrong; the record only gets
low confidence, so that people are told to call first.
"""

import re
from collections.abc import Mapping
from typing import Any

from locales.folding import fold
from sociale_kaart.cleaning import Fields, Step
from sociale_kaart.reading.street import split_street

_POSTCODE = re.compile(r"(?:B\s?-?\s?)?([1-9]\d{3})(?:\s+(\D{3,}))?", re.IGNORECASE)
_TAIL = re.compile(r"(?P<street>.+?)\s*,\s*(?P<postcode>(?:B-?\s?)?[1-9]\d{3})\s+(?P<town>[^\d,]+)")
_BOX = re.compile(r"[\s,/]*\b(?:bus|bte|bo[iî]te|box)\.?\s*(?=\w)", re.IGNORECASE)

_DISTRICTS = {
    "2000": "antwerpen", "2018": "antwerpen", "2020": "antwerpen", "2030": "antwerpen",
    "2050": "antwerpen", "2060": "antwerpen", "2040": "berendrecht zandvliet lillo",
    "2100": "deurne", "2140": "borgerhout", "2150": "borsbeek", "2170": "merksem",
    "2180": "ekeren", "2600": "berchem", "2610": "wilrijk", "2660": "hoboken",
}  # fmt: skip
"""Postcodes of the city and the district they are of; parts of the port are written both ways."""
_PORT = ("2030", "2040")
_PORT_DISTRICTS = {_DISTRICTS[postcode] for postcode in _PORT}
_CITY = frozenset(("antwerpen", "antwerp", "anvers", *_DISTRICTS.values()))

CONTRADICTION = "Postcode en gemeente of district spreken elkaar tegen"


def create(_config: Mapping[str, Any]) -> Step:
    return clean


def clean(fields: Fields) -> Fields:
    parts = ("street", "house_number", "postcode", "municipality", "district")
    if any(fields.get(part) is not None and not isinstance(fields[part], str) for part in parts):
        return fields  # of the wrong kind: the check of the record says so
    cleaned = _split_number(_split_postcode(_split_tail(fields)))
    if not _contradicts(cleaned):
        return cleaned
    notes = (cleaned.get("review_note"), CONTRADICTION)
    said = [note for note in notes if isinstance(note, str)]
    return {**cleaned, "confidence": "low", "review_note": "; ".join(dict.fromkeys(said))}


def _split_tail(fields: Fields) -> Fields:
    """Takes "2060 Antwerpen" off the street where it says nothing else than the other fields."""
    found = _TAIL.fullmatch(fields.get("street") or "")
    if not found:
        return fields
    postcode = found["postcode"][-4:]
    if (fields.get("postcode") or postcode) != postcode:
        return fields
    town = fields.get("municipality") or found["town"].strip()
    return {**fields, "street": found["street"], "postcode": postcode, "municipality": town}


def _split_postcode(fields: Fields) -> Fields:
    found = _POSTCODE.fullmatch((fields.get("postcode") or "").strip())
    if not found:
        return fields
    town = fields.get("municipality") or (found[2] or "").strip() or None
    return {**fields, "postcode": found[1], "municipality": town}


def _split_number(fields: Fields) -> Fields:
    street, number = fields.get("street"), fields.get("house_number")
    rest, found = split_street(street)
    if found and (not number or fold(found) == fold(number)):
        street, number = rest, found
    if not number:
        return {**fields, "street": street} if "street" in fields else fields
    return {**fields, "street": street, "house_number": _BOX.sub(" bus ", number).strip()}


def _contradicts(fields: Fields) -> bool:
    postcode = fields.get("postcode")
    district, town = (_folded(fields.get(part)) for part in ("district", "municipality"))
    if not postcode:
        return False
    expected = _DISTRICTS.get(postcode)
    if expected is None:  # a postcode from elsewhere, and yet in the city
        return town in _CITY or (district in _CITY and town is None)
    if town is not None and town not in _CITY:
        return True
    # Antwerpen is the municipality of all of them; as a district it is only the middle of it.
    named = {district, town if town != "antwerpen" else None} & set(_DISTRICTS.values())
    allowed = _PORT_DISTRICTS if postcode in _PORT else {expected}
    return not named <= allowed


def _folded(written: str | None) -> str | None:
    return " ".join(re.findall(r"\w+", fold(written))) if written else None
