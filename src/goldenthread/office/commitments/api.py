"""Duties and the reports about them, for programs."""

from datetime import date
from typing import Annotated, Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Query, Router, Schema
from pydantic import Field

from goldenthread.office.bodies.api import (
    OPEN,
    READERS,
    Day,
    Decided,
    Line,
    Paging,
    RowId,
    Slug,
    page,
    reader_of,
    told,
    write,
    writer_of,
)
from goldenthread.office.bodies.models import Body, Department
from goldenthread.office.commitments import actions
from goldenthread.office.commitments.models import Commitment
from goldenthread.office.commitments.seen import commitments_seen_by, duties_in_full
from goldenthread.office.records.models import Document, Statement
from goldenthread.office.records.seen import documents_seen_by
from goldenthread.terms.commitments import Confidence, EvidenceLevel, State
from goldenthread.terms.text import Language, Words

router = Router(tags=["commitments"])


class Duty(Schema):
    """A duty, as its entry in the log tells it."""

    id: str
    revision: int
    document: str
    number: str
    title_en: str
    title_zh: str
    statement_en: str | None
    statement_zh: str | None
    lead: str
    supporting: list[str]
    due: date | None
    state: State
    evidence: EvidenceLevel
    confidence: Confidence
    successor: str | None


class Duties(Schema):
    """A page of duties; `next` is the cursor of the page after it."""

    items: list[Duty]
    next: str | None


class Assigned(Decided):
    """Which unit leads from now on."""

    to: Slug


class Supported(Decided):
    """Which units support it from now on."""

    to: Annotated[list[Slug], Field(max_length=100)]


class Superseded(Decided):
    """The duty that stands in its place."""

    successor: Slug


class Adopted(Decided):
    """A duty to be: the sentences it serves, by id; what is left out they name themselves."""

    slug: Slug
    title_en: Line
    title_zh: Line
    statements: Annotated[list[RowId], Field(min_length=1, max_length=2)]
    lead: Slug | None = None
    supporting: list[Slug] | None = None
    due: Day | None = None


@router.get("/commitments", response=Duties, auth=READERS, openapi_extra=OPEN)
def commitments(request: HttpRequest, asked: Query[Paging]) -> dict[str, Any]:
    """List the duties that the reader may see."""
    return page(_in_full(request), asked, told)


@router.get("/commitments/{slug}", response=Duty, auth=READERS, openapi_extra=OPEN)
def commitment(request: HttpRequest, slug: Slug) -> dict[str, Any]:
    """Tell one duty."""
    return told(get_object_or_404(_in_full(request), slug=slug))


@write(router, "/documents/{slug}/adopt", "commitment.adopt")
def adopt(request: HttpRequest, slug: Slug, given: Adopted) -> Commitment:
    """Take up what a document asks for as a duty."""
    by = writer_of(request)
    document = get_object_or_404(documents_seen_by(by).select_related("body"), slug=slug)
    units = [_unit(document.body, each) for each in given.supporting or ()]
    return actions.adopt(
        document,
        slug=given.slug,
        title=Words(given.title_en, given.title_zh),
        statements=_cited(document, given.statements),
        lead=_unit(document.body, given.lead) if given.lead else None,
        supporting=None if given.supporting is None else units,
        due=given.due,
        by=by,
        reason=given.reason,
    )


@write(router, "/commitments/{slug}/assign", "commitment.assign")
def assign(request: HttpRequest, slug: Slug, given: Assigned) -> Commitment:
    """Give a duty to another lead unit."""
    duty, by = _duty(request, slug), writer_of(request)
    actions.assign(duty, to=_unit(duty.body, given.to), by=by, reason=given.reason)
    return duty


@write(router, "/commitments/{slug}/set-supporting", "commitment.set_supporting")
def set_supporting(request: HttpRequest, slug: Slug, given: Supported) -> Commitment:
    """Say which units support a duty from now on."""
    duty, by = _duty(request, slug), writer_of(request)
    units = [_unit(duty.body, each) for each in given.to]
    actions.set_supporting(duty, to=units, by=by, reason=given.reason)
    return duty


@write(router, "/commitments/{slug}/withdraw", "commitment.withdraw")
def withdraw(request: HttpRequest, slug: Slug, given: Decided) -> Commitment:
    """Close a duty that is no longer asked for, with the reason."""
    duty = _duty(request, slug)
    actions.withdraw(duty, by=writer_of(request), reason=given.reason)
    return duty


@write(router, "/commitments/{slug}/supersede", "commitment.supersede")
def supersede(request: HttpRequest, slug: Slug, given: Superseded) -> Commitment:
    """Close a duty in whose place another stands, with the reason."""
    duty, successor = _duty(request, slug), _duty(request, given.successor)
    actions.supersede(duty, successor=successor, by=writer_of(request), reason=given.reason)
    return duty


def _unit(body: Body, slug: str) -> Department:
    return get_object_or_404(Department, body=body, slug=slug)


def _cited(document: Document, ids: list[str]) -> dict[Language, Statement]:
    rows = Statement.objects.filter(record__document=document).select_related("record__document")
    cited = [get_object_or_404(rows, pk=each) for each in ids]
    return {"zh" if each.record.language == "zh" else "en": each for each in cited}


def _in_full(request: HttpRequest) -> Any:
    return duties_in_full(reader_of(request)).select_related(
        "successor",
        "lead",
        "document__body",
        "statement_en__record__document",
        "statement_zh__record__document",
    )


def _duty(request: HttpRequest, slug: str) -> Commitment:
    rows = commitments_seen_by(writer_of(request)).select_related("lead", "document__body")
    return get_object_or_404(rows, slug=slug)
