"""Reports on progress, for programs: sent by a unit, accepted or sent back by who asked."""

from datetime import datetime
from typing import Annotated, Any, Literal

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Path, Query, Router, Schema
from pydantic import Field, StrictBool, StringConstraints

from goldenthread.office.bodies.api import (
    OPEN,
    READERS,
    Decided,
    Given,
    Line,
    Paging,
    Prose,
    Slug,
    page,
    reader_of,
    told,
    write,
    writer_of,
)
from goldenthread.office.commitments import report_actions
from goldenthread.office.commitments.exhibits import link_exhibit
from goldenthread.office.commitments.models import Report as ReportRow
from goldenthread.office.commitments.seen import commitments_seen_by, reports_seen_by
from goldenthread.planning import Account
from goldenthread.terms.commitments import Confidence, Decision, EvidenceLevel, State

router = Router(tags=["reports"])
#: A page elsewhere; nothing but the web is linked to.
Address = Annotated[
    str,
    StringConstraints(
        max_length=300, pattern=r"^https?://[A-Za-z0-9][A-Za-z0-9.-]*(:[0-9]{1,5})?(/[!-~]*)?$"
    ),
]


class Report(Schema):
    """A report, as its entry in the log tells it; `exhibits` are name, link, kind and SHA-256."""

    id: str
    revision: int
    state: State
    words: str
    figure: str
    evidence: EvidenceLevel
    confidence: Confidence
    help_needed: str
    cause: str
    action: str
    reporter: str
    sent: datetime
    decision: Decision
    answer: str
    exhibits: list[list[str]]


class Reports(Schema):
    """A page of reports; `next` is the cursor of the page after it."""

    items: list[Report]
    next: str | None


class Told(Decided):
    """What a unit says of its duty; a link stands for the evidence."""

    state: Literal["not started", "under way", "reported done", "not met"]
    words: Prose
    figure: Annotated[Line, Field(max_length=100)] = ""
    confidence: Confidence = Confidence.NOT_STATED
    help_needed: Prose = ""
    cause: Prose = ""
    action: Prose = ""
    link: Address | None = None


class Accepted(Decided):
    """That a report is accepted, and whether its evidence was seen and found true."""

    is_verified: StrictBool = False


class Place(Given):
    """Which report of which duty."""

    slug: Slug
    number: Annotated[int, Field(ge=1, le=2**31 - 1)]


@router.get("/reports", response=Reports, auth=READERS, openapi_extra=OPEN)
def reports(request: HttpRequest, asked: Query[Paging]) -> dict[str, Any]:
    """List the reports of one's own body; the public reads none."""
    rows = reports_seen_by(reader_of(request)).select_related("commitment", "reporter")
    return page(rows.prefetch_related("exhibits"), asked, told)


@write(router, "/commitments/{slug}/reports", "commitment.report")
def report(request: HttpRequest, slug: Slug, given: Told) -> ReportRow:
    """Say how a duty of one's own unit goes."""
    by = writer_of(request)
    rows = commitments_seen_by(by).select_related("lead", "document__body")
    duty = get_object_or_404(rows, slug=slug)
    said = given.model_dump(exclude={"reason", "link", "state"})
    exhibits = [link_exhibit(given.link)] if given.link else []
    account = Account(state=State(given.state), exhibits=len(exhibits), **said)
    return report_actions.report(
        duty, account=account, exhibits=exhibits, by=by, reason=given.reason
    )


@write(router, "/commitments/{slug}/reports/{number}/accept", "commitment.accept")
def accept(request: HttpRequest, at: Path[Place], given: Accepted) -> ReportRow:
    """Accept a report, never one's own; a duty done or not met is closed by it."""
    row, by = _report(request, at), writer_of(request)
    report_actions.accept(row, is_verified=given.is_verified, by=by, reason=given.reason)
    return row


@write(router, "/commitments/{slug}/reports/{number}/send-back", "commitment.send_back")
def send_back(request: HttpRequest, at: Path[Place], given: Decided) -> ReportRow:
    """Send a report back to be revised, with the reason."""
    row = _report(request, at)
    report_actions.send_back(row, by=writer_of(request), reason=given.reason)
    return row


def _report(request: HttpRequest, at: Place) -> ReportRow:
    rows = reports_seen_by(writer_of(request)).select_related("commitment__document__body")
    return get_object_or_404(rows, commitment__slug=at.slug, number=at.number)
