"""Defined quantities, what was asked of them, and their values as known from a date.

An observation is never overwritten: a revision is a further row, and closes the
one it follows.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import models

from goldenthread.ledger import canonical_bytes, leaf_hash, root_of
from goldenthread.office.bodies.models import Area, Body
from goldenthread.office.commitments.models import Commitment
from goldenthread.office.records.models import Source
from goldenthread.office.trail.models import Ledgered
from goldenthread.terms.observations import Indicator as IndicatorTerm
from goldenthread.terms.observations import Kind, Status, Waypoint
from goldenthread.terms.observations import Observation as ObservationTerm
from goldenthread.terms.observations import Target as TargetTerm
from goldenthread.terms.periods import Day, Period
from goldenthread.terms.quantities import Comparator, Direction
from goldenthread.terms.text import Words


class Indicator(Ledgered):
    """A defined quantity; see terms.observations.Indicator for what each field says."""

    trail_name = "indicator"
    slug = models.SlugField(unique=True, max_length=60)
    title_en = models.CharField(max_length=200)
    title_zh = models.CharField(max_length=200)
    unit = models.CharField(max_length=50)
    kind = models.CharField(max_length=20, choices=[(k.value, k.value) for k in Kind])
    direction = models.CharField(max_length=10, choices=[(d.value, d.value) for d in Direction])
    lag_months = models.PositiveIntegerField(null=True, blank=True)
    growth_of = models.CharField(max_length=60, blank=True)
    against = models.CharField(max_length=60, blank=True)
    note_en = models.CharField(max_length=500, blank=True)
    note_zh = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return self.title_en

    def trail_id(self) -> str:
        """The indicator's own short name."""
        return self.slug

    def trail_fields(self) -> dict[str, Any]:
        """Its definition."""
        return {
            "title_en": self.title_en,
            "title_zh": self.title_zh,
            "unit": self.unit,
            "kind": self.kind,
            "direction": self.direction,
            "lag_months": self.lag_months,
            "growth_of": self.growth_of,
            "against": self.against,
            "note_en": self.note_en,
            "note_zh": self.note_zh,
        }

    def term(self) -> IndicatorTerm:
        """The indicator as the engines know it."""
        return IndicatorTerm(
            id=self.slug,
            title=Words(self.title_en, self.title_zh),
            unit=self.unit,
            kind=Kind(self.kind),
            direction=Direction(self.direction),
            lag_months=self.lag_months,
            growth_of=self.growth_of or None,
            against=self.against or None,
            note=Words(self.note_en, self.note_zh),
        )


class Target(Ledgered):
    """What a commitment asks of an indicator. Numbers are text: their printed precision counts."""

    trail_name = "target"
    slug = models.SlugField(unique=True)
    commitment = models.ForeignKey(Commitment, on_delete=models.PROTECT, related_name="targets")
    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="targets")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    comparator = models.CharField(max_length=20, choices=[(c.value, c.value) for c in Comparator])
    value = models.CharField(max_length=40, blank=True)
    unit = models.CharField(max_length=50, blank=True)
    period = models.CharField(max_length=30)
    tolerance = models.CharField(max_length=40, blank=True)
    baseline = models.CharField(max_length=40, blank=True)
    upper = models.CharField(max_length=40, blank=True)

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.slug}: {self.comparator} {self.value} {self.unit}"

    @property
    def body(self) -> Body:
        """The body whose duty asks for it."""
        return self.commitment.body

    def trail_id(self) -> str:
        """The target's own short name."""
        return self.slug

    def trail_fields(self) -> dict[str, Any]:
        """What is asked, of what, by when."""
        return {
            "commitment": self.commitment.slug,
            "indicator": self.indicator.slug,
            "area": self.area.slug,
            "comparator": self.comparator,
            "value": self.value,
            "unit": self.unit,
            "period": self.period,
            "tolerance": self.tolerance,
            "baseline": self.baseline,
            "upper": self.upper,
        }

    def term(self) -> TargetTerm:
        """The target as the engines know it."""
        return TargetTerm(
            id=self.slug,
            commitment=self.commitment.slug,
            indicator=self.indicator.slug,
            comparator=Comparator(self.comparator),
            value=_number(self.value),
            unit=self.unit,
            period=Period.parse(self.period),
            area=self.area.slug,
            tolerance=_number(self.tolerance),
            baseline=_number(self.baseline),
            upper=_number(self.upper),
        )


class Path(Ledgered):
    """Where a target's figure should stand on days before it is due; the last one stated stands.

    `points` are pairs of a day and a number as text, the earliest first.
    """

    trail_name = "path"
    target = models.ForeignKey(Target, on_delete=models.PROTECT, related_name="paths")
    number = models.PositiveIntegerField()
    points = models.JSONField(default=list)

    class Meta:
        ordering = ("number",)
        constraints = (models.UniqueConstraint(fields=("target", "number"), name="path_number"),)

    def __str__(self) -> str:
        return self.trail_id()

    @property
    def body(self) -> Body:
        """The body whose duty asks for it."""
        return self.target.body

    def trail_id(self) -> str:
        """The target's short name and the path's number, such as 2023-4.1."""
        return f"{self.target.slug}.{self.number}"

    def trail_fields(self) -> dict[str, Any]:
        """Its points."""
        return {"points": self.points}

    def waypoints(self) -> tuple[Waypoint, ...]:
        """Its points as the engines know them."""
        return tuple(Waypoint(date.fromisoformat(on), Decimal(value)) for on, value in self.points)


