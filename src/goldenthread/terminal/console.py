"""What every command needs of the terminal: its language, its width, where errors go, a bar."""

import ctypes
import json
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated, Any

import typer

from goldenthread.terms.errors import GoldenthreadError
from goldenthread.terms.text import Language

if TYPE_CHECKING:
    from rich.console import Console

Json = Annotated[bool, typer.Option("--json", help="Print JSON for machines instead of a table.")]


def tongue() -> Language:
    """The language of the terminal, as its locale says."""
    for name in ("GOLDENTHREAD_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        if value := os.environ.get(name):
            return "zh" if value.lower().startswith("zh") else "en"
    return "en"


def console(*, error: bool = False) -> "Console":
    """Return the screen, or standard error."""
    from rich.console import Console

    return Console(stderr=error, highlight=False)


def refuse(error: GoldenthreadError) -> None:
    """Print a refusal on standard error: the place, what is wrong, the remedy."""
    from rich.text import Text

    screen = console(error=True)
    where = Text(f"{error.place}: " if error.place else "", style="bold")
    screen.print(where + Text(error.what, style="red") + Text(f" {error.remedy}"), soft_wrap=True)


def unreadable(error: OSError) -> GoldenthreadError:
    """Return the refusal that an error of the file system comes to."""
    return GoldenthreadError(
        f"{(error.strerror or 'it cannot be used').lower()}.",
        place=str(error.filename or ""),
        remedy="Check the name and that you may use it.",
    )


def print_json(value: Any, *, indent: int | None = 1) -> None:
    """Print `value` for machines; `indent` None keeps it on one line."""
    sys.stdout.write(json.dumps(value, ensure_ascii=False, indent=indent) + "\n")


@contextmanager
def hushed() -> Iterator[None]:
    """Drop what a solver written in C prints, so that standard output holds the answer alone."""
    sys.stdout.flush()
    kept, nowhere = os.dup(1), os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nowhere, 1)
        yield
    finally:
        # C keeps what it prints until there is much of it; out with it while it goes nowhere.
        ctypes.CDLL(None).fflush(None)
        os.dup2(kept, 1)
        os.close(kept)
        os.close(nowhere)


@contextmanager
def progress(*, quiet: bool = False) -> Iterator[Callable[[str, int, int], None]]:
    """A bar on standard error: call it with what is being done, how many are done, of how many.

    With `quiet` there is none, for what is done at once.
    """
    if quiet:
        yield lambda words, done, total: None
        return
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console(error=True), transient=True) as bar:
        task = bar.add_task("")

        def step(words: str, done: int, total: int) -> None:
            bar.update(task, description=words, completed=done, total=total)

        yield step
