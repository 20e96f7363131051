"""Addresses on one line, and postcodes that do not agree with the rest."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sociale_kaart.cleaning.addresses import CONTRADICTION, clean

SPLIT = [
    ({"street": "Kerkstraat 45"}, ("Kerkstraat", "45", None, None)),
    ({"street": "Kerkstraat 45 bte 2, 2060 Antwerpen"},
     ("Kerkstraat", "45 bus 2", "2060", "Antwerpen")),
    ({"street": "Kerkstraat 45, B-2060 Antwerpen", "postcode": "2060"},
     ("Kerkstraat", "45", "2060", "Antwerpen")),
    ({"street": "Kerkstraat 45", "house_number": "45"}, ("Kerkstraat", "45", None, None)),
    ({"street": "Kerkstraat 45", "house_number": "47"}, ("Kerkstraat 45", "47", None, None)),
    ({"street": "De Coninckplein 25-27"}, ("De Coninckplein", "25-27", None, None)),
    ({"street": "Lange Nieuwstraat 12A"}, ("Lange Nieuwstraat", "12A", None, None)),
    ({"street": "Kerkstraat", "house_number": "45 boîte 3"}, ("Kerkstraat", "45 bus 3", None, None)),
    ({"street": "Kerkstraat", "house_number": "45/bus 3"}, ("Kerkstraat", "45 bus 3", None, None)),
    ({"street": "Plein 1940"}, ("Plein 1940", None, None, None)),
    ({"street": "11-Novemberstraat 3"}, ("11-Novemberstraat", "3", None, None)),
    ({"street": "Kerkstraat", "postcode": "B-2060 Antwerpen"},
     ("Kerkstraat", None, "2060", "Antwerpen")),
    ({"postcode": "4564 AB"}, (None, None, "4564 AB", None)),
]  # fmt: skip


@pytest.mark.parametrize(("fields", "parts"), SPLIT)
def test_an_address_is_taken_apart(fields: dict[str, Any], parts: tuple[str | None, ...]) -> None:
    cleaned = clean(fields)
    seen = tuple(cleaned.get(key) for key in ("street", "house_number", "postcode", "municipality"))
    assert seen == parts
    assert clean(cleaned) == cleaned


AGREES = [
    ("2060", "Antwerpen", "Antwerpen"),
    ("2060", None, "Antwerpen"),
    ("2060", "Antwerpen", None),
    ("2140", "Borgerhout", "Antwerpen"),
    ("2140", "Borgerhout", "Borgerhout"),
    ("2140", None, "Borgerhout"),
    ("2150", "Borsbeek", "Antwerpen"),
    ("2040", "Berendrecht-Zandvliet-Lillo", "Antwerpen"),
    ("2030", "Antwerpen", "Antwerpen"),
    ("2040", "Antwerpen", "Antwerpen"),
    ("2060", None, "Anvers"),
    ("2060", "Antwerpen-Noord", "Antwerpen"),
    ("9000", None, "Gent"),
    ("2650", None, "Edegem"),
    (None, "Deurne", "Antwerpen"),
]
DISAGREES = [
    ("2060", "Hoboken", "Antwerpen"),
    ("2140", "Antwerpen", "Antwerpen"),
    ("2660", "Berchem", None),
    ("2060", None, "Gent"),
    ("9000", None, "Antwerpen"),
    ("9000", "Deurne", None),
    ("2140", None, "Deurne"),
]


@pytest.mark.parametrize(("postcode", "district", "town"), AGREES)
def test_an_address_that_agrees_keeps_its_confidence(
    postcode: str | None, district: str | None, town: str | None
) -> None:
    cleaned = clean(
        {"postcode": postcode, "district": district, "municipality": town, "confidence": "high"}
    )
    assert cleaned["confidence"] == "high"


@pytest.mark.parametrize(("postcode", "district", "town"), DISAGREES)
def test_a_contradiction_costs_confidence_and_no_facts(
    postcode: str, district: str | None, town: str | None
) -> None:
    fields = {"postcode": postcode, "district": district, "municipality": town}
    cleaned = clean({**fields, "confidence": "high"})
    assert cleaned == {**fields, "confidence": "low", "review_note": CONTRADICTION}
    assert clean(cleaned) == cleaned


@given(
    st.dictionaries(
        st.sampled_from(["street", "house_number", "postcode", "municipality", "district"]),
        st.one_of(st.none(), st.integers(), st.text(max_size=40), st.lists(st.text())),
    )
)
def test_rubbish_stays_rubbish(fields: dict[str, Any]) -> None:
    assert isinstance(clean(fields), dict)
