"""Danger is read in messages that nobody had in mind when the phrases were written.

"jsuis sur les rails j'attends le train" and "de buren zijn elkaar aan het afmaken" are danger;
"de deurwaarder staat voor de deur" is not. The sentences stand in `danger_fresh/<lang>.yml`; they
were written without a look at the phrases, and measured before the phrases were widened.
"""

from pathlib import Path

import pytest
import yaml

from locales.danger import KINDS, check

SETS = {
    path.stem: yaml.safe_load(path.read_text(encoding="utf-8"))
    for path in sorted((Path(__file__).parent / "danger_fresh").glob("*.yml"))
}
LESS_KNOWN = {"ps", "so", "ti"}
"""Languages with few readers to learn from; a lower share is asked of them, for now."""


@pytest.mark.parametrize("language", SETS)
def test_danger_is_found_in_unseen_messages(language: str) -> None:
    crisis = SETS[language]["crisis"]
    assert {message["kind"] for message in crisis} <= set(KINDS)
    missed = [message["text"] for message in crisis if check(message["text"]) is None]
    least = 0.95 if language in LESS_KNOWN else 0.98
    assert len(missed) <= len(crisis) * (1 - least), missed


@pytest.mark.parametrize("language", SETS)
def test_almost_no_false_alarm_in_unseen_messages(language: str) -> None:
    calm = SETS[language]["calm"]
    alarmed = [text for text in calm if check(text) is not None]
    assert len(alarmed) <= len(calm) / 100, alarmed


@pytest.mark.parametrize("language", SETS)
def test_the_unseen_set_is_large_enough(language: str) -> None:
    assert len(SETS[language]["crisis"]) >= 60
    assert len(SETS[language]["calm"]) >= 60
