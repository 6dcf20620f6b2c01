"""`goldenthread audit`: the log against itself and against the tables."""

from typing import TYPE_CHECKING, Annotated

import typer

from goldenthread.commands.office import OFFICE, Home, open_office
from goldenthread.terminal.console import Json, console, print_json

if TYPE_CHECKING:
    from goldenthread.office.trail.replay import Replayed

Replay = Annotated[
    bool,
    typer.Option(
        "--replay", help="Rebuild every row from the entries, and compare column by column."
    ),
]


def audit(home: Home = OFFICE, replay: Replay = False, as_json: Json = False) -> None:
    """Check the log against itself and against the tables; name every row that differs."""
    open_office(home)
    from goldenthread.office.trail.audit import audit as audit_log
    from goldenthread.office.trail.replay import Replayed
    from goldenthread.office.trail.replay import replay as replay_log

    faults = list(audit_log())
    found = replay_log() if replay else Replayed()
    # Both may have found the same: it is said once.
    faults = list(dict.fromkeys([*faults, *found.faults]))
    if as_json:
        rebuilt = {"rebuilt": found.rows, "erased": found.erased} if replay else {}
        print_json({"faults": faults} | rebuilt)
    elif faults:
        for fault in faults:
            console(error=True).print(fault, style="red", highlight=False)
    else:
        _say_good(found)
    raise typer.Exit(1 if faults else 0)


def _say_good(found: "Replayed") -> None:
    console().print("The log agrees with itself and with the tables.")
    if found.rows:
        console().print(
            f"{found.rows} rows rebuilt from the entries: none differs.", highlight=False
        )
    if found.erased:
        console().print(f"{found.erased} of them with erased values.", highlight=False)
