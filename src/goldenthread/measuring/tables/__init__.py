"""Tables in: what a spreadsheet holds, as values each with its cell, and every fault at once."""

from goldenthread.measuring.tables.corrected import corrected
from goldenthread.measuring.tables.faults import Fault, FaultKind
from goldenthread.measuring.tables.grids import MAX_BYTES, MAX_CELLS, open_grid
from goldenthread.measuring.tables.reading import read_table
from goldenthread.measuring.tables.understood import Layout, Table, TableValue

__all__ = [
    "MAX_BYTES",
    "MAX_CELLS",
    "Fault",
    "FaultKind",
    "Layout",
    "Table",
    "TableValue",
    "corrected",
    "open_grid",
    "read_table",
]
