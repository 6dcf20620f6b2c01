"""Computed cards, forecasts and questions about figures, frozen with what they were made from."""

import json
from collections.abc import Iterator
from hashlib import sha256
from typing import Any

from django.db import models

from goldenthread.checking import Check
from goldenthread.forecasting import Forecast as ForecastTerm
from goldenthread.forecasting import from_dict
from goldenthread.office.bodies.models import Body
from goldenthread.office.indicators.models import Target
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


class Question(Ledgered):
    """A question about figures, with its evidence and a place for the answer; no score reads it.

    `evidence` is a JSON list of what is shown, in English, in Chinese, and its value; `p` is empty
    where nothing was reckoned by chance. Of `tests` clean figures, `alarms` were asked the same.
    """

    trail_name = "question"
    slug = models.SlugField(unique=True, max_length=64)
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="questions")
    kind = models.CharField(max_length=40)
    about = models.CharField(max_length=300)
    question_en = models.TextField()
    question_zh = models.TextField()
    evidence = models.TextField()
    n = models.PositiveIntegerField()
    p = models.CharField(max_length=40, blank=True)
    alarms = models.PositiveIntegerField()
    tests = models.PositiveIntegerField()
    answer = models.TextField(blank=True)

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return self.question_en

    def trail_id(self) -> str:
        """A name that the same question about the same figures has again."""
        return self.slug

    def trail_fields(self) -> dict[str, Any]:
        """What was asked of which figures, and the answer once there is one."""
        return {
            "body": self.body.slug,
            "kind": self.kind,
            "about": self.about,
            "question_en": self.question_en,
            "question_zh": self.question_zh,
            "evidence": self.evidence,
            "n": self.n,
            "p": self.p,
            "alarms": self.alarms,
            "tests": self.tests,
            "answer": self.answer,
        }

    @property
    def is_arithmetic(self) -> bool:
        """Whether the figures contradict each other by plain arithmetic."""
        return Check(self.kind).is_arithmetic

    def shown(self) -> list[list[str]]:
        """The evidence: what it is in English and in Chinese, and its value."""
        return [[str(each) for each in row] for row in json.loads(self.evidence)]


class Forecast(Ledgered):
    """What was expected of a target's indicator: `forecast` is Forecast.as_dict as JSON."""

    trail_name = "forecast"
    target = models.ForeignKey(Target, on_delete=models.PROTECT, related_name="forecasts")
    forecast = models.TextField()
    made = models.DateTimeField()

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.target.slug} from {self.term().cut_off}"

    @property
    def body(self) -> Body:
        """The body whose target it is."""
        return self.target.body

    def trail_fields(self) -> dict[str, Any]:
        """The forecast whole: cut-off, model, version, seed, quantiles, chance; and when made."""
        return {
            "target": self.target.slug,
            "forecast": self.forecast,
            "made": self.made.isoformat(),
        }

    def term(self) -> ForecastTerm:
        """The forecast as the engine knows it."""
        return from_dict(json.loads(self.forecast))
