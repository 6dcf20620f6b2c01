"""What units say of their duties, and the files and links that show it."""

from typing import Any

from django.db import models

from goldenthread.office.bodies.models import Body, Department, Person
from goldenthread.office.commitments.models.commitment import Commitment
from goldenthread.office.trail.models import Ledgered, Part
from goldenthread.terms.commitments import Confidence, Decision, EvidenceLevel, State


class Report(Ledgered):
    """What the lead unit said of its duty on a day, and what was decided of it."""

    trail_name = "report"
    commitment = models.ForeignKey(Commitment, on_delete=models.PROTECT, related_name="reports")
    number = models.PositiveIntegerField()
    state = models.CharField(max_length=20, choices=[(s.value, s.value) for s in State])
    words = models.TextField()
    figure = models.CharField(max_length=100, blank=True)
    evidence = models.CharField(max_length=20, choices=[(e.value, e.value) for e in EvidenceLevel])
    confidence = models.CharField(max_length=20, choices=[(c.value, c.value) for c in Confidence])
    help_needed = models.TextField(blank=True)
    cause = models.TextField(blank=True)
    action = models.TextField(blank=True)
    reporter = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    sent = models.DateTimeField()
    decision = models.CharField(
        max_length=20,
        choices=[(d.value, d.value) for d in Decision],
        default=Decision.WAITING.value,
    )
    answer = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ("-sent", "-pk")
        constraints = (
            models.UniqueConstraint(fields=("commitment", "number"), name="report_number"),
        )

    def __str__(self) -> str:
        return self.trail_id()

    @property
    def body(self) -> Body:
        """The body whose duty it is about."""
        return self.commitment.body

    @property
    def owner(self) -> Department:
        """The unit that answers for the duty."""
        return self.commitment.lead

    def trail_id(self) -> str:
        """The duty's short name and the report's number, such as 2023-4.1."""
        return f"{self.commitment.slug}.{self.number}"

    def trail_fields(self) -> dict[str, Any]:
        """What was said, what was shown for it, by whom and when, and what was decided."""
        return {
            "state": self.state,
            "words": self.words,
            "figure": self.figure,
            "evidence": self.evidence,
            "confidence": self.confidence,
            "help_needed": self.help_needed,
            "cause": self.cause,
            "action": self.action,
            "reporter": str(self.reporter.opaque),
            "sent": self.sent.isoformat(),
            "decision": self.decision,
            "answer": self.answer,
            "exhibits": [exhibit.told() for exhibit in self.exhibits.all()],
        }


class Exhibit(Part):
    """A file or a link that shows what a report says; the log holds the file's hash."""

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="exhibits")
    name = models.CharField(max_length=300)
    link = models.URLField(max_length=500, blank=True)
    media_type = models.CharField(max_length=100, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    content = models.BinaryField(default=bytes)

    class Meta:
        ordering = ("report", "pk")

    def __str__(self) -> str:
        return self.name

    @property
    def whole(self) -> Report:
        """The report it belongs to."""
        return self.report

    def told(self) -> list[str]:
        """What the report's entry commits to."""
        return [self.name, self.link, self.media_type, self.sha256]
