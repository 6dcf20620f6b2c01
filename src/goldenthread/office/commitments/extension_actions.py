"""Give a duty its due day, or more time: unasked, or asked for by its unit and then decided.

Whoever asks or gives says why, and that is public as the duty is: a day that
was moved is shown with the day it stood on before.
"""

from datetime import date

from django.utils import timezone

from goldenthread.office.bodies.models import Person
from goldenthread.office.bodies.permissions import allow
from goldenthread.office.commitments.models import Commitment, Extension
from goldenthread.office.commitments.states import refuse_state, refuse_without
from goldenthread.office.trail.changes import change
from goldenthread.terms.commitments import Ruling
from goldenthread.terms.errors import NotPossible


def set_due(commitment: Commitment, *, to: date, by: Person, reason: str) -> None:
    """Give a duty that has none the day by which it is due.

    Raise NotPossible if the duty is closed, if it has a day, or if no reason is given.
    """
    allow(by, "commitment.set_due", commitment)
    refuse_state("commitment.set_due", commitment)
    refuse_without(reason, commitment)
    if commitment.due is not None:
        raise NotPossible(
            f"it is due on {commitment.due} already.",
            place=commitment.slug,
            remedy="Give it more time.",
        )
    extension = _new(commitment, to=to, by=by, why=reason)
    with change(by=by, reason=reason.strip()) as changed:
        _move(commitment, extension)
        changed.save(extension, "extension.given")
        changed.save(commitment, "commitment.due_set")


def extend(commitment: Commitment, *, to: date, by: Person, reason: str) -> None:
    """Give a commitment more time; the day it was due before stays, with why it was moved.

    Raise NotPossible if the duty is closed, if it is due by then already or
    later, or if no reason is given.
    """
    allow(by, "commitment.extend", commitment)
    refuse_state("commitment.extend", commitment)
    refuse_without(reason, commitment)
    _refuse_no_later(commitment, to)
    extension = _new(commitment, to=to, by=by, why=reason)
    with change(by=by, reason=reason.strip()) as changed:
        _move(commitment, extension)
        changed.save(extension, "extension.given")
        changed.save(commitment, "commitment.extended")


def ask_extension(commitment: Commitment, *, to: date, by: Person, reason: str) -> Extension:
    """Ask, for the unit that leads a duty, that it be due later; the day stays until it is decided.

    Raise NotPossible if the duty is closed or reported done, if it is due by
    then already or later, if no reason is given, or if it was asked before and
    is not decided yet.
    """
    allow(by, "commitment.ask_extension", commitment)
    refuse_state("commitment.ask_extension", commitment)
    refuse_without(reason, commitment)
    _refuse_no_later(commitment, to)
    if commitment.extensions.filter(ruling=Ruling.WAITING.value).exists():
        raise NotPossible(
            "more time was asked for already.", place=commitment.slug, remedy="Wait for the answer."
        )
    extension = _new(commitment, to=to, by=by, why=reason)
    with change(by=by, reason=reason.strip()) as changed:
        changed.save(extension, "extension.asked")
    return extension


def approve_extension(extension: Extension, *, by: Person, reason: str = "") -> None:
    """Give the time that was asked for; the day it was due before stays, with why it was moved.

    Raise NotPossible if the duty is closed, if it is decided already, if `by`
    asked for it, or if the duty has been given as much time meanwhile.
    """
    commitment = extension.commitment
    allow(by, "commitment.approve_extension", extension)
    refuse_state("commitment.approve_extension", commitment)
    _refuse_decided(extension, by)
    _refuse_no_later(commitment, extension.to)
    with change(by=by, reason=reason.strip()) as changed:
        _move(commitment, extension)
        extension.answer = reason.strip()
        changed.save(extension, "extension.approved")
        changed.save(commitment, "commitment.extended")


def refuse_extension(extension: Extension, *, by: Person, reason: str) -> None:
    """Leave the day as it is, and say why; the unit may ask again.

    Raise NotPossible if the duty is closed, if it is decided already, if `by`
    asked for it, or if no reason is given.
    """
    commitment = extension.commitment
    allow(by, "commitment.refuse_extension", extension)
    refuse_state("commitment.refuse_extension", commitment)
    _refuse_decided(extension, by)
    refuse_without(reason, commitment)
    extension.ruling, extension.answer = Ruling.REFUSED.value, reason.strip()
    extension.decided = timezone.localdate()
    with change(by=by, reason=reason.strip()) as changed:
        changed.save(extension, "extension.refused")


def _new(commitment: Commitment, *, to: date, by: Person, why: str) -> Extension:
    number = commitment.extensions.count() + 1
    return Extension(
        commitment=commitment,
        number=number,
        to=to,
        why=why.strip(),
        asker=by,
        asked=timezone.localdate(),
    )


def _move(commitment: Commitment, extension: Extension) -> None:
    extension.ruling, extension.decided = Ruling.APPROVED.value, timezone.localdate()
    extension.former, commitment.due = commitment.due, extension.to


def _refuse_no_later(commitment: Commitment, to: date) -> None:
    if commitment.due is None or to <= commitment.due:
        raise NotPossible(
            "this gives it no more time than it has.",
            place=commitment.slug,
            remedy="Choose a later day than the one it is due; one without a day is given one.",
        )


def _refuse_decided(extension: Extension, by: Person) -> None:
    if extension.ruling != Ruling.WAITING.value:
        raise NotPossible(
            f"it is decided already: {extension.ruling}.",
            place=extension.trail_id(),
            remedy="It can be asked for again.",
        )
    if extension.asker == by:
        raise NotPossible(
            "nobody decides of what they asked for themselves.",
            place=extension.trail_id(),
            remedy="Ask another person who may.",
        )
