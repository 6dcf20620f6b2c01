"""Cards, questions about figures, and forecasts, for programs."""

from datetime import date, datetime
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
    Paging,
    Prose,
    Quarter,
    Slug,
    page,
    reader_of,
    told,
    write,
    write_all,
    writer_of,
)
from goldenthread.office.bodies.permissions import allow, may_read, works_here
from goldenthread.office.commitments.seen import commitments_seen_by
from goldenthread.office.scorecards import actions
from goldenthread.office.scorecards.models import Forecast as ForecastRow
from goldenthread.office.scorecards.models import Question as QuestionRow
from goldenthread.office.scorecards.models import Scorecard as ScorecardRow
from goldenthread.terms.periods import Period

router = Router(tags=["scorecards"])


class Scorecard(Schema):
    """A card as it was computed: from which day it looks, and the hash of the result."""

    id: str
    revision: int
    body: str
    quarter: str
    as_known: date
    software: str
    sha256: str
    computed: datetime


class Scorecards(Schema):
    """A page of computed cards; `next` is the cursor of the page after it."""

    items: list[Scorecard]
    next: str | None


class Question(Schema):
    """A question about figures; `evidence` is a JSON list of what is shown and its value."""

    id: str
    revision: int
    body: str
    kind: str
    about: str
    question_en: str
    question_zh: str
    evidence: str
    n: int
    p: str
    alarms: int
    tests: int
    answer: str


class Questions(Schema):
    """A page of questions; `next` is the cursor of the page after it."""

    items: list[Question]
    next: str | None


class Forecast(Schema):
    """A forecast of a target; `forecast` is JSON: cut-off, model, version, seed, quantiles."""

    id: str
    revision: int
    target: str
    forecast: str
    made: datetime


class Forecasts(Schema):
    """A page of forecasts; `next` is the cursor of the page after it."""

    items: list[Forecast]
    next: str | None


class Computed(Decided):
    """Which quarter, as known on which day."""

    quarter: Quarter
    as_known: Day


class Answered(Decided):
    """How the figures came about."""

    text: Annotated[Prose, Field(min_length=1)]


@router.get("/scorecards", response=Scorecards, auth=READERS, openapi_extra=OPEN)
def scorecards(request: HttpRequest, asked: Query[Paging]) -> dict[str, Any]:
    """List the cards that were computed; the public reads those that were published."""
    reader, rows = reader_of(request), ScorecardRow.objects.select_related("body")
    if may_read(reader, "edition"):
        return page(rows.filter(body=reader.body_id), asked, told)
    return page(rows.filter(editions__published__isnull=False).distinct(), asked, told)


@router.get("/questions", response=Questions, auth=READERS, openapi_extra=OPEN)
def questions(request: HttpRequest, asked: Query[Paging]) -> dict[str, Any]:
    """List the questions about figures; the public reads none before they are on a card."""
    rows = QuestionRow.objects.select_related("body")
    return page(rows if works_here(reader_of(request)) else rows.none(), asked, told)


@router.get("/forecasts", response=Forecasts, auth=READERS, openapi_extra=OPEN)
def forecasts(request: HttpRequest, asked: Query[Paging]) -> dict[str, Any]:
    """List every forecast that was made."""
    seen = commitments_seen_by(reader_of(request))
    rows = ForecastRow.objects.filter(target__commitment__in=seen)
    return page(rows.select_related("target"), asked, told)


@write(router, "/scorecards", "scorecard.compute")
def compute(request: HttpRequest, given: Computed) -> ScorecardRow:
    """Compute the card of a quarter as known on a day."""
    by = writer_of(request)
    allow(by, "scorecard.compute")
    quarter = Period.parse(given.quarter)
    return actions.compute(
        by.body, quarter=quarter, as_known=given.as_known, by=by, reason=given.reason
    )


@write_all(router, "/questions", "scorecard.ask")
def ask(request: HttpRequest, given: Decided) -> list[QuestionRow]:
    """Put the checks to the figures held; what was asked before is not asked again."""
    by = writer_of(request)
    allow(by, "scorecard.ask")
    return actions.ask(by.body, by=by, reason=given.reason)


@write(router, "/questions/{slug}/answer", "scorecard.answer")
def answer(request: HttpRequest, slug: Slug, given: Answered) -> QuestionRow:
    """Answer a question, or give a better answer; the log keeps the one before."""
    by = writer_of(request)
    rows = QuestionRow.objects.select_related("body")
    asked = get_object_or_404(rows if works_here(by) else rows.none(), slug=slug)
    actions.answer(asked, text=given.text, by=by, reason=given.reason)
    return asked


@write_all(router, "/forecasts", "scorecard.forecast")
def forecast(request: HttpRequest, given: Decided) -> list[ForecastRow]:
    """Forecast each target of which anything can be said."""
    by = writer_of(request)
    allow(by, "scorecard.forecast")
    return actions.forecast(by.body, by=by, reason=given.reason)
