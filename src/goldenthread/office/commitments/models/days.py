"""The days of a duty: when its due day was moved, and the milestones on its way."""

from datetime import date
from typing import Any

from django.db import models

from goldenthread.office.bodies.models import Body, Department, Person
from goldenthread.office.commitments.models.commitment import Commitment
from goldenthread.office.trail.models import Ledgered
from goldenthread.terms.commitments import EvidenceLevel, MilestoneState, Ruling
from goldenthread.terms.commitments import Extension as ExtensionTerm


class Extension(Ledgered):
    """A due day to be moved: asked for by the unit or given unasked, and what was decided of it."""

    trail_name = "extension"
    commitment = models.ForeignKey(Commitment, on_delete=models.PROTECT, related_name="extensions")
    number = models.PositiveIntegerField()
    to = models.DateField()
    why = models.TextField()
    asker = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    asked = models.DateField()
    ruling = models.CharField(
        max_length=20, choices=[(r.value, r.value) for r in Ruling], default=Ruling.WAITING.value
    )
    answer = models.TextField(blank=True)
    former = models.DateField(null=True, blank=True)
    decided = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=("commitment", "number"), name="extension_number"),
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

    @property
    def is_given(self) -> bool:
        """Whether the day was moved."""
        return self.ruling == Ruling.APPROVED.value

    @property
    def is_waiting(self) -> bool:
        """Whether it is asked for and not decided."""
        return self.ruling == Ruling.WAITING.value

    def trail_id(self) -> str:
        """The duty's short name and the extension's number, such as 2023-4.1."""
        return f"{self.commitment.slug}.{self.number}"

    def trail_fields(self) -> dict[str, Any]:
        """Which day is asked for and why, by whom, what was decided, and the day it stood on."""
        return {
            "to": self.to.isoformat(),
            "why": self.why,
            "asker": str(self.asker.opaque),
            "asked": self.asked.isoformat(),
            "ruling": self.ruling,
            "answer": self.answer,
            "former": self.former.isoformat() if self.former else None,
            "decided": self.decided.isoformat() if self.decided else None,
        }

    def term(self) -> ExtensionTerm:
        """The day it was due before, as the engines know it; of one that was given."""
        assert self.decided is not None
        return ExtensionTerm(due=self.former, on=self.decided, because=self.why)


class Milestone(Ledgered):
    """What is to be there on the way of a duty by a day, what became of it, and what shows it."""

    trail_name = "milestone"
    commitment = models.ForeignKey(Commitment, on_delete=models.PROTECT, related_name="milestones")
    number = models.PositiveIntegerField()
    title_en = models.CharField(max_length=300)
    title_zh = models.CharField(max_length=300)
    due = models.DateField()
    state = models.CharField(
        max_length=20,
        choices=[(s.value, s.value) for s in MilestoneState],
        default=MilestoneState.OPEN.value,
    )
    evidence = models.CharField(
        max_length=20,
        choices=[(e.value, e.value) for e in EvidenceLevel],
        default=EvidenceLevel.NONE.value,
    )
    shown = models.TextField(blank=True)
    link = models.URLField(max_length=500, blank=True)
    why = models.TextField(blank=True)
    decided = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ("due", "pk")
        constraints = (
            models.UniqueConstraint(fields=("commitment", "number"), name="milestone_number"),
        )

    def __str__(self) -> str:
        return self.trail_id()

    @property
    def body(self) -> Body:
        """The body whose duty it belongs to."""
        return self.commitment.body

    @property
    def owner(self) -> Department:
        """The unit that answers for the duty."""
        return self.commitment.lead

    @property
    def is_open(self) -> bool:
        """Whether it is still to be reached."""
        return self.state == MilestoneState.OPEN.value

    def is_late(self, *, on: date) -> bool:
        """Whether its day is past at the end of the day `on`, and it is open."""
        return self.is_open and on > self.due

    def trail_id(self) -> str:
        """The duty's short name and the milestone's number, such as 2023-4.1."""
        return f"{self.commitment.slug}.{self.number}"

    def trail_fields(self) -> dict[str, Any]:
        """What is to be there and by when, what became of it, and what shows it."""
        return {
            "title_en": self.title_en,
            "title_zh": self.title_zh,
            "due": self.due.isoformat(),
            "state": self.state,
            "evidence": self.evidence,
            "shown": self.shown,
            "link": self.link,
            "why": self.why,
            "decided": self.decided.isoformat() if self.decided else None,
        }
