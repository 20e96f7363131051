"""Reads a file that people write by hand, and says on which line it is wrong.

"mapping buurthuizen.toml line 12: there is no column 'Tel.'" is something that the person who keeps
the spreadsheet of a neighbourhood house in Hoboken can repair; "KeyError" is not.
"""

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sociale_kaart.reading import ReadError

LONGEST_FILE = 5_000_000


@dataclass(frozen=True, slots=True)
class TomlFile:
    """What a file says (`content`), and its `lines` to find things back in."""

    name: str
    content: dict[str, Any]
    lines: tuple[str, ...]

    def error(self, section: str, key: str | None, reason: str) -> ReadError:
        """An error that names the line on which a section, or a key in it, is written."""
        line = self._line(section, key)
        return ReadError(f"{self.name} line {line}: {reason}" if line else f"{self.name}: {reason}")

    def _line(self, section: str, key: str | None) -> int | None:
        head = re.compile(rf"\s*\[+\s*{re.escape(section)}\s*\]+")
        written = key and re.compile(rf"""\s*(["']?){re.escape(key)}\1\s*=""")
        begun = None
        for number, line in enumerate(self.lines, 1):
            if line.lstrip().startswith("["):
                begun = number if head.match(line) else begun if key is None else None
            elif begun and written and written.match(line):
                return number
        return begun if key is None else None


def read_toml(path: Path) -> TomlFile:
    """The file; ReadError when it is not there or no TOML."""
    try:
        if path.stat().st_size > LONGEST_FILE:
            raise ReadError(f"{path.name} is larger than {LONGEST_FILE} bytes")
        written = path.read_text(encoding="utf-8-sig")
        content = tomllib.loads(written)
    except OSError as error:
        raise ReadError(f"{path.name} cannot be opened: {error.strerror}") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as error:
        raise ReadError(f"{path.name} is no TOML: {error}") from None
    return TomlFile(path.name, content, tuple(written.splitlines()))
