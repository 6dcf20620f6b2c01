"""Which reminders go out on a day and to whom, and the letter that brings a day's to one person."""

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.core.mail import EmailMessage
from django.db.models import Q

from goldenthread.office.bodies.letters import letter, page_in
from goldenthread.office.bodies.models import Mailbox, Person, Role
from goldenthread.office.commitments.models import NOTICE, Commitment, Digest, Milestone, Reminder
from goldenthread.office.commitments.owed import Owed, owed, reported
from goldenthread.office.commitments.seen import in_full
from goldenthread.planning import (
    Need,
    Step,
    WorkingDays,
    days_to_answer,
    escalation,
    notice,
    quarter_of,
)
from goldenthread.terms.commitments import MilestoneState, State

#: So many lines a letter holds; the rest stand on the desk.
MOST_LINES = 20
_ROLES = {
    Step.CONTRIBUTORS: Role.CONTRIBUTOR.value,
    Step.HEAD: Role.DEPARTMENT_LEAD.value,
    Step.LEADER: Role.LEADER.value,
}
_PRESSING = (Need.REVISE, Need.OVERDUE, Need.REPORT)
_Places = dict[tuple[int, int | None, str], list[Person]]
_Staff = dict[Step, list[Person]]


@dataclass(frozen=True, slots=True)
class Telling:
    """A reminder that is to go out today, and to whom."""

    reminder: Reminder
    people: tuple[Person, ...]


def tellings(*, on: date, calendar: WorkingDays) -> Iterator[Telling]:
    """Yield what is to be told on the working day `on`, of every open duty of the office.

    A duty whose report waits for its answer asks nothing of its unit, so nobody is told.
    """
    closed = [state.value for state in State if state.is_closed]
    duties = in_full(Commitment.objects.exclude(state__in=closed))
    told: dict[tuple[int, int | None], list[Reminder]] = defaultdict(list)
    for row in Reminder.objects.filter(commitment__in=duties):
        told[row.commitment_id, row.milestone_id].append(row)
    on_the_way: dict[int, list[Milestone]] = defaultdict(list)
    for step in Milestone.objects.filter(commitment__in=duties, state=MilestoneState.OPEN.value):
        on_the_way[step.commitment_id].append(step)
    places = _places()
    for each in owed(duties, on=on):
        if each.need is Need.WAITING:
            continue
        key = each.duty.pk
        yield from _of_duty(each, told[key, None], places, on=on, calendar=calendar)
        for step in on_the_way[key]:
            gone = told[key, step.pk]
            yield from _of_milestone(step, each.duty, gone, places, on=on, calendar=calendar)


def reminders_of(person: Person, pressing: Collection[Owed]) -> list[Reminder]:
    """Return the last thing that `person` was reminded of each of these duties and still presses.

    With them, of each milestone that is open still. One about a due day that was
    moved since, or about a duty that needs nothing now, is past.
    """
    duties = [each.duty for each in pressing if each.need in _PRESSING]
    closed = [state.value for state in State if state.is_closed]
    is_duty = Q(milestone=None, commitment__in=duties)
    is_open = Q(milestone__state=MilestoneState.OPEN.value) & ~Q(commitment__state__in=closed)
    rows = Reminder.objects.filter(is_duty | is_open, digests__person=person)
    last: dict[tuple[int, int | None], Reminder] = {}
    for row in rows.select_related("commitment", "milestone").order_by("-sent", "-pk"):
        if row.milestone or row.step == NOTICE or row.day == row.commitment.due:
            last.setdefault((row.commitment_id, row.milestone_id), row)
    return sorted(last.values(), key=lambda row: (row.day, row.pk))


def told_to(person: Person) -> list[dict[str, Any]]:
    """Return what the office still holds of what it reminded somebody of, to be handed to them."""
    digests = person.digests.prefetch_related("reminders__commitment", "reminders__milestone")
    return [
        {
            "on": digest.on.isoformat(),
            "duties": [str(row.milestone or row.commitment.slug) for row in digest.reminders.all()],
            "mailed": digest.mailed.isoformat() if digest.mailed else None,
        }
        for digest in digests
    ]


