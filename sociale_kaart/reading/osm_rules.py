"""Which kind of place and which needs the tags of OpenStreetMap stand for.

`amenity=library` is a bibliotheek and answers `library_computer`; `amenity=shelter` is a bus shelter
and must never be a bed for the night. The rules stand in `data/mappings/osm_tags.toml`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from sociale_kaart.reading import ReadError
from sociale_kaart.reading.need_codes import checked_needs
from sociale_kaart.reading.toml_file import TomlFile, read_toml

RULES = Path(__file__).parent.parent / "data/mappings/osm_tags.toml"
_KEYS = {"tags", "kind", "needs", "unnamed"}


@dataclass(frozen=True, slots=True)
class Rule:
    """What a thing is when it has all these tags; each with the values that fit ("*": any)."""

    tags: Mapping[str, frozenset[str]]
    kind: str
    needs: tuple[str, ...]
    unnamed: str | None

    def fits(self, tags: Mapping[str, str]) -> bool:
        return all(_fits(tags.get(key), wanted) for key, wanted in self.tags.items())


def _fits(value: str | None, wanted: frozenset[str]) -> bool:
    if value is None:
        return False
    # "homeless;women" is two values.
    return "*" in wanted or any(one.strip() in wanted for one in value.split(";"))


@dataclass(frozen=True, slots=True)
class Rules:
    """All rules in their order; the first that fits counts."""

    rules: tuple[Rule, ...]

    def rule_for(self, tags: Mapping[str, str]) -> Rule | None:
        return next((rule for rule in self.rules if rule.fits(tags)), None)

    def keys(self) -> frozenset[str]:
        """The keys that tell what something is."""
        return frozenset(key for rule in self.rules for key in rule.tags)


def read_rules(path: Path = RULES) -> Rules:
    """The rules in a file; ReadError says which one is wrong."""
    file = read_toml(path)
    found = file.content.get("rule")
    if not isinstance(found, list) or not found:
        raise ReadError(f"{file.name} has no [[rule]]")
    return Rules(tuple(_rule(file, number, rule) for number, rule in enumerate(found, 1)))


def _rule(file: TomlFile, number: int, rule: object) -> Rule:
    if not isinstance(rule, dict) or not rule.keys() <= _KEYS:
        raise ReadError(f"{file.name} rule {number}: holds more than {', '.join(sorted(_KEYS))}")
    tags, kind, unnamed = rule.get("tags"), rule.get("kind"), rule.get("unnamed")
    if not isinstance(tags, dict) or not tags or not all(isinstance(v, str) for v in tags.values()):
        raise ReadError(f"{file.name} rule {number}: tags must say which values fit")
    if not isinstance(kind, str) or not kind or not isinstance(unnamed, str | None):
        raise ReadError(f"{file.name} rule {number}: kind must be a text")
    needs = checked_needs(file, f"rule {number}", "needs", rule.get("needs", []))
    values = {key: frozenset(value.split("|")) for key, value in tags.items()}
    return Rule(values, kind, needs, unnamed)
