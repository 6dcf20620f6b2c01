"""Why a duty fell short and what is done about it, in public words, as said on a day."""

from typing import Any

from django.db import models

from goldenthread.office.bodies.models import Body, Department
from goldenthread.office.commitments.models.commitment import Commitment
from goldenthread.office.trail.models import Ledgered
from goldenthread.terms.commitments import Explanation as ExplanationTerm
from goldenthread.terms.text import Words


class Explanation(Ledgered):
    """What the body says in public of a duty that fell short; the last one said stands on top."""

    trail_name = "explanation"
    commitment = models.ForeignKey(
        Commitment, on_delete=models.PROTECT, related_name="explanations"
    )
    number = models.PositiveIntegerField()
    cause_en = models.TextField()
    cause_zh = models.TextField()
    action_en = models.TextField()
    action_zh = models.TextField()
    said = models.DateField()

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=("commitment", "number"), name="explanation_number"),
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
        """The duty's short name and the explanation's number, such as 2023-4.1."""
        return f"{self.commitment.slug}.{self.number}"

    def trail_fields(self) -> dict[str, Any]:
        """The cause and what is done about it, in both languages, and the day it was said."""
        return {
            "cause_en": self.cause_en,
            "cause_zh": self.cause_zh,
            "action_en": self.action_en,
            "action_zh": self.action_zh,
            "said": self.said.isoformat(),
        }

    def term(self) -> ExplanationTerm:
        """The explanation as the engines know it."""
        return ExplanationTerm(
            on=self.said,
            cause=Words(self.cause_en, self.cause_zh),
            action=Words(self.action_en, self.action_zh),
            row=self.trail_object,
        )
