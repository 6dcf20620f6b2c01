"""`goldenthread audit`: the log against itself and against the tables."""

import typer

from goldenthread.commands.serve import OFFICE, Home
from goldenthread.terminal.console import Json, console, print_json


def audit(home: Home = OFFICE, as_json: Json = False) -> None:
    """Check the log against itself and against the tables; name every row that differs."""
    from goldenthread.office.site.setup import prepare

    prepare(home, must_exist=True)
    from goldenthread.office.trail.audit import audit as audit_log

    faults = list(audit_log())
    if as_json:
        print_json({"faults": faults})
    elif faults:
        for fault in faults:
            console(error=True).print(fault, style="red", highlight=False)
    else:
        console().print("The log agrees with itself and with the tables.")
    raise typer.Exit(1 if faults else 0)
