"""Indicators, targets and figures with their dates, for programs."""

from base64 import b64decode
from binascii import Error
from decimal import Decimal
from typing import Annotated, Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone
from ninja import Query, Router, Schema
from pydantic import Field, StringConstraints

from goldenthread.measuring.tables import read_table
from goldenthread.office.bodies.api import (
    OPEN,
    READERS,
    DayText,
    Decided,
    Line,
    Number,
    Paging,
    PeriodText,
    Slug,
    page,
    reader_of,
    told,
    write,
    writer_of,
)
from goldenthread.office.bodies.permissions import allow
from goldenthread.office.commitments.seen import commitments_seen_by
from goldenthread.office.indicators import actions
from goldenthread.office.indicators.importing import Given
from goldenthread.office.indicators.models import Import
from goldenthread.office.indicators.models import Indicator as IndicatorRow
from goldenthread.office.indicators.models import Observation as ObservationRow
from goldenthread.office.indicators.models import Target as TargetRow
from goldenthread.office.records.models import Source
from goldenthread.terms.errors import BadTable, NotPossible
from goldenthread.terms.observations import Indicator as IndicatorTerm
from goldenthread.terms.observations import Kind, Status
from goldenthread.terms.observations import Observation as ObservationTerm
from goldenthread.terms.observations import Target as TargetTerm
from goldenthread.terms.periods import Day, Period
from goldenthread.terms.quantities import Comparator, Direction
from goldenthread.terms.text import Words

router = Router(tags=["indicators"])
#: The short name of an indicator, which may be longer than others.
Name = Annotated[str, StringConstraints(pattern=r"^[-a-zA-Z0-9_]{1,60}$")]
Unit = Annotated[Line, Field(max_length=50)]
Note = Annotated[Line, Field(max_length=500)]
#: A file of at most 3 MiB, as base64.
Content = Annotated[str, StringConstraints(max_length=4_200_000, pattern=r"^[A-Za-z0-9+/]*={0,2}$")]


class Indicator(Schema):
    """A defined quantity, as its entry in the log tells it."""

    id: str
    revision: int
    title_en: str
    title_zh: str
    unit: str
    kind: Kind
    direction: Direction
    lag_months: int | None
    growth_of: str
    against: str
    note_en: str
    note_zh: str


class Indicators(Schema):
    """A page of indicators; `next` is the cursor of the page after it."""

    items: list[Indicator]
    next: str | None


class Target(Schema):
    """What a duty asks of an indicator, as its entry in the log tells it."""

    id: str
    revision: int
    commitment: str
    indicator: str
    area: str
    comparator: Comparator
    value: str
    unit: str
    period: str
    tolerance: str
    baseline: str
    upper: str


class Targets(Schema):
    """A page of targets; `next` is the cursor of the page after it."""

    items: list[Target]
    next: str | None


class Observation(Schema):
    """A figure with its source and dates, as its entry in the log tells it."""

    id: str
    revision: int
    indicator: str
    area: str
    period: str
    value: str
    unit: str
    multiplier: str = ""
    currency: str = ""
    kind: Kind
    status: Status
    source: str
    known: str
    published: str
    recorded: str
    text: str
    note_en: str
    note_zh: str


class Observations(Schema):
    """A page of figures; `next` is the cursor of the page after it."""

    items: list[Observation]
    next: str | None


class Which(Paging):
    """Figures of which indicator and which area; of all where none is named."""

    indicator: Name | None = None
    area: Slug | None = None


class Defined(Decided):
    """A quantity to be."""

    slug: Name
    title_en: Line
    title_zh: Line
    unit: Unit
    kind: Kind
    direction: Direction
    lag_months: Annotated[int, Field(ge=0, le=120)] | None = None
    growth_of: Name | None = None
    against: Name | None = None
    note_en: Note = ""
    note_zh: Note = ""


class Asked(Decided):
    """What a duty asks of an indicator by the end of a period."""

    slug: Slug
    indicator: Name
    area: Slug
    comparator: Comparator
    unit: Unit
    period: PeriodText
    value: Number | None = None
    tolerance: Number | None = None
    baseline: Number | None = None
    upper: Number | None = None


class Recorded(Decided):
    """A value as its source gives it."""

    area: Slug
    period: PeriodText
    value: Number
    source: Slug
    known: DayText | None = None
    published: DayText | None = None
    status: Status = Status.FIRST
    text: Annotated[Line, Field(max_length=100)] = ""
    note_en: Note = ""
    note_zh: Note = ""


class TableGiven(Decided):
    """A table of figures: CSV, XLSX or XLS as base64, and the source that said them when."""

    name: Annotated[Line, Field(min_length=1, max_length=200)]
    content: Content
    source: Slug
    known: DayText | None = None
    published: DayText | None = None
    sheet: Annotated[Line, Field(max_length=100)] = ""
    year: Annotated[int, Field(ge=1900, le=2200)] | None = None


