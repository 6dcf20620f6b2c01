"""Whatever a cell holds comes in as it went out, and no program runs it."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.measuring.tables import open_grid
from goldenthread.planning import as_csv, as_xlsx, escaped, unescaped

HOSTILE = [
    "=1+1",
    "=HYPERLINK('http://x.invalid','y')",
    "+cmd|' /C calc'!A0",
    "-2+3+cmd",
    "@SUM(A1)",
    "\t=1",
    "＝1+1",
    "'=1",
    "''=1",
]
CELLS = st.text(st.characters(exclude_categories=["Cs"])) | st.text("'=+-@12.\t＝")


@given(CELLS)
def test_a_cell_comes_in_as_it_went_out(text: str) -> None:
    assert unescaped(escaped(text)) == text


@pytest.mark.parametrize("text", HOSTILE)
def test_what_a_program_would_run_goes_out_as_text(text: str) -> None:
    assert escaped(text).startswith("'")


@pytest.mark.parametrize("text", ["-5", "+3.25", "12", "Repair", "承诺", "", "'quoted'"])
def test_a_number_and_plain_words_are_never_escaped(text: str) -> None:
    assert escaped(text) == text


def test_a_csv_has_its_mark_and_every_cell_again() -> None:
    rows = [["a", "b"], *([text, '"承诺", 2'] for text in HOSTILE)]
    made = as_csv(rows)
    assert made.startswith(b"\xef\xbb\xbf")
    read = csv.reader(io.StringIO(made.decode("utf-8-sig"), newline=""))
    assert [[unescaped(cell) for cell in row] for row in read] == rows


def test_a_workbook_holds_texts_alone_and_is_the_same_each_time() -> None:
    rows = [["a", "b"], *([text, "2023-12-31"] for text in HOSTILE)]
    made = as_xlsx(rows, title="duties")
    assert made == as_xlsx(rows, title="duties")
    read = open_grid(made).rows
    assert [[unescaped(cell) for cell in row] for row in read] == rows
