"""Erase what the law asks to erase: somebody asks, somebody else approves or declines."""

from collections.abc import Sequence
from datetime import timedelta

from django.conf import settings
from django.utils import timezone

from goldenthread.ledger import ERASED
from goldenthread.office.bodies.erasable import blanked, clear_copies, refuse_unerasable
from goldenthread.office.bodies.founding_actions import forget_sign_ins
from goldenthread.office.bodies.models import Erasure, Mailbox, Person
from goldenthread.office.bodies.permissions import allow
from goldenthread.office.trail.changes import Change, change
from goldenthread.office.trail.erasing import erase_values
from goldenthread.office.trail.writing import writing
from goldenthread.terms.errors import NotPossible


def ask_erasure(
    thing: str, *, names: Sequence[str], by: Person, ground: str, reason: str = ""
) -> Erasure:
    """Ask that values of a row be erased, on a legal ground; somebody else approves it.

    `thing` is the row's name in the log, `names` its fields, or @reason for why
    it was changed. Raise NotPossible if there is no such row, if a field cannot
    be erased, or without a ground.
    """
    allow(by, "body.ask_erasure")
    if not ground.strip():
        raise NotPossible("no legal ground is given.", place=thing, remedy="Name the law.")
    refuse_unerasable(thing, names)
    asked = Erasure(thing=thing, names=sorted({*names}), ground=ground.strip())
    asked.asked_by = str(by.opaque)
    with change(by=by, reason=reason) as changed:
        changed.save(asked, "erasure.asked")
    return asked


def approve_erasure(asked: Erasure, *, by: Person, reason: str = "") -> int:
    """Erase what was asked: values and salts in the log's tables, and the row's own columns.

    Bundles that showed them are made anew. Nothing brings them back but backups,
    until they expire. Returns how many recorded values went. Raise NotPossible if
    it is settled already, or by whoever asked for it.
    """
    allow(by, "body.approve_erasure")
    _refuse_settled(asked, by)
    refuse_unerasable(asked.thing, asked.names)
    with writing():
        with change(by=by, reason=reason) as changed:
            gone = _erase(asked.thing, asked.names, changed)
            asked.approved_by = str(by.opaque)
            asked.backups_until = timezone.now().date() + timedelta(days=settings.BACKUP_DAYS)
            changed.save(asked, ERASED)
        clear_copies(asked, by=by)
    return gone


def decline_erasure(asked: Erasure, *, by: Person, reason: str) -> None:
    """Leave everything as it is, and say why.

    Raise NotPossible if it is settled already, by whoever asked for it, or without a reason.
    """
    allow(by, "body.decline_erasure")
    _refuse_settled(asked, by)
    if not reason.strip():
        raise NotPossible(
            "no reason is given.", place=str(asked), remedy="Say why: whoever asked has to answer."
        )
    asked.declined_by, asked.answer = str(by.opaque), reason.strip()
    with change(by=by) as changed:
        changed.save(asked, "erasure.declined")


def _refuse_settled(asked: Erasure, by: Person) -> None:
    if not asked.is_waiting:
        done = "approved" if asked.approved_by else "declined"
        raise NotPossible(
            f"it is {done} already.", place=str(asked), remedy="Nothing is left to do."
        )
    if str(by.opaque) == asked.asked_by:
        raise NotPossible(
            "you asked for it yourself.", place=str(asked), remedy="Ask a second person."
        )


def _erase(thing: str, names: Sequence[str], changed: Change) -> int:
    row = blanked(thing, names)
    changed.save(row, "row.blanked")
    if isinstance(row, Person) and "username" in names:
        forget_sign_ins(row)
        Mailbox.objects.filter(person=row).delete()
    return erase_values(thing, names=names)
