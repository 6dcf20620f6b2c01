"""`goldenthread corrections`: what people corrected in what was read."""

from typing import Annotated

import typer

from goldenthread.commands.office import OFFICE, Home, open_office
from goldenthread.terminal.console import print_json


def corrections(
    jsonl: Annotated[bool, typer.Option("--jsonl", help="One JSON object a line.")] = False,
    home: Home = OFFICE,
) -> None:
    """Give what people corrected in what was read, as data for improving the reader."""
    open_office(home)
    from json import dumps

    from goldenthread.office.records.correcting import corrections as corrected

    if jsonl:
        for each in corrected():
            typer.echo(dumps(each, ensure_ascii=False))
    else:
        print_json(list(corrected()))
