"""The desk: on one screen, what needs the reader today."""

from dataclasses import dataclass, fields
from datetime import date
from typing import cast

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db.models import F, Max, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from goldenthread.office.bodies.models import Erasure, Person, Role
from goldenthread.office.bodies.permissions import may, may_read
from goldenthread.office.commitments.extension_views import rulings
from goldenthread.office.commitments.models import Commitment, Extension, Reminder, Report
from goldenthread.office.commitments.owed import Owed, owed
from goldenthread.office.commitments.reminding import reminders_of
from goldenthread.office.commitments.seen import (
    duties_in_full,
    extensions_seen_by,
    open_ones,
    reports_seen_by,
)
from goldenthread.office.editions.asking import to_answer
from goldenthread.office.editions.models import Inquiry
from goldenthread.office.records.models import Circulation, Clarification
from goldenthread.office.records.seen import circulations_seen_by, clarifications_seen_by
from goldenthread.planning import Need
from goldenthread.terms.commitments import Confidence, Decision, Ruling, State

#: How many of the duties that are late the desk lists.
MANY = 50
_PRESSING = (Need.REVISE, Need.OVERDUE, Need.REPORT)
_UNITS = (Role.DEPARTMENT_LEAD.value, Role.CONTRIBUTOR.value)


@dataclass(frozen=True, slots=True)
class Desk:
    """What needs the reader today; each list is empty where nothing does."""

    mine: list[Owed]
    late: list[Commitment]
    late_count: int
    help_needed: list[Report]
    to_answer: list[Report]
    to_rule: list[Extension]
    asked: list[Inquiry]
    reminders: list[Reminder]
    to_acknowledge: list[Circulation]
    to_clarify: list[Clarification]
    to_erase: list[Erasure]

    @property
    def is_clear(self) -> bool:
        """Whether nothing needs the reader."""
        return not any(getattr(self, each.name) for each in fields(self))


def desk_of(person: Person, *, on: date) -> Desk:
    """Return what needs `person` at the end of the day `on`.

    Those who work in a unit see that unit's own; the others, the whole body's.
    """
    in_unit = person.role in _UNITS
    duties = open_ones(duties_in_full(person))
    reports = reports_seen_by(person).select_related("commitment__lead", "commitment__document")
    reports = reports.select_related("commitment__document__body")
    if in_unit:
        duties = duties.filter(lead=person.department)
        reports = reports.filter(commitment__lead=person.department)
    late = duties.filter(due__lt=on)
    # Of the whole body's duties only those are read of which somebody here was reminded.
    mine = duties if in_unit else duties.filter(reminders__digests__person=person).distinct()
    pressing = [each for each in owed(mine, on=on) if each.need in _PRESSING]
    return Desk(
        mine=pressing if in_unit else [],
        late=list(late.order_by("due", "pk")[:MANY]),
        late_count=late.count(),
        help_needed=_help_needed(reports),
        to_answer=[each for each in _waiting(reports) if _waits_for(person, each)],
        to_rule=[each for each in _asked(person) if rulings(person, each)],
        asked=to_answer(person),
        reminders=reminders_of(person, pressing),
        to_acknowledge=_to_acknowledge(person),
        to_clarify=_to_clarify(person),
        to_erase=_to_erase(person),
    )


@login_required
def desk(request: HttpRequest) -> HttpResponse:
    """Show what needs the reader today."""
    person = cast(Person, request.user)
    if not may_read(person, "report"):
        raise PermissionDenied
    today = timezone.localdate()
    return render(request, "site/desk.html", {"desk": desk_of(person, on=today), "on": today})


def _asked(person: Person) -> QuerySet[Extension]:
    rows = extensions_seen_by(person).filter(ruling=Ruling.WAITING.value)
    return rows.select_related("commitment__lead", "commitment__document__body", "asker")


def _to_acknowledge(person: Person) -> list[Circulation]:
    if person.role not in _UNITS:
        return []
    return list(circulations_seen_by(person).filter(unit=person.department, is_acknowledged=False))


def _to_clarify(person: Person) -> list[Clarification]:
    if not may(person, "record.answer_about", person.body):
        return []
    return list(clarifications_seen_by(person).filter(answered=None))


def _to_erase(person: Person) -> list[Erasure]:
    if not may(person, "body.approve_erasure", person.body):
        return []
    return list(Erasure.objects.filter(approved_by="", declined_by=""))


def _waits_for(person: Person, report: Report) -> bool:
    is_waiting = report.decision == Decision.WAITING.value
    is_own = report.reporter_id == person.pk
    return is_waiting and not is_own and may(person, "commitment.accept", report)


def _waiting(reports: QuerySet[Report]) -> QuerySet[Report]:
    return reports.filter(decision=Decision.WAITING.value)


def _help_needed(reports: QuerySet[Report]) -> list[Report]:
    """The reports that ask for help, each the last of an open duty, latest first."""
    asks = ~Q(help_needed="") | Q(confidence=Confidence.SUPPORT_NEEDED.value)
    closed = [state.value for state in State if state.is_closed]
    asking = reports.filter(asks).exclude(commitment__state__in=closed)
    last = asking.annotate(last=Max("commitment__reports__number")).filter(number=F("last"))
    return list(last.exclude(decision=Decision.SENT_BACK.value))
