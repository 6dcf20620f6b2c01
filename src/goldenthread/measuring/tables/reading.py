"""Read a table whole: every figure with its cell, and every fault at once."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from goldenthread.measuring.periodwords import is_pair_of_years, of_pair, read_period
from goldenthread.measuring.tables.columns import Column, Role, columns
from goldenthread.measuring.tables.faults import Fault, FaultKind
from goldenthread.measuring.tables.grids import Grid, open_grid
from goldenthread.measuring.tables.numerals import Number, read_number
from goldenthread.measuring.tables.outline import Outline, outline, parted
from goldenthread.measuring.tables.sdmx import is_sdmx, read_sdmx
from goldenthread.measuring.tables.understood import Layout, Table, TableValue
from goldenthread.measuring.units import Unit, convert, read_unit
from goldenthread.measuring.years import FiscalYear, FiscalYearNotSaid, YearNotSaid
from goldenthread.terms.errors import BadPeriod
from goldenthread.terms.periods import Period

_LONGEST_TITLE = 2000
_TITLE_PERIOD = re.compile(
    r"(?:19|20)\d\d年(?:第?[一二三四1-4]季度|前[二三]季度|[上下]半年|\d{1,2}(?:月?[-—–~至]\d{1,2})?月)"
    r"|(?:19|20)\d\d ?[QH][1-4]|(?:Q[1-4]|H[12]) (?:19|20)\d\d|(?:19|20)\d\d年?"
)


def read_table(
    data: bytes,
    *,
    name: str = "",
    sheet: str = "",
    year: int | None = None,
    fiscal: FiscalYear | None = None,
) -> Table:
    """Return what the file `data` holds: CSV, XLSX, XLS or SDMX-CSV 2.0.

    `year` stands in for a year that the table does not say, `fiscal` says when the
    body's fiscal year begins. Faults are collected, never raised; BadTable is raised
    only for a file that is no table at all or beyond the caps.
    """
    grid = open_grid(data, name=name, sheet=sheet)
    if is_sdmx(grid):
        return read_sdmx(grid)
    found = outline(grid.rows)
    if found is None:
        nothing = (Fault(0, 0, FaultKind.NO_TABLE),)
        return Table(grid, None, (), "", (), (), nothing)
    return _Reader(grid, found, columns(found, grid.rows), year, fiscal).table()


@dataclass(slots=True)
class _Reader:
    """Goes through the body once, keeping values, faults and what was said where."""

    grid: Grid
    found: Outline
    columns: tuple[Column, ...]
    year: int | None
    fiscal: FiscalYear | None
    values: list[TableValue] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    said: dict[object, TableValue] = field(default_factory=dict)
    read: dict[tuple[str, int | None], Period | FaultKind] = field(default_factory=dict)
    has_pairs: bool = False

    def table(self) -> Table:
        """The table as understood."""
        title = _TITLE_PERIOD.search(self.found.title[:_LONGEST_TITLE])
        if self.year is None and title and (year := re.search(r"\d{4}", title[0])):
            self.year = int(year[0])
        by_role = {role: self._of(role) for role in Role}
        layout = self._layout(by_role)
        self.has_pairs = self._pairs(by_role)
        whole = read_period(title[0]) if title else None
        heads = {each.at: self._head(each) for each in by_role[Role.VALUE] if each.period}
        if layout is Layout.ONE_PERIOD and whole is None:
            self.faults.append(Fault(0, 0, FaultKind.NO_PERIOD))
        for column in by_role[Role.VALUE]:
            self._check_head(column, layout, whole)
        for at in self.found.body:
            self._row(at, by_role, heads, whole)
        return Table(
            grid=self.grid,
            layout=layout,
            header=tuple(at + 1 for at in self.found.header),
            title=self.found.title,
            notes=self.found.notes,
            values=tuple(self.values),
            faults=tuple(sorted(set(self.faults))),
        )

    def _of(self, role: Role) -> list[Column]:
        return [column for column in self.columns if column.role is role]

    def _layout(self, by_role: dict[Role, list[Column]]) -> Layout:
        if any(column.period for column in by_role[Role.VALUE]):
            return Layout.WIDE
        if not by_role[Role.PERIOD]:
            return Layout.ONE_PERIOD
        is_long = by_role[Role.INDICATOR] and len(by_role[Role.VALUE]) == 1
        return Layout.LONG if is_long else Layout.TALL

    def _pairs(self, by_role: dict[Role, list[Column]]) -> bool:
        """Whether 2010-11 is a year here: every one of its kind in the table can be."""
        texts = [column.period for column in by_role[Role.VALUE] if column.period]
        for column in by_role[Role.PERIOD]:
            texts += [row[column.at] for row in self._body() if column.at < len(row)]
        dashed = [text for text in texts if re.match(r"\s*\d{4}\D\d\d\s*$", text)]
        return bool(dashed) and all(is_pair_of_years(text) for text in dashed)

    def _body(self) -> Iterator[tuple[str, ...]]:
        return (self.grid.rows[at] for at in self.found.body)

    def _head(self, column: Column) -> Period | None:
        """The period of a column, by the header's row that names it."""
        rows = [at for at in self.found.header if column.at < len(self.grid.rows[at])]
        named = (at for at in rows if self._name(at, column) == column.period)
        return self._period(column.period, next(named, rows[0]), column.at, column.year)

    def _check_head(self, column: Column, layout: Layout, whole: Period | None) -> None:
        """A column of figures has a name or a period; among periods one that is none is wrong."""
        at = self.found.header[-1]
        if not column.name and not column.period:
            self._fault(at, column.at, FaultKind.NO_NAME, "")
        elif layout is Layout.WIDE and not column.period and whole is None:
            self._fault(at, column.at, FaultKind.BAD_PERIOD, column.name)

    def _name(self, at: int, column: Column) -> str:
        return parted(self.grid.rows[at][column.at].strip())[0]

    def _period(self, text: str, row: int, at: int, year: int | None = None) -> Period | None:
        key = (text, year)
        if key not in self.read:
            self.read[key] = self._read(text, year)
        found = self.read[key]
        if isinstance(found, Period):
            return found
        self._fault(row, at, found, text)
        return None

    def _read(self, text: str, year: int | None) -> Period | FaultKind:
        try:
            if self.has_pairs and is_pair_of_years(text):
                return of_pair(text, fiscal=self.fiscal)
            return read_period(text, year=year or self.year, fiscal=self.fiscal)
        except YearNotSaid:
            return FaultKind.YEAR_NOT_SAID
        except FiscalYearNotSaid:
            return FaultKind.FISCAL_YEAR_OPEN
        except BadPeriod:
            return FaultKind.BAD_PERIOD

    def _fault(self, row: int, at: int, kind: FaultKind, text: str, beside: str = "") -> None:
        self.faults.append(Fault(row + 1, at + 1, kind, text, beside))

    def _row(
        self,
        at: int,
        by_role: dict[Role, list[Column]],
        heads: dict[int, Period | None],
        whole: Period | None,
    ) -> None:
        row = self.grid.rows[at]
        for outside in range(len(self.columns), len(row)):
            if row[outside].strip():
                self._fault(at, outside, FaultKind.CELL_OUTSIDE, row[outside])
        filled = [column for column in by_role[Role.VALUE] if self._text(row, column)]
        if not filled:
            return
        labels = [
            (column.name, self._text(row, column))
            for role in (Role.AREA, Role.INDICATOR, Role.LABEL)
            for column in by_role[role]
        ]
        period = self._row_period(at, row, by_role) if by_role[Role.PERIOD] else whole
        unnamed = self._unnamed(row, by_role)
        if unnamed is not None:
            self._fault(at, unnamed, FaultKind.NO_NAME, "")
            return
        for column in filled:
            own = heads[column.at] if column.period else period
            self._cell(at, row, column, labels, own, by_role)

    def _unnamed(self, row: tuple[str, ...], by_role: dict[Role, list[Column]]) -> int | None:
        """The column where a row should say what it is of and does not; None if it need not."""
        naming = [*by_role[Role.INDICATOR], *by_role[Role.LABEL]]
        if not by_role[Role.INDICATOR]:
            naming += by_role[Role.AREA]
            if by_role[Role.PERIOD]:
                return None
        if any(self._text(row, column) for column in naming):
            return None
        return naming[0].at if naming else 0

    def _row_period(
        self, at: int, row: tuple[str, ...], by_role: dict[Role, list[Column]]
    ) -> Period | None:
        column = by_role[Role.PERIOD][0]
        text = self._text(row, column)
        parts = [self._text(row, each) for each in by_role[Role.PART]]
        if not parts or not parts[0] or not re.match(r"\d{4}", text):
            return self._period(text, at, column.at)
        part = by_role[Role.PART][0]
        word = parts[0]
        if word.isdigit():
            is_quarter = re.search(r"quarter|季", part.name, re.I)
            word = f"Q{word}" if is_quarter else f"{word}月"
        return self._period(word, at, part.at, int(text[:4]))

    def _text(self, row: tuple[str, ...], column: Column) -> str:
        return row[column.at].strip() if column.at < len(row) else ""

    def _cell(
        self,
        at: int,
        row: tuple[str, ...],
        column: Column,
        labels: list[tuple[str, str]],
        period: Period | None,
        by_role: dict[Role, list[Column]],
    ) -> None:
        text = row[column.at]
        number = read_number(text, has_commas=self.grid.has_commas)
        if isinstance(number, FaultKind):
            self._fault(at, column.at, number, text.strip())
            return
        unit, labels = self._unit(row, column, labels, by_role)
        if (at, column.at) in self.grid.percent and number.value is not None and not number.unit:
            number = Number(number.value.scaleb(2), "%", number.mark)
        if number.unit:
            found = self._own_unit(at, column, number, unit, text)
            if found is None:
                return
            number, unit = found
        if period is None:
            return
        if column.name and (column.period or not _is_plain_value(by_role)):
            labels = [*labels, ("", column.name)]
        self._keep(
            TableValue(
                indicator=_indicator(labels, by_role),
                area=next((text for name, text in labels if name in _areas(by_role)), ""),
                labels=tuple((name, text) for name, text in labels if text),
                period=period,
                value=number.value,
                unit=unit,
                text=text,
                row=at + 1,
                column=column.at + 1,
                mark=number.mark,
            )
        )

    def _unit(
        self,
        row: tuple[str, ...],
        column: Column,
        labels: list[tuple[str, str]],
        by_role: dict[Role, list[Column]],
    ) -> tuple[Unit | None, list[tuple[str, str]]]:
        """The nearest unit said: the row's own, its name's, the column's, the title's."""
        cut = [(name, *parted(text)) for name, text in labels]
        bare = [(name, text) for name, text, _ in cut]
        for each in by_role[Role.UNIT]:
            if text := self._text(row, each):
                return read_unit(text), labels
        named = next((unit for _, _, unit in cut if unit), None)
        if named:
            return named, bare
        if column.unit:
            return column.unit, labels
        return (read_unit(self.found.title_unit) if self.found.title_unit else None), labels

    def _own_unit(
        self, at: int, column: Column, number: Number, unit: Unit | None, text: str
    ) -> tuple[Number, Unit] | None:
        """The number in the unit of its series, where the cell has written one of its own."""
        own = read_unit(number.unit)
        if not own.is_known and (unit is None or not own.same_as(unit)):
            self._fault(at, column.at, FaultKind.NOT_A_NUMBER, text.strip())
            return None
        if unit is None:
            return number, own
        is_counted = unit.multiplier == 1 and unit.base not in ("%", "percentage point")
        if not own.base and own.is_known and is_counted:
            own = read_unit(f"{number.unit}{unit.text}")
        if number.value is None or not own.same_as(unit):
            self._fault(at, column.at, FaultKind.UNIT_CONFLICT, text.strip(), unit.text)
            return None
        return Number(convert(number.value, unit=own, to=unit), "", number.mark), unit

    def _keep(self, value: TableValue) -> None:
        first = self.said.setdefault((value.series, value.period), value)
        if first is value:
            self.values.append(value)
            return
        self._fault(
            value.row - 1, value.column - 1, FaultKind.SAID_TWICE, value.text, first.address
        )


def _is_plain_value(by_role: dict[Role, list[Column]]) -> bool:
    """Whether the column is named for holding values, and its row says of what."""
    return bool(by_role[Role.INDICATOR]) and len(by_role[Role.VALUE]) == 1


def _areas(by_role: dict[Role, list[Column]]) -> set[str]:
    return {column.name for column in by_role[Role.AREA]}


def _indicator(labels: list[tuple[str, str]], by_role: dict[Role, list[Column]]) -> str:
    """What is measured: the indicator's column, else the column's name, else the row's."""
    named = {each.name for each in by_role[Role.INDICATOR]}
    said = [text for name, text in labels if name in named and text]
    heads = [text for name, text in labels if not name and text]
    others = [text for name, text in labels if name and name not in _areas(by_role) and text]
    return " · ".join([*said, *heads] or others[:1])
