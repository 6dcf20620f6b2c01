"""Compute cards and forecasts, and ask about figures; freeze each with what it was made from."""

from datetime import date
from hashlib import sha256

from django.utils import timezone

from goldenthread.office.bodies.models import Body, Person
from goldenthread.office.bodies.permissions import allow
from goldenthread.office.scorecards.asking import questions_of
from goldenthread.office.scorecards.dossier import dossier
from goldenthread.office.scorecards.expecting import forecasts_of
from goldenthread.office.scorecards.models import Forecast, Question, Scorecard
from goldenthread.office.trail.appending import head
from goldenthread.office.trail.changes import change
from goldenthread.office.trail.log import place
from goldenthread.office.trail.writing import writing
from goldenthread.reporting import card_json_bytes
from goldenthread.reporting.card import LogPlace
from goldenthread.terms.errors import NotPossible
from goldenthread.terms.periods import Period
from goldenthread.weaving import weave


def compute(
    body: Body, *, quarter: Period, as_known: date, by: Person, reason: str = ""
) -> Scorecard:
    """Weave the card of `quarter` as known on a day, and keep it, byte for byte.

    It names where the log stood when it was computed. Raise BadPeriod if
    `quarter` is no calendar quarter.
    """
    allow(by, "scorecard.compute", body)
    with writing():
        stood = place(head(for_update=True))
        ledger = LogPlace(stood.origin, stood.size, stood.root.hex())
        card = weave(dossier(body), quarter=quarter, as_known=as_known, ledger=ledger)
        made = card_json_bytes(card)
        row = Scorecard(
            body=body,
            quarter=quarter.label,
            as_known=as_known,
            software=card.software,
            card=made.decode(),
            sha256=sha256(made).hexdigest(),
            computed=timezone.now(),
        )
        with change(by=by, reason=reason) as changed:
            changed.save(row, "scorecard.computed")
    return row


def ask(body: Body, *, by: Person, reason: str = "") -> list[Question]:
    """Ask about the figures held here; what was asked before is not asked again."""
    allow(by, "scorecard.ask", body)
    found = questions_of(body)
    names = {row.slug for row in found}
    held = set(Question.objects.filter(slug__in=names).values_list("slug", flat=True))
    new = [row for row in found if row.slug not in held]
    with change(by=by, reason=reason) as changed:
        for row in new:
            changed.save(row, "question.asked")
    return new


def answer(question: Question, *, text: str, by: Person, reason: str = "") -> None:
    """Answer a question, or give a better answer; the log keeps the one before.

    Raise NotPossible for an answer without words.
    """
    allow(by, "scorecard.answer", question)
    if not text.strip():
        raise NotPossible(
            "an answer needs words.", place=question.slug, remedy="Say how the figures came about."
        )
    with change(by=by, reason=reason) as changed:
        question.answer = text.strip()
        changed.save(question, "question.answered")


def forecast(body: Body, *, by: Person, reason: str = "") -> list[Forecast]:
    """Forecast each target of which anything can be said, and keep the forecasts for scoring."""
    allow(by, "scorecard.forecast", body)
    made = forecasts_of(body)
    with change(by=by, reason=reason) as changed:
        for row in made:
            changed.save(row, "forecast.made")
    return made
