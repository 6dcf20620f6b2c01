"""Read a table of duties: each row's cells by column, and every fault of its shape."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from goldenthread.measuring.tables import open_grid
from goldenthread.office.commitments.duty_table import COLUMNS
from goldenthread.planning import unescaped
from goldenthread.terms.errors import BadTable

MAX_BYTES = 2_000_000
MAX_ROWS = 2_000
LONGEST = 300
_DAY = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?: 0?0:00(?::00)?)?")


class Wrong(StrEnum):
    """What can be wrong with a cell."""

    COLUMN_UNKNOWN = "column_unknown"
    COLUMN_TWICE = "column_twice"
    COLUMN_MISSING = "column_missing"
    NO_ROWS = "no_rows"
    BEYOND_HEADING = "beyond_heading"
    TOO_LONG = "too_long"
    BAD_NAME = "bad_name"
    SAID_TWICE = "said_twice"
    UNKNOWN_DOCUMENT = "unknown_document"
    UNKNOWN_SENTENCE = "unknown_sentence"
    UNKNOWN_UNIT = "unknown_unit"
    NO_LEAD = "no_lead"
    NO_TITLE = "no_title"
    BAD_DAY = "bad_day"
    EARLIER_DAY = "earlier_day"
    BAD_STATE = "bad_state"
    FIXED = "fixed"
    LEADS_IT = "leads_it"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class CellFault:
    """A cell that cannot stay: `row` as the program shows it, the column's heading, its text."""

    row: int
    column: str
    wrong: Wrong
    text: str = ""


@dataclass(frozen=True, slots=True)
class DutyRow:
    """A row as it was given: its place in the file, and its texts by column."""

    row: int
    cells: Mapping[str, str]


def read_duties(data: bytes, *, name: str) -> tuple[list[DutyRow], list[CellFault]]:
    """Return the rows of a CSV, XLSX or XLS file and what is wrong with its shape.

    The encoding is found by itself: UTF-8 with its mark or without, UTF-16,
    GB18030, Big5. Columns may stand in any order, headed in either language.
    Raise BadTable for a file that is too large or no table.
    """
    if len(data) > MAX_BYTES:
        raise _too_large(f"{MAX_BYTES:,} bytes", name)
    grid = open_grid(data, name=name).rows
    if len(grid) > MAX_ROWS:
        raise _too_large(f"{MAX_ROWS:,} rows", name)
    heading, faults = _heading(grid[0] if grid else ())
    read = [DutyRow(at, _cells(row, heading, at, faults)) for at, row in enumerate(grid[1:], 2)]
    rows = [row for row in read if any(row.cells.values())]
    if not rows and not faults:
        faults.append(CellFault(1, "", Wrong.NO_ROWS))
    return rows, faults


def day_in(text: str) -> date:
    """Return the day that a cell names, as people and programs write it, or raise ValueError."""
    found = _DAY.fullmatch(text)
    if not found:
        raise ValueError(text)
    return date(int(found[1]), int(found[2]), int(found[3]))


def _heading(row: Sequence[str]) -> tuple[dict[int, str], list[CellFault]]:
    """The column that stands at each place of the first row."""
    names = {
        spelt.casefold(): name
        for name, words in COLUMNS.items()
        for spelt in (name, words.en, words.zh)
    }
    heading: dict[int, str] = {}
    faults = []
    for at, text in enumerate(row):
        name = names.get(text.strip().casefold())
        if name is None and text.strip():
            faults.append(CellFault(1, text[:LONGEST], Wrong.COLUMN_UNKNOWN, text[:LONGEST]))
        elif name in heading.values():
            faults.append(CellFault(1, text[:LONGEST], Wrong.COLUMN_TWICE, text[:LONGEST]))
        elif name:
            heading[at] = name
    if "id" not in heading.values():
        faults.append(CellFault(1, "id", Wrong.COLUMN_MISSING, "id"))
    return heading, faults


def _cells(
    row: Sequence[str], heading: Mapping[int, str], at: int, faults: list[CellFault]
) -> dict[str, str]:
    cells = {}
    for column, text in enumerate(row):
        plain = unescaped(text.strip())
        if column not in heading and plain:
            faults.append(CellFault(at, "", Wrong.BEYOND_HEADING, plain[:LONGEST]))
        elif len(plain) > _longest(heading.get(column, "")):
            faults.append(CellFault(at, heading[column], Wrong.TOO_LONG, plain[:LONGEST]))
        elif column in heading:
            cells[heading[column]] = plain
    return cells


def _longest(column: str) -> int:
    # Many units stand in one cell.
    return 10 * LONGEST if column == "supporting" else LONGEST


def _too_large(limit: str, name: str) -> BadTable:
    return BadTable(
        f"the table is larger than {limit}.", place=name, remedy="Split it, and give each part."
    )
