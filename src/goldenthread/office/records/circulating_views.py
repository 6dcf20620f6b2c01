"""The pages on which a document is sent round, acknowledged, asked about and answered."""

from dataclasses import dataclass
from typing import Any, cast

from django import forms
from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from goldenthread.office.bodies.forms import Choices, OfficeForm
from goldenthread.office.bodies.models import Department, Person
from goldenthread.office.bodies.permissions import allow, may
from goldenthread.office.records import circulating_actions as actions
from goldenthread.office.records.models import Circulation, Clarification, Document
from goldenthread.office.records.seen import (
    circulations_seen_by,
    clarifications_seen_by,
    documents_seen_by,
)
from goldenthread.terms.errors import GoldenthreadError


class CirculateForm(OfficeForm):
    """To which units, with what note."""

    units = Choices(Department.objects.order_by("pk"), widget=forms.CheckboxSelectMultiple)
    note = forms.CharField(max_length=500, required=False)


class WordsForm(OfficeForm):
    """A question or its answer."""

    text = forms.CharField(max_length=5000, widget=forms.Textarea({"rows": 6}))


@dataclass(frozen=True, slots=True)
class Round:
    """What stands beneath a document for those who work here; `own` is the reader's unit's."""

    sent: list[Circulation]
    asked: list[Clarification]
    own: Circulation | None
    may_send: bool
    may_answer: bool


def round_of(document: Document, *, reader: object) -> Round:
    """Return to whom a document was sent and what was asked, as far as `reader` may see it."""
    sent = list(circulations_seen_by(reader).filter(document=document))
    own = [row for row in sent if may(reader, "record.acknowledge", row)]
    return Round(
        sent=sent,
        asked=list(clarifications_seen_by(reader).filter(document=document)),
        own=own[0] if own else None,
        may_send=may(reader, "record.circulate", document),
        may_answer=may(reader, "record.answer_about", document),
    )


@login_required
def send(request: HttpRequest, slug: str) -> HttpResponse:
    """Send a document to units."""
    person = cast(Person, request.user)
    document = get_object_or_404(documents_seen_by(person), slug=slug)
    allow(person, "record.circulate", document)
    form = CirculateForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.circulate(document, by=person, **form.cleaned_data)
        except GoldenthreadError as error:
            form.refuse(error)
        else:
            return redirect("record", slug)
    given = {"form": form, "document": document}
    return render(request, "records/circulate.html", given, status=form.status)


@login_required
@require_POST
def acknowledge(request: HttpRequest, pk: int) -> HttpResponse:
    """Say for one's unit that it has the document."""
    person = cast(Person, request.user)
    found = get_object_or_404(circulations_seen_by(person), pk=pk)
    actions.acknowledge(found, by=person)
    return redirect("record", found.document.slug)


@login_required
def ask(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask about a document that was sent to one's unit."""
    return _said(request, pk, circulations_seen_by(request.user), "record.ask_about")


@login_required
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """Answer what a unit asked."""
    return _said(request, pk, clarifications_seen_by(request.user), "record.answer_about")


def _said(request: HttpRequest, pk: int, rows: QuerySet[Any], action: str) -> HttpResponse:
    person = cast(Person, request.user)
    about = get_object_or_404(rows, pk=pk)
    allow(person, action, about)
    initial = {"text": getattr(about, "answer", "")}
    form = WordsForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        act = actions.ask_about if action == "record.ask_about" else actions.answer_about
        try:
            act(about, text=form.cleaned_data["text"], by=person)
        except GoldenthreadError as error:
            form.refuse(error)
        else:
            return redirect("record", about.document.slug)
    given = {"form": form, "about": about, "document": about.document}
    return render(request, "records/clarify.html", given, status=form.status)
