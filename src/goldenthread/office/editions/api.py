"""Editions of the card, for programs: drafted, published, withdrawn."""

from datetime import datetime
from typing import Annotated, Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Path, Query, Router, Schema
from pydantic import Field

from goldenthread.office.bodies.api import (
    OPEN,
    READERS,
    Decided,
    Given,
    Line,
    Paging,
    Quarter,
    RowId,
    page,
    reader_of,
    told,
    write,
    writer_of,
)
from goldenthread.office.bodies.permissions import may_read
from goldenthread.office.editions import actions
from goldenthread.office.editions.models import Edition as EditionRow
from goldenthread.office.editions.seen import editions_seen_by
from goldenthread.office.scorecards.models import Scorecard

router = Router(tags=["editions"])


class Edition(Schema):
    """An edition, as its entry in the log tells it; `files` holds the SHA-256 of each."""

    id: str
    revision: int
    scorecard: str
    quarter: str
    number: int
    reason: str
    published: datetime | None
    withdrawn: datetime | None
    withdrawal: str
    card: str | None
    figures: str | None
    files: dict[str, str]


class Editions(Schema):
    """A page of editions; `next` is the cursor of the page after it."""

    items: list[Edition]
    next: str | None


class Drafted(Decided):
    """Which computed card, by its id; `reason` says why there is a further edition."""

    scorecard: RowId


class Withdrawn(Given):
    """Why the card no longer stands; the public reads it."""

    reason: Annotated[Line, Field(min_length=1)]


class Which(Given):
    """Which edition of which quarter."""

    quarter: Quarter
    number: Annotated[int, Field(ge=1, le=2**31 - 1)]


@router.get("/editions", response=Editions, auth=READERS, openapi_extra=OPEN)
def editions(request: HttpRequest, asked: Query[Paging]) -> dict[str, Any]:
    """List the editions that the reader may see."""
    rows = editions_seen_by(reader_of(request)).select_related("scorecard")
    return page(rows.prefetch_related("files"), asked, told)


@write(router, "/editions", "edition.draft")
def draft(request: HttpRequest, given: Drafted) -> EditionRow:
    """Draft the next edition of a computed card, with all its files but the bundle."""
    by, rows = writer_of(request), Scorecard.objects.select_related("body")
    seen = rows.filter(body=by.body_id) if may_read(by, "edition") else rows.none()
    return actions.draft(get_object_or_404(seen, pk=given.scorecard), by=by, reason=given.reason)


@write(router, "/editions/{quarter}/{number}/publish", "edition.publish")
def publish(request: HttpRequest, at: Path[Which], given: Decided) -> EditionRow:
    """Publish a draft, sign the log, and keep the bundle that proves it to anyone."""
    row = _edition(request, at)
    actions.publish(row, by=writer_of(request), reason=given.reason)
    return row


@write(router, "/editions/{quarter}/{number}/withdraw", "edition.withdraw")
def withdraw(request: HttpRequest, at: Path[Which], given: Withdrawn) -> EditionRow:
    """Say in public that a published edition no longer stands, and why."""
    row = _edition(request, at)
    actions.withdraw(row, by=writer_of(request), reason=given.reason)
    return row


def _edition(request: HttpRequest, at: Which) -> EditionRow:
    rows = editions_seen_by(writer_of(request)).select_related("scorecard__body")
    return get_object_or_404(rows, quarter=at.quarter, number=at.number)
