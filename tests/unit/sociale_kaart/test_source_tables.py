"""Spreadsheets with a mapping file: separators, code pages, values, formulas, and wrong mappings."""

from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from sociale_kaart.reading import ReadError
from sociale_kaart.reading.columns import FLAGS, LISTS, NUMBERS, TEXTS, read_columns
from sociale_kaart.records import RecordError, place_from_record
from sociale_kaart.sources import RawRecord, csv_table, xlsx_table
from tests.unit.sociale_kaart.records import record

MAPPING = """
[file]
id = ["Naam", "Adres"]

[fixed]
kind = "buurthuis"
municipality = "Antwerpen"

[columns]
Naam = "name"
Adres = "address"
Postcode = "postcode"
"Tel." = "phone"
Gratis = { field = "cost.kind", values = { ja = "free", nee = "paid" } }
Talen = { field = "languages", split = ",", values = { Arabisch = "ar", Turks = "tr" } }
Afspraak = "appointment_required"
Noden = { field = "needs", split = "|", values = { eten = "food_aid", kledij = ["clothes_furniture"] } }
Breedte = "point.latitude"
Lengte = "point.longitude"
"""
HEADERS = "Naam;Adres;Postcode;Tel.;Gratis;Talen;Afspraak;Noden;Breedte;Lengte"
ROW = "Café Één;Kerkstraat 45 bus 2;2060;03 338 38 00;Ja;Arabisch, Turks;nee;eten|kledij;51,2216;4,4205"


def mapping(folder: Path, written: str = MAPPING) -> Path:
    path = folder / "mapping.toml"
    path.write_text(written, encoding="utf-8")
    return path


def read_csv(folder: Path, content: str | bytes, written: str = MAPPING) -> list[RawRecord]:
    path = folder / "lijst.csv"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    entry = {"name": "lijst", "path": path, "mapping": mapping(folder, written)}
    return list(csv_table.create(entry).records())


def only(records: list[RawRecord]) -> dict[str, Any]:
    (one,) = records
    assert one.fields is not None, one.error
    return dict(one.fields)


def test_a_row_is_a_record(tmp_path: Path) -> None:
    fields = only(read_csv(tmp_path, f"{HEADERS}\n{ROW}\n"))
    one = place_from_record(fields)
    assert (one.name, one.kind, one.municipality) == ("Café Één", "buurthuis", "Antwerpen")
    assert (one.street, one.house_number, one.postcode) == ("Kerkstraat", "45 bus 2", "2060")
    assert one.cost.kind == "free" and one.appointment_required is False
    assert one.languages == ("ar", "tr")
    assert one.needs == ("food_aid", "clothes_furniture")
    assert one.point and (one.point.latitude, one.point.longitude) == (51.2216, 4.4205)
    assert one.location_precision == "address"
    assert one.source_id == "Café Één|Kerkstraat 45 bus 2"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("separator", [";", ",", "\t", "|"])
def test_the_code_page_and_the_separator_are_found_out(
    tmp_path: Path, encoding: str, separator: str
) -> None:
    quoted = separator.join(f'"{cell}"' for cell in ROW.split(";"))
    content = f"{HEADERS.replace(';', separator)}\r\n{quoted}\r\n"
    assert only(read_csv(tmp_path, content.encode(encoding)))["name"] == "Café Één"


def test_lines_above_the_headers_are_passed_by(tmp_path: Path) -> None:
    written = MAPPING.replace("[file]", "[file]\nheader_row = 3")
    content = f"Lijst van 2026\n\n{HEADERS}\n{ROW}\n"
    (one,) = read_csv(tmp_path, content, written)
    assert (one.where, one.fields and one.fields["name"]) == ("lijst.csv line 4", "Café Één")


def test_empty_rows_are_none_and_short_ones_are_read(tmp_path: Path) -> None:
    records = read_csv(tmp_path, f"{HEADERS}\n;;;;;;;;;\n\nHuis\n{ROW};more;cells\n")
    assert [r.fields and r.fields["name"] for r in records] == ["Huis", "Café Één"]
    assert [r.where for r in records] == ["lijst.csv line 4", "lijst.csv line 5"]


def test_a_value_that_the_mapping_does_not_have_is_a_warning(tmp_path: Path) -> None:
    row = "Huis;;;;misschien;Arabisch, Klingon;soms;eten|drinken;x;4,42"
    (one,) = read_csv(tmp_path, f"{HEADERS}\n{row}\n")
    assert one.warnings == (
        "Gratis: 'misschien' is not understood",
        "Talen: 'Klingon' is not understood",
        "Afspraak: 'soms' is not understood",
        "Noden: 'drinken' is not understood",
        "Breedte: 'x' is not understood",
    )
    place = place_from_record(one.fields or {})
    assert place.cost.kind == "unknown" and place.appointment_required is None
    assert (place.languages, place.needs, place.point) == (("ar",), ("food_aid",), None)


