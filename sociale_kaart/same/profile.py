"""What is compared of a record, worked out once: a hundred thousand records meet many others.

Bibliotheek Permeke's street is "deconinckplein", its house numbers are 25 to 27.
"""

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from sociale_kaart.model import Place
from sociale_kaart.same.names import Name, name_of, words_that_count

_NUMBER = re.compile(r"(\d{1,5})\s*([a-zA-Z](?![a-zA-Z]))?")
_BOX = re.compile(r"(?:\bbus|\bbte|\bbo[iî]te|\bbox)\.?\s*(\w+)", re.IGNORECASE)
_SHORT_STREET = re.compile(r"str\b\.?", re.IGNORECASE)
# On these, an address of the site says nothing about who it is.
_SHARED_SITES = ("facebook.com", "instagram.com", "linktr.ee", "google.com", "sites.google.com")


@dataclass(frozen=True, slots=True)
class Profile:
    """One record, ready to be compared. Words and streets are folded; None and empty are unknown."""

    place: Place
    name: Name
    context: frozenset[str]
    street: str | None
    numbers: frozenset[str]
    box: str | None
    kbo: str | None
    site: str | None
    needs: frozenset[str]


def profile(place: Place) -> Profile:
    street = _street(place.street)
    about = (place.organisation, place.district, place.municipality, place.postcode, place.street)
    context = {word for text in about if text for word in words_that_count(text)}
    return Profile(
        place,
        name_of(place.name),
        frozenset(context | {"antwerpen", "stad"}),
        street,
        _numbers(place.house_number),
        _box(place.house_number),
        next((_digits(item.value) for item in place.identifiers if item.scheme == "kbo"), None),
        _site(place.website),
        frozenset(place.needs),
    )


def _street(written: str | None) -> str | None:
    if not written:
        return None
    return "".join(words_that_count(_SHORT_STREET.sub("straat", written))) or None


def _numbers(written: str | None) -> frozenset[str]:
    """The house numbers: "25-27" is 25 and 27, "12A" is 12a."""
    if not written:
        return frozenset()
    found = _NUMBER.findall(_BOX.sub(" ", written))
    return frozenset(f"{int(number)}{letter.lower()}" for number, letter in found)


def _box(written: str | None) -> str | None:
    found = _BOX.search(written) if written else None
    return found[1].lower() if found else None


def _digits(written: str) -> str:
    return re.sub(r"\D", "", written).removeprefix("0")


def _site(written: str | None) -> str | None:
    """A page of its own, "antwerpen.be/permeke"; None for the front page of a whole organisation."""
    if not written:
        return None
    try:
        parts = urlsplit(written.lower())
    except ValueError:
        return None
    host, path = (parts.hostname or "").removeprefix("www."), parts.path.rstrip("/")
    return f"{host}{path}" if path and host not in _SHARED_SITES else None
