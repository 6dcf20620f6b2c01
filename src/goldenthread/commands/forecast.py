"""`goldenthread forecast`: will a target be met by then, from a table of past values."""

from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from goldenthread.commands.figures import (
    has_columns,
    header_of,
    kind_named,
    name_of,
    table_values,
)
from goldenthread.terminal.console import Json, console, print_json, tongue, unreadable

if TYPE_CHECKING:
    from goldenthread.forecasting import Series
    from goldenthread.terms.observations import Kind
    from goldenthread.terms.periods import Period
    from goldenthread.weaving.cells import Faults, Row

#: The columns of a table with a figure a row; the first two it must have.
_COLUMNS = ("period", "value", "indicator", "kind")


def forecast(
    file: Annotated[Path, typer.Argument(help="Any table that `table` understands.")],
    target: Annotated[str, typer.Option(help='Such as ">= 6.5", "<=3" or "+5%".')] = "",
    by: Annotated[str, typer.Option(help="A period of the series, or a year.")] = "",
    kind: Annotated[str, typer.Option(help='Such as "level flow", for figures without one.')] = "",
    svg: Annotated[Path | None, typer.Option(help="Write fan charts to this file.")] = None,
    as_json: Json = False,
) -> None:
    """Say what to expect of figures, and how likely a target is met by then."""
    from goldenthread.forecasting import asked, outlooks
    from goldenthread.terms.periods import Period

    wanted = asked(target) if target else None
    until = Period.parse(by) if by else None
    found = outlooks(_read(file, kind_named(kind)), by=until, target=wanted)
    if svg:
        from goldenthread.terminal.forecasts import charts

        _write(charts(found, tongue()), svg)
    if as_json:
        print_json([each.as_dict() for each in found])
        return
    from goldenthread.terminal.forecasts import show_outlooks

    show_outlooks(found, console=console(), language=tongue())


def _read(file: Path, kind: "Kind | None") -> "list[Series]":
    """The series of a table by indicator, in its order; every fault of a cell is told at once."""
    from goldenthread.weaving.cells import Faults, read_table

    faults = Faults()
    if not (has_columns(file, _COLUMNS[:2]) and set(header_of(file)) <= set(_COLUMNS)):
        return _of_table(file, kind, faults)
    values: dict[str, dict[Period, Decimal]] = {}
    kinds: dict[str, Kind | None] = {}
    for row in read_table(file, columns=",".join(header_of(file)), faults=faults) or []:
        name = row.text("indicator", needed=False)
        _take(row, values.setdefault(name, {}))
        sort = _kind_of(row) or kind
        if kinds.setdefault(name, sort) is not sort:
            row.fault("kind", "it is another kind than above.", "Give an indicator one kind.")
    faults.stop(place=file.name)
    return [_series(name or file.stem, held, kinds[name]) for name, held in values.items()]


def _of_table(file: Path, kind: "Kind | None", faults: "Faults") -> "list[Series]":
    """The series of a table of another layout; what its marks say is missing is left out."""
    values: dict[str, dict[Period, Decimal]] = {}
    for each in table_values(file, faults=faults):
        held = values.setdefault(name_of(each, file), {})
        if each.value is not None:
            held[each.period] = each.value
    faults.stop(place=file.name)
    return [_series(name, held, kind) for name, held in values.items() if held]


def _series(name: str, held: "dict[Period, Decimal]", kind: "Kind | None") -> "Series":
    """The series of one indicator; what adds up from the start of the year is taken apart."""
    from goldenthread.forecasting import series
    from goldenthread.terms.observations import Kind
    from goldenthread.weaving.expecting import run_of

    if kind is Kind.CUMULATIVE and held:
        return run_of(name, held, kind=kind)
    return series(name, held, kind=kind)


def _take(row: "Row", held: "dict[Period, Decimal]") -> None:
    """Add the row's value to those of its indicator; an empty one is not known yet."""
    from goldenthread.weaving.cells import number, optional, period

    when = row.cell("period", optional(period), None)
    value = row.cell("value", optional(number), None)
    if when is None or value is None:
        return
    if when in held:
        row.fault("period", f"{when} stands here a second time.", "Keep one value of it.")
    held[when] = value


def _kind_of(row: "Row") -> "Kind | None":
    from goldenthread.terms.observations import Kind
    from goldenthread.weaving.cells import choice, optional

    return row.cell("kind", optional(choice(Kind)), None)


def _write(text: str, to: Path) -> None:
    try:
        to.write_text(text, "utf-8")
    except OSError as error:
        raise unreadable(error) from error
