"""Sources, documents and what was read in them, for programs."""

from datetime import date
from typing import Annotated, Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Query, Router, Schema
from pydantic import Field, StringConstraints

from goldenthread.office.bodies.api import (
    OPEN,
    READERS,
    Day,
    DayText,
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
from goldenthread.office.bodies.permissions import allow
from goldenthread.office.records import actions
from goldenthread.office.records import review_actions as review
from goldenthread.office.records.models import Document as DocumentRow
from goldenthread.office.records.models import Record as RecordRow
from goldenthread.office.records.models import Source as SourceRow
from goldenthread.office.records.models import Statement as StatementRow
from goldenthread.office.records.review_api import Resized, span_of
from goldenthread.office.records.seen import documents_seen_by
from goldenthread.terms.errors import NotPossible
from goldenthread.terms.observations import Source as SourceTerm
from goldenthread.terms.statements import StatementType
from goldenthread.terms.text import Language, Words

router = Router(tags=["records"])
#: A whole record of a meeting.
Text = Annotated[str, StringConstraints(max_length=1_000_000, pattern=r"^[^\x00]*$")]
#: A page elsewhere, or none.
Address = Annotated[
    str,
    StringConstraints(
        max_length=200, pattern=r"^(https?://[A-Za-z0-9][A-Za-z0-9.-]*(:[0-9]{1,5})?(/[!-~]*)?)?$"
    ),
]


class Source(Schema):
    """A place where things are said in public, as its entry in the log tells it."""

    id: str
    revision: int
    title_en: str
    title_zh: str
    publisher_en: str
    publisher_zh: str
    dated: str
    address: str


class Sources(Schema):
    """A page of sources; `next` is the cursor of the page after it."""

    items: list[Source]
    next: str | None


class Document(Schema):
    """A document, as its entry in the log tells it."""

    id: str
    revision: int
    body: str
    title_en: str
    title_zh: str
    dated: date
    source: str | None
    paraphrase_en: str
    paraphrase_zh: str
    is_adopted: bool
    is_released: bool


class Documents(Schema):
    """A page of documents; `next` is the cursor of the page after it."""

    items: list[Document]
    next: str | None


class Statement(Schema):
    """A sentence of a document: its place in the text of its language, in code points, its type."""

    id: RowId
    language: Language
    start: int
    end: int
    type: str
    standing: str
    quote: str


class Statements(Schema):
    """A page of statements; `next` is the cursor of the page after it."""

    items: list[Statement]
    next: str | None


class SourceAdded(Decided):
    """A source to be."""

    slug: Slug
    title_en: Line
    title_zh: Line
    publisher_en: Annotated[Line, Field(max_length=200)] = ""
    publisher_zh: Annotated[Line, Field(max_length=200)] = ""
    dated: DayText | None = None
    address: Address = ""


class TakenIn(Decided):
    """A document to be: its text in one language or both, and its day if it names none."""

    slug: Slug
    title_en: Line
    title_zh: Line
    text_en: Text = ""
    text_zh: Text = ""
    dated: Day | None = None
    source: Slug | None = None
    paraphrase_en: Line = ""
    paraphrase_zh: Line = ""


class Added(Resized):
    """A statement that the reader missed."""

    language: Language
    type: StatementType


@router.get("/sources", response=Sources, auth=READERS, openapi_extra=OPEN)
def sources(request: HttpRequest, asked: Query[Paging]) -> dict[str, Any]:
    """List the places where things are said in public."""
    return page(SourceRow.objects.all(), asked, told)


@router.get("/documents", response=Documents, auth=READERS, openapi_extra=OPEN)
def documents(request: HttpRequest, asked: Query[Paging]) -> dict[str, Any]:
    """List the documents that the reader may see."""
    rows = documents_seen_by(reader_of(request)).select_related("body", "source")
    return page(rows, asked, told)


@router.get("/documents/{slug}/statements", response=Statements, auth=READERS, openapi_extra=OPEN)
def statements(request: HttpRequest, slug: Slug, asked: Query[Paging]) -> dict[str, Any]:
    """List what a document says, sentence by sentence, in each language it exists in."""
    document = get_object_or_404(documents_seen_by(reader_of(request)), slug=slug)
    rows = StatementRow.objects.filter(record__document=document).select_related("record")
    return page(rows, asked, _said)


@write(router, "/documents/{slug}/statements", "record.add_statement")
def add_statement(request: HttpRequest, slug: Slug, given: Added) -> StatementRow:
    """Add a statement that the reader missed."""
    by = writer_of(request)
    rows = RecordRow.objects.filter(document__in=documents_seen_by(by))
    record = get_object_or_404(
        rows.select_related("document__body"), document__slug=slug, language=given.language
    )
    span = span_of(given)
    return review.add_statement(record, span=span, type=given.type, by=by, reason=given.reason)


@write(router, "/sources", "record.add_source")
def add_source(request: HttpRequest, given: SourceAdded) -> SourceRow:
    """Add a place where things are said in public."""
    source = SourceTerm(
        given.slug,
        Words(given.title_en, given.title_zh),
        Words(given.publisher_en, given.publisher_zh),
        given.dated or "",
        given.address,
    )
    return actions.add_source(source, by=writer_of(request), reason=given.reason)


@write(router, "/documents", "record.intake")
def intake(request: HttpRequest, given: TakenIn) -> DocumentRow:
    """Read a document and keep what was read, sentence by sentence."""
    by = writer_of(request)
    allow(by, "record.intake")
    texts: dict[Language, str] = {"en": given.text_en, "zh": given.text_zh}
    return actions.intake(
        by.body,
        slug=given.slug,
        title=Words(given.title_en, given.title_zh),
        texts={language: text for language, text in texts.items() if text.strip()},
        dated=given.dated,
        source=_source(given.source) if given.source else None,
        paraphrase=Words(given.paraphrase_en, given.paraphrase_zh),
        by=by,
        reason=given.reason,
    )


@write(router, "/documents/{slug}/release", "record.release")
def release(request: HttpRequest, slug: Slug, given: Decided) -> DocumentRow:
    """Let the public read a document."""
    by = writer_of(request)
    document = get_object_or_404(documents_seen_by(by).select_related("body", "source"), slug=slug)
    actions.release(document, by=by, reason=given.reason)
    return document


def _source(slug: str) -> SourceRow:
    found = SourceRow.objects.filter(slug=slug).first()
    if found is None:
        raise NotPossible(
            f"no source is called {slug!r}.", place="source", remedy="Add it first, or correct it."
        )
    return found


def _said(row: StatementRow) -> dict[str, Any]:
    return {
        "id": str(row.pk),
        "language": row.record.language,
        "start": row.start,
        "end": row.end,
        "type": row.type,
        "standing": row.standing,
        "quote": row.record.text[row.start : row.end],
    }