def test_other_values_can_be_kept(tmp_path: Path) -> None:
    written = MAPPING.replace('Turks = "tr" }', 'Turks = "tr" }, other = "keep"')
    fields = only(read_csv(tmp_path, f"{HEADERS}\nHuis;;;;;Arabisch, Lingala;;;;\n", written))
    assert fields["languages"] == ["ar", "Lingala"]


def test_a_formula_is_text(tmp_path: Path) -> None:
    formula = "=cmd|' /C calc'!A1"
    assert only(read_csv(tmp_path, f'{HEADERS}\n"{formula}";;;;;;;;;\n'))["name"] == formula


def test_a_field_that_is_too_long_or_a_quote_that_never_ends_stops_nothing(tmp_path: Path) -> None:
    content = f'{HEADERS}\n"{"x" * 200_000}";;\n{ROW}\n"Huis;never;ends\n{ROW}\n'
    records = read_csv(tmp_path, content)
    assert any(r.error and r.error.startswith("not CSV") for r in records)
    assert any(r.fields and r.fields["name"] == "Café Één" for r in records)


WRONG = [
    ('Naam = "name"', 'Naam = "naam"', r"line 10: there is no field 'naam'"),
    ('"Tel." = "phone"', '"Telefoon" = "phone"',
     r"line 13: column 'Telefoon' is not in the table; there are: 'Naam', .*'Tel\.'"),
    ('id = ["Naam", "Adres"]', 'id = ["Nr"]', r"line 3: column 'Nr' is not in the table"),
    ('id = ["Naam", "Adres"]', 'id = "Naam"', r"line 3: id must be a list"),
    ('eten = "food_aid"', 'eten = "food"', r"line 17: food is not in the list of needs"),
    ('kind = "buurthuis"', 'soort = "buurthuis"', r"line 6: there is no field 'soort'"),
    ("[file]", "[file]\nscheiding = ';'", r"line 3: scheiding is none of"),
    ("[file]", "[file]\nseparator = ';;'", r"line 3: separator must be one character"),
    ("[file]", "[file]\nheader_row = 0", r"line 3: header_row must be a number"),
    ("[file]", "[file]\nencoding = 'klingon'", r"line 3: there is no such encoding"),
    ('Afspraak = "appointment_required"', "Afspraak = 3", r"line 16: .*must name a field"),
    ('Afspraak = "appointment_required"', 'Afspraak = {field = "kind", waarden = {}}', r"line 16:"),
    ('split = ","', 'other = "guess"', r"line 15: other is warn or keep"),
    ('Naam = "name"', "", r"no column is the name"),
    ("[columns]", "[kolommen]", r"has no table \[columns\]"),
    ("[columns]", "[columns", r"is no TOML"),
]  # fmt: skip


@pytest.mark.parametrize(("right", "wrong", "said"), WRONG)
def test_a_wrong_mapping_is_told_with_its_line(
    tmp_path: Path, right: str, wrong: str, said: str
) -> None:
    assert right in MAPPING
    with pytest.raises(ReadError, match=said):
        read_csv(tmp_path, f"{HEADERS}\n{ROW}\n", MAPPING.replace(right, wrong))


def test_a_column_that_stands_twice_is_told(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="'Naam' stands twice"):
        read_csv(tmp_path, f"{HEADERS};Naam\n{ROW}\n")


def test_without_an_id_the_mapping_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="no column is source_id"):
        read_columns(mapping(tmp_path, '[columns]\nNaam = "name"\n'))


def test_every_field_that_a_mapping_may_name_is_one_of_a_record(tmp_path: Path) -> None:
    """A misspelt name in the list would be a column that silently goes nowhere."""
    samples: dict[str, str] = dict.fromkeys(TEXTS | LISTS, "waarde")
    samples |= dict.fromkeys(FLAGS, "ja") | dict.fromkeys(NUMBERS, "5")
    samples |= {
        "needs": "food_aid", "languages": "ar", "audience.genders": "women",
        "audience.statuses": "ukraine", "scope": "place", "location_precision": "street",
        "cost.kind": "free", "confidence": "high", "checked_at": "2026-10-01", "capacity": "full",
        "accessibility.wheelchair": "yes", "valid_from": "2026-01-01", "valid_to": "2027-01-01",
        "sources.url": "https://a.example.org", "sources.seen": "2026",
    }  # fmt: skip
    columns = "\n".join(f'"{field}" = "{field}"' for field in samples)
    path = tmp_path / "alles.csv"
    path.write_text(",".join(samples) + "\n" + ",".join(samples.values()) + "\n")
    entry = {"name": "x", "path": path, "mapping": mapping(tmp_path, f"[columns]\n{columns}\n")}
    (one,) = csv_table.create(entry).records()
    assert one.warnings == ()
    told = place_from_record(one.fields or {}).to_record()
    empty = place_from_record(record()).to_record()
    for field in samples:
        group, _, inner = field.partition(".")
        nested = inner and group != "sources"
        value = told[group][inner] if nested else told[group]
        known = empty[group][inner] if nested and empty[group] else empty[group]
        assert value, field
        assert value != known or field in ("scope", "needs"), field


