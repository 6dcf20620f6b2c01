"""`goldenthread remind`: what is due, to whom it concerns, once a working day."""

from typing import Annotated

import typer

from goldenthread.commands.office import OFFICE, Home, open_office
from goldenthread.terminal.console import console, tongue
from goldenthread.terms.errors import NotPossible

Trial = Annotated[
    str, typer.Option("--try", help="Send one trial letter to this address, and nothing else.")
]


def remind(home: Home = OFFICE, trial: Trial = "") -> None:
    """Remind people of what is due, on their desks and by letter; run it once a day."""
    open_office(home)
    if trial:
        _try(trial)
        return
    from django.utils import timezone

    from goldenthread.office.bodies.permissions import SYSTEM
    from goldenthread.office.commitments.reminding_actions import remind as act
    from goldenthread.office.site.calendar import calendar_of

    on, calendar = timezone.localdate(), calendar_of(home)
    if not calendar.holds(on):
        console().print(f"{on} is no working day: nobody is reminded", highlight=False)
        return
    done = act(on=on, calendar=calendar, by=SYSTEM)
    said = f"{done.people} people reminded, {done.sent} letters sent"
    console().print(f"{said}, {done.failed} could not be sent", highlight=False)
    raise typer.Exit(1 if done.failed else 0)


def _try(address: str) -> None:
    from django.conf import settings

    from goldenthread.office.bodies.letters import is_sent, letter

    written = letter("bodies/letter_trial.txt", to=address, language=tongue(), given={})
    if not is_sent(written):
        raise NotPossible(
            "the letter could not be sent.",
            place=address,
            remedy="Look at GOLDENTHREAD_MAIL and GOLDENTHREAD_MAIL_FROM, and at the server's log.",
        )
    where = f"to {address}" if settings.MAIL else f"to a file in {settings.MAIL_FOLDER} alone"
    console().print(f"one letter went {where}", highlight=False)
