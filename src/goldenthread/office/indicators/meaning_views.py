"""The page on which is stated what an indicator's figures mean."""

from typing import cast

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from goldenthread.office.bodies.models import Person
from goldenthread.office.bodies.permissions import allow
from goldenthread.office.indicators.meaning_forms import MeaningForm
from goldenthread.office.indicators.models import Indicator
from goldenthread.terms.errors import GoldenthreadError


@login_required
def state(request: HttpRequest, slug: str) -> HttpResponse:
    """State what the figures are from a day on, beginning with what was stated last."""
    person = cast(Person, request.user)
    allow(person, "indicator.state_meaning")
    indicator = get_object_or_404(Indicator, slug=slug)
    form = MeaningForm(request.POST or None, indicator=indicator)
    if request.method == "POST" and form.is_valid():
        try:
            form.state(by=person)
        except GoldenthreadError as error:
            form.refuse(error)
        else:
            return redirect("indicator", slug)
    given = {"form": form, "indicator": indicator}
    return render(request, "indicators/meaning.html", given, status=form.status)
