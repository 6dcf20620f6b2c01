"""Every choice of method an index is built by, typed and named as in the Handbook.

The Handbook is OECD/JRC, Handbook on Constructing Composite Indicators (2008).
Disabling a step is a choice like any other: each has a NONE.
"""

from dataclasses import dataclass
from enum import StrEnum

from goldenthread.terms.errors import BadTable


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

    def __post_init__(self) -> None:
        _sound(self.most >= 0, f"{self.most} points cannot be winsorised", "Write 0 or more.")
        _sound(
            0 <= self.share < 0.5,
            f"a share of {self.share:g} cannot be trimmed",
            "Write 0 to 0.49.",
        )
        _sound(
            self.fallback is not Treatment.WINSORISE,
            "winsorising cannot follow winsorising",
            "Name another fallback, or none.",
        )


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

    def __post_init__(self) -> None:
        # The other way round the worst would come out first, and nothing would show it.
        _sound(
            self.low < self.high,
            f"a scale from {self.low:g} to {self.high:g} does not rise",
            "Write low below high; `direction` says which way is better.",
        )
        _sound(self.sd > 0, f"a deviation of {self.sd:g} is none", "Write sd above 0.")
        _sound(self.band >= 0, f"a band of {self.band:g} is none", "Write band as 0 or more.")


@dataclass(frozen=True, slots=True)
class Weigh:
    """A way to weigh. For AHP `matrix` holds the judgements, for budgets one row a judge.

    `node` is the one group whose children it weighs, whatever that group says for
    itself; empty for all groups that say nothing.
    """

    method: Weighting = Weighting.GIVEN
    matrix: tuple[tuple[float, ...], ...] = ()
    node: str = ""

    def __post_init__(self) -> None:
        rows = self.matrix
        _sound(
            all(isinstance(row, tuple) and len(row) == len(rows[0]) for row in rows),
            "the matrix of judgements has no even rows",
            "Write [[…], […]], each row with as many numbers as the first.",
        )
        if self.method is Weighting.BUDGET:
            _sound(
                all(min(row) >= 0 and sum(row) > 0 for row in rows),
                "a judge's budget is below nought, or nothing",
                "Give each judge points of 0 or more, not all of them 0.",
            )
        if self.method is Weighting.AHP:
            what = "a judgement is not one over its opposite"
            _sound(_is_reciprocal(rows), what, _PAIRS)


@dataclass(frozen=True, slots=True)
class Aggregate:
    """An aggregation.

    `power` is the exponent of the power mean; `shares` bounds the weights of the
    benefit of the doubt.
    """

    method: Aggregation = Aggregation.ARITHMETIC
    power: float = 1.0
    shares: tuple[float, float] | None = None

    def __post_init__(self) -> None:
        _sound(
            abs(self.power) <= 100,
            f"the power {self.power:g} is too far from 0",
            "Write -100 to 100.",
        )
        shares = self.shares
        _sound(
            shares is None or (_is_pair(shares) and 0 <= shares[0] < shares[1] <= 1),
            "shares are no bounds",
            "Write [low, high], shares from 0 to 1, the lower first.",
        )


_PAIRS = (
    "If the first is 3 times as important as the second, write 3 in its row and 1/3 (0.33) in the "
    "other's; 1 on the diagonal."
)


def _sound(holds: bool, what: str, remedy: str) -> None:
    if not holds:
        raise BadTable(f"{what}.", remedy=remedy)


def _is_pair(shares: object) -> bool:
    return (
        isinstance(shares, tuple)
        and len(shares) == 2
        and all(isinstance(share, float | int) for share in shares)
    )


def _is_reciprocal(rows: tuple[tuple[float, ...], ...]) -> bool:
    """Whether each judgement is above nought and roughly one over its opposite."""
    return all(
        cell > 0 and (len(rows) != len(row) or 0.9 < cell * rows[at][other] < 1.1)
        for other, row in enumerate(rows)
        for at, cell in enumerate(row)
    )


#: What each method takes beside its name; a key of another method would have no effect.
TAKES: dict[str, tuple[str, ...]] = {
    Imputation.GROUP_MEAN: ("by",),
    Imputation.GROUP_MEDIAN: ("by",),
    Treatment.WINSORISE: ("most", "skew", "kurtosis", "fallback", "share", "power"),
    Treatment.TRIM: ("skew", "kurtosis", "share"),
    Treatment.LOG: ("skew", "kurtosis"),
    Treatment.BOX_COX: ("skew", "kurtosis", "power"),
    Treatment.YEO_JOHNSON: ("skew", "kurtosis", "power"),
    Normalisation.MIN_MAX: ("low", "high", "base"),
    Normalisation.Z_SCORE: ("mean", "sd", "base"),
    Normalisation.TO_BEST: ("base",),
    Normalisation.TO_LEADER: ("base",),
    Normalisation.TO_TARGET: ("base",),
    Normalisation.GOALPOSTS: ("low", "high"),
    Normalisation.SCALED: ("low", "high"),
    Normalisation.ABOUT_MEAN: ("band", "base"),
    Weighting.BUDGET: ("matrix",),
    Weighting.AHP: ("matrix",),
    Aggregation.POWER: ("power",),
    Aggregation.BENEFIT_OF_DOUBT: ("shares",),
}
