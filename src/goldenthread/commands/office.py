"""What the commands on an office share: opening it, finding who asks, writing what it gives."""

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from goldenthread.terminal.console import console, unreadable
from goldenthread.terms.errors import NotPossible

if TYPE_CHECKING:
    from goldenthread.office.bodies.models import Person

Home = Annotated[
    Path,
    typer.Option("--home", envvar="GOLDENTHREAD_HOME", help="Where the office's data lie."),
]
OFFICE = Path("var/office")


def open_office(home: Path) -> None:
    """Make the office at `home` the one that is worked on; raise if there is none.

    Nothing of `goldenthread.office` but its setup can be imported before.
    """
    from goldenthread.office.site.setup import prepare

    prepare(home, must_exist=True)


def person(username: str) -> "Person":
    """Return who signs in as `username`; raise NotPossible if nobody does."""
    from goldenthread.office.bodies.models import Person

    found = Person.objects.filter(username=username).first()
    if found is None:
        raise NotPossible("nobody signs in under this name.", place=username, remedy="Correct it.")
    return found


def write(files: dict[str, bytes], folder: Path) -> None:
    """Write each of `files` by its name into `folder`, whole or not at all."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, content in files.items():
            _write_whole(folder / name, content)
    except OSError as error:
        raise unreadable(error) from error


def _write_whole(file: Path, content: bytes) -> None:
    part = file.with_name(f".{file.name}.part")
    try:
        part.write_bytes(content)
        part.replace(file)
    except OSError:
        part.unlink(missing_ok=True)
        raise


def write_all(pages: Iterable[tuple[str, bytes]], to: Path) -> None:
    """Write `pages`, each a path beneath `to` and its content, as they come; say how many."""
    written = 0
    for path, content in pages:
        place = to / path
        write({place.name: content}, place.parent)
        written += 1
    console().print(f"{to}/  {written} files", highlight=False)
