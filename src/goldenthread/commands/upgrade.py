"""`goldenthread upgrade`: an office's database brought to this version, and the log told."""

import typer

from goldenthread.commands.office import OFFICE, Home
from goldenthread.terminal.console import console


def upgrade(home: Home = OFFICE) -> None:
    """Bring an office to this version: migrate, enter that into the log, and audit."""
    from goldenthread.office.site.setup import prepare

    prepare(home, must_exist=True, upgrade=True)
    from goldenthread.office.bodies.permissions import SYSTEM
    from goldenthread.office.trail.audit import audit
    from goldenthread.office.trail.migrating import tell_migrations
    from goldenthread.office.trail.replay import replay

    for name in tell_migrations(by=SYSTEM):
        console().print(f"migrated  {name}", highlight=False)
    faults = list(dict.fromkeys([*audit(), *replay().faults]))
    for fault in faults:
        console(error=True).print(fault, style="red", highlight=False)
    if not faults:
        console().print("This office is at this version, and its log agrees with its tables.")
    raise typer.Exit(1 if faults else 0)
