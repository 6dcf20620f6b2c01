"""Adopt duties from what was read, assign them, extend them and withdraw them."""

from collections.abc import Mapping, Sequence
from datetime import date

from goldenthread.office.bodies.models import Department, Person
from goldenthread.office.bodies.permissions import allow
from goldenthread.office.commitments.models import Commitment, Support
from goldenthread.office.commitments.reading import due_read, lead_read, supporting_read
from goldenthread.office.records.models import Document, Statement
from goldenthread.office.trail.changes import change
from goldenthread.terms.commitments import State
from goldenthread.terms.errors import NotPossible
from goldenthread.terms.text import Language, Words


def adopt(
    document: Document,
    *,
    slug: str,
    title: Words,
    statements: Mapping[Language, Statement],
    by: Person,
    lead: Department | None = None,
    supporting: Sequence[Department] | None = None,
    due: date | None = None,
    reason: str = "",
) -> Commitment:
    """Take up what a document asks for as a duty of a department.

    `statements` are the sentences it serves, in one language or both. Lead,
    supporting units and due date that are not given are those the sentences
    name. The document counts as adopted from its first duty on. Raise
    NotPossible if a sentence is not the document's, if no lead is given or
    named, or if a unit named is no department here.
    """
    allow(by, "commitment.adopt", document)
    cited = list(statements.values())
    _refuse_foreign(document, slug, cited)
    commitment = Commitment(
        document=document,
        slug=slug,
        number=next(statement.number for statement in cited),
        title_en=title.en,
        title_zh=title.zh,
        statement_en=statements.get("en"),
        statement_zh=statements.get("zh"),
        lead=lead or lead_read(document.body, cited),
        due=due or due_read(cited),
    )
    units = supporting_read(document.body, cited) if supporting is None else supporting
    with change(by=by, reason=reason) as changed:
        if not document.is_adopted:
            document.is_adopted = True
            changed.save(document, "document.adopted")
        changed.save(commitment, "commitment.adopted")
        for position, unit in enumerate(units):
            Support.objects.create(commitment=commitment, department=unit, position=position)
    return commitment


def assign(commitment: Commitment, *, to: Department, by: Person, reason: str = "") -> None:
    """Give a commitment its lead unit; the trail keeps who had it before.

    Raise NotPossible if the duty is closed, or if the unit is another body's
    or has it already.
    """
    allow(by, "commitment.assign", commitment)
    _refuse_closed(commitment)
    if to.body != commitment.body:
        raise NotPossible(
            f"{to} belongs to another body.", place=commitment.slug, remedy="Choose one of yours."
        )
    if to == commitment.lead:
        raise NotPossible(
            f"{to} leads it already.", place=commitment.slug, remedy="Nothing is left to do."
        )
    with change(by=by, reason=reason) as changed:
        commitment.lead = to
        changed.save(commitment, "commitment.assigned")


def extend(commitment: Commitment, *, to: date, by: Person, reason: str) -> None:
    """Give a commitment more time; the trail keeps the day it was due before.

    Raise NotPossible if the duty is closed, if it is due by then already or
    later, or if no reason is given.
    """
    allow(by, "commitment.extend", commitment)
    _refuse_closed(commitment)
    _refuse_without(reason, commitment)
    if commitment.due is None or to <= commitment.due:
        raise NotPossible(
            "this gives it no more time than it has.",
            place=commitment.slug,
            remedy="Choose a later day than the one it is due; one without a day needs none.",
        )
    with change(by=by, reason=reason.strip()) as changed:
        commitment.due = to
        changed.save(commitment, "commitment.extended")


def withdraw(commitment: Commitment, *, by: Person, reason: str) -> None:
    """Close a commitment that is no longer asked for; it stays, with who, when and why.

    Raise NotPossible if the duty is closed already, or if no reason is given.
    """
    allow(by, "commitment.withdraw", commitment)
    _refuse_closed(commitment)
    _refuse_without(reason, commitment)
    with change(by=by, reason=reason.strip()) as changed:
        commitment.state = State.WITHDRAWN.value
        changed.save(commitment, "commitment.withdrawn")


def _refuse_closed(commitment: Commitment) -> None:
    if State(commitment.state).is_closed:
        raise NotPossible(
            f"it is closed: {commitment.state}.",
            place=commitment.slug,
            remedy="Take up another duty if something is left to do.",
        )


def _refuse_without(reason: str, commitment: Commitment) -> None:
    if not reason.strip():
        raise NotPossible("no reason is given.", place=commitment.slug, remedy="Say why.")


def _refuse_foreign(document: Document, slug: str, cited: Sequence[Statement]) -> None:
    if not cited or any(statement.record.document != document for statement in cited):
        raise NotPossible(
            "a duty cites a sentence of its own document.",
            place=slug,
            remedy="Choose the sentence it serves.",
        )
    if Commitment.objects.filter(slug=slug).exists():
        raise NotPossible(
            "a duty of this name has been adopted already.",
            place=slug,
            remedy="Choose another short name.",
        )
