"""Adopted duties, each citing the sentence it serves."""

from datetime import date
from typing import Any

from django.db import models
from django.db.models import Q

from goldenthread.office.bodies.models import Body, Department, Person
from goldenthread.office.records.models import Document, Statement
from goldenthread.office.trail.models import Ledgered, Part
from goldenthread.terms.commitments import Commitment as CommitmentTerm
from goldenthread.terms.commitments import Confidence, Decision, EvidenceLevel, Ruling, State
from goldenthread.terms.commitments import Extension as ExtensionTerm
from goldenthread.terms.text import Words


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
        )

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


def _object(statement: Statement | None) -> str | None:
    return statement.trail_object if statement else None
