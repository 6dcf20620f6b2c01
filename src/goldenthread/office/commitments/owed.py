"""What the units owe: open duties and milestones by their days, and the reports asked of them."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.utils import timezone

from goldenthread.office.bodies.models import Department
from goldenthread.office.commitments.models import Commitment, Milestone, Report
from goldenthread.office.commitments.seen import open_ones
from goldenthread.planning import Need, Reported, hours, need, quarter_of, report_days
from goldenthread.terms.commitments import Decision, MilestoneState


@dataclass(frozen=True, slots=True)
class Owed:
    """A duty that is open, what it needs of its unit today, and its last report."""

    duty: Commitment
    need: Need
    last: Report | None


@dataclass(frozen=True, slots=True)
class Burden:
    """How many reports the office asks of a unit in a quarter, and the hours they take."""

    quarter: str
    reports: int
    hours: float


def owed(duties: Iterable[Commitment], *, on: date) -> list[Owed]:
    """Return the open ones of `duties` by due date, those without one last.

    `duties` hold their lead, document and supports already, so that the number
    of questions to the database does not grow with them.
    """
    listed = list(duties)
    last: dict[int, Report] = {}
    for report in Report.objects.filter(commitment__in=listed).order_by("sent", "pk"):
        last[report.commitment_id] = report
    made = [(duty, _need(duty, last.get(duty.pk), on), last.get(duty.pk)) for duty in listed]
    found = [Owed(duty, needed, report) for duty, needed, report in made if needed]
    return sorted(found, key=lambda each: (each.duty.due or date.max, each.duty.pk))


def burden(duties: QuerySet[Commitment], *, on: date) -> dict[Department, Burden]:
    """Return by lead unit what the office asks of it in the quarter of the day `on`."""
    quarter = quarter_of(on)
    counted: Counter[int] = Counter()
    # Their days alone are read: a province has a hundred thousand open duties.
    for lead, since, due in open_ones(duties).values_list("lead", "document__dated", "due"):
        counted[lead] += len(report_days(since=since, due=due, within=quarter))
    units = Department.objects.in_bulk(list(counted))
    return {
        units[key]: Burden(quarter.label, count, hours(count)) for key, count in counted.items()
    }


@dataclass(frozen=True, slots=True)
class Burdens:
    """What the office asks of each unit that leads a duty, in the body's own order, and of all."""

    by_unit: Mapping[Department, Burden]
    total: Burden


def burdens(duties: QuerySet[Commitment], *, on: date) -> Burdens:
    """Return what the office asks of every unit in the quarter of the day `on`."""
    asked = burden(duties, on=on)
    count = sum(each.reports for each in asked.values())
    by_unit = dict(sorted(asked.items(), key=lambda each: each[0].pk))
    return Burdens(by_unit, Burden(quarter_of(on).label, count, hours(count)))


def milestones_owed(unit: Department) -> QuerySet[Milestone]:
    """Return the open milestones of the open duties that `unit` leads, by their days."""
    duties = open_ones(Commitment.objects.filter(lead=unit))
    rows = Milestone.objects.filter(commitment__in=duties, state=MilestoneState.OPEN.value)
    return rows.select_related("commitment")


def reported(last: Report | None) -> Reported | None:
    """Return a duty's last report as the engines know it: its day is that of the body's zone."""
    if last is None:
        return None
    return Reported(timezone.localdate(last.sent), Decision(last.decision))


def _need(duty: Commitment, last: Report | None, on: date) -> Need | None:
    return need(duty.term(), on=on, since=duty.document.dated, last=reported(last))
