"""`goldenthread doctor`: what of an office's running would lead to harm."""

from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from goldenthread.commands.office import OFFICE, Home, open_office
from goldenthread.terminal.console import Json, console, print_json

Backups = Annotated[
    Path | None,
    typer.Option("--backups", envvar="GOLDENTHREAD_BACKUPS", help="Where the backups are laid."),
]


def doctor(home: Home = OFFICE, backups: Backups = None, as_json: Json = False) -> None:
    """Say what is wrong with how an office is run, and the remedy of each."""
    open_office(home)
    from goldenthread.office.site.doctor import examine

    found = list(examine(home.resolve(), backups=backups, now=datetime.now(UTC)))
    faults = [finding for finding in found if not finding.is_warning]
    if as_json:
        print_json([asdict(finding) for finding in found])
    else:
        for finding in found:
            _show(finding.place, finding.what, finding.remedy, is_warning=finding.is_warning)
        if not faults:
            console().print("Nothing is wrong with how this office is run.")
    raise typer.Exit(1 if faults else 0)


def _show(place: str, what: str, remedy: str, *, is_warning: bool) -> None:
    from rich.text import Text

    sign = Text("note  " if is_warning else "WRONG ", style="yellow" if is_warning else "bold red")
    said = Text(f"{place}: ", style="bold") + Text(what) + Text(f" {remedy}", style="dim")
    console(error=not is_warning).print(sign + said, soft_wrap=True)
