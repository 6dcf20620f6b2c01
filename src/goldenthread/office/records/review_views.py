"""The page on which what was read is reviewed: the text, and beside it its statements."""

from typing import cast

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from goldenthread.office.bodies.languages import current
from goldenthread.office.bodies.models import Person
from goldenthread.office.bodies.permissions import allow
from goldenthread.office.records.highlight import marked
from goldenthread.office.records.models import Document, Record, Standing, Statement
from goldenthread.office.records.review_forms import AddForm, ReviewForm
from goldenthread.office.records.seen import documents_seen_by
from goldenthread.terms.errors import GoldenthreadError


@login_required
def review(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a document's text beside its statements, each with what can be done to it."""
    document = _document(request, slug)
    allow(request.user, "record.accept", document)
    return _page(request, _record(request, document))


@login_required
@require_POST
def review_statement(request: HttpRequest, pk: int) -> HttpResponse:
    """Do what is asked with a statement, and go to the next one."""
    rows = Statement.objects.select_related("record__document__body")
    seen = documents_seen_by(request.user)
    statement = get_object_or_404(rows.filter(record__document__in=seen), pk=pk)
    allow(request.user, "record.accept", statement.record.document)
    form = ReviewForm(request.POST, statement=statement)
    if form.is_valid():
        try:
            form.apply(by=cast(Person, request.user))
        except GoldenthreadError as error:
            form.refuse(error)
        else:
            return _onward(statement)
    return _page(request, statement.record, form=form)


@login_required
@require_POST
def add_statement(request: HttpRequest, slug: str) -> HttpResponse:
    """Add a statement that the reader missed."""
    document = _document(request, slug)
    allow(request.user, "record.add_statement", document)
    record, form = _record(request, document), AddForm(request.POST)
    if form.is_valid():
        try:
            made = form.add(record, by=cast(Person, request.user))
        except GoldenthreadError as error:
            form.refuse(error)
        else:
            return _onward(made)
    return _page(request, record, adding=form)


def _page(
    request: HttpRequest,
    record: Record,
    *,
    form: ReviewForm | None = None,
    adding: AddForm | None = None,
) -> HttpResponse:
    statements = list(record.statements.all())
    for each in statements:
        each.record = record  # its quote is a slice of this text: no further query
    tried = {form.statement.pk: form} if form else {}
    forms = [tried.get(each.pk) or ReviewForm(statement=each) for each in statements]
    wrong = form or adding
    shown = {
        "document": record.document,
        "record": record,
        "text": marked(record.text, statements),
        "forms": forms,
        "tried": form,
        "form": wrong,
        "adding": adding or AddForm(auto_id="add-%s"),
        "units": record.document.body.departments.all(),
        "reviewed": sum(each.standing != Standing.UNREVIEWED for each in statements),
    }
    return render(request, "records/review.html", shown, status=wrong.status if wrong else 200)


def _onward(statement: Statement) -> HttpResponse:
    """Go to the next statement that nobody has looked at, or to the first of them."""
    record = statement.record
    waiting = record.statements.filter(standing=Standing.UNREVIEWED).order_by("start")
    after = waiting.filter(start__gte=statement.start).first() or waiting.first()
    address = reverse("record-review", args=[record.document.slug])
    place = f"#t{after.pk}" if after else ""
    return redirect(f"{address}?text={record.language}{place}")


def _document(request: HttpRequest, slug: str) -> Document:
    rows = documents_seen_by(request.user).select_related("body", "source")
    return get_object_or_404(rows, slug=slug)


def _record(request: HttpRequest, document: Document) -> Record:
    """The text in the language asked for, or else in that of the page, or else the other."""
    asked = request.GET.get("text") or request.POST.get("text") or current()
    held = {record.language: record for record in document.records.select_related("document__body")}
    found = held.get(asked) or next(iter(held.values()), None)
    return found or get_object_or_404(Record, document=document)
