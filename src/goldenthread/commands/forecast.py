"""`goldenthread forecast`: will a target be met by then, from a table of past values."""

from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from goldenthread.terminal.console import Json, console, print_json, tongue, unreadable

if TYPE_CHECKING:
    from goldenthread.forecasting import Series
    from goldenthread.terms.observations import Kind
    from goldenthread.terms.periods import Period
    from goldenthread.weaving.cells import Row

#: The columns a table may have; the first two it must have.
_COLUMNS = ("period", "value", "indicator", "kind")


def forecast(
    file: Annotated[Path, typer.Argument(help="CSV: period,value and perhaps indicator,kind.")],
    target: Annotated[str, typer.Option(help='Such as ">= 6.5", "<=3" or "+5%".')] = "",
    by: Annotated[str, typer.Option(help="A period of the series, or a year.")] = "",
    kind: Annotated[str, typer.Option(help='Such as "level flow", for rows without one.')] = "",
    svg: Annotated[Path | None, typer.Option(help="Write fan charts to this file.")] = None,
    as_json: Json = False,
) -> None:
    """Say what to expect of figures, and how likely a target is met by then."""
    from goldenthread.forecasting import asked, outlooks
    from goldenthread.terms.periods import Period

    wanted = asked(target) if target else None
    until = Period.parse(by) if by else None
    found = outlooks(_read(file, _kind(kind)), by=until, target=wanted)
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
    from goldenthread.forecasting import series
    from goldenthread.weaving.cells import Faults, read_table

    faults = Faults()
    values: dict[str, dict[Period, Decimal]] = {}
    kinds: dict[str, Kind | None] = {}
    for row in read_table(file, columns=_columns(file), faults=faults) or []:
        name = row.text("indicator", needed=False)
        _take(row, values.setdefault(name, {}))
        sort = _kind_of(row) or kind
        if kinds.setdefault(name, sort) is not sort:
            row.fault("kind", "it is another kind than above.", "Give an indicator one kind.")
    faults.stop(place=file.name)
    return [series(name or file.stem, held, kind=kinds[name]) for name, held in values.items()]


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


def _columns(file: Path) -> str:
    """The header of a table if it is one of those that can be read, else what it should be."""
    try:
        first = file.read_text("utf-8-sig").splitlines()[:1]
    except (OSError, UnicodeDecodeError):
        first = []
    header = [cell.strip() for cell in "".join(first).split(",")]
    is_known = set(header) <= set(_COLUMNS) and len(set(header)) == len(header)
    return ",".join(header if is_known and set(_COLUMNS[:2]) <= set(header) else _COLUMNS[:2])


def _kind(words: str) -> "Kind | None":
    from goldenthread.terms.observations import Kind

    if not words:
        return None
    try:
        return Kind(words)
    except ValueError as error:
        listed = ", ".join(each.value for each in Kind)
        raise typer.BadParameter(f"one of {listed}", param_hint="--kind") from error


def _write(text: str, to: Path) -> None:
    try:
        to.write_text(text, "utf-8")
    except OSError as error:
        raise unreadable(error) from error
