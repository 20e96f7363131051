"""Every list is complete: a language, a need or an action that is added says here what is missing.

Adding Pashto as a language that is understood makes these tests name the files still to be written.
"""

from pathlib import Path

import pytest
import yaml

from locales.languages import LANGUAGES
from sociale_kaart.directory import Directory
from sociale_kaart.needs import ACTS, NEEDS

ROOT = Path(__file__).resolve().parents[2]
UNDERSTOOD = [code for code, language in LANGUAGES.items() if language.level == "understands"]
ALL_LANGUAGES = "nl fr en ar tr es uk ru pl fa ps so ti ro bg pt ur sq"


def test_eighteen_languages() -> None:
    assert " ".join(LANGUAGES) == ALL_LANGUAGES
    assert all("nl" in (code, *language.fallback) for code, language in LANGUAGES.items())


def intents(code: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name in ("needs.yml", "acts.yml"):
        data = yaml.safe_load((ROOT / "nlu" / code / name).read_text("utf-8"))
        for item in data["nlu"]:
            lines = [line[2:].strip() for line in item["examples"].splitlines() if line.strip()]
            found.setdefault(item["intent"], []).extend(lines)
    return found


@pytest.mark.parametrize("code", UNDERSTOOD)
class TestUnderstoodLanguage:
    def test_has_its_files(self, code: str) -> None:
        wanted = [f"nlu/{code}/needs.yml", f"nlu/{code}/acts.yml"]
        wanted += [f"locales/{code}/{name}" for name in ("messages.po", "words.yml", "danger.yml")]
        wanted.append(f"tests/conversations/said/{code}.yml")
        assert [path for path in wanted if not (ROOT / path).is_file()] == []

    def test_has_sentences_for_every_need_and_act(self, code: str) -> None:
        found = intents(code)
        few = {name: len(found.get(name, [])) for name in (*NEEDS, *ACTS)}
        assert {name: count for name, count in few.items() if count < 12} == {}

    def test_has_everyday_words_for_every_need(self, code: str) -> None:
        words = yaml.safe_load((ROOT / "locales" / code / "words.yml").read_text("utf-8"))["needs"]
        assert set(words) == set(NEEDS)
        assert {need: len(words[need]) for need in NEEDS if len(words[need]) < 25} == {}


def test_scenarios_are_worded_alike_in_every_language() -> None:
    said = {
        code: set(
            yaml.safe_load((ROOT / f"tests/conversations/said/{code}.yml").read_text("utf-8"))
        )
        for code in UNDERSTOOD
    }
    assert len({frozenset(steps) for steps in said.values()}) == 1, said


def test_every_need_has_a_place(tmp_path: Path) -> None:
    directory = Directory.open(f"sqlite:///{tmp_path / 'directory.sqlite'}")
    empty = [need for need in NEEDS if not any(need in place.needs for place in directory.places())]
    assert empty == []


def test_rules_and_actions_name_each_other() -> None:
    listed = yaml.safe_load((ROOT / "bot" / "domain" / "actions.yml").read_text("utf-8"))["actions"]
    written = {f"action_{path.stem}" for path in (ROOT / "actions").glob("*.py")}
    written -= {f"action_{name}" for name in ("__init__", "__main__", "turn", "wiring", "settings")}
    assert set(listed) == written
