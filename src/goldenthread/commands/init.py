"""`goldenthread init`: begin an office from a file that names its body, units and people."""

import sys
from pathlib import Path
from secrets import token_urlsafe
from typing import Annotated

import typer

from goldenthread.commands.office import OFFICE, Home
from goldenthread.terminal.console import console, unreadable
from goldenthread.terms.errors import BadTable


def init(
    file: Annotated[Path, typer.Argument(metavar="OFFICE.toml", help="Who the office serves.")],
    home: Home = OFFICE,
) -> None:
    """Begin an office: its body, units and first people, each with a password shown once."""
    try:
        text = file.read_text("utf-8")
    except OSError as error:
        raise unreadable(error) from error
    except UnicodeDecodeError as error:
        raise BadTable(
            "this is no UTF-8 text.", place=str(file), remedy="Save it as UTF-8."
        ) from error
    from goldenthread.office.site.setup import prepare

    prepare(home)
    from django.contrib.auth.hashers import make_password

    from goldenthread.office.bodies.actions import set_up
    from goldenthread.office.bodies.beginning import read_beginning, with_passwords
    from goldenthread.office.bodies.permissions import SYSTEM

    new = read_beginning(text, place=str(file))
    passwords = {each.username: token_urlsafe(16) for each in new.people}
    encoded = {name: make_password(password) for name, password in passwords.items()}
    set_up(with_passwords(new, encoded), by=SYSTEM)
    for each in new.people:
        sys.stdout.write(f"{each.username}\t{passwords[each.username]}\t{each.role}\n")
    said = console(error=True)
    said.print("Hand each person their password; it is kept nowhere in the clear.")
    said.print(f"Then: goldenthread serve --home {home}", highlight=False)