class Import(Ledgered):
    """A table whose figures were taken over together: its file, and the root of their rows.

    `root` is the Merkle root (RFC 6962) over the canonical values of its
    observations in the order they were recorded.
    """

    trail_name = "import"
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="imports")
    file = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    rows = models.PositiveIntegerField()
    unchanged = models.PositiveIntegerField()
    root = models.CharField(max_length=64)

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return self.file

    def trail_fields(self) -> dict[str, Any]:
        """Which file from which source, and what its rows come to."""
        return {
            "source": self.source.slug,
            "file": self.file,
            "sha256": self.sha256,
            "rows": self.rows,
            "unchanged": self.unchanged,
            "root": self.root,
        }

    def trail_faults(self) -> Iterator[str]:
        """Yield a fault if its rows are not those whose root was recorded."""
        if root_of_rows(self.observations.order_by("pk")) != self.root:
            yield f"{self.trail_object}: its rows are not those that were taken over"


def root_of_rows(rows: Iterable["Observation"]) -> str:
    """Return the Merkle root over what the log keeps of each row, hexadecimal."""
    return root_of([leaf_hash(canonical_bytes(row.trail_fields())) for row in rows]).hex()


class Observation(Ledgered):
    """One value of an indicator for an area and a period, with what was known when."""

    trail_name = "observation"
    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="observations")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    period = models.CharField(max_length=30)
    start = models.DateField()
    end = models.DateField()
    value = models.CharField(max_length=40)
    unit = models.CharField(max_length=50)
    #: How many one of the unit is, and of which currency, as the unit's own words say.
    multiplier = models.CharField(max_length=80, blank=True)
    currency = models.CharField(max_length=3, blank=True)
    kind = models.CharField(max_length=20, choices=[(k.value, k.value) for k in Kind])
    status = models.CharField(max_length=20, choices=[(s.value, s.value) for s in Status])
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="observations")
    known = models.CharField(max_length=10, blank=True)
    published = models.CharField(max_length=10, blank=True)
    recorded = models.DateTimeField()
    text = models.CharField(max_length=100, blank=True)
    note_en = models.CharField(max_length=500, blank=True)
    note_zh = models.CharField(max_length=500, blank=True)
    #: Where it stood in the table it was taken over from, and the unit that the table gave.
    imported = models.ForeignKey(
        Import, on_delete=models.PROTECT, related_name="observations", null=True
    )
    cell = models.CharField(max_length=20, blank=True)
    unit_printed = models.CharField(max_length=100, blank=True)
    #: From when until when it is in force, and what prevails: see closing.py. The database closes.
    known_by = models.DateField()
    rank = models.SmallIntegerField()
    closed = models.DateField(null=True, editable=False)

    class Meta:
        ordering = ("indicator", "area", "start", "end", "pk")
        indexes = (
            models.Index(fields=("indicator", "area", "start", "end"), name="observation_series"),
        )

    def __str__(self) -> str:
        return f"{self.indicator} {self.period}: {self.value} {self.unit}"

    def trail_fields(self) -> dict[str, Any]:
        """The value and its dates, as they were entered.

        A row kept before there was a multiplier says none: the root over a table stays.
        """
        counted = {"multiplier": self.multiplier, "currency": self.currency}
        return {
            **(counted if self.multiplier else {}),
            "indicator": self.indicator.slug,
            "area": self.area.slug,
            "period": self.period,
            "value": self.value,
            "unit": self.unit,
            "kind": self.kind,
            "status": self.status,
            "source": self.source.slug,
            "known": self.known,
            "published": self.published,
            "recorded": self.recorded.isoformat(),
            "text": self.text,
            "imported": self.imported.trail_id() if self.imported else None,
            "cell": self.cell,
            "unit_printed": self.unit_printed,
            "note_en": self.note_en,
            "note_zh": self.note_zh,
        }

    def term(self) -> ObservationTerm:
        """The observation as the engines know it."""
        return ObservationTerm(
            indicator=self.indicator.slug,
            area=self.area.slug,
            period=Period(self.start, self.end),
            value=Decimal(self.value),
            unit=self.unit,
            kind=Kind(self.kind),
            source=self.source.slug,
            known=Day(self.known) if self.known else None,
            recorded=self.recorded.date(),
            published=Day(self.published) if self.published else None,
            status=Status(self.status),
            text=self.text,
            note=Words(self.note_en, self.note_zh),
            row=self.trail_object,
            multiplier=Decimal(self.multiplier or 1),
            currency=self.currency,
        )


def _number(text: str) -> Decimal | None:
    return Decimal(text) if text else None
