"""Reads the records of a large JSON file one by one, without holding the file in memory.

A file of all services in Flanders is one list of 100 MB: `json_items(path, ("contents",))` gives its
records as it reads. A record that is no JSON is named and passed by; the ones after it still come.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from sociale_kaart.reading import ReadError

LONGEST_ITEM = 20_000_000
"""Characters that one record (or one object that is no list of records) may take."""
LONGEST_LINE = 1_000_000
"""A longer line is no place but an accident, and would only fill memory."""

_CHUNK = 1 << 18
_SPACE = re.compile(r"[ \t\r\n]*")
_CUT_NUMBER = re.compile(r"[\d.eE+-]{0,4}\Z")
_MARK = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*"|["\[\]{},]', re.DOTALL)
_LONGEST_INTEGER = 25


def _integer(digits: str) -> int | float:
    """A number as long as a page is no count of anything: as a float it is at most infinite."""
    return int(digits) if len(digits) <= _LONGEST_INTEGER else float(digits)


# Line breaks inside a text are against the rules of JSON, but nothing is gained by refusing them.
_DECODER = json.JSONDecoder(strict=False, parse_int=_integer)


@dataclass(frozen=True, slots=True)
class Item:
    """The record with this number (from 1) in the file: its value, or why it has none."""

    number: int
    value: object
    error: str | None = None


def json_items(path: Path, lists: tuple[str, ...] = ()) -> Iterator[Item]:
    """The records in a file: of its list, or of the lists in its object that have these names.

    An object without such a list is itself the one record. Raises ReadError at the place where the
    file stops being JSON, and OSError when it is not there.
    """
    with path.open(encoding="utf-8-sig", errors="replace") as stream:
        reader = _Reader(stream, path.name)
        opening = reader.peek()
        if opening == "[":
            yield from _list(reader)
        elif opening == "{":
            yield from _object(reader, lists)
        else:
            raise ReadError(f"{path.name} is not JSON: it starts with neither [ nor {{")


def json_lines(path: Path) -> Iterator[Item]:
    """The records of a file with one JSON object a line; numbers are those of the lines."""
    with path.open(encoding="utf-8-sig", errors="replace") as lines:
        number, line = 0, lines.readline(LONGEST_LINE + 1)
        while line:
            number += 1
            if len(line) > LONGEST_LINE:
                while line and not line.endswith("\n"):
                    line = lines.readline(LONGEST_LINE)
                yield Item(number, None, f"longer than {LONGEST_LINE} characters")
            elif line.strip():
                yield _line(number, line)
            line = lines.readline(LONGEST_LINE + 1)


def parsed(written: str | bytes) -> object:
    """The value of a JSON text; ReadError says why it has none."""
    try:
        return json.loads(written, strict=False, parse_int=_integer)
    except (ValueError, RecursionError) as error:
        raise ReadError(_reason(error)) from None


def _line(number: int, line: str) -> Item:
    try:
        return Item(number, parsed(line))
    except ReadError as error:
        return Item(number, None, str(error))


def _reason(error: Exception) -> str:
    if isinstance(error, json.JSONDecodeError):
        return f"not JSON: {error.msg}"
    return "nested too deep" if isinstance(error, RecursionError) else "not JSON: a value too large"


def _list(reader: "_Reader") -> Iterator[Item]:
    reader.take("[")
    number = 0
    while reader.peek() != "]":
        number += 1
        value, error = reader.value()
        yield Item(number, value, error)
        if reader.peek() != "]":
            reader.take(",")
    reader.take("]")


def _object(reader: "_Reader", lists: tuple[str, ...]) -> Iterator[Item]:
    fields: dict[str, object] = {}
    wrong: str | None = None
    has_list = False
    reader.take("{")
    while reader.peek() != "}":
        key, _ = reader.value()
        reader.take(":")
        if key in lists and reader.peek() == "[":
            has_list = True
            yield from _list(reader)
        else:
            fields[str(key)], error = reader.value()
            wrong = wrong or error
        if reader.peek() != "}":
            reader.take(",")
    if not has_list:
        yield Item(1, None if wrong else fields, wrong)


class _Reader:
    """A text stream of which as much is in memory as one record needs."""

    def __init__(self, stream: IO[str], name: str) -> None:
        self._stream, self._name = stream, name
        self._text, self._at, self._ended = "", 0, False

    def peek(self) -> str:
        """The next character that is no white space; ReadError at the end of the file."""
        while True:
            match = _SPACE.match(self._text, self._at)
            self._at = match.end() if match else self._at
            if self._at < len(self._text):
                return self._text[self._at]
            if self._ended:
                raise ReadError(f"{self._name} is not JSON: it ends too early")
            self._more()

    def take(self, mark: str) -> None:
        if self.peek() != mark:
            raise ReadError(f"{self._name} is not JSON: {mark} is missing")
        self._at += 1

    def value(self) -> tuple[object, str | None]:
        """The next value, or None and what is wrong with it; stands behind it afterwards."""
        self.peek()
        end: int | None
        while True:
            try:
                found, after = _DECODER.raw_decode(self._text, self._at)
                end, wrong = after, None
            except (ValueError, RecursionError) as error:
                found, end, wrong = None, self._end(), _reason(error)
            # A number that ends where the text in memory ends may go on in the next chunk: "0" and
            # "0." are both the beginning of 0.5.
            if end is not None and (self._ended or not _CUT_NUMBER.match(self._text, end)):
                self._at = end
                return found, wrong
            if self._ended:
                raise ReadError(f"{self._name} is not JSON: it ends too early")
            if len(self._text) - self._at > LONGEST_ITEM:
                raise ReadError(f"{self._name}: a record is longer than {LONGEST_ITEM} characters")
            self._more()

    def _end(self) -> int | None:
        """Where a value that cannot be read ends, counting brackets; None: not in memory yet."""
        depth = 0
        for mark in _MARK.finditer(self._text, self._at):
            sign = mark.group()
            if sign == '"':
                return None
            if sign in ("[", "{"):
                depth += 1
            elif depth == 0 and sign in (",", "]", "}"):
                return mark.start()
            elif sign in ("]", "}"):
                depth -= 1
                if depth == 0:
                    return mark.end()
        return None

    def _more(self) -> None:
        # Twice as much every time, so that a long record is not read over and over.
        left = self._text[self._at :]
        chunk = self._stream.read(max(_CHUNK, len(left)))
        self._ended = not chunk
        self._text, self._at = left + chunk, 0
