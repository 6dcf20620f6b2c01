"""The table handed back: its faults marked, its numbers whole, nothing in it ever run."""

import io
import re
import zipfile

import pytest
from python_calamine import CalamineWorkbook

from goldenthread.measuring.tables import corrected, read_table
from goldenthread.terms.text import LANGUAGES, Language

FORMULAS = ("=1+1", "+1+cmd", "-2+3", "@SUM(A1)", "=HYPERLINK(1)", "\t=1", "http://x.example")
TEXT = "Area,2021,2022\n" + "".join(f'"{text}",{at},abc\n' for at, text in enumerate(FORMULAS))
TABLE = read_table(TEXT.encode())


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_cell_comes_back_and_every_fault_is_listed(language: Language) -> None:
    book = CalamineWorkbook.from_filelike(io.BytesIO(corrected(TABLE, language=language)))
    table, faults = (book.get_sheet_by_index(at).to_python() for at in (0, 1))
    assert [row[0] for row in table[1:]] == list(FORMULAS)
    assert [row[1] for row in table[1:]] == list(range(len(FORMULAS)))
    assert [row[0] for row in faults[1:]] == [fault.address for fault in TABLE.faults]
    assert [row[4] for row in faults[1:]] == [
        fault.what.in_language(language) for fault in TABLE.faults
    ]


def test_nothing_in_it_is_a_formula_or_a_link() -> None:
    with zipfile.ZipFile(io.BytesIO(corrected(TABLE, language="en"))) as packed:
        for name in packed.namelist():
            if name.startswith("xl/worksheets/") and name.endswith(".xml"):
                assert not re.search(rb"<f[ >]|<hyperlink", packed.read(name))


def test_each_faulty_cell_says_why_where_it_stands() -> None:
    with zipfile.ZipFile(io.BytesIO(corrected(TABLE, language="en"))) as packed:
        said = packed.read("xl/comments1.xml").decode()
    assert set(re.findall(r'ref="([A-Z]\d+)"', said)) == {fault.address for fault in TABLE.faults}
    assert "is not a number" in said


def test_mended_it_is_read_again_without_a_fault() -> None:
    mended = read_table(TEXT.replace("abc", "5").encode())
    again = read_table(corrected(mended, language="en"))
    assert again.faults == ()
    assert [value.value for value in again.values] == [value.value for value in mended.values]


def test_a_number_that_a_spreadsheet_would_write_otherwise_stays_text() -> None:
    table = read_table(b"Area,2021\nEast,6.30\nWest,007\nNorth,12345678901234567890\n")
    book = CalamineWorkbook.from_filelike(io.BytesIO(corrected(table, language="en")))
    cells = [row[1] for row in book.get_sheet_by_index(0).to_python()[1:]]
    assert cells == ["6.30", "007", "12345678901234567890"]
