"""What people were reminded of: each reminder once, and each person's digest of a day.

None of it is in the log: it tells when somebody was written to, and promises are
watched, never people. A digest is forgotten after some weeks.
"""

from django.db import models

from goldenthread.office.bodies.models import Person
from goldenthread.office.commitments.models.commitment import Commitment
from goldenthread.office.commitments.models.days import Milestone
from goldenthread.planning import Step

NOTICE = "notice"


class Reminder(models.Model):
    """One reminder of a duty that went out: of which day, as which notice or to which step.

    `ahead` is how many working days before the day a notice stands; `milestone`
    is what it is about, or nothing where it is about the duty itself.
    """

    commitment = models.ForeignKey(Commitment, on_delete=models.PROTECT, related_name="reminders")
    milestone = models.ForeignKey(
        Milestone, on_delete=models.PROTECT, null=True, blank=True, related_name="reminders"
    )
    day = models.DateField()
    step = models.CharField(max_length=20, choices=[(s, s) for s in (NOTICE, *Step)])
    ahead = models.PositiveSmallIntegerField(default=0)
    sent = models.DateField()

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(
                fields=("commitment", "day", "step", "ahead"),
                condition=models.Q(milestone=None),
                name="reminder_once",
            ),
            models.UniqueConstraint(
                fields=("milestone", "day", "step", "ahead"),
                condition=models.Q(milestone__isnull=False),
                name="milestone_reminder_once",
            ),
        )

    def __str__(self) -> str:
        return f"{self.commitment_id}, {self.day}: {self.step}"

    @property
    def kind(self) -> str:
        """Of what it reminds: that it is due, that a report is asked for, or the step it is at.

        Of a milestone, that it is due, or the step: as `milestone` and `milestone_head`.
        """
        if self.milestone_id is not None:
            return "milestone" if self.step == NOTICE else f"milestone_{self.step}"
        if self.step != NOTICE:
            return self.step
        return "due" if self.day == self.commitment.due else "report"


class Digest(models.Model):
    """All that one person is reminded of on one working day: on the desk, and in one letter."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="digests")
    on = models.DateField()
    reminders = models.ManyToManyField(Reminder, related_name="digests")
    mailed = models.DateTimeField(null=True, blank=True)
    is_failed = models.BooleanField(default=False)

    class Meta:
        ordering = ("pk",)
        constraints = (models.UniqueConstraint(fields=("person", "on"), name="digest_of_day"),)

    def __str__(self) -> str:
        return f"{self.person_id}, {self.on}"
