"""Where things were said: sources, documents, their texts as read, and the statements in them."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from hashlib import sha256
from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q

from goldenthread.office.bodies.models import Body
from goldenthread.office.trail.models import Ledgered, LedgeredManager, LedgeredQuerySet
from goldenthread.terms.dossiers import Document as DocumentTerm
from goldenthread.terms.meetings import MeetingRecord, Passage
from goldenthread.terms.observations import Source as SourceTerm
from goldenthread.terms.quantities import Comparator, Measure
from goldenthread.terms.statements import Due, StatementType
from goldenthread.terms.statements import Statement as StatementTerm
from goldenthread.terms.text import Span, Words


class Source(Ledgered):
    """Where something was said in public; `address` is official or empty."""

    trail_name = "source"
    slug = models.SlugField(unique=True)
    title_en = models.CharField(max_length=300)
    title_zh = models.CharField(max_length=300)
    publisher_en = models.CharField(max_length=200, blank=True)
    publisher_zh = models.CharField(max_length=200, blank=True)
    dated = models.CharField(max_length=10, blank=True)
    address = models.URLField(blank=True)

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return self.title_en

    def trail_id(self) -> str:
        """The source's own short name."""
        return self.slug

    def trail_fields(self) -> dict[str, Any]:
        """What it is, whose and when."""
        return {
            "title_en": self.title_en,
            "title_zh": self.title_zh,
            "publisher_en": self.publisher_en,
            "publisher_zh": self.publisher_zh,
            "dated": self.dated,
            "address": self.address,
        }

    def term(self) -> SourceTerm:
        """The source as the engines know it."""
        return SourceTerm(
            self.slug,
            Words(self.title_en, self.title_zh),
            Words(self.publisher_en, self.publisher_zh),
            self.dated,
            self.address,
        )


class Document(Ledgered):
    """A meeting's record or a directive, in one language or both.

    `is_adopted` says that its duties are taken up; `is_released` that the public
    may read it; `paraphrase` what a highlight must say where the words are ours.
    """

    trail_name = "document"
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="documents")
    slug = models.SlugField(unique=True)
    title_en = models.CharField(max_length=300)
    title_zh = models.CharField(max_length=300)
    dated = models.DateField()
    source = models.ForeignKey(Source, on_delete=models.PROTECT, null=True, blank=True)
    paraphrase_en = models.CharField(max_length=300, blank=True)
    paraphrase_zh = models.CharField(max_length=300, blank=True)
    is_adopted = models.BooleanField(default=False)
    is_released = models.BooleanField(default=False)

    class Meta:
        ordering = ("dated", "pk")

    def __str__(self) -> str:
        return self.title_en

    def trail_id(self) -> str:
        """The document's own short name."""
        return self.slug

    def trail_fields(self) -> dict[str, Any]:
        """Whose it is, what, when, from where, and whether adopted and released."""
        return {
            "body": self.body.slug,
            "title_en": self.title_en,
            "title_zh": self.title_zh,
            "dated": self.dated.isoformat(),
            "source": self.source.slug if self.source else None,
            "paraphrase_en": self.paraphrase_en,
            "paraphrase_zh": self.paraphrase_zh,
            "is_adopted": self.is_adopted,
            "is_released": self.is_released,
        }

    def term(self) -> DocumentTerm:
        """The document as the engines know it; a language it does not exist in is empty."""
        read = {record.language: record.term() for record in self.records.all()}
        return DocumentTerm(
            id=self.slug,
            title=Words(self.title_en, self.title_zh),
            dated=self.dated,
            source=self.source.slug if self.source else "",
            en=read.get("en", MeetingRecord("", "en")),
            zh=read.get("zh", MeetingRecord("", "zh")),
            adopted=self.is_adopted,
            paraphrase=Words(self.paraphrase_en, self.paraphrase_zh),
        )


class Record(Ledgered):
    """A document's text in one language and what was read from it.

    `header` holds body, date, chair, posts, sources and priorities as
    `reading.as_json` gives them; spans are places in `text`.
    """

    trail_name = "record"
    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="records")
    language = models.CharField(max_length=2, choices=(("en", "English"), ("zh", "中文")))
    text = models.TextField()
    sha256 = models.CharField(max_length=64)
    header = models.JSONField(default=dict)

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=("document", "language"), name="record_language"),
        )

    def __str__(self) -> str:
        return f"{self.document} ({self.language})"

    def trail_id(self) -> str:
        """The document's name and the language."""
        return f"{self.document.slug}.{self.language}"

    def trail_fields(self) -> dict[str, Any]:
        """The text by its hash, and what was read from its header."""
        return {"language": self.language, "sha256": self.sha256, "header": self.header}

    def term(self) -> MeetingRecord:
        """The record as the engines know it."""
        header = self.header
        return MeetingRecord(
            text=self.text,
            language="zh" if self.language == "zh" else "en",
            body=header["body"],
            date=date.fromisoformat(header["date"]) if header["date"] else None,
            chair=header["chair"],
            posts=tuple(header["posts"]),
            sources=tuple(_passage(place) for place in header["sources"]),
            priorities=tuple(_passage(place) for place in header["priorities"]),
            statements=tuple(statement.term() for statement in self.statements.all()),
        )

    def trail_faults(self) -> Iterator[str]:
        """Yield a fault if the text is not the one whose hash was recorded."""
        if sha256(self.text.encode()).hexdigest() != self.sha256:
            yield f"{self.trail_object}: its text is not the one that was recorded"


