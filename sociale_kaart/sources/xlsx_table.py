"""Reads a sheet of an Excel file (.xlsx), by a mapping file that says which column is which field.

A spreadsheet of community meals in Borgerhout is read row by row; a formula in a cell ("=SUM(B2:B9)")
is taken as text and never worked out, dates become "2026-11-22" and a postcode stays 2060.
"""

import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import ParseError

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from sociale_kaart.reading import ReadError
from sociale_kaart.reading.columns import Columns, read_columns, record_of
from sociale_kaart.reading.entry import steps
from sociale_kaart.reading.values import shown, text
from sociale_kaart.sources import RawRecord

LARGEST_UNPACKED = 500_000_000
"""Bytes: a small file can be packed so that it unpacks to a disk full."""
MOST_COLUMNS = 1000

_BROKEN = (
    zipfile.BadZipFile, InvalidFileException, KeyError, ValueError, ParseError, TypeError,
    AttributeError, IndexError, EOFError, NotImplementedError,
)  # fmt: skip
"""What openpyxl raises for files that are no, or half, spreadsheets."""


@dataclass(frozen=True, slots=True)
class XlsxTable:
    """A sheet of an Excel file with its mapping."""

    name: str
    path: Path
    clean: tuple[str, ...]
    columns: Columns

    def records(self) -> Iterator[RawRecord]:
        positions: dict[str, int] | None = None
        for number, cells in self._rows():
            if number < self.columns.header_row:
                continue
            if positions is None:
                positions = self.columns.positions(cells)
            elif any(cells):
                row = record_of(self.columns, positions, cells, self.name)
                yield RawRecord(f"{self.path.name} row {number}", row.fields, None, row.warnings)
        if positions is None:
            raise ReadError(f"{self.path.name} has no row {self.columns.header_row} with headers")

    def _rows(self) -> Iterator[tuple[int, list[str]]]:
        """The rows with their numbers, as texts."""
        try:
            _check_size(self.path)
            book = load_workbook(self.path, read_only=True, data_only=False, keep_links=False)
            names = book.sheetnames
            wanted = self.columns.sheet or names[0]
            if wanted not in names:
                there = ", ".join(repr(shown(name)) for name in names)
                reason = f"there is no sheet {shown(wanted)!r}; there are: {there}"
                raise self.columns.file.error("file", "sheet", reason)
            sheet = book[wanted]
            # The size that a file gives for its sheet can be wrong; the rows themselves are right.
            sheet.reset_dimensions()
            for number, cells in enumerate(sheet.iter_rows(values_only=True), 1):
                yield number, _texts(cells)
        except ReadError:
            raise
        except _BROKEN as error:
            broken = f"{self.path.name} is no readable .xlsx file ({type(error).__name__})"
            raise ReadError(broken) from None


def create(config: Mapping[str, Any]) -> XlsxTable:
    if not config.get("mapping"):
        raise ReadError(f"source {config['name']!r} needs a mapping file")
    columns = read_columns(Path(config["mapping"]))
    return XlsxTable(config["name"], Path(config["path"]), steps(config), columns)


def _check_size(path: Path) -> None:
    with zipfile.ZipFile(path) as archive:
        unpacked = sum(entry.file_size for entry in archive.infolist())
    if unpacked > LARGEST_UNPACKED:
        raise ReadError(f"{path.name} unpacks to more than {LARGEST_UNPACKED} bytes")


def _texts(cells: Sequence[object]) -> list[str]:
    return [_text(cell) for cell in cells[:MOST_COLUMNS]]


def _text(cell: object) -> str:
    """A cell as somebody reads it; an error of the spreadsheet (#REF!) is an empty cell."""
    if isinstance(cell, bool):
        return "ja" if cell else "nee"
    if isinstance(cell, datetime):
        midnight = cell.time() == time(0)
        return cell.date().isoformat() if midnight else cell.isoformat(sep=" ", timespec="minutes")
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, time):
        return cell.isoformat(timespec="minutes")
    written = text(cell) or ""
    return "" if written.startswith("#") and written.endswith(("!", "?", "/A")) else written
