"""The review of what was read, for programs."""

from datetime import date
from decimal import Decimal
from typing import Annotated

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Router
from pydantic import Field

from goldenthread.office.bodies.api import (
    Day,
    Decided,
    Line,
    Number,
    RowId,
    write,
    write_all,
    writer_of,
)
from goldenthread.office.records import review_actions as actions
from goldenthread.office.records.models import Statement
from goldenthread.office.records.seen import documents_seen_by
from goldenthread.terms.errors import NotPossible
from goldenthread.terms.quantities import Comparator, Measure
from goldenthread.terms.statements import Due, StatementType
from goldenthread.terms.statements import Statement as StatementTerm
from goldenthread.terms.text import Span

router = Router(tags=["review"])
Place = Annotated[int, Field(ge=0, le=2**31 - 1)]


class Corrected(Decided):
    """What a statement says, whole: what is left out it does not say."""

    type: StatementType
    owner: Line | None = None
    due_text: Annotated[Line, Field(max_length=200)] = ""
    due_from: Day | None = None
    due_to: Day | None = None
    quantity: Line = ""
    value: Number | None = None
    unit: Annotated[Line, Field(max_length=50)] = ""
    comparator: Comparator = Comparator.GE


class Resized(Decided):
    """Which words, by their places in the text."""

    start: Place
    end: Place


class SplitAt(Decided):
    """Where the second begins, in the text."""

    at: Place


class Merged(Decided):
    """Which statements, by id."""

    statements: Annotated[list[RowId], Field(min_length=2, max_length=50)]


@write(router, "/statements/{id}/accept", "record.accept")
def accept(request: HttpRequest, id: RowId, given: Decided) -> Statement:
    """Confirm what was read."""
    row = _statement(request, id)
    actions.accept(row, by=writer_of(request), reason=given.reason)
    return row


@write(router, "/statements/{id}/reject", "record.reject")
def reject(request: HttpRequest, id: RowId, given: Decided) -> Statement:
    """Close a statement that says nothing of its own."""
    row = _statement(request, id)
    actions.reject(row, by=writer_of(request), reason=given.reason)
    return row


@write(router, "/statements/{id}/correct", "record.correct")
def correct(request: HttpRequest, id: RowId, given: Corrected) -> Statement:
    """Put another type, owner, due date or measure in the place of what was read."""
    row = _statement(request, id)
    to = StatementTerm(
        span=Span(row.start, row.end),
        quote=row.quote,
        type=given.type,
        owner=given.owner or None,
        due=_due(given.due_text, given.due_from, given.due_to),
        measure=_measure(given),
        number=row.number,
        supporting=tuple(row.supporting),
    )
    return actions.correct(row, to=to, by=writer_of(request), reason=given.reason)


@write(router, "/statements/{id}/resize", "record.resize")
def resize(request: HttpRequest, id: RowId, given: Resized) -> Statement:
    """Put other words in the place of a statement."""
    row, span = _statement(request, id), span_of(given)
    return actions.resize(row, span=span, by=writer_of(request), reason=given.reason)


@write_all(router, "/statements/{id}/split", "record.split")
def split(request: HttpRequest, id: RowId, given: SplitAt) -> list[Statement]:
    """Put two statements in the place of one."""
    row = _statement(request, id)
    return list(actions.split(row, at=given.at, by=writer_of(request), reason=given.reason))


@write(router, "/statements/merge", "record.merge")
def merge(request: HttpRequest, given: Merged) -> Statement:
    """Put one statement in the place of several neighbours."""
    rows = [_statement(request, each) for each in dict.fromkeys(given.statements)]
    return actions.merge(rows, by=writer_of(request), reason=given.reason)


def span_of(given: Resized) -> Span:
    """Return the place that is given; NotPossible if it ends before it starts."""
    if given.start >= given.end:
        raise NotPossible(
            f"no words stand from {given.start} to {given.end}.",
            place="end",
            remedy="Give an end after the start.",
        )
    return Span(given.start, given.end)


def _due(text: str, since: date | None, to: date | None) -> Due | None:
    return Due(text, since or to, to) if text or to else None


def _measure(given: Corrected) -> Measure | None:
    if given.value is None:
        return None
    return Measure(given.quantity, given.unit, Decimal(given.value), given.comparator)


def _statement(request: HttpRequest, key: str) -> Statement:
    seen = documents_seen_by(writer_of(request))
    rows = Statement.everything.filter(record__document__in=seen)
    return get_object_or_404(rows.select_related("record__document__body"), pk=key)
