"""`goldenthread cosign`, `goldenthread witness-key`: neighbours hold each other to their logs."""

import typer

from goldenthread.commands.office import OFFICE, Home, open_office
from goldenthread.terminal.console import Json, console, print_json


def cosign(home: Home = OFFICE, as_json: Json = False) -> None:
    """Sign where the log stands, and have the neighbours cosign it."""
    open_office(home)
    from goldenthread.office.trail.cosigning import cosign as ask

    asked = ask()
    if as_json:
        print_json([{"witness": e.witness, "size": e.size, "fault": e.fault} for e in asked])
    else:
        for each in asked:
            said = each.fault or f"{each.size} entries cosigned"
            style = "red" if each.fault else None
            console().print(f"{each.witness}  {said}", style=style, highlight=False, markup=False)
    raise typer.Exit(1 if any(each.fault for each in asked) else 0)


def witness_key(home: Home = OFFICE) -> None:
    """Print this office's lines for its neighbours' policies: its log, and itself as a witness."""
    open_office(home)
    from goldenthread.office.trail.appending import head
    from goldenthread.office.trail.witness import witness_key as public_key

    lines = f"log {head().key}\nwitness NAME {public_key().text} https://ADDRESS/witness"
    console().print(lines, highlight=False, markup=False, soft_wrap=True)
