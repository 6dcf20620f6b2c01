"""Every choice of method an index is built by, typed and named as in the Handbook.

The Handbook is OECD/JRC, Handbook on Constructing Composite Indicators (2008).
Disabling a step is a choice like any other: each has a NONE.
"""

from dataclasses import dataclass
from enum import StrEnum


class Imputation(StrEnum):
    """How a missing value is filled (Handbook, step 3)."""

    NONE = "none"
    GROUP_MEAN = "group mean"
    GROUP_MEDIAN = "group median"
    LAST_VALUE = "last value"
    LINEAR_IN_TIME = "linear in time"


class Treatment(StrEnum):
    """How an outlying or skewed indicator is treated."""

    NONE = "none"
    WINSORISE = "winsorise"
    TRIM = "trim"
    LOG = "log"
    BOX_COX = "box-cox"
    YEO_JOHNSON = "yeo-johnson"


class Normalisation(StrEnum):
    """How indicators are brought to one scale (Handbook, step 5)."""

    NONE = "none"
    MIN_MAX = "min-max"
    Z_SCORE = "z-score"
    RANK = "rank"
    PERCENTILE = "percentile rank"
    BORDA = "borda"
    TO_BEST = "distance to best"
    TO_LEADER = "ratio to leader"
    TO_TARGET = "distance to target"
    GOALPOSTS = "goalposts"
    SCALED = "scaled"
    ABOUT_MEAN = "above or below mean"


class Weighting(StrEnum):
    """Where the weights come from (Handbook, step 6)."""

    GIVEN = "given"
    EQUAL = "equal"
    BUDGET = "budget allocation"
    AHP = "analytic hierarchy process"
    PCA = "principal components"
    ENTROPY = "entropy"
    CRITIC = "critic"
    VARIATION = "coefficient of variation"


class Aggregation(StrEnum):
    """How children become their parent (Handbook, step 6)."""

    ARITHMETIC = "arithmetic"
    GEOMETRIC = "geometric"
    HARMONIC = "harmonic"
    POWER = "power"
    MEDIAN = "median"
    MINIMUM = "minimum"
    COPELAND = "copeland"
    OUTRANKING = "outranking"
    KEMENY = "kemeny"
    BENEFIT_OF_DOUBT = "benefit of the doubt"


@dataclass(frozen=True, slots=True)
class Impute:
    """An imputation; `by` names the column of groups, empty for one group of all units."""

    method: Imputation = Imputation.NONE
    by: str = ""


@dataclass(frozen=True, slots=True)
class Treat:
    """A treatment of those indicators whose skew and kurtosis are both beyond their limits.

    `most` is the most points winsorised before `fallback` is tried instead;
    `share` the share trimmed at each end; `power` the Box–Cox or Yeo–Johnson
    exponent.
    """

    method: Treatment = Treatment.NONE
    most: int = 5
    skew: float = 2.0
    kurtosis: float = 3.5
    fallback: Treatment = Treatment.LOG
    share: float = 0.05
    power: float = 0.0


@dataclass(frozen=True, slots=True)
class Normalise:
    """A normalisation.

    `low` and `high` are the ends of the scale (min-max, goalposts, scaled); `mean`
    and `sd` those of the z-score; `band` the share about the mean that counts as
    neither above nor below; `base` the period whose frame all periods share,
    empty for the frame of all periods together.
    """

    method: Normalisation = Normalisation.MIN_MAX
    low: float = 0.0
    high: float = 100.0
    mean: float = 0.0
    sd: float = 1.0
    band: float = 0.2
    base: str = ""


@dataclass(frozen=True, slots=True)
class Weigh:
    """A way to weigh. For AHP `matrix` holds the judgements, for budgets one row a judge.

    `node` is the one group whose children it weighs, whatever that group says for
    itself; empty for all groups that say nothing.
    """

    method: Weighting = Weighting.GIVEN
    matrix: tuple[tuple[float, ...], ...] = ()
    node: str = ""


@dataclass(frozen=True, slots=True)
class Aggregate:
    """An aggregation.

    `power` is the exponent of the power mean; `shares` bounds the weights of the
    benefit of the doubt.
    """

    method: Aggregation = Aggregation.ARITHMETIC
    power: float = 1.0
    shares: tuple[float, float] | None = None
