"""Adopted duties, each citing the sentence it serves, and the units that support them."""

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Q
from django.utils import timezone

from goldenthread.office.bodies.models import Body, Department
from goldenthread.office.records.models import Document, Statement
from goldenthread.office.trail.models import Ledgered, Part
from goldenthread.terms.commitments import Commitment as CommitmentTerm
from goldenthread.terms.commitments import Confidence, EvidenceLevel, Said, State
from goldenthread.terms.text import Words

if TYPE_CHECKING:
    from goldenthread.office.commitments.models.days import Extension


class Commitment(Ledgered):
    """An adopted duty: lead and supporting units, due date, and the statement it serves."""

    trail_name = "commitment"
    slug = models.SlugField(unique=True)
    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="commitments")
    number = models.CharField(max_length=20, blank=True)
    title_en = models.CharField(max_length=300)
    title_zh = models.CharField(max_length=300)
    statement_en = models.ForeignKey(
        Statement, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    statement_zh = models.ForeignKey(
        Statement, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    lead = models.ForeignKey(Department, on_delete=models.PROTECT, related_name="leads")
    supporting: "models.ManyToManyField[Department, Support]" = models.ManyToManyField(
        Department, through="Support", blank=True, related_name="supports"
    )
    due = models.DateField(null=True, blank=True)
    state = models.CharField(
        max_length=20, choices=[(s.value, s.value) for s in State], default=State.NOT_STARTED.value
    )
    evidence = models.CharField(
        max_length=20,
        choices=[(e.value, e.value) for e in EvidenceLevel],
        default=EvidenceLevel.NONE.value,
    )
    confidence = models.CharField(
        max_length=20,
        choices=[(c.value, c.value) for c in Confidence],
        default=Confidence.NOT_STATED.value,
    )

    successor = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="superseded"
    )

    class Meta:
        ordering = ("document", "pk")
        indexes = (
            # What is late is counted and listed from the index alone.
            models.Index(fields=("due", "state", "document"), name="commitment_due"),
        )
        constraints = (
            models.CheckConstraint(
                condition=Q(statement_en__isnull=False) | Q(statement_zh__isnull=False),
                name="commitment_cites_a_statement",
            ),
        )

    def __str__(self) -> str:
        return f"{self.number} {self.title_en}"

    @property
    def body(self) -> Body:
        """The body whose duty it is."""
        return self.document.body

    @property
    def owner(self) -> Department:
        """The unit that answers for it."""
        return self.lead

    @property
    def is_closed(self) -> bool:
        """Whether nothing more is expected of it."""
        return State(self.state).is_closed

    def supporting_units(self) -> list[Department]:
        """The supporting units in the order in which they were named."""
        return [support.department for support in self.supports.all()]

    def trail_id(self) -> str:
        """The body's own short name for it."""
        return self.slug

    def trail_fields(self) -> dict[str, Any]:
        """What is due, by whom and when, the sentences it serves, and its state."""
        return {
            "document": self.document.slug,
            "number": self.number,
            "title_en": self.title_en,
            "title_zh": self.title_zh,
            "statement_en": _object(self.statement_en),
            "statement_zh": _object(self.statement_zh),
            "lead": self.lead.slug,
            "supporting": [unit.slug for unit in self.supporting_units()],
            "due": self.due.isoformat() if self.due else None,
            "state": self.state,
            "evidence": self.evidence,
            "confidence": self.confidence,
            "successor": self.successor.slug if self.successor else None,
        }

    def term(self) -> CommitmentTerm:
        """The duty as the engines know it."""
        places, quotes = {}, {}
        for language, cited in (("en", self.statement_en), ("zh", self.statement_zh)):
            if cited is not None:
                places[language] = f"{self.document.slug}#{cited.start}-{cited.end}"
                quotes[language] = cited.quote
        return CommitmentTerm(
            id=self.slug,
            number=self.number,
            title=Words(self.title_en, self.title_zh),
            lead=self.lead.words(),
            supporting=tuple(unit.words() for unit in self.supporting_units()),
            due=self.due,
            document=self.document.slug,
            statement=Words(places.get("en", ""), places.get("zh", "")),
            quote=Words(quotes.get("en", ""), quotes.get("zh", "")),
            state=State(self.state),
            evidence=EvidenceLevel(self.evidence),
            confidence=Confidence(self.confidence),
            extensions=tuple(each.term() for each in self.given_extensions()),
            reports=tuple(self.said()),
            explanations=tuple(each.term() for each in self.explanations.all()),
        )

    def said(self) -> Iterator[Said]:
        """How sure each progress report was, oldest first."""
        for each in sorted(self.reports.all(), key=lambda report: (report.sent, report.pk)):
            on = timezone.localdate(each.sent)
            yield Said(on, Confidence(each.confidence), each.trail_object)

    def given_extensions(self) -> list["Extension"]:
        """Every time that its due day was moved, oldest first."""
        given = [each for each in self.extensions.all() if each.decided and each.is_given]
        return sorted(given, key=lambda each: (each.decided or date.min, each.pk))


class Support(Part):
    """One supporting unit of a duty, at its place in the order they were named."""

    commitment = models.ForeignKey(Commitment, on_delete=models.PROTECT, related_name="supports")
    department = models.ForeignKey(Department, on_delete=models.PROTECT, related_name="+")
    position = models.PositiveIntegerField()

    class Meta:
        ordering = ("commitment", "position")
        constraints = (
            models.UniqueConstraint(fields=("commitment", "department"), name="support_once"),
        )

    def __str__(self) -> str:
        return f"{self.commitment_id}: {self.department}"

    @property
    def whole(self) -> Commitment:
        """The duty it supports."""
        return self.commitment


def _object(statement: Statement | None) -> str | None:
    return statement.trail_object if statement else None
