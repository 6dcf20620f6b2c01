"""The page on which the path to a target is stated."""

from typing import cast

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from goldenthread.office.bodies.models import Person
from goldenthread.office.bodies.permissions import allow
from goldenthread.office.commitments.seen import commitments_seen_by
from goldenthread.office.indicators.models import Target
from goldenthread.office.indicators.path_forms import PathForm
from goldenthread.terms.errors import GoldenthreadError


@login_required
def state(request: HttpRequest, slug: str) -> HttpResponse:
    """State the path to a target, point by point."""
    person = cast(Person, request.user)
    rows = Target.objects.filter(commitment__in=commitments_seen_by(person))
    related = ("commitment__document__body", "indicator", "area")
    target = get_object_or_404(rows.select_related(*related), slug=slug)
    allow(person, "indicator.set_path", target)
    form = PathForm(request.POST or None, target=target)
    if request.method == "POST" and form.is_valid():
        try:
            form.state(by=person)
        except GoldenthreadError as error:
            form.refuse(error)
        else:
            return redirect("commitment", target.commitment.slug)
    given = {"form": form, "target": target}
    return render(request, "indicators/path.html", given, status=form.status)
