"""`goldenthread backup`: an office's rows and files in one file, never a key."""

import os
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from goldenthread.commands.office import OFFICE, Home
from goldenthread.terminal.console import Json, console, print_json

To = Annotated[
    Path,
    typer.Argument(
        metavar="DIR|FILE", help="A new file, its name ending in .zip, or the directory for it."
    ),
]
Prune = Annotated[
    bool, typer.Option("--prune", help="Remove this office's backups that are older than DAYS.")
]
Days = Annotated[
    int,
    typer.Option("--days", envvar="GOLDENTHREAD_BACKUP_DAYS", min=1, help="How long each is kept."),
]


def backup(
    to: To, home: Home = OFFICE, prune: Prune = False, days: Days = 90, as_json: Json = False
) -> None:
    """Back an office up while it is in use: rows, files and search index, never a key."""
    from goldenthread.office.site import backup as backups
    from goldenthread.office.site.store import Store

    made = datetime.now(UTC)
    folder, file = _place(to, backups.name_for(made))
    store = Store(home.resolve(), os.environ.get("DATABASE_URL", ""))
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    manifest = backups.back_up(store, to=file, made=made)
    gone = backups.prune(folder, like=manifest, days=days) if prune else []
    if as_json:
        told = {"entries": manifest.entries, "root": manifest.root, "parts": len(manifest.parts)}
        print_json({"file": str(file)} | told | {"removed": [str(each) for each in gone]})
        return
    size = file.stat().st_size
    console().print(f"{file}  {size} bytes, {manifest.entries} entries of the log", soft_wrap=True)
    for each in gone:
        console().print(f"removed  {each}", soft_wrap=True)


def _place(to: Path, name: str) -> tuple[Path, Path]:
    to = to.resolve()
    return (to.parent, to) if to.suffix == ".zip" else (to, to / name)