# Excel


def book(folder: Path, rows: list[list[Any]], title: str = "Blad1") -> Path:
    workbook = Workbook()
    workbook.active.title = title
    for row in rows:
        workbook.active.append(row)
    workbook.save(folder / "lijst.xlsx")
    return folder / "lijst.xlsx"


def read_xlsx(folder: Path, path: Path, written: str = MAPPING) -> list[RawRecord]:
    entry = {"name": "lijst", "path": path, "mapping": mapping(folder, written)}
    return list(xlsx_table.create(entry).records())


def test_a_sheet_is_read_row_by_row(tmp_path: Path) -> None:
    cells: list[Any] = [*ROW.split(";")]
    cells[2], cells[6], cells[8], cells[9] = 2060, False, 51.2216, 4.4205
    path = book(tmp_path, [HEADERS.split(";"), cells, [], ["=1+1", None, 2060.0]])
    records = read_xlsx(tmp_path, path)
    one = place_from_record(records[0].fields or {})
    assert (one.postcode, one.appointment_required) == ("2060", False)
    assert one.point and one.point.latitude == 51.2216
    formula = records[1].fields or {}
    assert (formula["name"], formula["postcode"]) == ("=1+1", "2060")
    assert records[1].where == "lijst.xlsx row 4"


def test_dates_and_errors_in_cells(tmp_path: Path) -> None:
    written = '[file]\nid = ["a"]\n[columns]\na = "name"\nb = "checked_at"\nc = "phone"\n'
    day = datetime.combine(date(2026, 11, 22), time())
    rows = [["a", "b", "c"], ["Huis", day, "#REF!"], ["H2", date(2026, 1, 2), 3]]
    first, second = read_xlsx(tmp_path, book(tmp_path, rows), written)
    assert first.fields and first.fields["checked_at"] == "2026-11-22"
    assert "phone" not in first.fields
    assert second.fields and second.fields["phone"] == "3"


def test_a_sheet_is_chosen_by_name(tmp_path: Path) -> None:
    path = book(tmp_path, [HEADERS.split(";"), ROW.split(";")], "Aanbod")
    with_sheet = MAPPING.replace("[file]", '[file]\nsheet = "Aanbod"')
    assert only(read_xlsx(tmp_path, path, with_sheet))["name"] == "Café Één"
    with pytest.raises(ReadError, match=r"line 3: there is no sheet 'Blad9'; there are: 'Aanbod'"):
        read_xlsx(tmp_path, path, MAPPING.replace("[file]", '[file]\nsheet = "Blad9"'))


@pytest.mark.parametrize(
    "content", [b"", b"PK\x03\x04rubbish", b"<html>", b"\xd0\xcf\x11\xe0old xls"]
)
def test_a_file_that_is_no_spreadsheet_is_an_error_in_words(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "lijst.xlsx"
    path.write_bytes(content)
    with pytest.raises(ReadError, match=r"lijst\.xlsx is no readable \.xlsx file"):
        read_xlsx(tmp_path, path)


def test_a_small_file_that_unpacks_to_a_disk_full_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(xlsx_table, "LARGEST_UNPACKED", 1000)
    path = book(tmp_path, [["a" * 2000]])
    with pytest.raises(ReadError, match="unpacks to more than"):
        read_xlsx(tmp_path, path)


def test_a_sheet_without_headers_is_an_error(tmp_path: Path) -> None:
    path = book(tmp_path, [])
    with pytest.raises(ReadError):
        read_xlsx(tmp_path, path)
    with pytest.raises(ReadError, match="needs a mapping"):
        xlsx_table.create({"name": "x", "path": path})


def test_a_row_without_a_name_is_refused_by_name(tmp_path: Path) -> None:
    fields = only(read_csv(tmp_path, f"{HEADERS}\n;Kerkstraat 1;2060;;;;;;;\n"))
    with pytest.raises(RecordError, match="name: is missing"):
        place_from_record(fields)
