"""Computed cards, frozen with the day they look from."""

from collections.abc import Iterator
from hashlib import sha256
from typing import Any

from django.db import models

from goldenthread.office.bodies.models import Body
from goldenthread.office.trail.models import Ledgered


class Scorecard(Ledgered):
    """What was computed for a quarter as known on a day: `card` is card.json, byte for byte."""

    trail_name = "scorecard"
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="scorecards")
    quarter = models.CharField(max_length=10)
    as_known = models.DateField()
    software = models.CharField(max_length=50)
    card = models.TextField()
    sha256 = models.CharField(max_length=64)
    computed = models.DateTimeField()

    class Meta:
        ordering = ("-computed",)

    def __str__(self) -> str:
        return f"{self.quarter} as known on {self.as_known}"

    def trail_fields(self) -> dict[str, Any]:
        """Whose quarter, from which day, when computed, and the hash of the result."""
        return {
            "body": self.body.slug,
            "quarter": self.quarter,
            "as_known": self.as_known.isoformat(),
            "software": self.software,
            "sha256": self.sha256,
            "computed": self.computed.isoformat(),
        }

    def trail_faults(self) -> Iterator[str]:
        """Yield a fault if the card is not the one whose hash was recorded."""
        if sha256(self.card.encode()).hexdigest() != self.sha256:
            yield f"{self.trail_object}: its card is not the one that was recorded"
