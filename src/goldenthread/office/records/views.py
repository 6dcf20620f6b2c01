"""The pages of documents, of what was said in them, and of sources."""

from dataclasses import dataclass
from typing import cast

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.safestring import SafeString
from django.views.decorators.http import require_POST

from goldenthread.office.bodies.languages import current
from goldenthread.office.bodies.models import Person
from goldenthread.office.bodies.permissions import allow, may
from goldenthread.office.records import actions
from goldenthread.office.records.circulating_views import round_of
from goldenthread.office.records.forms import DocumentForm, SourceForm
from goldenthread.office.records.highlight import marked
from goldenthread.office.records.models import Document, Record, Source, Statement
from goldenthread.office.records.seen import documents_seen_by
from goldenthread.office.trail.keeping import kept
from goldenthread.reading.lacks import lacks
from goldenthread.terms.errors import GoldenthreadError
from goldenthread.terms.statements import Lacks


@dataclass(frozen=True, slots=True)
class Reading:
    """One language's text of a document as its page shows it."""

    record: Record
    text: SafeString
    statements: tuple[Statement, ...]
    lacks: Lacks


#: How many documents stand on a page of the list.
PER_PAGE = 200


@kept
def documents(request: HttpRequest) -> HttpResponse:
    """List the documents the reader may see, latest first."""
    seen = documents_seen_by(request.user).order_by("-dated", "pk")
    in_language = Q(records__language=current())
    listed = seen.annotate(said=Count("records__statements", filter=in_language))
    pages = Paginator(listed, PER_PAGE)
    return render(
        request,
        "records/documents.html",
        {
            "documents": pages.get_page(request.GET.get("page")),
            "may_add": may(request.user, "record.intake"),
        },
    )


@kept
def document(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a document's text with its statements marked, in the page's language if it has it."""
    shown = get_object_or_404(
        documents_seen_by(request.user).select_related("source", "body"), slug=slug
    )
    return render(
        request,
        "records/document.html",
        {
            "document": shown,
            "reading": _reading(shown),
            "round": round_of(shown, reader=request.user),
            "may_review": may(request.user, "record.accept", shown),
            "may_adopt": may(request.user, "commitment.adopt", shown),
            "may_release": may(request.user, "record.release", shown) and not shown.is_released,
        },
    )


def sources(request: HttpRequest) -> HttpResponse:
    """List the places where things were said in public."""
    shown = {"sources": Source.objects.all(), "may_add": may(request.user, "record.add_source")}
    return render(request, "records/sources.html", shown)


def source(request: HttpRequest, slug: str) -> HttpResponse:
    """Show one source, and what was taken from it."""
    shown = get_object_or_404(Source, slug=slug)
    cited = documents_seen_by(request.user).filter(source=shown)
    return render(request, "records/source.html", {"source": shown, "documents": cited})


@login_required
def add(request: HttpRequest) -> HttpResponse:
    """Take in a document: nothing is kept if any of it cannot be read."""
    person = cast(Person, request.user)
    allow(person, "record.intake")
    form = DocumentForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            taken = form.take_in(by=person)
        except GoldenthreadError as error:
            form.refuse(error)
        else:
            return redirect("record", taken.slug)
    return render(request, "records/add.html", {"form": form}, status=form.status)


@login_required
def add_source(request: HttpRequest) -> HttpResponse:
    """Name a place where things are said in public."""
    person = cast(Person, request.user)
    allow(person, "record.add_source")
    form = SourceForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            added = form.add(by=person)
        except GoldenthreadError as error:
            form.refuse(error)
        else:
            return redirect("source", added.slug)
    return render(request, "records/add_source.html", {"form": form}, status=form.status)


@login_required
@require_POST
def release(request: HttpRequest, slug: str) -> HttpResponse:
    """Let the public read a document."""
    shown = get_object_or_404(documents_seen_by(request.user), slug=slug)
    actions.release(shown, by=cast(Person, request.user))
    return redirect("record", slug)


def _reading(document: Document) -> Reading | None:
    """Return the text in the page's language, or in the other if it exists in that alone."""
    by_language = {record.language: record for record in document.records.all()}
    record = by_language.get(current()) or next(iter(by_language.values()), None)
    if record is None:
        return None
    statements = tuple(record.statements.all())
    for statement in statements:
        statement.record = record  # its quote is a slice of this text: no further query
    return Reading(
        record,
        marked(record.text, statements),
        statements,
        lacks(said.term() for said in statements),
    )
