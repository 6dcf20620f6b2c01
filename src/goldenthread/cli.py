"""The door for a terminal.

A refused input ends with status 1 and a message on standard error that names
the place and the remedy; wrong usage ends with 2. Every command's heavy parts
are imported when it runs, so that help is quick.
"""

import os
import sys
from typing import Annotated

import typer

from goldenthread import __version__
from goldenthread.commands.api_client import api_client
from goldenthread.commands.audit import audit
from goldenthread.commands.backup import backup
from goldenthread.commands.card import card
from goldenthread.commands.check import check
from goldenthread.commands.corrections import corrections
from goldenthread.commands.cosign import cosign, witness_key
from goldenthread.commands.demo import demo
from goldenthread.commands.doctor import doctor
from goldenthread.commands.erase import approve_erasure, erase, export_person
from goldenthread.commands.export_log import export_log
from goldenthread.commands.forecast import forecast
from goldenthread.commands.init import init
from goldenthread.commands.open_origin import open_origin
from goldenthread.commands.publish import publish
from goldenthread.commands.read import read
from goldenthread.commands.remind import remind
from goldenthread.commands.restore import restore
from goldenthread.commands.score import score
from goldenthread.commands.serve import serve
from goldenthread.commands.table import table
from goldenthread.commands.tell import tell
from goldenthread.commands.upgrade import upgrade
from goldenthread.commands.verify import verify
from goldenthread.terminal.console import refuse, unreadable
from goldenthread.terms.errors import GoldenthreadError

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    # Plain help: the decorated one costs a third of a second at every start.
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
commands = (
    read,
    table,
    check,
    forecast,
    score,
    card,
    verify,
    audit,
    export_log,
    publish,
    tell,
    remind,
    open_origin,
    cosign,
    witness_key,
    erase,
    approve_erasure,
    export_person,
    upgrade,
    api_client,
    corrections,
)


def _version(is_asked: bool) -> None:
    if is_asked:
        sys.stdout.write(f"goldenthread {__version__}\n")
        raise typer.Exit


@app.callback()
def begin(
    version: Annotated[
        bool,
        typer.Option(
            "--version",
            help="Print the version, and do nothing else.",
            is_eager=True,
            callback=_version,
        ),
    ] = False,
) -> None:
    """From the sentence in the meeting to the figure in the report card, and back."""


for command in (*commands, init, doctor, backup, restore, demo, serve):
    app.command()(command)


def main() -> None:
    """Run the command line; turn a refusal into a message and status 1."""
    try:
        app()
    except GoldenthreadError as error:
        refuse(error)
        raise SystemExit(1) from error
    except BrokenPipeError:
        # The reader of our output went away (`| head`): nothing is wrong.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise SystemExit(0) from None
    except OSError as error:
        refuse(unreadable(error))
        raise SystemExit(1) from error


if __name__ == "__main__":
    main()
