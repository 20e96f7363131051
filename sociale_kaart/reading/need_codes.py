"""Which needs a code of somebody else's classification stands for, from a mapping file.

`data/mappings/sociale_kaart_rubrics.toml` says that rubric 10.07 (day care for children) is
`childcare`. The two lists stay apart: theirs is about what an organisation is, ours about what
somebody needs. A code that nobody has thought about yet is told by name, never guessed.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from sociale_kaart.needs import NEEDS
from sociale_kaart.reading import ReadError
from sociale_kaart.reading.toml_file import TomlFile, read_toml
from sociale_kaart.reading.values import shown


@dataclass(frozen=True, slots=True)
class Found:
    """The needs for some codes, and those of the codes that are not in the file."""

    needs: tuple[str, ...]
    unknown: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NeedCodes:
    """Codes with their needs; an empty list of needs means "thought about, answers none"."""

    name: str
    codes: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def needs_for(self, codes: Iterable[str]) -> Found:
        """The needs of all codes, in their order; 10.07.03 falls back on 10.07, then on 10."""
        needs: dict[str, None] = {}
        unknown: list[str] = []
        for code in codes:
            known = self._of(code)
            if known is None:
                unknown.append(code)
            needs.update(dict.fromkeys(known or ()))
        return Found(tuple(needs), tuple(dict.fromkeys(unknown)))

    def require(self, codes: Iterable[str]) -> tuple[str, ...]:
        """The needs of all codes; ReadError names the codes that are not in the file."""
        found = self.needs_for(codes)
        if found.unknown:
            named = ", ".join(shown(code) for code in found.unknown[:20])
            more = f" and {len(found.unknown) - 20} more" if len(found.unknown) > 20 else ""
            raise ReadError(f"{self.name} has no line for: {named}{more}")
        return found.needs

    def _of(self, code: str) -> tuple[str, ...] | None:
        while code:
            if code in self.codes:
                return self.codes[code]
            code = code.rpartition(".")[0]
        return None


def read_need_codes(path: Path) -> NeedCodes:
    """A mapping file: a `[codes]` table with a list of needs per code."""
    file = read_toml(path)
    table = file.content.get("codes")
    if not isinstance(table, dict):
        raise ReadError(f"{file.name} has no table [codes]")
    return NeedCodes(
        file.name, {code: checked_needs(file, "codes", code, table[code]) for code in table}
    )


def checked_needs(file: TomlFile, section: str, key: str, needs: object) -> tuple[str, ...]:
    """A list of needs in a mapping file, each one checked against the list."""
    if not isinstance(needs, list) or not all(isinstance(need, str) for need in needs):
        raise file.error(section, key, f"{shown(key)} must have a list of needs")
    for need in needs:
        if need not in NEEDS:
            raise file.error(section, key, f"{shown(need)} is not in the list of needs")
    return tuple(dict.fromkeys(needs))
