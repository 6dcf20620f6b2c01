"""`goldenthread export-log`: the public log as plain files."""

from pathlib import Path
from typing import Annotated

import typer

from goldenthread.commands.office import OFFICE, Home, open_office, write_all


def export_log(
    to: Annotated[Path, typer.Argument(metavar="DIR", help="Where the files are written.")],
    home: Home = OFFICE,
) -> None:
    """Write the public log as plain files, cacheable for ever, that anybody can check."""
    open_office(home)
    from goldenthread.office.trail.public import public_log

    write_all(public_log(), to)