def digest_letter(digest: Digest, mailbox: Mailbox) -> EmailMessage:
    """Return the letter that brings a digest, in its reader's language."""
    told = digest.reminders.select_related("commitment", "milestone__commitment")
    rows = list(told.order_by("day", "pk"))
    language = mailbox.language
    shown = rows[:MOST_LINES]
    given = {
        "rows": [(row, page_in(language, "commitment", row.commitment.slug)) for row in shown],
        "count": len(rows),
        "more": len(rows) - len(shown),
        "desk": page_in(language, "desk"),
        "page": page_in(language, "mailbox"),
    }
    name = "commitments/letter_reminders.txt"
    return letter(name, to=mailbox.address, language=language, given=given)


def _of_duty(
    each: Owed, told: list[Reminder], places: _Places, *, on: date, calendar: WorkingDays
) -> Iterator[Telling]:
    duty = each.duty
    staff = {step: _people(duty, step, places) for step in Step}
    if duty.due is not None and on > duty.due:
        row = Reminder(commitment=duty, day=duty.due)
        yield from _step_up(row, told, staff, on=on, calendar=calendar)
        return
    for day in _days(each, on):
        row = Reminder(commitment=duty, day=day)
        yield from _noticed(row, told, staff, on=on, calendar=calendar)


def _of_milestone(
    step: Milestone,
    duty: Commitment,
    told: list[Reminder],
    places: _Places,
    *,
    on: date,
    calendar: WorkingDays,
) -> Iterator[Telling]:
    """A milestone is told as a duty is: before its day and, when it is late, step by step."""
    staff = {each: _people(duty, each, places) for each in Step}
    row = Reminder(commitment=duty, milestone=step, day=step.due)
    tell = _step_up if on > step.due else _noticed
    yield from tell(row, told, staff, on=on, calendar=calendar)


def _step_up(
    row: Reminder, told: list[Reminder], staff: _Staff, *, on: date, calendar: WorkingDays
) -> Iterator[Telling]:
    sent = {Step(each.step): each.sent for each in told if _is_step(each, row.day)}
    ladder = [step for step in Step if staff[step]]
    step = escalation(row.day, on=on, sent=sent, ladder=ladder, calendar=calendar)
    if step:
        row.step, row.sent = step.value, on
        yield Telling(row, tuple(staff[step]))


def _noticed(
    row: Reminder, told: list[Reminder], staff: _Staff, *, on: date, calendar: WorkingDays
) -> Iterator[Telling]:
    unit = (*staff[Step.CONTRIBUTORS], *staff[Step.HEAD])
    gone = {each.ahead for each in told if each.day == row.day and each.step == NOTICE}
    ahead = notice(row.day, on=on, sent=gone, calendar=calendar)
    if unit and ahead is not None:
        row.step, row.ahead, row.sent = NOTICE, ahead, on
        yield Telling(row, unit)


def _days(each: Owed, on: date) -> Iterator[date]:
    """The days of this quarter and the next on which something is asked for and not there."""
    this = quarter_of(on)
    last = reported(each.last)
    for quarter in (this, quarter_of(this.last_day + timedelta(days=1))):
        since = each.duty.document.dated
        yield from days_to_answer(since=since, due=each.duty.due, within=quarter, last=last)


def _is_step(row: Reminder, due: date) -> bool:
    return row.step != NOTICE and row.day == due


def _places() -> _Places:
    found: _Places = defaultdict(list)
    for person in Person.objects.filter(is_active=True).order_by("pk"):
        unit = None if person.role == Role.LEADER.value else person.department_id
        found[person.body_id, unit, person.role].append(person)
    return found


def _people(duty: Commitment, step: Step, places: _Places) -> list[Person]:
    unit = None if step is Step.LEADER else duty.lead_id
    return places.get((duty.document.body_id, unit, _ROLES[step]), [])
