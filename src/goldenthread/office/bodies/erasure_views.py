"""The pages of erasures: what is asked for and on which ground, what came of it, which backups."""

from typing import cast

from django import forms
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from goldenthread.ledger import REASON
from goldenthread.office.bodies.erasable import values_of
from goldenthread.office.bodies.erasure_actions import (
    approve_erasure,
    ask_erasure,
    decline_erasure,
)
from goldenthread.office.bodies.forms import OfficeForm
from goldenthread.office.bodies.models import Erasure, Person
from goldenthread.office.bodies.permissions import allow, may
from goldenthread.office.trail.models import Entry
from goldenthread.terms.errors import GoldenthreadError


class AskForm(OfficeForm):
    """Which fields of which row, on which legal ground."""

    thing = forms.CharField(max_length=200)
    names = forms.MultipleChoiceField(choices=())
    ground = forms.CharField(max_length=500)

    def offer(self) -> dict[str, str]:
        """Offer the fields of the row that is named; none, and say why, if there is no such row."""
        given = self.data if self.is_bound else self.initial
        if not (thing := str(given.get("thing", "")).strip()):
            return {}
        try:
            values = values_of(thing)
        except GoldenthreadError as error:
            self.refuse(error)
            return {}
        names = self.fields["names"]
        if isinstance(names, forms.MultipleChoiceField):
            names.choices = [(name, name) for name in values]
        return values


class DeclineForm(OfficeForm):
    """Why nothing is erased."""

    reason = forms.CharField(max_length=300)


@login_required
def erasures(request: HttpRequest) -> HttpResponse:
    """List what was asked for, the latest first, and how long backups still hold it."""
    person = _involved(request)
    shown = {
        "erasures": Erasure.objects.order_by("-pk"),
        "today": timezone.localdate(),
        "may_ask": may(person, "body.ask_erasure"),
    }
    return render(request, "bodies/erasures.html", shown)


@login_required
def ask(request: HttpRequest) -> HttpResponse:
    """Choose a row, then its fields, and ask that they be erased."""
    person = cast(Person, request.user)
    allow(person, "body.ask_erasure")
    thing = request.GET.get("thing", "").strip()
    form = AskForm(request.POST or None, initial={"thing": thing})
    values = form.offer()
    if request.method == "POST" and not form.refused and form.is_valid():
        given = form.cleaned_data
        try:
            asked = ask_erasure(
                given["thing"], names=given["names"], by=person, ground=given["ground"]
            )
        except GoldenthreadError as error:
            form.refuse(error)
        else:
            return redirect("erasure", asked.pk)
    people = Person.objects.filter(body=person.body).order_by("is_active", "username")
    shown = {"form": form, "values": values, "reason": REASON, "people": people}
    return render(request, "bodies/erasure_ask.html", shown, status=form.status)


@login_required
def erasure(request: HttpRequest, number: int) -> HttpResponse:
    """Show what was asked for and what came of it; while it waits, what it would erase."""
    return _page(request, _involved(request), number, DeclineForm())


@login_required
@require_POST
def approve(request: HttpRequest, number: int) -> HttpResponse:
    """Erase it: the second person's act."""
    person = cast(Person, request.user)
    allow(person, "body.approve_erasure")
    form = DeclineForm()
    try:
        approve_erasure(get_object_or_404(Erasure, pk=number), by=person)
    except GoldenthreadError as error:
        form.refuse(error)
        return _page(request, person, number, form)
    return redirect("erasure", number)


@login_required
@require_POST
def decline(request: HttpRequest, number: int) -> HttpResponse:
    """Leave it as it is, with the reason."""
    person = cast(Person, request.user)
    allow(person, "body.decline_erasure")
    form = DeclineForm(request.POST)
    asked = get_object_or_404(Erasure, pk=number)
    if form.is_valid():
        try:
            decline_erasure(asked, by=person, reason=form.cleaned_data["reason"])
        except GoldenthreadError as error:
            form.refuse(error)
        else:
            return redirect("erasure", number)
    return _page(request, person, number, form)


def _involved(request: HttpRequest) -> Person:
    person = cast(Person, request.user)
    if not may(person, "body.ask_erasure"):
        allow(person, "body.approve_erasure")
    return person


def _page(request: HttpRequest, person: Person, number: int, form: DeclineForm) -> HttpResponse:
    asked = get_object_or_404(Erasure, pk=number)
    is_theirs = str(person.opaque) == asked.asked_by
    shown = {
        "erasure": asked,
        "form": form,
        "values": _waiting_values(asked),
        "asked_by": _name_of(asked.asked_by),
        "settled_by": _name_of(asked.approved_by or asked.declined_by),
        "entries": Entry.objects.filter(object=asked.trail_object),
        "remade": Entry.objects.filter(
            values__name="erasure", values__value=asked.trail_object, object__startswith="card/"
        ),
        "reason": REASON,
        "today": timezone.localdate(),
        "may_settle": asked.is_waiting and not is_theirs and may(person, "body.approve_erasure"),
    }
    return render(request, "bodies/erasure.html", shown, status=form.status)


def _waiting_values(asked: Erasure) -> dict[str, str]:
    """Return what would be erased by field, while nobody has decided and the row is there."""
    if not asked.is_waiting:
        return dict.fromkeys(asked.names, "")
    try:
        values = values_of(asked.thing)
    except GoldenthreadError:
        return dict.fromkeys(asked.names, "")
    return {name: values.get(name, "") for name in asked.names}


def _name_of(opaque: str) -> Person | None:
    return Person.objects.filter(opaque=opaque).first() if opaque else None
