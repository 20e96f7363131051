"""What is taken out of a text before it is kept, and what must stay in it."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from locales.masking import EMAIL, FILE, IBAN, NATIONAL, PHONE, mask


@pytest.mark.parametrize(
    "text, wanted",
    [
        ("bel mij op 0470 12 34 56 aub", f"bel mij op {PHONE} aub"),
        ("0470123456", PHONE),
        ("tel: +32 470/12.34.56.", f"tel: {PHONE}."),
        ("0032 3 338 32 32", PHONE),
        ("03 338 32 32", PHONE),
        ("رقمي ٠٤٧٠١٢٣٤٥٦", f"رقمي {PHONE}"),
        ("شماره ۰۴۷۰ ۱۲ ۳۴ ۵۶ است", f"شماره {PHONE} است"),
        ("85.07.30-033.28", NATIONAL),
        ("85073003328", NATIONAL),
        ("nr 85 07 30 033 28 ok", f"nr {NATIONAL} ok"),
        ("BE71 0961 2345 6769", IBAN),
        ("be71096123456769", IBAN),
        ("schrijf naar iemand.hier+x@voorbeeld.be!", f"schrijf naar {EMAIL}!"),
        ("mijn OV nummer 8.765.432", f"mijn {FILE}"),
        ("dossier nr 1234567", FILE),
        ("OV-nummer 8123456", FILE),
        ("8.123.456", FILE),
        ("(03) 338.38.00", PHONE),
        ("tel:0485123456", f"tel:{PHONE}"),
        ("mijn nr is 0 4 8 5 1 2 3 4 5 6", f"mijn nr is {PHONE}"),
        ("0800 32 123", PHONE),
        ("1234567", PHONE),
    ],
)
def test_is_masked(text: str, wanted: str) -> None:
    assert mask(text) == wanted


@pytest.mark.parametrize(
    "text",
    [
        "waar kan ik eten in 2060",
        "2060 2100",
        "2060/2100",
        "ik heb 1.250,50 euro schuld",
        "bel ik 112 of 1813 of 0800",
        "afspraak op 20/11/2026 om 14:30",
        "20-11-2026 14 uur",
        "van 9:00 tot 17:00",
        "3 kinderen van 5, 7 en 12",
        "Brederodestraat 23",
        "1.250.000 euro",
        "€ 1.250.000",
        "14.30-16.30",
        "2024-2025",
        "bel 116 000",
        "ik heb 12 500 euro schuld",
        "van 2060 naar 2018",
        "",
    ],
)
def test_stays(text: str) -> None:
    assert mask(text) == text


@given(st.text(max_size=300))
def test_masking_twice_changes_nothing_more(text: str) -> None:
    once = mask(text)
    assert mask(once) == once


@given(st.text(alphabet="abc xyz ", max_size=60), st.integers(0, 99_999_999))
def test_a_mobile_number_never_comes_through(around: str, number: int) -> None:
    digits = f"04{number:08d}"
    for written in (digits, f"{digits[:4]} {digits[4:6]} {digits[6:8]} {digits[8:]}"):
        assert digits[4:] not in mask(f"{around} {written} {around}").replace(" ", "")


@pytest.mark.parametrize(
    "piece", ["0 ", "a@", "1.", "BE12 ", "(0", "dossier ", "٠-", "+", "ov - ", "a"]
)
def test_a_hundred_kilobytes_take_no_time(piece: str) -> None:
    text = piece * (100_000 // len(piece))
    began = time.perf_counter()
    mask(text)
    assert time.perf_counter() - began < 0.5


@given(st.integers(0, 99), st.integers(1, 12), st.integers(1, 31), st.integers(1, 998))
def test_every_national_number_is_masked_and_a_wrong_check_is_not_one(
    year: int, month: int, day: int, order: int
) -> None:
    first = f"{year:02d}{month:02d}{day:02d}{order:03d}"
    check = 97 - int(first) % 97
    assert mask(f"{first}{check:02d}") == NATIONAL
    assert mask(f"{first[:2]}.{first[2:4]}.{first[4:6]}-{first[6:]}.{check:02d}") == NATIONAL
    born_later = 97 - int(f"2{first}") % 97
    wrong = next(c for c in range(1, 98) if c not in (check, born_later))
    assert mask(f"{first}{wrong:02d}") != NATIONAL
