"""The page that says in public why a duty fell short and what is done about it."""

from typing import cast

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from goldenthread.office.bodies.models import Person
from goldenthread.office.bodies.permissions import allow
from goldenthread.office.commitments.explanation_forms import ExplanationForm
from goldenthread.office.commitments.seen import commitments_seen_by
from goldenthread.terms.errors import GoldenthreadError


@login_required
def explain(request: HttpRequest, slug: str) -> HttpResponse:
    """Say why a duty fell short."""
    person = cast(Person, request.user)
    rows = commitments_seen_by(person).select_related("lead", "document__body")
    duty = get_object_or_404(rows, slug=slug)
    allow(person, "commitment.explain", duty)
    form = ExplanationForm(request.POST or None, commitment=duty)
    if request.method == "POST" and form.is_valid():
        try:
            form.explain(by=person)
        except GoldenthreadError as error:
            form.refuse(error)
        else:
            return redirect("commitment", slug)
    given = {"form": form, "commitment": duty}
    return render(request, "commitments/explain.html", given, status=form.status)
