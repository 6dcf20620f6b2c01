"""Values of named indicators for named units, and the file they are read from."""

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from goldenthread.scoring.arrays import Floats
from goldenthread.terms.errors import BadTable

MISSING = ("", "NA", "NaN", "nan", "n/a", "..", "-")

#: No value is beyond this either way: the fourth powers that a kurtosis takes must not overflow.
MOST = 1e60


@dataclass(frozen=True, slots=True)
class Table:
    """Values (rows × columns), NaN where missing, with the names of both.

    A row is a unit, or with `periods` a unit in a period. `words` holds the
    columns that are not numbers, such as groups; `titles` the units' full names;
    `lines` the file's rows where some were left out; `heading` that of the units.
    """

    units: tuple[str, ...]
    names: tuple[str, ...]
    values: Floats
    periods: tuple[str, ...] = ()
    words: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    titles: Mapping[str, str] = field(default_factory=dict)
    place: str = "the table"
    lines: tuple[int, ...] = ()
    heading: str = "unit"

    def __post_init__(self) -> None:
        if self.values.shape != (len(self.units), len(self.names)):
            raise BadTable(
                f"{self.values.shape[0]} × {self.values.shape[1]} values do not fit "
                f"{len(self.units)} units and {len(self.names)} columns.",
                place=self.place,
                remedy="Give one row for each unit and one column for each name.",
            )
        seen: dict[tuple[str, str], int] = {}
        for row, unit in enumerate(self.units):
            key = (unit, self.period_of(row))
            if key in seen:
                raise BadTable(
                    f"{' in '.join(filter(None, key))} stands in rows {self.line(seen[key])} and "
                    f"{self.line(row)}.",
                    place=f"{self.place}, row {self.line(row)}, column {self.heading}",
                    remedy="Keep one row for each unit and period.",
                )
            seen[key] = row

    def period_of(self, row: int) -> str:
        """The period of a row, empty where the table has none."""
        return self.periods[row] if self.periods else ""

    def line(self, row: int) -> int:
        """The row of the file that a row was read from; the heading is the first."""
        return self.lines[row] if self.lines else row + 2

    def column(self, name: str) -> Floats:
        """Return the values of one column; raise BadTable if there is none of that name."""
        if name not in self.names:
            raise BadTable(
                f"no column {name}.", place=self.place, remedy=f"Add it, or take {name} out."
            )
        return np.asarray(self.values[:, self.names.index(name)])

    def rows(self, places: Sequence[int]) -> "Table":
        """Return the table of these rows alone, in this order."""
        kept = list(places)
        return Table(
            tuple(self.units[row] for row in kept),
            self.names,
            self.values[kept],
            tuple(self.periods[row] for row in kept) if self.periods else (),
            {name: tuple(held[row] for row in kept) for name, held in self.words.items()},
            self.titles,
            self.place,
            tuple(self.line(row) for row in kept),
            self.heading,
        )

    def of_period(self, period: str) -> "Table":
        """Return the rows of one period; raise BadTable if it has none."""
        rows = [row for row, held in enumerate(self.periods) if held == period]
        if not rows:
            raise BadTable(
                f"no row of {period}.",
                place=self.place,
                remedy=f"Name one of {', '.join(dict.fromkeys(self.periods))}."
                if self.periods
                else "It has no column `period`: leave --period out.",
            )
        return self.rows(rows)


