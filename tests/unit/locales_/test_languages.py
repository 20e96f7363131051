"""A language tag as a browser, a phone or another system writes it leads to one of ours."""

import pytest

from locales.languages import LANGUAGES, nearest


@pytest.mark.parametrize(
    ("tag", "code"),
    [
        ("nl-BE", "nl"),
        ("EN", "en"),
        (" fr_BE ", "fr"),
        ("ar-MA", "ar"),
        ("ary", "ar"),
        ("prs", "fa"),
        ("pt-BR-x-private", "pt"),
        ("tl", None),
        ("", None),
        ("-", None),
        ("../nl", None),
    ],
)
def test_a_tag_leads_to_our_language_or_to_none(tag: str, code: str | None) -> None:
    assert nearest(tag) == code


def test_every_code_of_ours_leads_to_itself() -> None:
    assert [nearest(code) for code in LANGUAGES] == list(LANGUAGES)
