"""Hostile and broken files: refused before they cost anything, with a clear error."""

import io
import zipfile
from importlib import import_module
from pathlib import Path
from random import Random
from typing import Any

import pytest

from goldenthread.measuring.tables import MAX_BYTES, MAX_CELLS, read_table
from goldenthread.measuring.tables.grids import open_grid
from goldenthread.terms.errors import BadTable

Workbook: Any = import_module("xlsxwriter").Workbook


def good() -> bytes:
    """A workbook of two sheets in which nothing is wrong."""
    file = io.BytesIO()
    with Workbook(file, {"in_memory": True}) as book:
        sheet = book.add_worksheet("数据")
        sheet.write_row(0, 0, ["Area", 2021])
        sheet.write_row(1, 0, ["East", 1])
        book.add_worksheet("说明").write(0, 0, "nothing here")
    return file.getvalue()


GOOD = good()


def replaced(part: str, content: bytes) -> bytes:
    """The good workbook with one of its parts written anew."""
    file = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(GOOD)) as old,
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            new.writestr(name, content if name == part else old.read(name))
    return file.getvalue()


def sheet_with(cell: str) -> bytes:
    """The good workbook with nothing in its first sheet but a far cell."""
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    row = cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    xml = (
        f'<worksheet xmlns="{main}"><sheetData><row r="1"><c r="A1"><v>1</v></c></row>'
        f'<row r="{row}"><c r="{cell}"><v>2</v></c></row></sheetData></worksheet>'
    )
    return replaced("xl/worksheets/sheet1.xml", xml.encode())


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "empty"),
        (b" \n ", "empty"),
        (b"%PDF-1.7 ...", "PDF"),
        (b"\x00\x00\x00\x03" * 10, "text"),
        (b"PK\x03\x04 and then nothing", "not a whole XLSX"),
        (bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 600, "cannot be read"),
        (GOOD[: len(GOOD) // 2], "not a whole XLSX"),
        (b'a,b\n"never closed,1\n', "cannot be read as CSV"),
        (b"a,b\n1," + bytes([0x81]) + b"\xff\xff\n", "decoded"),
    ],
)
def test_what_is_no_table_is_refused_with_a_remedy(data: bytes, said: str) -> None:
    with pytest.raises(BadTable, match=said) as caught:
        open_grid(data, name="figures")
    assert caught.value.place == "figures"
    assert caught.value.remedy


def test_a_file_beyond_the_cap_is_refused_unread() -> None:
    with pytest.raises(BadTable, match="too large"):
        open_grid(b"1," * (MAX_BYTES // 2 + 1))


def test_a_csv_of_too_many_cells_is_refused() -> None:
    with pytest.raises(BadTable, match="cells"):
        open_grid(b"1,2,3,4\n" * (MAX_CELLS // 4 + 1))


def test_a_workbook_that_bursts_when_unpacked_is_refused() -> None:
    bomb = replaced("xl/sharedStrings.xml", b" " * 30_000_000)
    assert len(bomb) < 100_000
    with pytest.raises(BadTable, match="unpacked"):
        open_grid(bomb)


@pytest.mark.parametrize("cell", ["XFD1048576", "A1048576", "ZZZ99999999"])
def test_one_far_cell_does_not_make_a_sheet_of_billions(cell: str) -> None:
    with pytest.raises(BadTable, match="too large"):
        open_grid(sheet_with(cell))


def test_a_far_cell_that_is_only_formatted_is_no_cell() -> None:
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    xml = (
        f'<worksheet xmlns="{main}"><sheetData><row r="1"><c r="A1"><v>1</v></c></row>'
        '<row r="1048576"><c r="XFD1048576" s="0"/></row></sheetData></worksheet>'
    )
    grid = open_grid(replaced("xl/worksheets/sheet1.xml", xml.encode()))
    assert [text for row in grid.rows for text in row if text] == ["1"]


def test_entities_are_not_expanded() -> None:
    bomb = b'<!DOCTYPE a [<!ENTITY b "bbbbbbbbbb">]><styleSheet>&b;</styleSheet>'
    grid = open_grid(replaced("xl/styles.xml", bomb))
    assert grid.rows[0][0] == "Area"


def test_a_sheet_may_be_chosen_and_one_that_is_not_there_is_refused() -> None:
    assert open_grid(GOOD, sheet="说明").rows == (("nothing here",),)
    with pytest.raises(BadTable, match="cannot be read"):
        open_grid(GOOD, sheet="none")


def test_deep_quotes_and_lines_within_a_cell_keep_their_row() -> None:
    table = read_table(b'Area,2021\n"East,\nupper ""part""",5\n')
    assert (table.values[0].series, table.values[0].address) == (('East,\nupper "part"',), "B2")


def damaged(data: bytes, seed: int) -> bytes:
    """The file with a few of its bytes, beyond the first ones, changed."""
    random, changed = Random(seed), bytearray(data)
    for _ in range(6):
        changed[random.randrange(8, len(changed))] = random.randrange(256)
    return bytes(changed)


@pytest.mark.parametrize("seed", range(6))
def test_a_damaged_workbook_is_read_or_refused_and_stops_nothing(seed: int) -> None:
    old = (Path(__file__).parent / "yearbook.xls").read_bytes()
    for data in (damaged(old, seed), damaged(GOOD, seed)):
        try:
            said = open_grid(data).sheet
        except BadTable as error:
            said = error.remedy
        assert said


@pytest.mark.parametrize(
    "text", ["z" + " " * 100_000 + "z", "1" * 100_000, "(" * 100_000, "1 " * 50_000]
)
def test_a_very_long_cell_is_one_fault_and_costs_nothing(text: str) -> None:
    table = read_table(f"{text},2021,2022\nEast,{text},5\n".encode())
    assert [fault.address for fault in table.faults] == ["B2"]
