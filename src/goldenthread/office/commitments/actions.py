"""Adopt duties from what was read, and decide of them: one by one, or a whole table."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from goldenthread.office.bodies.models import Department, Person
from goldenthread.office.bodies.permissions import allow
from goldenthread.office.commitments.duty_plan import Deed
from goldenthread.office.commitments.extension_actions import extend, set_due
from goldenthread.office.commitments.models import Commitment, Support
from goldenthread.office.commitments.reading import due_read, lead_read, supporting_read
from goldenthread.office.commitments.states import refuse_state, refuse_without
from goldenthread.office.records.models import Document, Statement
from goldenthread.office.trail.changes import change
from goldenthread.office.trail.writing import writing
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
    refuse_state("commitment.assign", commitment)
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


def set_supporting(
    commitment: Commitment, *, to: Sequence[Department], by: Person, reason: str = ""
) -> None:
    """Say which units support a duty from now on; the trail keeps which did before.

    Raise NotPossible if the duty is closed, if a unit is another body's, leads
    it or is named twice, or if these support it already.
    """
    allow(by, "commitment.set_supporting", commitment)
    refuse_state("commitment.set_supporting", commitment)
    units = list(to)
    _refuse_supporting(commitment, units)
    with change(by=by, reason=reason.strip()) as changed:
        changed.save(commitment, "commitment.supported")
        commitment.supports.all().delete()
        for position, unit in enumerate(units):
            Support.objects.create(commitment=commitment, department=unit, position=position)


def withdraw(commitment: Commitment, *, by: Person, reason: str) -> None:
    """Close a commitment that is no longer asked for; it stays, with who, when and why.

    Raise NotPossible if the duty is closed already, or if no reason is given.
    """
    allow(by, "commitment.withdraw", commitment)
    refuse_state("commitment.withdraw", commitment)
    refuse_without(reason, commitment)
    with change(by=by, reason=reason.strip()) as changed:
        commitment.state = State.WITHDRAWN.value
        changed.save(commitment, "commitment.withdrawn")


def supersede(commitment: Commitment, *, successor: Commitment, by: Person, reason: str) -> None:
    """Close a duty in whose place another stands; several are merged by naming the same one.

    Raise NotPossible if either duty is closed, if both are the same or of two
    bodies, or if no reason is given.
    """
    allow(by, "commitment.supersede", commitment)
    refuse_state("commitment.supersede", commitment)
    refuse_state("commitment.supersede", successor)
    refuse_without(reason, commitment)
    if successor == commitment or successor.body != commitment.body:
        raise NotPossible(
            "a duty is superseded by another one of the same body.",
            place=commitment.slug,
            remedy="Choose another duty.",
        )
    with change(by=by, reason=reason.strip()) as changed:
        commitment.state, commitment.successor = State.SUPERSEDED.value, successor
        changed.save(commitment, "commitment.superseded")


def import_table(deeds: Sequence[Deed], *, by: Person, reason: str) -> None:
    """Do all that a table of duties asks for, each deed by its own action, or nothing of it.

    Raise NotPossible if it asks for nothing, and whatever one of its actions raises.
    """
    allow(by, "commitment.import_table")
    if not deeds:
        raise NotPossible("the table changes nothing.", remedy="Nothing is left to do.")
    verbs: dict[str, Callable[..., None]] = {
        "assign": assign,
        "extend": extend,
        "set_due": set_due,
        "set_supporting": set_supporting,
        "withdraw": withdraw,
    }
    with writing():
        for deed in deeds:
            if deed.duty is None:
                adopt(**deed.given, by=by, reason=reason)
            else:
                verbs[deed.verb](deed.duty, **deed.given, by=by, reason=reason)


def _refuse_supporting(commitment: Commitment, units: Sequence[Department]) -> None:
    wrong = [unit for unit in units if unit.body != commitment.body or unit == commitment.lead]
    if wrong or len(set(units)) < len(units):
        raise NotPossible(
            "a supporting unit is another one of the same body, named once.",
            place=commitment.slug,
            remedy="Leave out the lead unit and what is named twice.",
        )
    if units == commitment.supporting_units():
        raise NotPossible(
            "these support it already.", place=commitment.slug, remedy="Nothing is left to do."
        )


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
