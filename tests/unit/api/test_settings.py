"""Every setting is written down for the people who run the service, with its real value."""

from pathlib import Path

import pytest
from pydantic import ValidationError

from api.settings import Settings

ROOT = Path(__file__).resolve().parents[3]
FIELDS = sorted(Settings.model_fields)


def fresh(**values: object) -> Settings:
    return Settings(_env_file=None, **values)  # type: ignore[call-arg,arg-type]


@pytest.mark.parametrize("name", FIELDS)
def test_stands_in_the_example_with_its_value(name: str) -> None:
    lines = (ROOT / ".env.example").read_text("utf-8").splitlines()
    value = Settings.model_fields[name].default
    shown = f'"{value}"' if " " in str(value) else str(value)
    assert f"# WEGWIJS_{name.upper()}={shown}" in lines


@pytest.mark.parametrize("name", FIELDS)
def test_stands_in_the_reference_with_its_purpose(name: str) -> None:
    text = (ROOT / "docs" / "reference" / "settings.md").read_text("utf-8")
    field = Settings.model_fields[name]
    shown = f"`{field.default}`" if field.default != "" else "(empty)"
    assert f"| `WEGWIJS_{name.upper()}` | {field.description} | {shown} |" in text


@pytest.mark.parametrize("document", [".env.example", "docs/reference/settings.md"])
def test_nothing_is_written_down_that_does_not_exist(document: str) -> None:
    """The action server's own settings are named in the text, not in the table."""
    marked = ("| `WEGWIJS_", "# WEGWIJS_")
    for line in (ROOT / document).read_text("utf-8").splitlines():
        if line.startswith(marked):
            name = line.split("WEGWIJS_")[1].split("=")[0].split("`")[0].lower()
            assert name in Settings.model_fields, line


def test_read_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WEGWIJS_PORT", "8123")
    monkeypatch.setenv("WEGWIJS_ALLOWED_ORIGINS", "https://a.be  https://b.be")
    settings = fresh()
    assert settings.port == 8123
    assert settings.origins == ("https://a.be", "https://b.be")


@pytest.mark.parametrize(
    "wrong",
    [
        {"port": 70000},
        {"default_language": "xx"},
        {"log_level": "loud"},
        {"rasa_timeout": 0},
        {"keep_days": 0},
        {"body_limit": 10},
    ],
    ids=str,
)
def test_a_mistake_stops_the_start(wrong: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        fresh(**wrong)


def test_health_of_the_actions_is_beside_what_rasa_calls() -> None:
    settings = fresh(actions_url="http://127.0.0.1:5055/webhook")
    assert settings.actions_health_url == "http://127.0.0.1:5055/health"
