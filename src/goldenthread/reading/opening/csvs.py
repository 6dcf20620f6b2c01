"""Open a csv table, whatever encoding and separator it was saved with."""

import csv
import io
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from goldenthread.reading.opening.encodings import decode
from goldenthread.reading.opening.layout import joined, sheet
from goldenthread.reading.opening.limits import CELLS, refuse_above
from goldenthread.reading.opening.opened import Opened
from goldenthread.terms.errors import UnreadableDocument

_SEPARATORS = ",;\t|"
#: A separator is told from the first lines.
_LINES = 30


def open_csv(path: Path, *, place: str) -> Opened:
    """Return the table in the csv file at `path`; UnreadableDocument says where it is at fault."""
    text = decode(path.read_bytes(), place=place)
    rows = list(_rows(text, separator(text), place))
    return Opened(joined(sheet(rows)), "csv")


def separator(text: str) -> str:
    """Return what separates the cells: what cuts the most lines into equally many."""
    return max(_SEPARATORS, key=lambda mark: _evenness(text, mark))


def _evenness(text: str, mark: str) -> tuple[int, int]:
    lines = text.splitlines()[:_LINES]
    widths = Counter(line.count(mark) for line in lines if mark in line)
    return max(((lines_of, width) for width, lines_of in widths.items()), default=(0, 0))


def _rows(text: str, mark: str, place: str) -> Iterator[list[str]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=mark, strict=True)
    cells = 0
    try:
        for row in reader:
            cells += len(row)
            refuse_above(cells, CELLS, "cells", place=place)
            yield row
    except csv.Error as error:
        raise UnreadableDocument(
            f"line {reader.line_num} cannot be cut into cells ({error}).",
            place=place,
            remedy="Look for a quotation mark that is not closed there, and save the table again.",
        ) from error
