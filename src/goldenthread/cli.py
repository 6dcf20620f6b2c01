"""The door for a terminal.

A refused input ends with status 1 and a message on standard error that names
the place and the remedy; wrong usage ends with 2. Every command's heavy parts
are imported when it runs, so that help is quick.
"""

import json
import multiprocessing
import os
import socket
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from goldenthread.terms.errors import GoldenthreadError
from goldenthread.terms.text import LANGUAGES, Language

if TYPE_CHECKING:
    from rich.console import Console

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    # Plain help: the decorated one costs a third of a second at every start.
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    help="From the sentence in the meeting to the figure in the report card, and back.",
)

Json = Annotated[bool, typer.Option("--json", help="Print JSON for machines instead of a table.")]
Home = Annotated[
    Path,
    typer.Option("--home", envvar="GOLDENTHREAD_HOME", help="Where the office's data lie."),
]
OFFICE = Path("var/office")
EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "jiaxing-2023"


def main() -> None:
    """Run the command line; turn a refusal into a message and status 1."""
    try:
        app()
    except GoldenthreadError as error:
        _refuse(error)
        raise SystemExit(1) from error
    except BrokenPipeError:
        # The reader of our output went away (`| head`): nothing is wrong.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise SystemExit(0) from None


@app.command()
def read(
    documents: Annotated[list[Path], typer.Argument(help="Text or Markdown documents.")],
    as_json: Json = False,
    lang: Annotated[str, typer.Option(help="en or zh, where it should not be guessed.")] = "",
) -> None:
    """Read documents into typed statements at their exact places, and say what each lacks."""
    from goldenthread.reading import as_json as record_json
    from goldenthread.reading import read_file

    language = _language_named(lang)
    failed = 0
    for document in documents:
        try:
            record = read_file(document, language=language)
        except GoldenthreadError as error:
            _refuse(error)
            failed += 1
            continue
        if as_json:
            indent = 1 if len(documents) == 1 else None
            _print_json(record_json(record), indent=indent)
        else:
            from goldenthread.terminal import show_record

            show_record(record, console=_console(), language=_tongue(), name=document.name)
    if failed:
        raise typer.Exit(1)


@app.command()
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
    _write(files, to)
    if as_json:
        sys.stdout.write(files["card.json"].decode())
        return
    from goldenthread.terminal import show_card

    show_card(made, console=_console(), language=_tongue())
    _console(error=True).print(f"[dim]{to}/ {'  '.join(sorted(files))}[/dim]")


@app.command()
def verify(
    bundle: Annotated[Path, typer.Argument(help="A published card's bundle.zip.")],
    policy: Annotated[Path | None, typer.Option(help="Whose signatures to trust.")] = None,
    as_json: Json = False,
) -> None:
    """Verify a published card offline. Status 0 is good, 1 bad, 2 cannot tell."""
    from goldenthread.ledger import verify as verify_bundle

    try:
        trusted = policy.read_text() if policy else None
        found = verify_bundle(bundle.read_bytes(), policy=trusted)
    except OSError as error:
        raise _unreadable(error) from error
    if as_json:
        _print_json(found.as_dict())
    else:
        from goldenthread.terminal import show_verification

        show_verification(found, console=_console(), language=_tongue())
    raise typer.Exit(found.status)


@app.command()
def audit(home: Home = OFFICE, as_json: Json = False) -> None:
    """Check the log against itself and against the tables; name every row that differs."""
    from goldenthread.office.site.setup import prepare

    prepare(home, must_exist=True)
    from goldenthread.office.trail.audit import audit as audit_log

    faults = list(audit_log())
    if as_json:
        _print_json({"faults": faults})
    elif faults:
        for fault in faults:
            _console(error=True).print(fault, style="red", highlight=False)
    else:
        _console().print("The log agrees with itself and with the tables.")
    raise typer.Exit(1 if faults else 0)


