"""`goldenthread api-client`: a client of the API in Python, one file."""

from pathlib import Path
from typing import Annotated

import typer

from goldenthread.commands.office import OFFICE, Home, open_office, write


def api_client(
    to: Annotated[Path, typer.Argument(metavar="FILE", help="Where the module is written.")],
    home: Home = OFFICE,
) -> None:
    """Write a client of the API: one Python file that needs nothing else."""
    open_office(home)
    from goldenthread.office.site.api import api
    from goldenthread.office.site.client import client_source

    document = api.get_openapi_schema(path_prefix="/api/")
    write({to.name: client_source(document).encode()}, to.parent)
    typer.echo(to)
