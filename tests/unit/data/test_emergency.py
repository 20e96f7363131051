"""The numbers somebody sees in danger: the right one first, and never one that was not confirmed."""

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
import yaml

from locales.languages import LANGUAGES
from sociale_kaart.emergency import (
    KINDS,
    EmergencyNumber,
    emergency_list,
    numbers_for,
    read_emergency_list,
)

NOON = datetime(2026, 11, 23, 11, 0, tzinfo=UTC)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS)
def test_every_danger_has_numbers_in_every_language(kind: str, language: str) -> None:
    shown = numbers_for(kind, language, NOON)
    assert 1 <= len(shown) <= 3
    assert "112" in [number["phone"] for number in shown]
    assert all(set(number) == {"id", "phone", "name", "url"} for number in shown)


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "suicide"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_112_comes_first_when_a_body_is_in_danger(kind: str, language: str) -> None:
    assert numbers_for(kind, language, NOON)[0]["phone"] == "112"


def test_somebody_who_wants_to_die_gets_the_line_in_their_language() -> None:
    assert [n["phone"] for n in numbers_for("suicide", "nl", NOON)][:2] == ["1813", "112"]
    assert numbers_for("suicide", "fr", NOON)[0]["phone"] == "0800 32 123"


def test_a_kind_nobody_thought_of_still_gives_112() -> None:
    assert numbers_for("flood", "nl", NOON) == numbers_for("danger", "nl", NOON)


def test_unconfirmed_numbers_are_never_shown() -> None:
    hidden = {n.phone for n in emergency_list().numbers.values() if not n.can_be_shown}
    shown = {n["phone"] for k in KINDS for c in LANGUAGES for n in numbers_for(k, c, NOON)}
    assert hidden and not hidden & shown


def test_every_confirmed_number_can_be_dialled_and_has_a_source() -> None:
    for number in emergency_list().numbers.values():
        assert number.source and number.seen
        if number.can_be_shown:
            assert re.fullmatch(r"[\d ]{3,13}", number.phone or "")


def test_a_closed_line_counts_as_closed_in_belgian_time() -> None:
    line = EmergencyNumber("x", "1", "x", None, (), "Mo-Fr 09:00-17:00", None, True, "x", "2026")
    assert line.answers(datetime(2026, 11, 23, 8, 30, tzinfo=UTC))  # 9.30 in Antwerp
    assert not line.answers(datetime(2026, 11, 23, 16, 30, tzinfo=UTC))  # 17.30 in Antwerp


def test_a_list_that_leaves_a_danger_without_number_is_refused(tmp_path: Path) -> None:
    source = Path(__file__).parents[3] / "sociale_kaart" / "data" / "emergency_numbers.yml"
    content = yaml.safe_load(source.read_text(encoding="utf-8"))
    content["numbers"]["112"]["confirmed"] = False
    broken = tmp_path / "numbers.yml"
    broken.write_text(yaml.safe_dump(content), encoding="utf-8")
    with pytest.raises(ValueError, match="no number to show"):
        read_emergency_list(broken)
