"""A document sent round to units: whom it was sent to, who acknowledged it, what units asked."""

from typing import Any

from django.db import models

from goldenthread.office.bodies.models import Body, Department
from goldenthread.office.records.models.documents import Document
from goldenthread.office.trail.models import Ledgered


class _OfDocument(Ledgered):
    """What belongs to one document and one unit, by a number of its own."""

    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="%(class)ss")
    unit = models.ForeignKey(Department, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()

    class Meta:
        abstract = True
        ordering = ("pk",)

    def __str__(self) -> str:
        return self.trail_id()

    @property
    def body(self) -> Body:
        """The body whose document it is."""
        return self.document.body

    @property
    def owner(self) -> Department:
        """The unit that it was sent to."""
        return self.unit

    def trail_id(self) -> str:
        """The document's short name and the number, such as notice-2023.1."""
        return f"{self.document.slug}.{self.number}"


class Circulation(_OfDocument):
    """A document sent to one unit. That the unit acknowledged it is kept; who read it when is not.

    Units acknowledge, never people, and no page counts or ranks them.
    """

    trail_name = "circulation"
    sent = models.DateField()
    note = models.CharField(max_length=500, blank=True)
    is_acknowledged = models.BooleanField(default=False)

    class Meta(_OfDocument.Meta):
        constraints = (
            models.UniqueConstraint(fields=("document", "unit"), name="circulation_of_unit"),
            models.UniqueConstraint(fields=("document", "number"), name="circulation_number"),
        )

    def trail_fields(self) -> dict[str, Any]:
        """To whom it was sent, with what note, and whether they acknowledged it."""
        return {
            "unit": self.unit.slug,
            "sent": self.sent.isoformat(),
            "note": self.note,
            "is_acknowledged": self.is_acknowledged,
        }


class Clarification(_OfDocument):
    """What a unit asks about a document that was sent to it, and the answer once there is one."""

    trail_name = "clarification"
    text = models.TextField()
    asked = models.DateField()
    answer = models.TextField(blank=True)
    answered = models.DateField(null=True, blank=True)

    class Meta(_OfDocument.Meta):
        constraints = (
            models.UniqueConstraint(fields=("document", "number"), name="clarification_number"),
        )

    def trail_fields(self) -> dict[str, Any]:
        """What was asked and answered, and on which days."""
        return {
            "unit": self.unit.slug,
            "text": self.text,
            "asked": self.asked.isoformat(),
            "answer": self.answer,
            "answered": self.answered.isoformat() if self.answered else None,
        }
