"""Reads a CSV file, by a mapping file that says which column is which field.

The list of neighbourhood houses that somebody saved from a spreadsheet comes with ";" or ",", in UTF-8
or in the Western European code page of old Windows, with lines above the headers: all of it is either
found out or said in the mapping. A formula in a cell is text and stays text.
"""

import codecs
import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import IO, Any

from sociale_kaart.reading import ReadError
from sociale_kaart.reading.columns import Columns, read_columns, record_of
from sociale_kaart.reading.entry import steps
from sociale_kaart.sources import RawRecord

_SEPARATORS = ";,\t|"
_CHUNK = 1 << 20
_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"),
          (codecs.BOM_UTF16_BE, "utf-16"))  # fmt: skip


@dataclass(frozen=True, slots=True)
class CsvTable:
    """A CSV file with its mapping."""

    name: str
    path: Path
    clean: tuple[str, ...]
    columns: Columns

    def records(self) -> Iterator[RawRecord]:
        encoding = self.columns.encoding or encoding_of(self.path)
        try:
            with self.path.open(encoding=encoding, errors="replace", newline="") as stream:
                yield from self._rows(stream)
        except LookupError:
            error = self.columns.file.error("file", "encoding", "there is no such encoding")
            raise error from None

    def _rows(self, stream: IO[str]) -> Iterator[RawRecord]:
        for _ in islice(stream, self.columns.header_row - 1):
            pass
        header = stream.readline(_CHUNK)
        separator = self.columns.separator or _separator(header)
        headers = next(csv.reader([header], delimiter=separator), [])
        positions = self.columns.positions(headers)
        rows = csv.reader(stream, delimiter=separator)
        while True:
            first = self.columns.header_row + rows.line_num + 1
            where = f"{self.path.name} line {first}"
            try:
                cells = next(rows)
            except StopIteration:
                return
            except csv.Error as error:
                yield RawRecord(where, None, f"not CSV: {error}")
                continue
            if any(cell.strip() for cell in cells):
                row = record_of(self.columns, positions, cells, self.name)
                yield RawRecord(where, row.fields, None, row.warnings)


def create(config: Mapping[str, Any]) -> CsvTable:
    if not config.get("mapping"):
        raise ReadError(f"source {config['name']!r} needs a mapping file")
    columns = read_columns(Path(config["mapping"]))
    return CsvTable(config["name"], Path(config["path"]), steps(config), columns)


def encoding_of(path: Path) -> str:
    """UTF-8 when all of the file is, else Windows-1252 (which can be read as nothing else)."""
    with path.open("rb") as stream:
        start = stream.read(4)
        for mark, encoding in _MARKS:
            if start.startswith(mark):
                return encoding
        stream.seek(0)
        decoder = codecs.getincrementaldecoder("utf-8")()
        try:
            while chunk := stream.read(_CHUNK):
                decoder.decode(chunk)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return "cp1252"
    return "utf-8"


def _separator(header: str) -> str:
    """The separator that the header line has most of, outside its quotes."""
    bare = "".join(part for at, part in enumerate(header.split('"')) if at % 2 == 0)
    return max(_SEPARATORS, key=bare.count)
