"""What figures mean and which others they rest on, for programs."""

from decimal import Decimal
from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Query, Router, Schema
from pydantic import Field, StringConstraints

from goldenthread.office.bodies.api import (
    OPEN,
    READERS,
    Day,
    Decided,
    Line,
    Number,
    Paging,
    page,
    told,
    write,
    writer_of,
)
from goldenthread.office.indicators.meaning_actions import state_meaning
from goldenthread.office.indicators.models import Meaning as MeaningRow
from goldenthread.office.indicators.models.meanings import RELATIONS
from goldenthread.terms.meanings import Basis
from goldenthread.terms.meanings import Meaning as MeaningTerm
from goldenthread.terms.text import Words

router = Router(tags=["indicators"])
#: The short name of an indicator.
Name = Annotated[str, StringConstraints(pattern=r"^[-a-zA-Z0-9_]{1,60}$")]
Definition = Annotated[str, StringConstraints(max_length=1000, pattern=r"^[^\x00]*$")]
Note = Annotated[str, StringConstraints(max_length=500, pattern=r"^[^\x00]*$")]


class Meaning(Schema):
    """What an indicator's figures are from a day on, as its entry in the log tells it."""

    id: str
    revision: int
    since: str | None
    definition_en: str
    definition_zh: str
    numerator: str | None
    denominator: str | None
    factor: str
    part_of: str | None
    breakdown: str
    growth_of: str | None
    basis: str
    base: str
    note_en: str
    note_zh: str


class Meanings(Schema):
    """A page of meanings; `next` is the cursor of the page after it."""

    items: list[Meaning]
    next: str | None


class MeaningStated(Decided):
    """What the figures are, for periods that begin on `since` or later; from the first without."""

    since: Day | None = None
    definition_en: Definition = ""
    definition_zh: Definition = ""
    numerator: Name | None = None
    denominator: Name | None = None
    factor: Number | None = None
    part_of: Name | None = None
    breakdown: Annotated[Line, Field(max_length=100)] = ""
    growth_of: Name | None = None
    basis: Basis | None = None
    base: Annotated[Line, Field(max_length=50)] = ""
    note_en: Note = ""
    note_zh: Note = ""


@router.get("/meanings", response=Meanings, auth=READERS, openapi_extra=OPEN)
def meanings(request: HttpRequest, asked: Query[Paging]) -> dict[str, Any]:
    """List what figures mean, every version, in the order stated."""
    return page(MeaningRow.objects.select_related("indicator", *RELATIONS), asked, told)


@write(router, "/indicators/{slug}/meanings", "indicator.state_meaning")
def state(request: HttpRequest, slug: Name, given: MeaningStated) -> MeaningRow:
    """State what an indicator's figures are from a day on."""
    term = MeaningTerm(
        indicator=slug,
        since=given.since,
        definition=Words(given.definition_en, given.definition_zh),
        **{name: getattr(given, name) or "" for name in RELATIONS},
        factor=None if given.factor is None else Decimal(given.factor),
        breakdown=given.breakdown,
        basis=given.basis,
        base=given.base,
        note=Words(given.note_en, given.note_zh),
    )
    return state_meaning(term, by=writer_of(request), reason=given.reason)
