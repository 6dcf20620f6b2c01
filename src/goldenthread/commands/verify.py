"""`goldenthread verify`: a published card, offline."""

from pathlib import Path
from typing import Annotated

import typer

from goldenthread.terminal.console import Json, console, print_json, tongue, unreadable


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
        raise unreadable(error) from error
    if as_json:
        print_json(found.as_dict())
    else:
        from goldenthread.terminal.verification import show_verification

        show_verification(found, console=console(), language=tongue())
    raise typer.Exit(found.status)
