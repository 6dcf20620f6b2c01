"""`goldenthread card`: a quarter's report card from a plain folder."""

import sys
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from goldenthread.commands.office import write
from goldenthread.terminal.console import Json, console, tongue


def card(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="A plain folder.")],
    quarter: Annotated[str, typer.Option(help="Such as 2023Q4.")],
    to: Annotated[Path, typer.Option(help="Where the card's files are written.")],
    as_known: Annotated[str, typer.Option(help="A day such as 2024-01-31.")] = "",
    as_json: Json = False,
) -> None:
    """Make a quarter's report card from a plain folder, as known on a day."""
    from goldenthread.reporting import card_files
    from goldenthread.terms.periods import Period
    from goldenthread.weaving import open_folder, weave

    opened = open_folder(folder)
    day = _day(as_known) if as_known else opened.compiled
    made = weave(opened.dossier, quarter=Period.parse(quarter), as_known=day)
    files = card_files(made)
    write(files, to)
    if as_json:
        sys.stdout.write(files["card.json"].decode())
        return
    from goldenthread.terminal.card import show_card

    show_card(made, console=console(), language=tongue())
    console(error=True).print(f"[dim]{to}/ {'  '.join(sorted(files))}[/dim]")


def _day(words: str) -> date:
    from goldenthread.terms.periods import Day

    return Day(words).latest
