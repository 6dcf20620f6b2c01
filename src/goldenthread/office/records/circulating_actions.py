"""Send a document round to units; they acknowledge it and ask, and are answered beneath it."""

from collections.abc import Sequence

from django.utils import timezone

from goldenthread.office.bodies.models import Department, Person
from goldenthread.office.bodies.permissions import allow
from goldenthread.office.records.models import Circulation, Clarification, Document
from goldenthread.office.trail.changes import change
from goldenthread.terms.errors import NotPossible


def circulate(
    document: Document,
    *,
    units: Sequence[Department],
    by: Person,
    note: str = "",
    reason: str = "",
) -> list[Circulation]:
    """Send a document to units; those that have it already are passed over.

    Raise NotPossible if every one of them has it, or if none is named.
    """
    allow(by, "record.circulate", document)
    have = set(document.circulations.values_list("unit", flat=True))
    new = [unit for unit in units if unit.pk not in have]
    if not new:
        raise NotPossible(
            "each of these units has it already." if units else "no unit is named.",
            place=document.slug,
            remedy="Name a unit that it was not sent to.",
        )
    sent, today = [], timezone.localdate()
    with change(by=by, reason=reason) as changed:
        for number, unit in enumerate(new, start=len(have) + 1):
            row = Circulation(document=document, unit=unit, number=number)
            row.sent, row.note = today, note.strip()
            changed.save(row, "circulation.sent")
            sent.append(row)
    return sent


def acknowledge(circulation: Circulation, *, by: Person, reason: str = "") -> None:
    """Say for one's unit that it has the document; said twice, it is said once."""
    allow(by, "record.acknowledge", circulation)
    if circulation.is_acknowledged:
        return
    with change(by=by, reason=reason) as changed:
        circulation.is_acknowledged = True
        changed.save(circulation, "circulation.acknowledged")


def ask_about(
    circulation: Circulation, *, text: str, by: Person, reason: str = ""
) -> Clarification:
    """Ask, for one's unit, about a document that was sent to it; NotPossible without words."""
    allow(by, "record.ask_about", circulation)
    document = circulation.document
    _refuse_wordless(text, document)
    number = document.clarifications.count() + 1
    asked = Clarification(document=document, unit=circulation.unit, number=number)
    asked.text, asked.asked = text.strip(), timezone.localdate()
    with change(by=by, reason=reason) as changed:
        changed.save(asked, "clarification.asked")
    return asked


def answer_about(clarification: Clarification, *, text: str, by: Person, reason: str = "") -> None:
    """Answer what a unit asked, or answer it better; the log keeps the answer before.

    Every unit that has the document reads it. NotPossible without words.
    """
    allow(by, "record.answer_about", clarification)
    _refuse_wordless(text, clarification.document)
    clarification.answer, clarification.answered = text.strip(), timezone.localdate()
    with change(by=by, reason=reason) as changed:
        changed.save(clarification, "clarification.answered")


def _refuse_wordless(text: str, document: Document) -> None:
    if not text.strip():
        raise NotPossible("it has no words.", place=document.slug, remedy="Write them.")
