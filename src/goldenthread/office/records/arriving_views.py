"""The pages on which many documents are dropped at once, and what became of each."""

from typing import Any, cast

from django import forms
from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from goldenthread.office.bodies.forms import DayInput, OfficeForm
from goldenthread.office.bodies.models import Person
from goldenthread.office.bodies.permissions import allow
from goldenthread.office.records import arriving_actions as actions
from goldenthread.office.records.models import Arrival
from goldenthread.office.records.opening import too_large
from goldenthread.terms.errors import GoldenthreadError


class ManyFiles(forms.ClearableFileInput):
    """A place for any number of files."""

    allow_multiple_selected = True


class Files(forms.FileField):
    """Any number of files, one at least."""

    widget = ManyFiles

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:
        """Return the files; ValidationError if there is none."""
        each = data if isinstance(data, list) and data else [None]
        return [super(Files, self).clean(file, initial) for file in each]


class DropForm(OfficeForm):
    """Any number of documents, each in one language."""

    documents = Files(allow_empty_file=True)

    def receive(self, *, by: Person) -> str:
        """Keep them all, or none if one is too large to be kept."""
        files: list[UploadedFile] = self.cleaned_data["documents"]
        for file in files:
            if (file.size or 0) > settings.MAX_DOCUMENT_BYTES:
                raise too_large(file.name or "")
        given = [(file.name or "", file.read()) for file in files]
        return actions.receive(by.body, files=given, by=by)


class AgainForm(OfficeForm):
    """The day of a document whose text names none."""

    dated = forms.DateField(widget=DayInput, required=False)


@login_required
def drop_many(request: HttpRequest) -> HttpResponse:
    """Take many files, and read as many of them at once as a request may wait for."""
    person = _sender(request, "record.receive")
    form = DropForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            drop = form.receive(by=person)
        except GoldenthreadError as error:
            form.refuse(error)
        else:
            actions.read_received(person.body, drop=drop, by=person)
            return redirect("drop", drop)
    left = Arrival.objects.filter(body=person.body).exclude(state=Arrival.State.TAKEN)
    given = {"form": form, "left": left.defer("content")}
    return render(request, "records/drop_many.html", given, status=form.status)


@login_required
def drop(request: HttpRequest, key: str) -> HttpResponse:
    """Show what became of each file of a drop."""
    return _page(request, _sender(request, "record.receive"), key)


@login_required
@require_POST
def read_on(request: HttpRequest, key: str) -> HttpResponse:
    """Read the files of a drop that still wait."""
    person = _sender(request, "record.read_received")
    actions.read_received(person.body, drop=key, by=person)
    return redirect("drop", key)


@login_required
@require_POST
def again(request: HttpRequest, pk: int) -> HttpResponse:
    """Read a refused file once more, with the day it is of."""
    person = _sender(request, "record.try_again")
    row = _row(person, pk)
    form = _again_form(row, request.POST)
    if not form.is_valid():
        return _page(request, person, row.drop, wrong={row.pk: form})
    try:
        actions.try_again(row, dated=form.cleaned_data["dated"], by=person)
    except GoldenthreadError as error:
        form.refuse(error)
        return _page(request, person, row.drop, wrong={row.pk: form})
    return redirect("drop", row.drop)


@login_required
@require_POST
def leave_out(request: HttpRequest, pk: int) -> HttpResponse:
    """Forget a file that was not taken in."""
    person = _sender(request, "record.leave_out")
    row = _row(person, pk)
    actions.leave_out(row, by=person)
    is_left = Arrival.objects.filter(drop=row.drop).exists()
    return redirect("drop", row.drop) if is_left else redirect("record-drop")


def _sender(request: HttpRequest, action: str) -> Person:
    person = cast(Person, request.user)
    allow(person, action)
    return person


def _row(person: Person, pk: int) -> Arrival:
    return get_object_or_404(Arrival.objects.select_related("body"), pk=pk, body=person.body)


def _again_form(row: Arrival, given: QueryDict | None = None) -> AgainForm:
    return AgainForm(given, auto_id=f"id_{row.pk}_%s")


def _page(
    request: HttpRequest, person: Person, key: str, wrong: dict[int, AgainForm] | None = None
) -> HttpResponse:
    seen = Arrival.objects.filter(body=person.body, drop=key).defer("content")
    rows = list(seen.select_related("document"))
    if not rows:
        raise Http404
    forms_by_row = wrong or {}
    read = sum(row.state != Arrival.State.WAITING for row in rows)
    given: dict[str, Any] = {
        "rows": [(row, forms_by_row.get(row.pk) or _again_form(row)) for row in rows],
        "key": key,
        "read": read,
        "total": len(rows),
        "is_done": read == len(rows),
    }
    refused = next((form for form in forms_by_row.values() if form.refused), None)
    given["form"] = refused or next(iter(forms_by_row.values()), AgainForm())
    return render(request, "records/drop.html", given, status=422 if wrong else 200)
