"""The pages on which anybody asks about a published figure, and where the answers stand."""

from collections import Counter
from http import HTTPStatus
from typing import cast

from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from goldenthread.office.bodies.languages import current
from goldenthread.office.bodies.models import Person
from goldenthread.office.bodies.permissions import allow, may, works_here
from goldenthread.office.editions.asking_forms import FORMS, AskForm
from goldenthread.office.editions.limits import MOST, asks_too_often
from goldenthread.office.editions.models import Answering, Edition, Inquiry
from goldenthread.office.editions.seen import editions_seen_by
from goldenthread.office.editions.thread import walk_back
from goldenthread.office.editions.withdrawing import tombstone
from goldenthread.terms.errors import GoldenthreadError, NotPossible


def ask(request: HttpRequest, quarter: str, number: int, figure: str) -> HttpResponse:
    """Ask about a figure or its verdict; the way to the answer is told, and no name is asked."""
    shown = _edition(quarter, number)
    if shown.withdrawn:
        return tombstone(request, shown, [])
    try:
        walk = walk_back(shown, figure=figure, language=current())
    except NotPossible as error:
        raise Http404 from error
    form, status = AskForm(request.POST or None), None
    if request.method == "POST" and form.is_valid():
        try:
            if asks_too_often(request):
                status = HTTPStatus.TOO_MANY_REQUESTS
                raise _too_often()
            asked = form.ask(shown, figure=figure)
        except GoldenthreadError as error:
            form.refuse(error)
        else:
            return redirect("inquiry", asked.slug)
    given = {"form": form, "edition": shown, "walk": walk}
    return render(request, "editions/ask.html", given, status=status or form.status)


def inquiries(request: HttpRequest, quarter: str, number: int) -> HttpResponse:
    """Show what was asked about an edition: the answers, and how much waits or was refused."""
    shown = _edition(quarter, number)
    if shown.withdrawn:
        return tombstone(request, shown, [])
    rows = list(shown.inquiries.all())
    counted = Counter(row.state for row in rows)
    given = {
        "edition": shown,
        "answered": [row for row in rows if row.is_answered],
        "refused": [row for row in rows if row.state == Answering.REFUSED],
        "waiting": counted[Answering.WAITING],
    }
    return render(request, "editions/inquiries.html", given)


def inquiry(request: HttpRequest, slug: str) -> HttpResponse:
    """Show one question: its words once it is answered, or to those who may answer it."""
    rows = Inquiry.objects.select_related("edition__scorecard__body")
    found = get_object_or_404(rows, slug=slug)
    given = {
        "inquiry": found,
        "edition": found.edition,
        "shows_words": found.is_answered or works_here(request.user),
        "verbs": [verb for verb in FORMS if _is_open(request.user, verb, found)],
    }
    return render(request, "editions/inquiry.html", given)


@login_required
def decide(request: HttpRequest, slug: str, verb: str) -> HttpResponse:
    """Answer a question in public, or refuse it with the reason."""
    person = cast(Person, request.user)
    found = get_object_or_404(Inquiry.objects.select_related("edition__scorecard__body"), slug=slug)
    allow(person, f"edition.{verb}_question", found)
    form = FORMS[verb](request.POST or None, initial={"words": found.answer})
    if request.method == "POST" and form.is_valid():
        try:
            form.decide(found, by=person)
        except GoldenthreadError as error:
            form.refuse(error)
        else:
            return redirect("inquiry", slug)
    given = {"form": form, "inquiry": found, "edition": found.edition, "verb": verb}
    return render(request, "editions/inquiry_decide.html", given, status=form.status)


def answered_on(edition: Edition, *, figure: str) -> QuerySet[Inquiry]:
    """Return the answered questions about a figure, on whichever edition of its quarter's card."""
    return Inquiry.objects.filter(
        edition__quarter=edition.quarter,
        edition__scorecard__body=edition.body,
        figure=figure,
        state=Answering.ANSWERED,
    ).select_related("edition")


def to_answer(person: Person) -> list[Inquiry]:
    """Return the questions that wait for somebody like `person`, oldest first."""
    waiting = Inquiry.objects.filter(state=Answering.WAITING)
    rows = waiting.select_related("edition__scorecard__body")
    return [each for each in rows if may(person, "edition.answer_question", each)]


def _is_open(reader: object, verb: str, found: Inquiry) -> bool:
    fits = found.is_waiting or (verb == "answer" and found.is_answered)
    return fits and may(reader, f"edition.{verb}_question", found)


def _edition(quarter: str, number: int) -> Edition:
    rows = editions_seen_by(None).select_related("scorecard__body")
    return get_object_or_404(rows, quarter=quarter, number=number)


def _too_often() -> NotPossible:
    return NotPossible(
        f"more than {MOST} questions came from one place within an hour.",
        remedy="Ask again later; nothing of you was kept.",
    )
