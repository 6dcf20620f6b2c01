"""What a table was understood to be: its layout, its values each with its cell, its faults."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from goldenthread.measuring.tables.faults import Fault, address
from goldenthread.measuring.tables.grids import Grid
from goldenthread.measuring.units import Unit
from goldenthread.terms.errors import BadTable
from goldenthread.terms.periods import Period


class Layout(StrEnum):
    """Where the periods stand."""

    WIDE = "periods across"
    TALL = "periods down"
    LONG = "a value a row"
    SDMX = "SDMX-CSV 2.0"
    ONE_PERIOD = "one period"


@dataclass(frozen=True, slots=True)
class TableValue:
    """One cell as an observation: `value` is None where its mark says there is none.

    `labels` are the names of its row and column (header, text) in the table's order,
    `indicator` and `area` those of them that say what and where. `text` is what stands
    in the cell, `row` and `column` where, counted from 1; `mark` is a footnote's.
    """

    indicator: str
    area: str
    labels: tuple[tuple[str, str], ...]
    period: Period
    value: Decimal | None
    unit: Unit | None
    text: str
    row: int
    column: int
    mark: str = ""

    @property
    def address(self) -> str:
        """The cell as a spreadsheet names it."""
        return address(self.row, self.column)

    @property
    def series(self) -> tuple[str, ...]:
        """What tells its series from the others of the table."""
        return tuple(text for _, text in self.labels)


@dataclass(frozen=True, slots=True)
class Table:
    """A table as understood, with every fault; `header` and rows of `notes` count from 1."""

    grid: Grid
    layout: Layout | None
    header: tuple[int, ...]
    title: str
    notes: tuple[str, ...]
    values: tuple[TableValue, ...]
    faults: tuple[Fault, ...]

    @property
    def series(self) -> tuple[tuple[str, ...], ...]:
        """The series of the table, in its order."""
        return tuple(dict.fromkeys(value.series for value in self.values))

    @property
    def periods(self) -> tuple[Period, ...]:
        """The periods of the table, in time."""
        return tuple(sorted({value.period for value in self.values}))

    @property
    def units(self) -> tuple[str, ...]:
        """The units of the table as written, in its order."""
        return tuple(dict.fromkeys(value.unit.text for value in self.values if value.unit))

    def accepted(self) -> tuple[TableValue, ...]:
        """Return the values for an import: all of them, or none. Raises BadTable for any fault."""
        if self.faults:
            first = self.faults[0]
            raise BadTable(
                f"{len(self.faults)} faults; the first: {first.what.en}",
                place=first.address,
                remedy="Mend them all and import again: nothing has been imported.",
            )
        return self.values
