"""Open the sheets of an xlsx or xls workbook as tables under the sheets' names."""

import re
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import IO

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, PasswordError

from goldenthread.reading.opening.layout import heading, joined, sheet
from goldenthread.reading.opening.limits import CELLS, DAMAGED, archive, refuse_above
from goldenthread.reading.opening.opened import Opened
from goldenthread.terms.errors import UnreadableDocument

Cell = int | float | str | bool | time | date | datetime | timedelta

#: A cell with something in it: one that is closed at once only has a colour or a border.
_PLACE = re.compile(rb'<(?:\w+:)?c\s(?:[^>]*\s)?r="([A-Z]{1,4})([0-9]{1,8})"(?:[^>]*[^/>])?>')
_CHUNK = 1 << 20
_OVERLAP = 256


def open_xlsx(path: Path, *, place: str) -> Opened:
    """Return the tables of the xlsx workbook at `path`; UnreadableDocument if it has none."""
    with archive(path, place=place) as packed:
        parts = [name for name in packed.namelist() if "worksheets/sheet" in name.lower()]
        for name in parts:
            with packed.open(name) as part:
                _judge_extent(part, place)
    return _open(path, "xlsx", place)


def open_xls(path: Path, *, place: str) -> Opened:
    """Return the tables of the xls workbook at `path`; UnreadableDocument if it has none."""
    return _open(path, "xls", place)


def _judge_extent(part: IO[bytes], place: str) -> None:
    """Refuse a sheet whose cells lie so far apart that the grid between them is too large."""
    kept, right, low = b"", 0, 0
    while chunk := part.read(_CHUNK):
        window = kept + chunk
        for found in _PLACE.finditer(window):
            right, low = max(right, _column(found[1])), max(low, int(found[2]))
        kept = window[-_OVERLAP:]
    refuse_above(right * low, CELLS, "cells", place=place)


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _open(path: Path, written: str, place: str) -> Opened:
    try:
        with CalamineWorkbook.from_path(str(path)) as book:
            blocks = [block for name in book.sheet_names for block in _sheet(book, name, place)]
    except PasswordError as error:
        raise UnreadableDocument(
            "it is protected by a password.",
            place=place,
            remedy="Save it without the password and give that file.",
        ) from error
    except CalamineError as error:
        raise UnreadableDocument(
            f"it is no workbook that can be read ({error}).", place=place, remedy=DAMAGED
        ) from error
    if not blocks:
        raise UnreadableDocument(
            "no sheet of it has a filled cell.",
            place=place,
            remedy="Check that the right file was given.",
        )
    return Opened(joined(blocks), written)


def _sheet(book: CalamineWorkbook, name: str, place: str) -> list[str]:
    """Return the blocks of one sheet, under its name if the book has several."""
    found = book.get_sheet_by_name(name)
    refuse_above(found.height * found.width, CELLS, f"cells in sheet {name!r}", place=place)
    rows = [[shown(cell) for cell in row] for row in found.to_python(skip_empty_area=True)]
    _repeat_downwards(rows, found)
    blocks = sheet(rows)
    return [heading(name, 2), *blocks] if blocks and len(book.sheet_names) > 1 else blocks


def _repeat_downwards(rows: list[list[str]], found: CalamineSheet) -> None:
    """Say again in each row what the sheet says once in a cell merged over several."""
    top, left = found.start or (0, 0)
    for (first, column), (last, _) in found.merged_cell_ranges or []:
        place, start = column - left, first - top
        if 0 <= start < len(rows) and 0 <= place < len(rows[start]):
            for row in rows[start + 1 : last - top + 1]:
                row[place] = row[place] or rows[start][place]


def shown(cell: Cell) -> str:
    """Return a cell as a person would write it: whole numbers without a point, days as ISO days."""
    if isinstance(cell, bool):
        return str(cell).upper()
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
    if isinstance(cell, datetime) and cell.time() == time():
        return cell.date().isoformat()
    return cell.isoformat(" ") if isinstance(cell, datetime) else str(cell)
