"""The pages of indicators and of their values, each with its three dates."""

from datetime import date
from typing import cast

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from goldenthread.office.bodies.models import Body, Person
from goldenthread.office.bodies.permissions import allow, may
from goldenthread.office.bodies.queries import day_asked
from goldenthread.office.indicators.forms import ObservationForm, TableForm
from goldenthread.office.indicators.models import Import, Indicator, Observation
from goldenthread.office.indicators.models.meanings import RELATIONS
from goldenthread.office.indicators.vintages import PER_PAGE, foretold_from, vintages
from goldenthread.terms.errors import GoldenthreadError
from goldenthread.weaving.expecting import ahead


def indicators(request: HttpRequest) -> HttpResponse:
    """List every defined quantity with how many values there are of it."""
    listed = Indicator.objects.annotate(values_held=Count("observations"))
    shown_with = {
        "indicators": listed,
        "imports": Import.objects.select_related("source"),
        "may_import": may(request.user, "indicator.import_table"),
    }
    return render(request, "indicators/indicators.html", shown_with)


def indicator(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a quantity with all its values, or with those known on a day, a page at a time."""
    shown = get_object_or_404(Indicator, slug=slug)
    known = _known(request)
    pages = Paginator(vintages(shown.observations.all(), known=known), PER_PAGE)
    area = Body.objects.select_related("area").earliest("pk").area
    related = Indicator.objects.filter(slug__in=[shown.growth_of, shown.against])
    return render(
        request,
        "indicators/indicator.html",
        {
            "indicator": shown,
            "vintages": pages.get_page(request.GET.get("page")),
            "known": known,
            "growth_of": next((item for item in related if item.slug == shown.growth_of), None),
            "against": next((item for item in related if item.slug == shown.against), None),
            "meanings": shown.meanings.select_related("indicator", *RELATIONS).order_by("-number"),
            "own_area": area,
            "ahead": ahead(shown.term(), foretold_from(shown, area=area, known=known)),
            "may_record": may(request.user, "indicator.record"),
            "may_state": may(request.user, "indicator.state_meaning"),
        },
    )


def observation(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one value: as printed, from which cell, by which role, and its three dates."""
    rows = Observation.objects.select_related("indicator", "area", "source", "imported")
    shown = get_object_or_404(rows, pk=pk)
    same = rows.filter(
        indicator=shown.indicator, area=shown.area, period=shown.period, kind=shown.kind
    )
    return render(
        request,
        "indicators/observation.html",
        {"observation": shown, "others": same.exclude(pk=pk)},
    )


@login_required
def record(request: HttpRequest, slug: str) -> HttpResponse:
    """Record a value of a quantity as its source gives it."""
    person = cast(Person, request.user)
    allow(person, "indicator.record")
    shown = get_object_or_404(Indicator, slug=slug)
    form = ObservationForm(request.POST or None, indicator=shown)
    if request.method == "POST" and form.is_valid():
        try:
            recorded = form.record(by=person)
        except GoldenthreadError as error:
            form.refuse(error)
        else:
            return redirect("observation", recorded.pk)
    shown_with = {"form": form, "indicator": shown}
    return render(request, "indicators/record.html", shown_with, status=form.status)


@login_required
def import_table(request: HttpRequest) -> HttpResponse:
    """Take over a table of figures, or show every fault of it with its cell."""
    person = cast(Person, request.user)
    allow(person, "indicator.import_table")
    form = TableForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = form.import_table(by=person)
        except GoldenthreadError as error:
            form.refuse(error)
        else:
            return redirect("import", made.pk)
    return render(request, "indicators/import_table.html", {"form": form}, status=form.status)


def imported(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what was taken over from a table: each value with its cell, and the root of all."""
    shown = get_object_or_404(Import.objects.select_related("source"), pk=pk)
    rows = shown.observations.select_related("indicator", "area").order_by("pk")
    shown_with = {"import": shown, "rows": rows}
    return render(request, "indicators/import.html", shown_with)


def _known(request: HttpRequest) -> date | None:
    return day_asked(request, "known") if request.GET.get("known") else None
