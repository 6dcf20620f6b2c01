"""Match a table with the indicators and areas of the office, every fault at its cell."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import TypeVar

from goldenthread.measuring import convert, read_unit
from goldenthread.measuring.tables import Fault, FaultKind, Table, TableValue
from goldenthread.office.bodies.models import Area, Body
from goldenthread.office.indicators.models import Indicator
from goldenthread.office.records.models import Source
from goldenthread.terms.errors import BadTable, CannotTell
from goldenthread.terms.periods import Day

Row = TypeVar("Row")

#: More characters than a figure has.
LONGEST = 40


class Faulty(BadTable):
    """A table that cannot be taken over; `table` holds every fault."""

    def __init__(self, table: Table) -> None:
        self.table = table
        super().__init__(
            f"{len(table.faults)} faults: nothing was taken over.",
            place=table.faults[0].address,
            remedy="Mend them all and give the table again.",
        )


@dataclass(frozen=True, slots=True)
class Given:
    """A table as it was given: its file, what was read of it, and where and when it was said."""

    name: str
    data: bytes
    table: Table
    source: Source
    known: Day | None = None
    published: Day | None = None


@dataclass(frozen=True, slots=True)
class Cell:
    """A value of a table with the indicator and area it is of, in the indicator's own unit."""

    indicator: Indicator
    area: Area
    value: Decimal
    read: TableValue


def matched(table: Table, *, body: Body) -> tuple[Cell, ...]:
    """Return every value of `table`; raise Faulty with all faults, its own and those found here.

    An indicator or an area is named by its short name or its title, in either
    language, an area also by the code that the body gave it. Where a table names
    no area its figures are the body's. A cell whose mark says that there is no
    figure is passed over.
    """
    matching = _Matching(
        _by_name((row, (row.slug, row.title_en, row.title_zh)) for row in Indicator.objects.all()),
        _areas(),
        body.area,
    )
    cells = tuple(matching.cells(table.values))
    faults = tuple(sorted({*table.faults, *matching.faults}))
    if not faults and not cells:
        faults = (Fault(0, 0, FaultKind.NO_TABLE),)
    if faults:
        raise Faulty(replace(table, faults=faults))
    return cells


@dataclass(slots=True)
class _Matching:
    """Goes through the values once; keeps what is wrong, and which cell said what first."""

    indicators: Mapping[str, Indicator]
    areas: Mapping[str, Area]
    own: Area
    faults: list[Fault] = field(default_factory=list)
    said: dict[tuple[object, ...], TableValue] = field(default_factory=dict)

    def cells(self, values: Iterable[TableValue]) -> Iterator[Cell]:
        for read in values:
            indicator, area = self._indicator(read), self._area(read)
            if indicator is None or area is None or read.value is None:
                continue
            value = self._value(read, read.value, indicator)
            if value is not None and self._is_first(read, indicator, area):
                yield Cell(indicator, area, value, read)

    def _indicator(self, read: TableValue) -> Indicator | None:
        found = self.indicators.get(_plain(read.indicator))
        if found is None:
            self._fault(read, FaultKind.UNKNOWN_INDICATOR, read.indicator)
        return found

    def _area(self, read: TableValue) -> Area | None:
        if not read.area:
            return self.own
        found = self.areas.get(_plain(read.area))
        if found is None:
            self._fault(read, FaultKind.UNKNOWN_AREA, read.area)
        return found

    def _value(self, read: TableValue, value: Decimal, indicator: Indicator) -> Decimal | None:
        """The value in the indicator's unit; None, with the fault kept, where there is none."""
        if read.unit is None and indicator.unit:
            self._fault(read, FaultKind.UNIT_NOT_SAID, indicator.title_en, indicator.unit)
            return None
        try:
            given = read.unit or read_unit("")
            made = convert(value, unit=given, to=read_unit(indicator.unit))
        except CannotTell:
            self._fault(read, FaultKind.OTHER_UNIT, given.text, indicator.unit)
            return None
        if len(f"{made:f}") > LONGEST:
            self._fault(read, FaultKind.TOO_LONG, read.text)
            return None
        return made

    def _is_first(self, read: TableValue, indicator: Indicator, area: Area) -> bool:
        """Whether no cell before was of the same: titles in two languages are one indicator."""
        before = self.said.setdefault((indicator.pk, area.pk, read.period), read)
        if before is not read:
            self._fault(read, FaultKind.SAID_TWICE, read.text, before.address)
        return before is read

    def _fault(self, read: TableValue, kind: FaultKind, text: str, beside: str = "") -> None:
        self.faults.append(Fault(read.row, read.column, kind, text, beside))


def _areas() -> dict[str, Area]:
    """Every area by its names; a code that is another area's name stands for that one."""
    rows = list(Area.objects.all())
    codes = _by_name((row, (row.code,)) for row in rows)
    return codes | _by_name((row, (row.slug, row.name_en, row.name_zh)) for row in rows)


def _by_name(rows: Iterable[tuple[Row, tuple[str, ...]]]) -> dict[str, Row]:
    return {_plain(name): row for row, names in rows for name in names if name}


def _plain(name: str) -> str:
    return " ".join(name.split()).casefold()
