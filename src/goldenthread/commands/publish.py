"""`goldenthread publish`: the public site as plain files."""

from pathlib import Path
from typing import Annotated

import typer

from goldenthread.commands.office import OFFICE, Home, open_office, write_all


def publish(
    to: Annotated[Path, typer.Argument(metavar="DIR", help="Where the site is written.")],
    home: Home = OFFICE,
) -> None:
    """Write the public site as plain files, for any web host: no server, no script."""
    open_office(home)
    from goldenthread.office.site.publishing import public_pages

    write_all(public_pages(), to)
