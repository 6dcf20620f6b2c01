"""Remind people of what is due: one digest each a working day, on the desk and by letter.

No entry of the log says any of it, for it would tell when somebody was written
to. So a `reason` is taken here as every action takes one, and kept nowhere.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import timezone

from goldenthread.office.bodies.letters import is_sent
from goldenthread.office.bodies.models import Person
from goldenthread.office.bodies.permissions import System, allow
from goldenthread.office.commitments.models import Digest, Reminder
from goldenthread.office.commitments.reminding import Telling, digest_letter, tellings
from goldenthread.office.trail.writing import writing
from goldenthread.planning import WorkingDays

#: For so long a digest is kept; then nobody knows any more who was told when.
KEPT = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Reminded:
    """How many people have something new on their desk, and what came of their letters."""

    people: int = 0
    sent: int = 0
    failed: int = 0


def remind(*, on: date, calendar: WorkingDays, by: System, reason: str = "") -> Reminded:
    """Remind everybody of what is to be told on the day `on`; nothing on a day off.

    Run twice it tells nothing twice. A letter that could not be sent is tried
    again by the next run; after that day, its lines go into the next letter.
    """
    allow(by, "commitment.remind")
    if not calendar.holds(on):
        return Reminded()
    with writing():
        Digest.objects.filter(on__lt=on - KEPT).delete()
        people = _lay_out(tellings(on=on, calendar=calendar), on)
    waiting = Digest.objects.filter(on=on, mailed=None, person__is_active=True)
    waiting = waiting.exclude(person__mailbox=None).select_related("person__mailbox")
    results = [_is_mailed(digest) for digest in waiting]
    return Reminded(people, results.count(True), results.count(False))


def _lay_out(new: Iterable[Telling], on: date) -> int:
    """Write down what is told today, with what did not get through before; return to how many."""
    rows: dict[Person, list[Reminder]] = defaultdict(list)
    for each in list(new):
        each.reminder.save()
        for person in each.people:
            rows[person].append(each.reminder)
    for lost in Digest.objects.filter(is_failed=True, on__lt=on).select_related("person"):
        rows[lost.person].extend(lost.reminders.all())
        lost.delete()
    for person, told in rows.items():
        digest, _ = Digest.objects.get_or_create(person=person, on=on)
        digest.reminders.add(*told)
    return len(rows)


def _is_mailed(digest: Digest) -> bool:
    # Claimed first: of two runs at once one writes the letter.
    now = timezone.now()
    mine = Digest.objects.filter(pk=digest.pk, mailed=None)
    with writing():
        is_mine = mine.update(mailed=now, is_failed=False)
    if not is_mine or is_sent(digest_letter(digest, digest.person.mailbox)):
        return True
    with writing():
        Digest.objects.filter(pk=digest.pk).update(mailed=None, is_failed=True)
    return False
