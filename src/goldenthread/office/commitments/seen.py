"""Which duties, and which requests and reports about them, a reader may see."""

from typing import TypeVar

from django.db.models import Exists, Model, OuterRef, QuerySet

from goldenthread.office.bodies.permissions import may_read
from goldenthread.office.commitments.models import Commitment, Extension, Milestone, Report
from goldenthread.office.records.seen import documents_seen_by
from goldenthread.terms.commitments import State

M = TypeVar("M", bound=Model)


def commitments_seen_by(reader: object) -> QuerySet[Commitment]:
    """Return the duties that hang on documents `reader` may see."""
    seen = documents_seen_by(reader).filter(pk=OuterRef("document_id"))
    return Commitment.objects.filter(Exists(seen))


def reports_seen_by(reader: object) -> QuerySet[Report]:
    """Return the reports of the reader's own body, for those who work on its content."""
    if not may_read(reader, "report"):
        return Report.objects.none()
    return _of_body(Report.objects.all(), reader.body_id)


def extensions_seen_by(reader: object) -> QuerySet[Extension]:
    """Return the extensions of the reader's own body, for those who work on its content.

    The public reads of those that were given on the page of the duty.
    """
    if not may_read(reader, "report"):
        return Extension.objects.none()
    return _of_body(Extension.objects.all(), reader.body_id)


def milestones_seen_by(reader: object) -> QuerySet[Milestone]:
    """Return the milestones of the reader's own body, for those who work on its content.

    The public reads title, day and state of each on the page of the duty.
    """
    if not may_read(reader, "report"):
        return Milestone.objects.none()
    return _of_body(Milestone.objects.all(), reader.body_id)


def _of_body(rows: QuerySet[M], body: int) -> QuerySet[M]:
    """Those of the rows whose duty is the body's: asked of each row, not of every duty."""
    own = Commitment.objects.filter(pk=OuterRef("commitment_id"), document__body=body)
    return rows.filter(Exists(own))


def in_full(rows: QuerySet[Commitment]) -> QuerySet[Commitment]:
    """Return the duties with all that their terms ask for, in six questions."""
    related = ("lead", "document__body", "statement_en__record", "statement_zh__record")
    return rows.select_related(*related).prefetch_related(
        "supports__department", "extensions", "reports", "explanations"
    )


def duties_in_full(reader: object) -> QuerySet[Commitment]:
    """Return the duties `reader` may see with all that their terms ask for."""
    return in_full(commitments_seen_by(reader))


def open_ones(rows: QuerySet[Commitment]) -> QuerySet[Commitment]:
    """Return those of the duties of which something is still expected."""
    return rows.exclude(state__in=[state.value for state in State if state.is_closed])


def duties_asked(reader: object, *, lead: str, document: str) -> QuerySet[Commitment]:
    """Return the duties `reader` may see, of one lead unit or one document if they are named."""
    rows = commitments_seen_by(reader)
    if lead:
        rows = rows.filter(lead__slug=lead)
    if document:
        rows = rows.filter(document__slug=document)
    return rows.order_by("document__dated", "document", "pk")