@app.command()
def demo(
    to: Annotated[Path, typer.Option(help="Where the demo's data go.")] = Path("var/demo"),
    serve: Annotated[bool, typer.Option("--serve", help="Serve the site when done.")] = False,
    port: Annotated[int, typer.Option(help="The port to serve at.")] = 8000,
) -> None:
    """Run the worked example end to end, and serve it on this machine."""
    from goldenthread.ledger import verify as verify_bundle
    from goldenthread.office.site.setup import prepare

    if serve:
        _need_free(port)
    prepare(to, demo=True)
    from goldenthread.office.site import demo as example
    from goldenthread.terminal import show_card, show_verification

    console = _console()
    with _progress() as step:
        shown = example.load(EXAMPLE, progress=step)
    show_card(shown.card, console=console, language=_tongue())
    out = to / shown.card.quarter.label
    _write(shown.files, out)
    console.print(f"\n[dim]Written to[/dim] {out}/  {'  '.join(sorted(shown.files))}")
    found = verify_bundle((out / "bundle.zip").read_bytes(), policy=shown.policy)
    show_verification(found, console=console, language=_tongue())
    if found.status:
        raise typer.Exit(found.status)
    if serve:
        _show_sign_ins(console, shown.people, port)
        _run_server(to, port, demo=True)


@app.command()
def serve(
    home: Home = OFFICE,
    port: Annotated[int, typer.Option(help="The port to serve at.")] = 8000,
) -> None:
    """Serve your own office on this machine; demo data are never opened."""
    from goldenthread.office.site.setup import prepare

    _need_free(port)
    prepare(home)
    _console().print(f"http://127.0.0.1:{port}/  (Ctrl-C stops)")
    _run_server(home, port, demo=False)


def _run_server(home: Path, port: int, *, demo: bool) -> None:
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


def _need_free(port: int) -> None:
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


def _write(files: dict[str, bytes], folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, content in files.items():
            part = folder / f".{name}.part"
            part.write_bytes(content)
            part.replace(folder / name)
    except OSError as error:
        raise _unreadable(error) from error


def _unreadable(error: OSError) -> GoldenthreadError:
    return GoldenthreadError(
        f"{(error.strerror or 'it cannot be used').lower()}.",
        place=str(error.filename or ""),
        remedy="Check the name and that you may use it.",
    )


def _day(words: str) -> date:
    from goldenthread.terms.periods import Day

    return Day(words).latest


def _language_named(words: str) -> Language | None:
    named = next((language for language in LANGUAGES if language == words), None)
    if words and named is None:
        raise typer.BadParameter("en or zh", param_hint="--lang")
    return named


def _tongue() -> Language:
    """The language of the terminal, as its locale says."""
    for name in ("GOLDENTHREAD_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        if value := os.environ.get(name):
            return "zh" if value.lower().startswith("zh") else "en"
    return "en"


def _console(*, error: bool = False) -> "Console":
    from rich.console import Console

    return Console(stderr=error, highlight=False)


def _refuse(error: GoldenthreadError) -> None:
    from rich.text import Text

    console = _console(error=True)
    where = Text(f"{error.place}: " if error.place else "", style="bold")
    console.print(where + Text(error.what, style="red") + Text(f" {error.remedy}"), soft_wrap=True)


def _print_json(value: Any, *, indent: int | None = 1) -> None:
    sys.stdout.write(json.dumps(value, ensure_ascii=False, indent=indent) + "\n")


@contextmanager
def _progress() -> Iterator[Callable[[str, int, int], None]]:
    """A bar on standard error: call it with what is being done, how many are done, of how many."""
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    with Progress(*columns, console=_console(error=True), transient=True) as bar:
        task = bar.add_task("")

        def step(words: str, done: int, total: int) -> None:
            bar.update(task, description=words, completed=done, total=total)

        yield step


def _show_sign_ins(console: "Console", people: Any, port: int) -> None:
    console.print(f"\n[bold]http://127.0.0.1:{port}/[/bold]   (Ctrl-C stops)\n")
    for person in people:
        console.print(
            f"  {person.username:<12} {person.password:<20} [dim]{person.role}: {person.name}[/dim]"
        )


if __name__ == "__main__":
    main()
