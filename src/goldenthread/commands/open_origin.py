"""`goldenthread open-origin`: a log that goes on from one that was lost in part."""

from pathlib import Path
from typing import Annotated

import typer

from goldenthread.commands.office import OFFICE, Home, open_office, person
from goldenthread.terminal.console import console


def open_origin(
    origin: Annotated[str, typer.Argument(help="The new log's name, never used before.")],
    by: Annotated[str, typer.Option(help="The administrator who decides it.")],
    reason: Annotated[str, typer.Option(help="What was lost, and how.")],
    after: Annotated[
        Path | None,
        typer.Option(help="The last published checkpoint, where none lies beside the key."),
    ] = None,
    home: Home = OFFICE,
) -> None:
    """Begin a new log that goes on from a lost one; its first entry holds the old checkpoint."""
    open_office(home)
    from goldenthread.office.bodies.actions import open_origin as open_it

    note = open_it(
        origin, by=person(by), reason=reason, after=after.read_bytes() if after else None
    )
    console().print(note, highlight=False, markup=False, end="")
