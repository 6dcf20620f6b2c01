"""Numbers that know where they come from, and what may be said of them."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from goldenthread.terms.observations import Observation
from goldenthread.terms.periods import Period


class Verdict(StrEnum):
    """What may be said of a target on a given day."""

    MET = "met"
    MISSED = "missed"
    NOT_YET_KNOWN = "not yet known"
    NO_FIGURE = "no figure for this unit"
    NO_MEASURE = "no measure"
    CANNOT_BE_JUDGED = "cannot be judged as written"


class Reason(StrEnum):
    """Why a verdict is what it is; `reporting.wording` turns it into a sentence."""

    REACHED = "reached"
    FELL_SHORT = "fell short"
    WENT_OVER = "went over"
    ABOUT_BUT_SHORT = "short of about, by less than its rounding"
    NO_TOLERANCE = "neither the tolerance nor the basis is stated"
    SET_ELSEWHERE = "the number is set in another document"
    PERIOD_NOT_OVER = "the period is not over"
    COMES_LATER = "the figure comes out later"
    PERIOD_AMBIGUOUS = "the source does not say for which year"
    NOT_PUBLISHED_FOR_UNIT = "no figure is published for this unit"
    NAMES_NO_MEASURE = "the sentence names no measure"


@dataclass(frozen=True, slots=True)
class Figure:
    """A number that knows its inputs and method. `known` is the day its last input was known."""

    indicator: str
    area: str
    value: Decimal
    unit: str
    period: Period
    known: date
    inputs: tuple[Observation, ...]
    method: str


@dataclass(frozen=True, slots=True)
class Judgement:
    """A verdict with its reason.

    `gap` is signed: below zero by how much the figure is short of the target in
    the good direction, above zero by how much it is better; None where the two
    cannot be compared. `attainment` is the signed share of the way from the
    baseline, None without a baseline.
    """

    verdict: Verdict
    reason: Reason
    figure: Figure | None = None
    gap: Decimal | None = None
    attainment: Decimal | None = None


class Way(StrEnum):
    """How what is still needed is counted."""

    SUM = "the rest must add up to"
    MEAN = "the rest must average"
    MOVE = "it must still move by"


@dataclass(frozen=True, slots=True)
class Needed:
    """What the rest of a target's period must bring, once `after` is known.

    `value` is a sum or a change in the unit of the target, or the mean of the
    `months` that are left, every month taken to weigh the same. It is zero or on
    the good side where nothing more is needed.
    """

    way: Way
    value: Decimal
    unit: str
    months: int
    after: Figure


@dataclass(frozen=True, slots=True)
class Course:
    """Where a target that is not due yet stands on the straight way from `base` to it.

    `expected` is what that way asks for at the end of the period of `last`, the
    last figure known; `lead` by how much that is better, below zero worse. All
    in the target's unit.
    """

    base: Figure
    last: Figure
    expected: Decimal
    lead: Decimal


@dataclass(frozen=True, slots=True)
class RankRange:
    """The best and worst place a unit can have, given the peers whose figure is not known.

    `known` and `unknown` name the peers; `above` those known to be ahead.
    """

    unit: str
    best: int
    worst: int
    of: int
    above: tuple[str, ...]
    known: tuple[str, ...]
    unknown: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Tally:
    """How many targets there are of each verdict; the denominator of a share is what was judged."""

    by_verdict: tuple[tuple[Verdict, int], ...]

    def __getitem__(self, verdict: Verdict) -> int:
        return dict(self.by_verdict).get(verdict, 0)

    @property
    def total(self) -> int:
        """All duties, judged or not."""
        return sum(count for _, count in self.by_verdict)

    @property
    def judged(self) -> int:
        """Those of which it can be said whether they were met."""
        return self[Verdict.MET] + self[Verdict.MISSED]