@router.get("/indicators", response=Indicators, auth=READERS, openapi_extra=OPEN)
def indicators(request: HttpRequest, asked: Query[Paging]) -> dict[str, Any]:
    """List every defined quantity."""
    return page(IndicatorRow.objects.all(), asked, told)


@router.get("/targets", response=Targets, auth=READERS, openapi_extra=OPEN)
def targets(request: HttpRequest, asked: Query[Paging]) -> dict[str, Any]:
    """List what duties ask of indicators."""
    seen = commitments_seen_by(reader_of(request))
    rows = TargetRow.objects.filter(commitment__in=seen)
    return page(rows.select_related("commitment", "indicator", "area"), asked, told)


@router.get("/observations", response=Observations, auth=READERS, openapi_extra=OPEN)
def observations(request: HttpRequest, asked: Query[Which]) -> dict[str, Any]:
    """List figures with their dates, revisions as rows of their own."""
    rows = ObservationRow.objects.select_related("indicator", "area", "source", "imported")
    if asked.indicator:
        rows = rows.filter(indicator__slug=asked.indicator)
    if asked.area:
        rows = rows.filter(area__slug=asked.area)
    return page(rows, asked, told)


@write(router, "/indicators", "indicator.define")
def define(request: HttpRequest, given: Defined) -> IndicatorRow:
    """Define a quantity."""
    indicator = IndicatorTerm(
        id=given.slug,
        title=Words(given.title_en, given.title_zh),
        unit=given.unit,
        kind=given.kind,
        direction=given.direction,
        lag_months=given.lag_months,
        growth_of=given.growth_of,
        against=given.against,
        note=Words(given.note_en, given.note_zh),
    )
    return actions.define(indicator, by=writer_of(request), reason=given.reason)


@write(router, "/commitments/{slug}/targets", "indicator.set_target")
def set_target(request: HttpRequest, slug: Slug, given: Asked) -> TargetRow:
    """Set what a duty asks of an indicator."""
    by = writer_of(request)
    rows = commitments_seen_by(by).select_related("lead", "document__body")
    duty = get_object_or_404(rows, slug=slug)
    value, upper = _number(given.value), _number(given.upper)
    if upper is not None and (value is None or upper < value):
        raise NotPossible(
            "a band runs from low to high.", place="upper", remedy="Give both of its ends in order."
        )
    target = TargetTerm(
        id=given.slug,
        commitment=duty.slug,
        indicator=given.indicator,
        comparator=given.comparator,
        value=value,
        unit=given.unit,
        period=Period.parse(given.period),
        area=given.area,
        tolerance=_number(given.tolerance),
        baseline=_number(given.baseline),
        upper=upper,
    )
    return actions.set_target(duty, target=target, by=by, reason=given.reason)


@write(router, "/indicators/{slug}/observations", "indicator.record")
def record(request: HttpRequest, slug: Name, given: Recorded) -> ObservationRow:
    """Record a value as its source gives it; a revision is a further row."""
    indicator = get_object_or_404(IndicatorRow, slug=slug)
    observation = ObservationTerm(
        indicator=indicator.slug,
        area=given.area,
        period=Period.parse(given.period),
        value=Decimal(given.value),
        unit=indicator.unit,
        kind=Kind(indicator.kind),
        source=given.source,
        known=_day(given.known),
        recorded=timezone.localdate(),
        published=_day(given.published),
        status=given.status,
        text=given.text,
        note=Words(given.note_en, given.note_zh),
    )
    return actions.record(observation, by=writer_of(request), reason=given.reason)


@write(router, "/tables", "indicator.import_table")
def import_table(request: HttpRequest, given: TableGiven) -> Import:
    """Take over every figure of a table, or none; a refusal names the first fault's cell."""
    by = writer_of(request)
    allow(by, "indicator.import_table")
    try:
        data = b64decode(given.content, validate=True)
    except Error as error:
        raise BadTable(
            f"this is no base64: {error}.", place="content", remedy="Encode the file whole."
        ) from error
    source = Source.objects.filter(slug=given.source).first()
    if source is None:
        raise NotPossible(
            f"no source is called {given.source!r}.",
            place="source",
            remedy="Add it first, or correct the name.",
        )
    table = read_table(data, name=given.name, sheet=given.sheet, year=given.year)
    taken = Given(given.name, data, table, source, _day(given.known), _day(given.published))
    return actions.import_table(taken, by=by, reason=given.reason)


def _number(given: str | None) -> Decimal | None:
    return None if given is None else Decimal(given)


def _day(given: str | None) -> Day | None:
    return Day(given) if given else None
