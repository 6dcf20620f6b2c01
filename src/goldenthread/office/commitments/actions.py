"""Adopt duties from what was read, decide of them, report on them, and accept the reports."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from django.utils import timezone

from goldenthread.office.bodies.models import Department, Person
from goldenthread.office.bodies.permissions import allow
from goldenthread.office.commitments.duty_plan import Deed
from goldenthread.office.commitments.models import Commitment, Exhibit, Report, Support
from goldenthread.office.commitments.reading import due_read, lead_read, supporting_read
from goldenthread.office.records.models import Document, Statement
from goldenthread.office.trail.changes import change
from goldenthread.office.trail.writing import writing
from goldenthread.planning import Account, evidence_level, lacking, standing
from goldenthread.planning.answering import REPORTABLE
from goldenthread.terms.commitments import Decision, EvidenceLevel, Standing, State
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


def supersede(commitment: Commitment, *, successor: Commitment, by: Person, reason: str) -> None:
    """Close a duty in whose place another stands; several are merged by naming the same one.

    Raise NotPossible if either duty is closed, if both are the same or of two
    bodies, or if no reason is given.
    """
    allow(by, "commitment.supersede", commitment)
    _refuse_closed(commitment)
    _refuse_closed(successor)
    _refuse_without(reason, commitment)
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
        "withdraw": withdraw,
    }
    with writing():
        for deed in deeds:
            if deed.duty is None:
                adopt(**deed.given, by=by, reason=reason)
            else:
                verbs[deed.verb](deed.duty, **deed.given, by=by, reason=reason)


def report(
    commitment: Commitment,
    *,
    account: Account,
    by: Person,
    exhibits: Sequence[Exhibit] = (),
    reason: str = "",
) -> Report:
    """Say how a duty goes, for the unit that leads it; it then waits for whoever asked for it.

    Raise NotPossible if the duty is closed, if another report of it waits, or
    if the account lacks what it must say.
    """
    allow(by, "commitment.report", commitment)
    _refuse_closed(commitment)
    _refuse_lacking(account, commitment)
    if commitment.reports.filter(decision=Decision.WAITING.value).exists():
        raise NotPossible(
            "a report of it waits to be accepted.",
            place=commitment.slug,
            remedy="Wait for the answer, or ask for it to be sent back.",
        )
    sent = Report(commitment=commitment, number=commitment.reports.count() + 1, reporter=by)
    for name in ("state", "words", "figure", "confidence", "help_needed", "cause", "action"):
        setattr(sent, name, str(getattr(account, name)).strip())
    sent.evidence, sent.sent = evidence_level(account).value, timezone.now()
    with change(by=by, reason=reason) as changed:
        changed.save(sent, "report.sent")
        for exhibit in exhibits:
            exhibit.report = sent
            exhibit.save()
        # What closes a duty is decided by whoever accepts the report.
        if not account.state.is_closed:
            commitment.state = sent.state
        commitment.confidence, commitment.evidence = sent.confidence, sent.evidence
        changed.save(commitment, "commitment.reported")
    return sent


def accept(report: Report, *, by: Person, is_verified: bool = False, reason: str = "") -> None:
    """Accept a report; a duty reported done or not met is closed by it, with the reason.

    `is_verified` says that whoever accepts has seen the evidence and found it
    true. Raise NotPossible if it does not wait, if `by` wrote it, or if it
    closes the duty and no reason is given.
    """
    allow(by, "commitment.accept", report)
    _refuse_decided(report)
    if report.reporter == by:
        raise NotPossible(
            "nobody accepts a report of their own.",
            place=report.trail_id(),
            remedy="Ask another person who may.",
        )
    commitment, state = report.commitment, State(report.state)
    closes = {State.REPORTED_DONE: State.ACCEPTED, State.NOT_MET: State.NOT_MET}
    if state in closes:
        _refuse_without(reason, commitment)
    with change(by=by, reason=reason.strip()) as changed:
        report.decision, report.answer = Decision.ACCEPTED.value, reason.strip()
        if is_verified:
            report.evidence = commitment.evidence = EvidenceLevel.VERIFIED.value
        changed.save(report, "report.accepted")
        commitment.state = closes.get(state, state).value
        changed.save(commitment, "commitment.progressed")


def send_back(report: Report, *, by: Person, reason: str) -> None:
    """Send a report back to be revised, with the reason; the duty is under way again.

    Raise NotPossible if it does not wait, or if no reason is given.
    """
    allow(by, "commitment.send_back", report)
    _refuse_decided(report)
    commitment = report.commitment
    _refuse_without(reason, commitment)
    with change(by=by, reason=reason.strip()) as changed:
        report.decision, report.answer = Decision.SENT_BACK.value, reason.strip()
        changed.save(report, "report.sent_back")
        if commitment.state == State.REPORTED_DONE.value:
            commitment.state = State.UNDER_WAY.value
            changed.save(commitment, "commitment.progressed")


def _refuse_decided(report: Report) -> None:
    _refuse_closed(report.commitment)
    if report.decision != Decision.WAITING.value:
        raise NotPossible(
            f"it is decided already: {report.decision}.",
            place=report.trail_id(),
            remedy="Ask for another report.",
        )


def _refuse_lacking(account: Account, commitment: Commitment) -> None:
    if account.state not in REPORTABLE:
        raise NotPossible(
            f"a report does not make a duty {account.state}.",
            place=commitment.slug,
            remedy=f"Say one of: {', '.join(REPORTABLE)}.",
        )
    is_overdue = standing(commitment.term(), on=timezone.localdate()) is Standing.OVERDUE
    if missing := lacking(account, is_overdue=is_overdue):
        raise NotPossible(
            f"the report does not say: {', '.join(missing)}.",
            place=commitment.slug,
            remedy="Done needs evidence; late or not met needs cause and action.",
        )


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
