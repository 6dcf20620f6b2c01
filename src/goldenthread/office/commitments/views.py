"""The pages of adopted duties."""

from typing import cast

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from goldenthread.office.bodies.languages import current
from goldenthread.office.bodies.models import Department, Person
from goldenthread.office.bodies.permissions import allow, may
from goldenthread.office.bodies.queries import day_asked
from goldenthread.office.commitments.citing import cited
from goldenthread.office.commitments.forms import (
    AdoptForm,
    AssignForm,
    DecideForm,
    ExtendForm,
    SupersedeForm,
    WithdrawForm,
)
from goldenthread.office.commitments.models import Commitment
from goldenthread.office.commitments.seen import (
    commitments_seen_by,
    duties_asked,
    reports_seen_by,
)
from goldenthread.office.records.highlight import excerpt
from goldenthread.office.records.models import Statement
from goldenthread.office.records.seen import documents_seen_by
from goldenthread.planning import standing
from goldenthread.terms.commitments import State
from goldenthread.terms.errors import GoldenthreadError


def commitments(request: HttpRequest) -> HttpResponse:
    """List the duties the reader may see, of one lead unit or document if the address says so."""
    lead, source = request.GET.get("lead", ""), request.GET.get("document", "")
    listed = duties_asked(request.user, lead=lead, document=source)
    return render(
        request,
        "commitments/commitments.html",
        {
            "commitments": listed.select_related("lead", "document"),
            "leads": Department.objects.filter(leads__isnull=False).distinct().order_by("pk"),
            "documents": documents_seen_by(request.user)
            .filter(commitments__isnull=False)
            .distinct(),
            "lead": lead,
            "source": source,
            "asked": request.GET.urlencode(),
            "may_import": may(request.user, "commitment.import_table"),
        },
    )


def commitment(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a duty, and how it stands at the end of a day."""
    rows = commitments_seen_by(request.user).select_related(
        "lead",
        "document__body",
        "statement_en__record",
        "statement_zh__record",
        "successor",
    )
    shown = get_object_or_404(rows, slug=slug)
    on = day_asked(request, "on")
    serves = cited(shown, current())
    return render(
        request,
        "commitments/commitment.html",
        {
            "commitment": shown,
            "supporting": shown.supporting_units(),
            "on": on,
            "standing": standing(shown.term(), on=on).value,
            "statement": serves,
            "excerpt": excerpt(serves),
            "verbs": () if State(shown.state).is_closed else _verbs(request.user, shown),
            "reports": reports_seen_by(request.user).filter(commitment=shown),
            "may_report": not State(shown.state).is_closed
            and may(request.user, "commitment.report", shown),
        },
    )


@login_required
def adopt(request: HttpRequest, statement: int) -> HttpResponse:
    """Take up a statement as a duty."""
    person = cast(Person, request.user)
    rows = Statement.objects.select_related("record__document__body")
    serves = get_object_or_404(
        rows.filter(record__document__in=documents_seen_by(person)), pk=statement
    )
    document = serves.record.document
    allow(person, "commitment.adopt", document)
    form = AdoptForm(request.POST or None, statement=serves)
    if request.method == "POST" and form.is_valid():
        try:
            adopted = form.adopt(by=person)
        except GoldenthreadError as error:
            form.refuse(error)
        else:
            return redirect("commitment", adopted.slug)
    shown = {"form": form, "document": document, "statement": serves, "excerpt": excerpt(serves)}
    return render(request, "commitments/adopt.html", shown, status=form.status)


@login_required
def decide(request: HttpRequest, slug: str, verb: str) -> HttpResponse:
    """Assign, extend or withdraw a duty, with the reason."""
    person = cast(Person, request.user)
    rows = commitments_seen_by(person).select_related("lead", "document__body")
    duty = get_object_or_404(rows, slug=slug)
    allow(person, f"commitment.{verb}", duty)
    form = _FORMS[verb](request.POST or None, commitment=duty)
    if request.method == "POST" and form.is_valid():
        try:
            form.decide(by=person)
        except GoldenthreadError as error:
            form.refuse(error)
        else:
            return redirect("commitment", slug)
    shown = {"form": form, "commitment": duty, "verb": verb}
    return render(request, "commitments/decide.html", shown, status=form.status)


_FORMS: dict[str, type[DecideForm]] = {
    form.verb: form for form in (AssignForm, ExtendForm, SupersedeForm, WithdrawForm)
}


def _verbs(reader: object, duty: Commitment) -> list[str]:
    return [verb for verb in _FORMS if may(reader, f"commitment.{verb}", duty)]
