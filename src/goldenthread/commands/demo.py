"""`goldenthread demo`: the worked example, end to end."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from goldenthread.commands.office import write
from goldenthread.commands.serve import need_free, run_server
from goldenthread.terminal.console import console, progress, tongue

if TYPE_CHECKING:
    from rich.console import Console

_CHECKOUT = Path(__file__).resolve().parents[3] / "examples" / "jiaxing-2023"
_INSTALLED = Path(sys.prefix) / "share" / "goldenthread" / "jiaxing-2023"
EXAMPLE = _CHECKOUT if _CHECKOUT.exists() else _INSTALLED


def demo(
    to: Annotated[Path, typer.Option(help="Where the demo's data go.")] = Path("var/demo"),
    serve: Annotated[bool, typer.Option("--serve", help="Serve the site when done.")] = False,
    port: Annotated[int, typer.Option(help="The port to serve at.")] = 8000,
) -> None:
    """Run the worked example end to end, and serve it on this machine."""
    from goldenthread.ledger import verify as verify_bundle
    from goldenthread.office.site.setup import prepare

    if serve:
        need_free(port)
    prepare(to, demo=True)
    from goldenthread.office.site import demo as example
    from goldenthread.terminal.card import show_card
    from goldenthread.terminal.verification import show_verification

    screen = console()
    with progress() as step:
        shown = example.load(EXAMPLE, quarters=example.QUARTERS, progress=step)
    show_card(shown.card, console=screen, language=tongue())
    for quarter, files in shown.quarters.items():
        write(files, to / quarter)
    out = to / shown.card.quarter.label
    screen.print(f"\n[dim]Written to[/dim] {out}/  {'  '.join(sorted(shown.files))}")
    others = (quarter for quarter in shown.quarters if quarter != shown.card.quarter.label)
    screen.print(f"[dim]and beside it[/dim] {'  '.join(others)}")
    found = verify_bundle((out / "bundle.zip").read_bytes(), policy=shown.policy)
    show_verification(found, console=screen, language=tongue())
    if found.status:
        raise typer.Exit(found.status)
    if serve:
        _show_sign_ins(screen, shown.people, port)
        run_server(to, port, demo=True)


def _show_sign_ins(screen: "Console", people: Any, port: int) -> None:
    screen.print(f"\n[bold]http://127.0.0.1:{port}/[/bold]   (Ctrl-C stops)\n")
    for person in people:
        screen.print(
            f"  {person.username:<12} {person.password:<20} [dim]{person.role}: {person.name}[/dim]"
        )
