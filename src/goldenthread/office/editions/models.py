"""Published report cards: their files are kept as they were published."""

from typing import Any

from django.db import models

from goldenthread.office.scorecards.models import Scorecard
from goldenthread.office.trail.models import Ledgered


class Edition(Ledgered):
    """One edition of a card: a draft until the leader publishes it, then never changed."""

    trail_name = "edition"
    scorecard = models.ForeignKey(Scorecard, on_delete=models.PROTECT, related_name="editions")
    quarter = models.CharField(max_length=10)
    number = models.PositiveIntegerField()
    reason = models.CharField(max_length=300, blank=True)
    published = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-quarter", "-number")
        constraints = (
            models.UniqueConstraint(fields=("quarter", "number"), name="edition_number"),
        )

    def __str__(self) -> str:
        return f"{self.quarter}, edition {self.number}"

    def trail_id(self) -> str:
        """The quarter and the number of the edition."""
        return f"{self.quarter}.{self.number}"

    def trail_fields(self) -> dict[str, Any]:
        """The hashes of the files that a published edition must never change."""
        return {
            "quarter": self.quarter,
            "number": self.number,
            "reason": self.reason,
            "is_published": self.published is not None,
        }


class File(models.Model):
    """One file of an edition, byte for byte, such as card.json or bundle.zip."""

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="files")
    name = models.CharField(max_length=100)
    sha256 = models.CharField(max_length=64)
    content = models.BinaryField()

    class Meta:
        ordering = ("name",)
        constraints = (models.UniqueConstraint(fields=("edition", "name"), name="file_once"),)

    def __str__(self) -> str:
        return self.name
