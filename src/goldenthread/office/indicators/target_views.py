"""The page on which a target is set."""

from typing import cast

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from goldenthread.office.bodies.models import Person
from goldenthread.office.bodies.permissions import allow
from goldenthread.office.commitments.seen import commitments_seen_by
from goldenthread.office.indicators.target_forms import TargetForm
from goldenthread.terms.errors import GoldenthreadError


@login_required
def set_target(request: HttpRequest, slug: str) -> HttpResponse:
    """Say what a duty asks of an indicator."""
    person = cast(Person, request.user)
    rows = commitments_seen_by(person).select_related("lead", "document__body")
    duty = get_object_or_404(rows, slug=slug)
    allow(person, "indicator.set_target", duty)
    form = TargetForm(request.POST or None, duty=duty)
    if request.method == "POST" and form.is_valid():
        try:
            form.set(by=person)
        except GoldenthreadError as error:
            form.refuse(error)
        else:
            return redirect("commitment", slug)
    given = {"form": form, "duty": duty}
    return render(request, "indicators/set_target.html", given, status=form.status)
