"""Read SDMX-CSV 2.0, the plain exchange format of statistical offices.

As in the SDMX Technical Working Group's field guide: STRUCTURE and STRUCTURE_ID
first, an optional ACTION, the dimensions, the measure OBS_VALUE, then attributes.
"""

import re
from decimal import Decimal

from goldenthread.measuring.periodwords import read_period
from goldenthread.measuring.tables.faults import Fault, FaultKind
from goldenthread.measuring.tables.grids import Grid
from goldenthread.measuring.tables.numerals import read_number
from goldenthread.measuring.tables.understood import Layout, Table, TableValue
from goldenthread.measuring.units import Unit, read_unit
from goldenthread.terms.errors import BadPeriod

_STRUCTURE = re.compile(r"STRUCTURE(\[.+\])?$")
_AREAS = ("REF_AREA", "GEO", "AREA")
_INDICATORS = ("INDICATOR", "SERIES", "MEASURE", "SUBJECT")


def is_sdmx(grid: Grid) -> bool:
    """Return whether the first two columns say that this is SDMX-CSV 2.0."""
    head = [_id(text) for text in grid.rows[0][:2]] if grid.rows else []
    return len(head) == 2 and bool(_STRUCTURE.match(head[0])) and head[1] == "STRUCTURE_ID"


def read_sdmx(grid: Grid) -> Table:
    """Return the observations of an SDMX-CSV 2.0 file; each dimension is a label."""
    names = [_id(text) for text in grid.rows[0]]
    values: list[TableValue] = []
    faults: list[Fault] = []
    if "TIME_PERIOD" not in names or "OBS_VALUE" not in names:
        faults.append(Fault(1, 1, FaultKind.NO_PERIOD))
    else:
        said: dict[object, TableValue] = {}
        for at, row in enumerate(grid.rows[1:], 2):
            if any(text.strip() for text in row):
                _read_row(at, row, names, values, faults, said)
    structure = " ".join(dict.fromkeys(row[1] for row in grid.rows[1:] if len(row) > 1))
    return Table(grid, Layout.SDMX, (1,), structure, (), tuple(values), tuple(sorted(faults)))


def _read_row(
    at: int,
    row: tuple[str, ...],
    names: list[str],
    values: list[TableValue],
    faults: list[Fault],
    said: dict[object, TableValue],
) -> None:
    # A row shorter than its header leaves its last attributes out.
    cells = dict(zip(names, row, strict=False))
    where = names.index("OBS_VALUE")
    if cells.get("ACTION", "I") == "D":
        faults.append(Fault(at, names.index("ACTION") + 1, FaultKind.DELETION, "D"))
        return
    for outside in range(len(names), len(row)):
        faults.append(Fault(at, outside + 1, FaultKind.CELL_OUTSIDE, row[outside]))
    text = cells.get("OBS_VALUE", "")
    number = read_number(text)
    if isinstance(number, FaultKind):
        faults.append(Fault(at, where + 1, number, text))
        return
    time = cells.get("TIME_PERIOD", "")
    try:
        period = read_period(time)
    except BadPeriod:
        faults.append(Fault(at, names.index("TIME_PERIOD") + 1, FaultKind.BAD_PERIOD, time))
        return
    labels = tuple(
        (name, _id(cells.get(name, "")))
        for name in names[:where]
        if name not in ("STRUCTURE_ID", "ACTION", "TIME_PERIOD") and not _STRUCTURE.match(name)
    )
    named = dict(labels)
    value = TableValue(
        indicator=next((named[name] for name in _INDICATORS if name in named), ""),
        area=next((named[name] for name in _AREAS if name in named), ""),
        labels=labels,
        period=period,
        value=number.value,
        unit=_unit(cells),
        text=text,
        row=at,
        column=where + 1,
        mark=_id(cells.get("OBS_STATUS", "")) or number.mark,
    )
    first = said.setdefault((labels, period), value)
    if first is value:
        values.append(value)
    else:
        faults.append(Fault(at, where + 1, FaultKind.SAID_TWICE, text, first.address))


def _id(text: str) -> str:
    """The code of a cell that may hold its label too, as in "A: Annual"."""
    return text.split(": ", 1)[0].strip()


def _unit(cells: dict[str, str]) -> Unit | None:
    """UNIT_MEASURE times ten to the power of UNIT_MULT, both as codes."""
    words = _id(cells.get("UNIT_MEASURE", ""))
    power = _id(cells.get("UNIT_MULT", "")) or "0"
    if not re.fullmatch(r"-?\d{1,2}", power) or (not words and power == "0"):
        return None
    base = read_unit({"PC": "%", "PT": "%"}.get(words, words))
    text = words if power == "0" else f"{words} × 10^{power}".removeprefix(" × ")
    return Unit(
        text,
        base.base,
        base.multiplier * Decimal(1).scaleb(int(power)),
        base.currency,
        base.is_known,
    )
