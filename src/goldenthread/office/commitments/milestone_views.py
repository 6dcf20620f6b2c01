"""The pages of milestones: set one, and say what became of it."""

from dataclasses import dataclass
from datetime import date
from typing import cast

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from goldenthread.office.bodies.models import Person
from goldenthread.office.bodies.permissions import allow, may
from goldenthread.office.commitments.milestone_forms import (
    DropForm,
    MilestoneForm,
    MissForm,
    OutcomeForm,
    ReachForm,
)
from goldenthread.office.commitments.models import Commitment, Milestone
from goldenthread.office.commitments.seen import commitments_seen_by, milestones_seen_by
from goldenthread.office.commitments.states import is_possible
from goldenthread.terms.errors import GoldenthreadError

_FORMS: dict[str, type[OutcomeForm]] = {form.verb: form for form in (ReachForm, MissForm, DropForm)}
#: What is said of a milestone, as the addresses name it.
VERBS = tuple(_FORMS)


@dataclass(frozen=True, slots=True)
class Step:
    """A milestone as a page shows it: whether its day is past, what the reader may say of it."""

    milestone: Milestone
    is_late: bool
    verbs: tuple[str, ...]


def steps_of(duty: Commitment, *, reader: object, on: date) -> list[Step]:
    """Return the duty's milestones by their days, as `reader` sees them on the day `on`."""
    rows = sorted(duty.milestones.all(), key=lambda each: (each.due, each.number))
    # Said once for the duty: each milestone is of the same body and unit.
    verbs = tuple(
        verb
        for verb in VERBS
        if may(reader, f"commitment.{verb}_milestone", duty)
        and is_possible(f"commitment.{verb}_milestone", duty)
    )
    return [Step(each, each.is_late(on=on), verbs if each.is_open else ()) for each in rows]


@login_required
def add(request: HttpRequest, slug: str) -> HttpResponse:
    """Set a milestone of a duty."""
    person = cast(Person, request.user)
    rows = commitments_seen_by(person).select_related("lead", "document__body")
    duty = get_object_or_404(rows, slug=slug)
    allow(person, "commitment.set_milestone", duty)
    form = MilestoneForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            form.set(duty, by=person)
        except GoldenthreadError as error:
            form.refuse(error)
        else:
            return redirect("commitment", slug)
    given = {"form": form, "commitment": duty}
    return render(request, "commitments/milestone.html", given, status=form.status)


@login_required
def decide(request: HttpRequest, pk: int, verb: str) -> HttpResponse:
    """Say that a milestone is reached, missed or not asked for any more."""
    person = cast(Person, request.user)
    rows = milestones_seen_by(person).select_related("commitment__lead")
    found = get_object_or_404(rows.select_related("commitment__document__body"), pk=pk)
    allow(person, f"commitment.{verb}_milestone", found)
    form = _FORMS[verb](request.POST or None, milestone=found)
    if request.method == "POST" and form.is_valid():
        try:
            form.decide(by=person)
        except GoldenthreadError as error:
            form.refuse(error)
        else:
            return redirect("commitment", found.commitment.slug)
    given = {"form": form, "milestone": found, "commitment": found.commitment, "verb": verb}
    return render(request, "commitments/outcome.html", given, status=form.status)
