"""Words that join two wishes in their language, and words that only look so."""

import pytest


@pytest.mark.parametrize(
    ("word", "language"),
    [
        ("en", "nl"),
        ("and", "en"),
        ("et", "fr"),
        ("ve", "tr"),
        ("и", "ru"),
        ("و", "ar"),
        ("وسرير", "ar"),
        ("والدواء", "ar"),
        ("وملابس", None),
        ("iyo", "so"),
    ],
)
def test_joins(word, language):
    from nlu.components.joints import joins

    assert joins(word, language)


@pytest.mark.parametrize(
    ("word", "language"),
    [
        ("en", "es"),
        ("eten", "nl"),
        ("i", "en"),
        ("وين", "ar"),
        ("وجبة", "ar"),
        ("والدي", "ar"),
        ("وظيفة", "ar"),
        ("وثيقة", "ar"),
        ("", None),
    ],
)
def test_does_not_join(word, language):
    from nlu.components.joints import joins

    assert not joins(word, language)


def test_a_clause_begins_at_a_joining_word_but_not_at_the_start():
    from nlu.components.tokens import WordCutter

    assert WordCutter().cut("eten en een bed", "nl").clauses == [1]
    assert WordCutter().cut("en kleren", "nl").clauses == []
    assert WordCutter().cut("طعام وسرير", "ar").clauses == [1]