class Standing(models.TextChoices):
    """What a person has said of a statement that was read; a closed one is kept, and not used."""

    UNREVIEWED = "unreviewed"
    ACCEPTED = "accepted"
    REJECTED = "rejected"
    REPLACED = "replaced"


class InForce(LedgeredManager["Statement"]):
    """The statements that count: neither rejected nor replaced by others."""

    def get_queryset(self) -> LedgeredQuerySet["Statement"]:
        """Return the rows that are not closed."""
        closed = (Standing.REJECTED, Standing.REPLACED)
        return super().get_queryset().exclude(standing__in=closed)


class Statement(Ledgered):
    """The smallest span with one act, outcome, attitude or event, and what was read from it.

    `objects`, and so a record's `statements`, holds those in force; `everything`
    the closed ones too. What a person wrote is `by_hand`, and `corrects` names
    the statements in whose place it stands.
    """

    trail_name = "statement"
    record = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="statements")
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    type = models.CharField(max_length=20, choices=[(t.value, t.value) for t in StatementType])
    number = models.CharField(max_length=20, blank=True)
    owner = models.CharField(max_length=300, null=True, blank=True)
    supporting = models.JSONField(default=list, blank=True)
    due_text = models.CharField(max_length=200, blank=True)
    due_from = models.DateField(null=True, blank=True)
    due_to = models.DateField(null=True, blank=True)
    due_recur = models.CharField(max_length=50, null=True, blank=True)
    quantity = models.CharField(max_length=300, blank=True)
    unit = models.CharField(max_length=50, blank=True)
    value = models.CharField(max_length=40, blank=True)
    comparator = models.CharField(max_length=20, blank=True)
    cues = models.JSONField(default=list, blank=True)
    standing = models.CharField(
        max_length=12, choices=Standing.choices, default=Standing.UNREVIEWED
    )
    by_hand = models.BooleanField(default=False)
    corrects = models.JSONField(default=list, blank=True)

    objects: ClassVar[InForce] = InForce()
    everything = LedgeredManager()

    class Meta:
        ordering = ("record", "start")
        constraints = (
            models.CheckConstraint(condition=Q(end__gt=F("start")), name="statement_span"),
        )

    def __str__(self) -> str:
        return self.quote

    @property
    def quote(self) -> str:
        """The words at its place."""
        return self.record.text[self.start : self.end]

    def trail_fields(self) -> dict[str, Any]:
        """Its place, type and what was read from it."""
        return {
            "record": self.record.trail_id(),
            "start": self.start,
            "end": self.end,
            "type": self.type,
            "number": self.number,
            "owner": self.owner,
            "supporting": self.supporting,
            "due": [self.due_text, _iso(self.due_from), _iso(self.due_to), self.due_recur],
            "measure": [self.quantity, self.unit, self.value, self.comparator],
            "cues": self.cues,
            "standing": self.standing,
            "by_hand": self.by_hand,
            "corrects": self.corrects,
        }

    def tell(self, term: StatementTerm) -> None:
        """Take over the place, the type and what was read of `term`."""
        self.start, self.end, self.type = term.span.start, term.span.end, term.type.value
        self.number, self.owner = term.number, term.owner
        self.supporting, self.cues = list(term.supporting), list(term.cues)
        if due := term.due:
            self.due_text, self.due_recur = due.text, due.recur
            self.due_from, self.due_to = due.from_, due.to
        if measure := term.measure:
            self.quantity, self.unit = measure.quantity, measure.unit
            self.value, self.comparator = f"{measure.value:f}", measure.comparator.value

    def term(self) -> StatementTerm:
        """The statement as the engines know it."""
        due = Due(self.due_text, self.due_from, self.due_to, self.due_recur)
        return StatementTerm(
            span=Span(self.start, self.end),
            quote=self.quote,
            type=StatementType(self.type),
            owner=self.owner,
            due=due if self.due_text or self.due_to else None,
            measure=Measure(
                self.quantity, self.unit, Decimal(self.value), Comparator(self.comparator)
            )
            if self.value
            else None,
            number=self.number,
            supporting=tuple(self.supporting),
            cues=tuple(self.cues),
        )


def _passage(place: dict[str, Any]) -> Passage:
    return Passage(Span(place["start"], place["end"]), place["title"])


def _iso(day: Any) -> str | None:
    return day.isoformat() if day else None
