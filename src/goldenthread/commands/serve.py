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

#: Where nobody but this machine reaches it.
HERE = "127.0.0.1"


def serve(
    home: Home = OFFICE,
    port: Annotated[int, typer.Option(help="The port to serve at.")] = 8000,
    host: Annotated[
        str, typer.Option(help="The address of this machine to serve at; 0.0.0.0 for all.")
    ] = HERE,
) -> None:
    """Serve your own office on this machine; demo data are never opened."""
    from goldenthread.office.site.setup import prepare

    need_free(port, host=host)
    if host != HERE:
        # Others reach it: what is asked of a server holds, unless somebody has said otherwise.
        os.environ.setdefault("GOLDENTHREAD_HTTPS", "1")
    prepare(home)
    console().print(f"http://{host}:{port}/  (Ctrl-C stops)")
    run_server(home, port, demo=False, host=host)


def run_server(home: Path, port: int, *, demo: bool, host: str = HERE) -> None:
    """Serve until interrupted; the worker learns of `home` from the environment."""
    from granian.constants import Interfaces
    from granian.log import LogLevels
    from granian.server import Server

    os.environ["GOLDENTHREAD_HOME"] = str(home.resolve())
    # A forked worker would inherit the typesetter without its threads, and wait for them for ever.
    multiprocessing.set_start_method("spawn", force=True)
    Server(
        "goldenthread.office.site.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        blocking_threads=4,
        log_level=LogLevels.warning,
    ).serve()


def need_free(port: int, *, host: str = HERE) -> None:
    """Raise if something listens at `port` already, or if `host` is no address of this machine."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except (OSError, OverflowError) as error:
            raise GoldenthreadError(
                f"port {port} is in use or not allowed.",
                place=f"{host}:{port}",
                remedy=f"Stop what listens there, or choose another: make demo PORT={port + 1}",
            ) from error
