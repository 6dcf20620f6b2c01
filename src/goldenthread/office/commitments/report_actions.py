"""Report on a duty, accept what was reported, or send it back to be revised."""

from collections.abc import Sequence

from django.utils import timezone

from goldenthread.office.bodies.models import Person
from goldenthread.office.bodies.permissions import allow
from goldenthread.office.commitments.models import Commitment, Exhibit, Report
from goldenthread.office.commitments.states import refuse_state, refuse_without
from goldenthread.office.trail.changes import change
from goldenthread.planning import Account, evidence_level, lacking, standing
from goldenthread.planning.answering import REPORTABLE
from goldenthread.terms.commitments import Decision, EvidenceLevel, Standing, State
from goldenthread.terms.errors import NotPossible


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
    refuse_state("commitment.report", commitment)
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
    refuse_state("commitment.accept", report.commitment)
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
        refuse_without(reason, commitment)
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
    refuse_state("commitment.send_back", report.commitment)
    _refuse_decided(report)
    commitment = report.commitment
    refuse_without(reason, commitment)
    with change(by=by, reason=reason.strip()) as changed:
        report.decision, report.answer = Decision.SENT_BACK.value, reason.strip()
        changed.save(report, "report.sent_back")
        if commitment.state == State.REPORTED_DONE.value:
            commitment.state = State.UNDER_WAY.value
            changed.save(commitment, "commitment.progressed")


def _refuse_decided(report: Report) -> None:
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
