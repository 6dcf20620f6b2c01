"""`goldenthread table`: what a spreadsheet holds, as observations, with every fault."""

from pathlib import Path
from typing import Annotated

import typer

from goldenthread.terminal.console import Json, console, print_json, tongue, unreadable


def table(
    file: Annotated[Path, typer.Argument(help="A CSV, XLSX, XLS or SDMX-CSV 2.0 file.")],
    as_json: Json = False,
    corrected: Annotated[
        Path | None,
        typer.Option(help="Write the table as XLSX here, its faulty cells marked.", metavar="OUT"),
    ] = None,
    sheet: Annotated[str, typer.Option(help="The sheet to read, if not the first.")] = "",
    year: Annotated[
        int | None, typer.Option(help="The year of periods that say none.", min=1900, max=2200)
    ] = None,
    fiscal_start: Annotated[
        int | None,
        typer.Option(help="The month in which the fiscal year starts.", min=1, max=12),
    ] = None,
    named_by_start: Annotated[
        bool,
        typer.Option("--named-by-start", help="FY2023 is the fiscal year that starts in 2023."),
    ] = False,
) -> None:
    """Say what a spreadsheet holds, as observations, and every fault with its cell."""
    from goldenthread.measuring import FiscalYear
    from goldenthread.measuring.tables import corrected as corrected_file
    from goldenthread.measuring.tables import read_table
    from goldenthread.terminal.tables import show_table, table_json

    fiscal = FiscalYear(fiscal_start, named_by_start) if fiscal_start else None
    found = read_table(_bytes(file), name=str(file), sheet=sheet, year=year, fiscal=fiscal)
    if corrected is not None:
        _write(corrected, corrected_file(found, language=tongue()))
    if as_json:
        print_json(table_json(found))
    else:
        show_table(found, console=console(), language=tongue(), name=file.name)
    raise typer.Exit(1 if found.faults else 0)


def _bytes(file: Path) -> bytes:
    from goldenthread.measuring.tables import MAX_BYTES

    try:
        with file.open("rb") as opened:
            # One byte beyond the cap is enough to be refused.
            return opened.read(MAX_BYTES + 1)
    except OSError as error:
        raise unreadable(error) from error


def _write(file: Path, content: bytes) -> None:
    part = file.with_name(f".{file.name}.part")
    try:
        part.write_bytes(content)
        part.replace(file)
    except OSError as error:
        raise unreadable(error) from error
