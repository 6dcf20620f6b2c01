"""What a unit owes, as its people and as everybody else see it."""

from typing import cast

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import F, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from goldenthread.office.bodies.downloads import downloaded
from goldenthread.office.bodies.models import Department, Person
from goldenthread.office.bodies.permissions import may_read
from goldenthread.office.commitments.models import Commitment
from goldenthread.office.commitments.owed import burden, burdens, milestones_owed, owed
from goldenthread.office.commitments.seen import commitments_seen_by, duties_in_full, open_ones
from goldenthread.office.trail.keeping import kept

#: How many duties stand on a page of what a unit owes.
PER_PAGE = 50


@login_required
def my_work(request: HttpRequest) -> HttpResponse:
    """Show what the reader's unit owes, by due date, with what each duty needs today."""
    unit, today = _own_unit(request), timezone.localdate()
    page = Paginator(_open_of(request, unit), PER_PAGE).get_page(request.GET.get("page"))
    given = {
        "unit": unit,
        "page": page,
        "owed": owed(page.object_list, on=today),
        "milestones": [(each, each.is_late(on=today)) for each in milestones_owed(unit)],
        "on": today,
    }
    return render(request, "commitments/my_work.html", given)


@login_required
def my_work_table(request: HttpRequest) -> HttpResponse:
    """Give what the reader's unit owes, as the page lists it."""
    rows = owed(_open_of(request, _own_unit(request)), on=timezone.localdate())
    told = [
        (
            each.duty.slug,
            each.duty.title_en,
            each.duty.title_zh,
            each.duty.due.isoformat() if each.duty.due else "",
            each.need.value,
            timezone.localdate(each.last.sent).isoformat() if each.last else "",
        )
        for each in rows
    ]
    head = ("id", "title_en", "title_zh", "due", "need", "last_report")
    return downloaded([head, *told], name="my-work")


def _own_unit(request: HttpRequest) -> Department:
    person = cast(Person, request.user)
    if not may_read(person, "report") or person.department is None:
        raise PermissionDenied
    return person.department


def _open_of(request: HttpRequest, unit: Department) -> QuerySet[Commitment]:
    """The open duties of a unit by due date, those without one last."""
    rows = open_ones(duties_in_full(request.user)).filter(lead=unit)
    return rows.order_by(F("due").asc(nulls_last=True), "pk")


@kept
def units(request: HttpRequest) -> HttpResponse:
    """Show how many reports the office asks of each unit this quarter, and the hours they take."""
    asked = burdens(commitments_seen_by(request.user), on=timezone.localdate())
    given = {"units": asked.by_unit.items(), "total": asked.total, "quarter": asked.total.quarter}
    return render(request, "commitments/units.html", given)


@kept
def unit(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a unit: the duties it leads and supports, and what reporting the office asks of it."""
    shown = get_object_or_404(Department.objects.select_related("body"), slug=slug)
    led = duties_in_full(request.user).filter(lead=shown)
    given = {
        "unit": shown,
        "led": led,
        "supported": commitments_seen_by(request.user).filter(supporting=shown),
        "burden": burden(led, on=timezone.localdate()).get(shown),
    }
    return render(request, "commitments/unit.html", given)
