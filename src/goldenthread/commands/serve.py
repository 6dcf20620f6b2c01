"""`goldenthread serve`: an office on this machine."""

import multiprocessing
import os
import socket
from pathlib import Path
from typing import Annotated

import typer

from goldenthread.commands.office import OFFICE, Home
from goldenthread.terminal.console import console
from goldenthread.terms.errors import GoldenthreadError


def serve(
    home: Home = OFFICE,
    port: Annotated[int, typer.Option(help="The port to serve at.")] = 8000,
) -> None:
    """Serve your own office on this machine; demo data are never opened."""
    from goldenthread.office.site.setup import prepare

    need_free(port)
    prepare(home)
    console().print(f"http://127.0.0.1:{port}/  (Ctrl-C stops)")
    run_server(home, port, demo=False)


def run_server(home: Path, port: int, *, demo: bool) -> None:
    """Serve until interrupted; the worker learns of `home` from the environment."""
    from granian.constants import Interfaces
    from granian.log import LogLevels
    from granian.server import Server

    os.environ["GOLDENTHREAD_HOME"] = str(home.resolve())
    # A forked worker would inherit the typesetter without its threads, and wait for them for ever.
    multiprocessing.set_start_method("spawn", force=True)
    Server(
        "goldenthread.office.site.wsgi:application",
        address="127.0.0.1",
        port=port,
        interface=Interfaces.WSGI,
        blocking_threads=4,
        log_level=LogLevels.warning,
    ).serve()


def need_free(port: int) -> None:
    """Raise if something listens at `port` already."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except (OSError, OverflowError) as error:
            raise GoldenthreadError(
                f"port {port} is in use or not allowed.",
                place=f"127.0.0.1:{port}",
                remedy=f"Stop what listens there, or choose another: make demo PORT={port + 1}",
            ) from error
