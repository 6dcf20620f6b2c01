"""`goldenthread export-log`: the public log as plain files."""

from pathlib import Path
from typing import Annotated

import typer

from goldenthread.commands.card import write
from goldenthread.commands.serve import OFFICE, Home
from goldenthread.terminal.console import console


def export_log(
    to: Annotated[Path, typer.Argument(metavar="DIR", help="Where the files are written.")],
    home: Home = OFFICE,
) -> None:
    """Write the public log as plain files, cacheable for ever, that anybody can check."""
    from goldenthread.office.site.setup import prepare

    prepare(home, must_exist=True)
    from goldenthread.office.trail.public import public_log

    written = 0
    for path, content in public_log():
        place = to / path
        write({place.name: content}, place.parent)
        written += 1
    console().print(f"{to}/  {written} files", highlight=False)