def read_rows(path: Path) -> dict[int, dict[str, str]]:
    """Return the rows of a CSV file by column, under their number as a spreadsheet counts them.

    Empty rows are passed over but counted. Raises BadTable where it is no table.
    """
    try:
        text = path.read_text("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadTable(
            "not UTF-8 text.", place=str(path), remedy="Save it as CSV in UTF-8."
        ) from error
    reader = csv.reader(io.StringIO(text), strict=True)
    held: dict[int, list[str]] = {}
    try:
        for at, cells in enumerate(reader, 1):
            if any(cell.strip() for cell in cells):
                # A space at an edge is not seen, so it makes no other column and no other unit.
                held[at] = [cell.strip() for cell in cells]
    except csv.Error as error:
        place = f"{path}, row {len(held) + 1}, line {reader.line_num}"
        raise BadTable(f"not a table: {error}.", place=place, remedy="Save as CSV.") from error
    if len(held) < 2:
        raise BadTable("no rows.", place=str(path), remedy="Give a heading and one row a unit.")
    first = min(held)
    heading = held.pop(first)
    _headed(heading, f"{path}, row {first}")
    for at, cells in held.items():
        if len(cells) != len(heading):
            raise BadTable(
                f"{len(cells)} cells under a heading of {len(heading)}.",
                place=f"{path}, row {at}",
                remedy="Give every row one cell for each column; quote a cell with a comma.",
            )
        if any("\0" in cell for cell in cells):
            raise BadTable(
                "a sign that is no text (NUL).", place=f"{path}, row {at}", remedy="Save it anew."
            )
    return {at: dict(zip(heading, cells, strict=True)) for at, cells in held.items()}


def _headed(heading: list[str], place: str) -> None:
    if len(heading) == 1 and any(sign in heading[0] for sign in ";\t"):
        raise BadTable(
            "its cells are not parted by commas.",
            place=place,
            remedy="Save it as CSV with commas, and a point in decimals.",
        )
    if twice := [name for name in heading if name and heading.count(name) > 1]:
        raise BadTable(f"two columns {twice[0]!r}.", place=place, remedy="Rename or remove one.")


def number(cell: str, *, place: str) -> float:
    """Return the number of a cell, NaN for one left empty; raise BadTable for words."""
    cell = cell.strip()
    if cell in MISSING:
        return float("nan")
    try:
        value = float(cell)
    except ValueError:
        value = float("inf")
    # Python would read 1_000 as a thousand and "nan" as a number.
    if not np.isfinite(value) or "_" in cell:
        raise BadTable(
            f"{cell!r} is not a number.",
            place=place,
            remedy="Write a plain number such as 1234.5, or leave the cell empty if not known.",
        )
    if abs(value) > MOST:
        raise BadTable(
            f"{cell} is too large to reckon with.",
            place=place,
            remedy=f"Write it in a larger unit: at most {MOST:g} either way.",
        )
    return value


def read_table(path: Path, *, columns: Sequence[str], words: Sequence[str] = ()) -> Table:
    """Return the named columns of a CSV file whose units stand in `unit` or `uCode`.

    A column `period` or `Time` makes it a panel; `name` or `uName` gives full
    names. Raises BadTable with file, row and column for whatever does not hold.
    """
    rows = read_rows(path)
    heading = list(next(iter(rows.values())))
    unit = next((name for name in ("unit", "uCode") if name in heading), None)
    if unit is None:
        raise BadTable(
            "no column of units.", place=f"{path}, row 1", remedy="Name one `unit` (or `uCode`)."
        )
    absent = [name for name in (*columns, *words) if name not in heading]
    if absent:
        raise BadTable(
            f"no column {', '.join(absent)}.",
            place=f"{path}, row 1",
            remedy="Add it to the table, or take it out of the index.",
        )
    values = np.array(
        [
            [number(row[c], place=f"{path}, row {at}, column {c}") for c in columns]
            for at, row in rows.items()
        ]
    ).reshape(len(rows), len(columns))
    for at, row in rows.items():
        if not row[unit].strip():
            raise BadTable(
                "a row without a unit.",
                place=f"{path}, row {at}, column {unit}",
                remedy="Name the unit, or remove the row.",
            )
    title = next((name for name in ("name", "uName") if name in heading), unit)
    when = next((name for name in ("period", "Time") if name in heading), None)
    for at, row in rows.items():
        if when and not row[when]:
            raise BadTable(
                "a row without a period.",
                place=f"{path}, row {at}, column {when}",
                remedy="Name its period, or remove the row.",
            )
    held = tuple(rows.values())
    return Table(
        tuple(row[unit] for row in held),
        tuple(columns),
        values,
        tuple(row[when] for row in held) if when else (),
        {name: tuple(row[name] for row in held) for name in words},
        {row[unit]: row[title] or row[unit] for row in held},
        str(path),
        tuple(rows),
        unit,
    )
