"""What people type comes to one form, whatever their keyboard: "٢٠٦٠" is looked up as "2060"."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from locales.folding import fold, fold_with_origin

SAME = [
    ("Bórgerhout", "borgerhout"),
    ("BOR\u200bGERHOUT", "borgerhout"),
    ("\u202eAntwerpen\u202c", "antwerpen"),
    ("İstanbul ışık", "istanbul isik"),
    ("٢٠٦٠ ۲۰۶۰ ２０６０", "2060 2060 2060"),
    ("أنتويرب", "انتويرب"),
    ("کتابخانه", "كتابخانه"),
    ("می\u200cخواهم", "ميخواهم"),
    ("مُسَاعَدَة", "مساعده"),
    ("Ёлка їжа", "елка іжа"),
    ("łódź", "lodz"),
    ("școală ţară", "scoala tara"),
    ("straße", "strasse"),
    ("l’aide", "l'aide"),
    ("  a \u00a0\n b\t", "a b"),
    ("ሠላም፡ፀሓይ", "ሰላም ጸሓይ"),
    ("ﻻ", "لا"),
]


@pytest.mark.parametrize(("typed", "folded"), SAME)
def test_typed_in_many_ways_folds_to_one(typed: str, folded: str) -> None:
    assert fold(typed) == folded


def test_water_and_what_stay_different_words() -> None:
    assert fold("ماء") != fold("ما")


@settings(deadline=None)  # other work on the machine is no fault
@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@settings(deadline=None)  # other work on the machine is no fault
@given(st.text())
def test_every_folded_letter_knows_where_it_came_from(text: str) -> None:
    folded, origin = fold_with_origin(text)
    assert folded == fold(text)
    assert len(origin) == len(folded)
    assert origin == sorted(origin)
    assert all(0 <= index < len(text) for index in origin)
