"""Published report cards: their files are kept as they were published."""

from collections.abc import Iterator
from hashlib import sha256
from typing import Any

from django.db import models

from goldenthread.office.bodies.models import Body
from goldenthread.office.scorecards.models import Scorecard
from goldenthread.office.trail.models import Ledgered

BUNDLE = "bundle.zip"


class Edition(Ledgered):
    """One edition of a card: a draft until the leader publishes it, then never changed.

    It may be `withdrawn`, with its reason in public (`withdrawal`); its files stay as they were.
    """

    trail_name = "edition"
    scorecard = models.ForeignKey(Scorecard, on_delete=models.PROTECT, related_name="editions")
    quarter = models.CharField(max_length=10)
    number = models.PositiveIntegerField()
    reason = models.CharField(max_length=300, blank=True)
    published = models.DateTimeField(null=True, blank=True)
    withdrawn = models.DateTimeField(null=True, blank=True)
    withdrawal = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ("-quarter", "-number")
        constraints = (
            models.UniqueConstraint(fields=("quarter", "number"), name="edition_number"),
        )

    @property
    def body(self) -> Body:
        """The body whose card it is."""
        return self.scorecard.body

    def __str__(self) -> str:
        return f"{self.quarter}, edition {self.number}"

    def trail_id(self) -> str:
        """The quarter and the number of the edition."""
        return f"{self.quarter}.{self.number}"

    def trail_fields(self) -> dict[str, Any]:
        """What it publishes and when; the hashes of its files, which never change.

        The bundle is not among them: it holds the proof of this very entry.
        """
        hashes = {file.name: file.sha256 for file in self.files.all() if file.name != BUNDLE}
        return {
            "scorecard": self.scorecard.trail_object,
            "quarter": self.quarter,
            "number": self.number,
            "reason": self.reason,
            "published": self.published.isoformat() if self.published else None,
            "withdrawn": self.withdrawn.isoformat() if self.withdrawn else None,
            "withdrawal": self.withdrawal,
            "card": hashes.pop("card.json", None),
            "figures": hashes.pop("figures.csv", None),
            "files": hashes,
        }

    def trail_faults(self) -> Iterator[str]:
        """Yield a fault for each file whose bytes are not those of its hash."""
        for file in self.files.all():
            if sha256(file.content).hexdigest() != file.sha256:
                yield f"{self.trail_object}: its file {file.name} is not the one that was published"


class File(models.Model):
    """One file of an edition, byte for byte, such as card.json or bundle.zip; never changed."""

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="files")
    name = models.CharField(max_length=100)
    sha256 = models.CharField(max_length=64)
    content = models.BinaryField()

    class Meta:
        ordering = ("name",)
        constraints = (models.UniqueConstraint(fields=("edition", "name"), name="file_once"),)

    def __str__(self) -> str:
        return self.name
