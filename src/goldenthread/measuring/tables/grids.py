"""Bytes into a grid of texts: the right reader for the format, and caps before any parsing."""

import csv
import io
from collections import Counter
from dataclasses import dataclass

from goldenthread.measuring.tables.encodings import decode
from goldenthread.measuring.tables.numerals import has_decimal_commas
from goldenthread.terms.errors import BadTable

MAX_BYTES = 50_000_000
MAX_CELLS = 1_000_000
_DELIMITERS = ",\t;|"
_OLE = bytes.fromhex("d0cf11e0a1b11ae1")

Rows = tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """Every cell as text, as it stands in the file; rows and columns count from 0.

    `format` is csv, xlsx or xls; `encoding` and `delimiter` are those of a csv,
    `sheet` the sheet read and `other_sheets` those not read. `percent` are the cells
    stored as a share and shown as a percentage; `has_commas` says that
    the comma begins the decimals.
    """

    rows: Rows
    format: str
    encoding: str = ""
    delimiter: str = ""
    sheet: str = ""
    other_sheets: tuple[str, ...] = ()
    percent: frozenset[tuple[int, int]] = frozenset()
    has_commas: bool = False


def open_grid(data: bytes, *, name: str = "", sheet: str = "") -> Grid:
    """Return the cells of the file `data`; what it is, its bytes say, not its `name`.

    Raises BadTable for a file that is empty, too large, or none of CSV, XLSX, XLS.
    """
    if not data.strip():
        raise BadTable("the file is empty.", place=name, remedy="Choose the file again.")
    if len(data) > MAX_BYTES:
        raise too_large(f"{len(data) / 1e6:.0f} MB", f"{MAX_BYTES / 1e6:.0f} MB", name)
    if data.startswith((b"PK\x03\x04", _OLE)):
        from goldenthread.measuring.tables.workbooks import open_workbook

        return open_workbook(data, name=name, sheet=sheet)
    if data.startswith(b"%PDF"):
        raise BadTable("this is a PDF.", place=name, remedy="Save the table as CSV or XLSX.")
    return _delimited(data, name)


def too_large(size: str, limit: str, name: str) -> BadTable:
    """Return the refusal of a file beyond a cap."""
    return BadTable(
        f"the table is too large: {size}, and at most {limit} can be read.",
        place=name,
        remedy="Split it, or leave out what is not needed.",
    )


def _delimited(data: bytes, name: str) -> Grid:
    text, encoding = decode(data, name=name)
    delimiter = _delimiter(text)
    # Every delimiter and line is a cell: counted before anything is built.
    cells = text.count(delimiter) + text.count("\n") + 1
    if cells > MAX_CELLS:
        raise too_large(f"about {cells:,} cells", f"{MAX_CELLS:,}", name)
    try:
        read = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
        rows = tuple(tuple(row) for row in read)
    except csv.Error as error:
        raise BadTable(
            f"the file cannot be read as CSV: {error}.",
            place=name,
            remedy="Look for a quotation mark that is never closed.",
        ) from error
    texts = (text for row in rows for text in row)
    has_commas = delimiter != "," and has_decimal_commas(texts)
    return Grid(rows, "csv", encoding, delimiter, has_commas=has_commas)


def _delimiter(text: str) -> str:
    """The one that cuts most lines into the same number, above one, of pieces."""
    lines = [line for line in text.splitlines()[:200] if line.strip()]

    def agreement(delimiter: str) -> tuple[int, int]:
        pieces = Counter(len(row) for row in csv.reader(lines, delimiter=delimiter))
        pieces.pop(1, None)
        width, count = max(pieces.items(), key=lambda item: item[1], default=(0, 0))
        return count, width

    return max(_DELIMITERS, key=agreement)
