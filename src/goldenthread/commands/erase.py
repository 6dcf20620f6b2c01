"""`goldenthread erase`, `approve-erasure`, `export-person`: what the law asks of personal data."""

from typing import Annotated

import typer

from goldenthread.commands.office import OFFICE, Home, open_office, person
from goldenthread.terminal.console import console, print_json
from goldenthread.terms.errors import NotPossible


def erase(
    thing: Annotated[str, typer.Argument(help="The row's name in the log, such as person/….")],
    field: Annotated[list[str], typer.Option(help="A field to erase; may be given again.")],
    by: Annotated[str, typer.Option(help="The administrator who asks for it.")],
    ground: Annotated[str, typer.Option(help="The legal ground.")],
    home: Home = OFFICE,
) -> None:
    """Ask that values be erased; the leader approves it with `approve-erasure`."""
    open_office(home)
    from goldenthread.office.bodies.erasure_actions import ask_erasure

    asked = ask_erasure(thing, names=field, by=person(by), ground=ground)
    console().print(f"{asked}: erasure {asked.pk} waits for approval.", highlight=False)


def approve_erasure(
    number: Annotated[int, typer.Argument(help="The erasure's number.")],
    by: Annotated[str, typer.Option(help="The leader, who did not ask for it.")],
    home: Home = OFFICE,
) -> None:
    """Erase what was asked for: values and salts go, the log stays as it was."""
    open_office(home)
    from goldenthread.office.bodies.erasure_actions import approve_erasure as approve
    from goldenthread.office.bodies.models import Erasure

    asked = Erasure.objects.filter(pk=number).first()
    if asked is None:
        raise NotPossible("no erasure has this number.", place=str(number), remedy="Correct it.")
    gone = approve(asked, by=person(by))
    console().print(
        f"{gone} recorded values erased. Backups made until today still hold them; destroy the "
        f"last of these by {asked.backups_until}.",
        highlight=False,
    )


def export_person(
    username: Annotated[str, typer.Argument(help="The name they sign in with.")],
    home: Home = OFFICE,
) -> None:
    """Print all that the office holds of a person, as JSON, to be handed to them."""
    open_office(home)
    from goldenthread.office.bodies.erasable import held_of
    from goldenthread.office.commitments.reminding import told_to

    whose = person(username)
    print_json({**held_of(whose), "reminded": told_to(whose)})
