"""The pages of progress reports, and the files that stand beside them."""

from typing import cast

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.http import content_disposition_header

from goldenthread.office.bodies.models import Person
from goldenthread.office.bodies.permissions import allow, may
from goldenthread.office.commitments.models import Commitment, Exhibit
from goldenthread.office.commitments.report_forms import (
    AcceptForm,
    AnswerForm,
    ReportForm,
    SendBackForm,
)
from goldenthread.office.commitments.seen import commitments_seen_by, reports_seen_by
from goldenthread.planning import standing
from goldenthread.terms.commitments import Decision, Standing
from goldenthread.terms.errors import GoldenthreadError

_ANSWERS: dict[str, type[AnswerForm]] = {"accept": AcceptForm, "send-back": SendBackForm}
#: A file somebody sent runs nothing and loads nothing, wherever a browser opens it.
_INERT = "default-src 'none'; sandbox"


@login_required
def report(request: HttpRequest, slug: str) -> HttpResponse:
    """Report on a duty: one form of six fields."""
    person = cast(Person, request.user)
    rows = commitments_seen_by(person).select_related("lead", "document__body")
    duty = get_object_or_404(rows, slug=slug)
    allow(person, "commitment.report", duty)
    form = ReportForm(
        request.POST or None, request.FILES or None, commitment=duty, is_overdue=_is_overdue(duty)
    )
    if request.method == "POST" and form.is_valid() and not form.lacks:
        try:
            sent = form.report(by=person)
        except GoldenthreadError as error:
            form.refuse(error)
        else:
            return redirect("report", sent.pk)
    shown = {"form": form, "commitment": duty}
    status = 422 if form.lacks else form.status
    return render(request, "commitments/report.html", shown, status=status)


def shown(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a report with what stands beside it and what was decided of it."""
    rows = reports_seen_by(request.user).select_related("commitment__lead", "reporter")
    found = get_object_or_404(rows.select_related("commitment__document__body"), pk=pk)
    verbs = [
        verb
        for verb in _ANSWERS
        if found.decision == Decision.WAITING.value
        and may(request.user, _action(verb), found)
        and found.reporter != request.user
    ]
    given = {"report": found, "exhibits": found.exhibits.defer("content"), "verbs": verbs}
    return render(request, "commitments/reported.html", given)


@login_required
def answer(request: HttpRequest, pk: int, verb: str) -> HttpResponse:
    """Accept a report or send it back, with the reason."""
    person = cast(Person, request.user)
    rows = reports_seen_by(person).select_related("commitment__lead", "reporter")
    found = get_object_or_404(rows.select_related("commitment__document__body"), pk=pk)
    allow(person, _action(verb), found)
    # Accepting an interim report needs no words, so a form without any is an answer too.
    form = _ANSWERS[verb](request.POST if request.method == "POST" else None, report=found)
    if form.is_valid():
        try:
            form.answer(by=person)
        except GoldenthreadError as error:
            form.refuse(error)
        else:
            return redirect("report", pk)
    given = {"form": form, "report": found, "verb": verb}
    return render(request, "commitments/answer.html", given, status=form.status)


def exhibit(request: HttpRequest, pk: int) -> HttpResponse:
    """Give a file that somebody sent: to be saved, never to be shown."""
    rows = Exhibit.objects.exclude(sha256="").filter(report__in=reports_seen_by(request.user))
    found = get_object_or_404(rows, pk=pk)
    answer = HttpResponse(bytes(found.content), content_type=found.media_type)
    answer["Content-Disposition"] = str(content_disposition_header(True, found.name))
    answer["Content-Security-Policy"] = _INERT
    answer["Cache-Control"] = "private, no-store"
    return answer


def _is_overdue(duty: Commitment) -> bool:
    return standing(duty.term(), on=timezone.localdate()) is Standing.OVERDUE


def _action(verb: str) -> str:
    return f"commitment.{verb.replace('-', '_')}"
