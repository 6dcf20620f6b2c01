"""`goldenthread restore`: an office from its backup, where there is none, and audited."""

import os
from pathlib import Path
from typing import Annotated

import typer

from goldenthread.terminal.console import Json, console, print_json

File = Annotated[Path, typer.Argument(metavar="FILE", help="What `goldenthread backup` wrote.")]
Place = Annotated[Path, typer.Argument(metavar="HOME", help="Where the office is to lie.")]


def restore(file: File, home: Place, as_json: Json = False) -> None:
    """Restore an office into a place where there is none, and audit it."""
    from goldenthread.office.site.restoring import missing_keys
    from goldenthread.office.site.restoring import restore as bring_back
    from goldenthread.office.site.setup import prepare
    from goldenthread.office.site.store import Store

    home = home.resolve()
    notes = [str(each) for each in missing_keys(home)]
    manifest = bring_back(file, store=Store(home, os.environ.get("DATABASE_URL", "")))
    prepare(home, must_exist=True)
    from goldenthread.office.trail.audit import audit
    from goldenthread.office.trail.replay import replay

    faults = list(dict.fromkeys([*audit(), *replay().faults])) if manifest.origin else []
    if as_json:
        made = manifest.made.isoformat()
        print_json({"made": made, "entries": manifest.entries, "notes": notes, "faults": faults})
    else:
        console().print(f"Restored as it was at {manifest.made:%Y-%m-%d %H:%M} UTC,")
        console().print(f"with {manifest.entries} entries of the log.")
        _say(notes, faults)
    raise typer.Exit(1 if faults else 0)


def _say(notes: list[str], faults: list[str]) -> None:
    for note in notes:
        console(error=True).print(note, style="yellow", soft_wrap=True)
    for fault in faults:
        console(error=True).print(fault, style="red", soft_wrap=True)
    if not faults:
        console().print("The log agrees with itself and with the tables.")
