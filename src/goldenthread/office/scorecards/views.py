"""The pages of questions about figures, and of forecasts with how good they were."""

from typing import cast

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render

from goldenthread.office.bodies.downloads import downloaded
from goldenthread.office.bodies.models import Person
from goldenthread.office.bodies.permissions import allow, may, works_here
from goldenthread.office.scorecards import actions
from goldenthread.office.scorecards.expecting import calibration_of, landed
from goldenthread.office.scorecards.forms import AnswerForm
from goldenthread.office.scorecards.models import Forecast, Question
from goldenthread.terms.errors import GoldenthreadError


def questions(request: HttpRequest) -> HttpResponse:
    """List the questions with their evidence and answers; a press of the button asks anew."""
    _staff_only(request)
    if request.method == "POST":
        person = cast(Person, request.user)
        actions.ask(person.body, by=person)
        return redirect("questions")
    may_ask = may(request.user, "scorecard.ask")
    shown = {"questions": Question.objects.all(), "may_ask": may_ask}
    return render(request, "scorecards/questions.html", shown)


def questions_table(request: HttpRequest) -> HttpResponse:
    """Give the questions with their answers, as the page lists them."""
    _staff_only(request)
    rows = Question.objects.all()
    told = [
        (each.slug, each.kind, each.about, each.question_en, each.question_zh, each.p, each.answer)
        for each in rows
    ]
    head = ("id", "kind", "about", "question_en", "question_zh", "p", "answer")
    return downloaded([head, *told], name="questions")


def question(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a question with its evidence, and the place for its answer."""
    _staff_only(request)
    asked = get_object_or_404(Question, slug=slug)
    form = AnswerForm(request.POST or None, initial={"text": asked.answer})
    if request.method == "POST":
        person = cast(Person, request.user)
        allow(person, "scorecard.answer", asked)
        if form.is_valid():
            try:
                form.answer(asked, by=person)
            except GoldenthreadError as error:
                form.refuse(error)
            else:
                return redirect("question", slug)
    may_answer = may(request.user, "scorecard.answer", asked)
    shown = {"question": asked, "form": form, "may_answer": may_answer}
    return render(request, "scorecards/question.html", shown, status=form.status)


def forecasts(request: HttpRequest) -> HttpResponse:
    """List every forecast with what came of it, and how good they were together."""
    if request.method == "POST":
        allow(request.user, "scorecard.forecast")
        person = cast(Person, request.user)
        actions.forecast(person.body, by=person)
        return redirect("forecasts")
    rows = _forecasts()
    shown = {
        "forecasts": [(row, row.term(), landed(row)) for row in rows],
        "calibration": calibration_of(rows),
        "may_forecast": may(request.user, "scorecard.forecast"),
    }
    return render(request, "scorecards/forecasts.html", shown)


def forecasts_json(request: HttpRequest) -> JsonResponse:
    """Give the same for machines."""
    rows = _forecasts()
    good = calibration_of(rows)
    return JsonResponse(
        {
            "forecasts": [
                {**row.term().as_dict(), "id": row.target.slug, "made": row.made.isoformat()}
                | {"outcome": str(came.value) if (came := landed(row)) else None}
                for row in rows
            ],
            "calibration": good and good.as_dict(),
        }
    )


def _forecasts() -> list[Forecast]:
    return list(Forecast.objects.select_related("target__indicator", "target__area"))


def _staff_only(request: HttpRequest) -> None:
    """A question before its answer could pass for a reproach: it is for those who can answer."""
    if not works_here(request.user):
        raise Http404
