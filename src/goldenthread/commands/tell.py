"""`goldenthread tell`: letters to those who follow, where something is new."""

import typer

from goldenthread.commands.office import OFFICE, Home, open_office
from goldenthread.terminal.console import console
from goldenthread.terms.errors import NotPossible


def tell(home: Home = OFFICE) -> None:
    """Write to those who follow a duty or the cards by e-mail; run it once a day."""
    open_office(home)
    from django.conf import settings
    from django.utils import timezone

    from goldenthread.office.bodies.permissions import SYSTEM
    from goldenthread.office.editions.following_actions import tell_followers

    if not settings.CAN_MAIL:
        raise NotPossible(
            "no letters can be sent.",
            place="GOLDENTHREAD_MAIL, GOLDENTHREAD_MAIL_FROM, GOLDENTHREAD_ADDRESS",
            remedy="Set all three.",
        )
    sent, failed = tell_followers(on=timezone.localdate(), by=SYSTEM)
    console().print(f"{sent} letters sent, {failed} could not be sent", highlight=False)
    raise typer.Exit(1 if failed else 0)
