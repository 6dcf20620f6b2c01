"""What an indicator's figures mean, from which day on."""

from decimal import Decimal
from typing import Any

from django.db import models

from goldenthread.office.indicators.models.figures import Indicator
from goldenthread.office.trail.models import Ledgered
from goldenthread.terms.meanings import Basis
from goldenthread.terms.meanings import Meaning as MeaningTerm
from goldenthread.terms.text import Words

#: What leads to another indicator.
RELATIONS = ("numerator", "denominator", "part_of", "growth_of")


def _other() -> "models.ForeignKey[Indicator | None, Indicator | None]":
    return models.ForeignKey(
        Indicator, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )


class Meaning(Ledgered):
    """What the figures are for periods that begin on a day or later; see weaving.Meaning.

    Of those from the same day the last one stated stands; the others stay.
    """

    trail_name = "meaning"
    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="meanings")
    number = models.PositiveIntegerField()
    since = models.DateField(null=True, blank=True)
    definition_en = models.CharField(max_length=1000, blank=True)
    definition_zh = models.CharField(max_length=1000, blank=True)
    numerator = _other()
    denominator = _other()
    factor = models.CharField(max_length=40, blank=True)
    part_of = _other()
    breakdown = models.CharField(max_length=100, blank=True)
    growth_of = _other()
    basis = models.CharField(
        max_length=10, blank=True, choices=[(each.value, each.value) for each in Basis]
    )
    base = models.CharField(max_length=50, blank=True)
    note_en = models.CharField(max_length=500, blank=True)
    note_zh = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ("number",)
        constraints = (
            models.UniqueConstraint(fields=("indicator", "number"), name="meaning_number"),
        )

    def __str__(self) -> str:
        return self.trail_id()

    def trail_id(self) -> str:
        """The indicator's short name and the number of the meaning, such as gdp.1."""
        return f"{self.indicator.slug}.{self.number}"

    def trail_fields(self) -> dict[str, Any]:
        """From when it holds, and what it says."""
        return {
            "breakdown": self.breakdown,
            "since": self.since.isoformat() if self.since else None,
            "definition_en": self.definition_en,
            "definition_zh": self.definition_zh,
            **{name: self._slug(name) or None for name in RELATIONS},
            "factor": self.factor,
            "basis": self.basis,
            "base": self.base,
            "note_en": self.note_en,
            "note_zh": self.note_zh,
        }

    def term(self) -> MeaningTerm:
        """The meaning as the checks know it."""
        return MeaningTerm(
            indicator=self.indicator.slug,
            since=self.since,
            definition=Words(self.definition_en, self.definition_zh),
            **{name: self._slug(name) for name in RELATIONS},
            breakdown=self.breakdown,
            factor=Decimal(self.factor) if self.factor else None,
            basis=Basis(self.basis) if self.basis else None,
            base=self.base,
            note=Words(self.note_en, self.note_zh),
        )

    def _slug(self, name: str) -> str:
        other = getattr(self, name)
        return str(other.slug) if other else ""
