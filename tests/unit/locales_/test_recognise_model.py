"""Word pieces of our own sentences help to tell languages apart, and the file of them is kept up."""

import pytest

from locales.languages import LANGUAGES
from locales.recognise import telling_words
from locales.recognise_learning import count
from locales.recognise_model import piece_counts


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("kam nevoj per nje doktor", "sq"),
        ("mujhe khana chahiye", "ur"),
        ("bghit nakol w ma 3andich flouss", "ar"),
        ("waan u baahanahay guri", "so"),
        ("не мога да си платя наема", "bg"),
    ],
)
def test_what_is_written_like_our_sentences_is_that_language(text: str, code: str) -> None:
    shares = piece_counts().shares(telling_words(text))
    assert max(shares, key=lambda language: shares[language]) == code
    assert sum(shares.values()) == pytest.approx(1)


def test_nothing_known_says_nothing() -> None:
    assert piece_counts().shares([]) == {}
    assert piece_counts().shares(["漢字", "한국어"]) == {}


def test_the_file_holds_every_language_and_the_sentences_of_today() -> None:
    kept, (fresh, _) = piece_counts(), count()
    assert list(kept.languages) == list(LANGUAGES)
    known = set(kept.pieces)
    missing = sum(1 for piece in fresh.pieces if piece not in known)
    # A few new sentences do not matter; a new language or a new stock of them does.
    assert missing <= 0.05 * len(fresh.pieces), "run python -m locales.recognise_learning"
