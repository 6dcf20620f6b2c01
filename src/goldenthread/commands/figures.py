"""The values of any table that `goldenthread table` understands, for the commands that use them."""

from pathlib import Path
from typing import TYPE_CHECKING

import typer

from goldenthread.terminal.console import tongue, unreadable

if TYPE_CHECKING:
    from goldenthread.measuring.tables import TableValue
    from goldenthread.terms.observations import Kind
    from goldenthread.weaving.cells import Faults


def has_columns(file: Path, needed: tuple[str, ...]) -> bool:
    """Whether it is CSV in UTF-8 whose header has these columns and none twice."""
    header = header_of(file)
    return set(needed) <= set(header) and len(set(header)) == len(header)


def header_of(file: Path) -> list[str]:
    """The cells of its first line; one empty cell of a file that is no text in UTF-8."""
    try:
        first = file.read_text("utf-8-sig").splitlines()[:1]
    except (OSError, UnicodeDecodeError):
        first = []
    return [cell.strip() for cell in "".join(first).split(",")]


def table_values(file: Path, *, faults: "Faults") -> "tuple[TableValue, ...]":
    """Return the values of a table of any layout; what is wrong with it is kept, cell by cell."""
    from goldenthread.measuring.tables import MAX_BYTES, read_table

    try:
        with file.open("rb") as opened:
            data = opened.read(MAX_BYTES + 1)
    except OSError as error:
        raise unreadable(error) from error
    table, said = read_table(data, name=str(file)), tongue()
    for each in table.faults:
        place = f"{file.name}, {each.address}" if each.address else file.name
        faults.add(each.what.in_language(said), place=place, remedy=each.remedy.in_language(said))
    return table.values


def name_of(value: "TableValue", file: Path) -> str:
    """The series of a value, or the file's name where the table gives it none of its own."""
    name = " · ".join(value.series)
    return file.stem if name in ("", "value") else name


def kind_named(words: str) -> "Kind | None":
    """Return the kind of number that an option names, None for none; wrong usage otherwise."""
    from goldenthread.terms.observations import Kind

    if not words:
        return None
    try:
        return Kind(words)
    except ValueError as error:
        listed = ", ".join(each.value for each in Kind)
        raise typer.BadParameter(f"one of {listed}", param_hint="--kind") from error
