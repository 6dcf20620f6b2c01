"""`goldenthread publish`: the public site as plain files."""

from pathlib import Path
from typing import Annotated

import typer

from goldenthread.commands.card import write
from goldenthread.commands.serve import OFFICE, Home
from goldenthread.terminal.console import console


def publish(
    to: Annotated[Path, typer.Argument(metavar="DIR", help="Where the site is written.")],
    home: Home = OFFICE,
) -> None:
    """Write the public site as plain files, for any web host: no server, no script."""
    from goldenthread.office.site.setup import prepare

    prepare(home, must_exist=True)
    from goldenthread.office.site.publishing import public_pages

    written = 0
    for path, content in public_pages():
        place = to / path
        write({place.name: content}, place.parent)
        written += 1
    console().print(f"{to}/  {written} files", highlight=False)
