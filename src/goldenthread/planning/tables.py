"""Write a table of texts as CSV and XLSX that no spreadsheet program runs as formulae."""

import csv
import io
import re
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from importlib import import_module
from typing import Any

# XlsxWriter says nothing of its types.
_Workbook: Any = import_module("xlsxwriter").Workbook

#: How a cell begins that a spreadsheet program may run, after any apostrophes of its own.
_RUN = re.compile(r"('*)[=+\-@\t\r\n＝＋－＠]")
_NUMBER = re.compile(r"[+-]?\d+(\.\d+)?")
_OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
#: A file says when it was made; the same table is always the same bytes.
_MADE = datetime(2000, 1, 1, tzinfo=UTC)

Rows = Iterable[Sequence[str]]


def escaped(text: str) -> str:
    """Return `text` behind an apostrophe if it begins as a formula does; a number never."""
    return f"'{text}" if _RUN.match(text) and not _NUMBER.fullmatch(text) else text


def unescaped(text: str) -> str:
    """Return the text that `escaped` was given; one that it would not write is left as it is."""
    begins = _RUN.match(text)
    return text[1:] if begins and begins[1] else text


def as_csv(rows: Rows) -> bytes:
    """Return the rows as CSV in UTF-8 with a byte-order mark, so that Excel reads its Chinese."""
    text = io.StringIO(newline="")
    csv.writer(text).writerows([escaped(cell) for cell in row] for row in rows)
    return text.getvalue().encode("utf-8-sig")


def as_xlsx(rows: Rows, *, title: str) -> bytes:
    """Return the rows as a workbook of one sheet called `title`, every cell a text."""
    file = io.BytesIO()
    with _Workbook(file, _OPTIONS) as book:
        book.set_properties({"created": _MADE})
        # The format of texts: what is typed into the sheet stays as it is typed.
        text = book.add_format({"num_format": "@"})
        sheet = book.add_worksheet(title)
        sheet.set_column(0, 20, 18, text)
        sheet.freeze_panes(1, 0)
        for at, row in enumerate(rows):
            for column, cell in enumerate(row):
                sheet.write_string(at, column, escaped(cell), text)
    return file.getvalue()
