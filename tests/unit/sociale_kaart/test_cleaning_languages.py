"""Names of languages in Dutch, French and English, with when and how they are spoken."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sociale_kaart.cleaning.languages import clean
from sociale_kaart.hours import is_valid
from tests.unit.sociale_kaart.records import place

PLAIN = [
    (["nl", "fr", "zh", "de"], ["nl", "fr", "zh", "de"]),
    (["Nederlands", "Frans", "Engels"], ["nl", "fr", "en"]),
    (["néerlandais", "Français", "anglais", "ARABE"], ["nl", "fr", "en", "ar"]),
    (["Dutch", "Turkish", "Somali", "Albanian"], ["nl", "tr", "so", "sq"]),
    (["Nederlands, Frans; Engels / Duits"], ["nl", "fr", "en", "de"]),
    (["Frans en Engels"], ["fr", "en"]),
    ("Spaans & Portugees", ["es", "pt"]),
    (["Farsi", "Dari", "Perzisch"], ["fa"]),
    (["Pasjtoe", "Tigrinya", "Oekraïens", "Roemeens", "Bulgaars", "Urdu"],
     ["ps", "ti", "uk", "ro", "bg", "ur"]),
    (["ar-MA", "eng", "NLD"], ["ar", "en", "nl"]),
    (["Marokkaans-Arabisch", "Vlaamse Gebarentaal"], ["ar", "vgt"]),
    (["Nederlands", "nl", "Dutch"], ["nl"]),
]  # fmt: skip


@pytest.mark.parametrize(("written", "codes"), PLAIN)
def test_names_become_codes(written: Any, codes: list[str]) -> None:
    cleaned = clean({"languages": written})
    assert (cleaned["languages"], cleaned["spoken"]) == (codes, [])
    assert "review_note" not in cleaned


DETAILED = [
    ("Arabisch op donderdag", {"code": "ar", "hours": "Th"}),
    ("Arabisch op dinsdag en donderdag", {"code": "ar", "hours": "Tu,Th"}),
    ("Arabisch op donderdag van 13 tot 16u", {"code": "ar", "hours": "Th 13:00-16:00"}),
    ("Arabisch (donderdag 13u-16u)", {"code": "ar", "hours": "Th 13:00-16:00"}),
    ("Arabisch op donderdagnamiddag", {"code": "ar", "hours": 'Th "namiddag"'}),
    ("arabe le jeudi", {"code": "ar", "hours": "Th"}),
    ("Arabic on Thursday afternoon", {"code": "ar", "hours": 'Th "afternoon"'}),
    ("tolk Tigrinya", {"code": "ti", "interpreter": True}),
    ("Tigrinya met tolk op aanvraag", {"code": "ti", "interpreter": True}),
    ("Somali (interpreter on request)", {"code": "so", "interpreter": True}),
    ("Turks via tolk op maandag", {"code": "tr", "interpreter": True, "hours": "Mo"}),
]  # fmt: skip


@pytest.mark.parametrize(("written", "spoken"), DETAILED)
def test_when_and_by_whom_is_kept(written: str, spoken: dict[str, Any]) -> None:
    cleaned = clean({"languages": ["Nederlands", written]})
    assert (cleaned["languages"], cleaned["spoken"]) == (["nl"], [spoken])
    assert is_valid(spoken.get("hours", "24/7"))
    assert place(**cleaned).languages == (spoken["code"], "nl")


@pytest.mark.parametrize(
    "written",
    ["alle talen", "Arabisch op de 1e donderdag", "Arabisch soms", "verschillende talen", "x" * 500,
     "Frans en nog iets", "12", "Arabisch bij voorkeur"],
)  # fmt: skip
def test_what_is_not_understood_is_no_language_and_is_said(written: str) -> None:
    cleaned = clean({"languages": ["nl", written], "review_note": "Bel na"})
    assert (cleaned["languages"], cleaned["spoken"]) == (["nl"], [])
    assert cleaned["review_note"].startswith("Bel na; Talen volgens de bron: ")


def test_languages_that_a_source_details_keep_their_details() -> None:
    spoken = [{"code": "Arabisch", "hours": "Th 13:00-16:00"}, {"code": "fr"}]
    assert clean({"spoken": spoken})["spoken"] == [
        {"code": "ar", "hours": "Th 13:00-16:00"},
        {"code": "fr"},
    ]


@given(st.one_of(st.none(), st.integers(), st.text(), st.lists(st.one_of(st.text(), st.none()))))
def test_rubbish_is_no_language(written: Any) -> None:
    assert isinstance(clean({"languages": written}), dict)
