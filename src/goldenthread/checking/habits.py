"""Ask where figures come, or are revised, as a target would wish."""

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import stats

from goldenthread.checking.flags import Check, Flag, flag, need
from goldenthread.checking.rates import rate


def one_way_revisions(
    first: ArrayLike, *, later: ArrayLike, more_is_good: bool = True, usual: float = 0.5
) -> Flag | None:
    """Ask where revisions after a target's date nearly all go the good way.

    `first` and `later` values of the same periods; equal ones are no revision.
    `usual` is the share that goes that way where no target hangs on it: honest
    first estimates may be cautious. A one-sided sign test; at least twenty revisions.
    """
    moved = np.asarray(later, float) - np.asarray(first, float)
    moved = moved[moved != 0] * (1 if more_is_good else -1)
    need(Check.ONE_WAY_REVISIONS, have=len(moved), least=20)
    good = int((moved > 0).sum())
    p = float(stats.binom.sf(good - 1, len(moved), usual))
    if p > rate(Check.ONE_WAY_REVISIONS).level:
        return None
    return flag(Check.ONE_WAY_REVISIONS, n=len(moved), p=p, rows=good, of=len(moved))


def late_when_bad(days: ArrayLike, *, bad: ArrayLike) -> Flag | None:
    """Ask where figures come later when they are bad; one that never came is `inf`.

    `days` from the end of the period to the figure, `bad` whether it missed its
    target. Mann–Whitney, one-sided; at least twenty figures, five of each sort.
    """
    waited, missed = np.asarray(days, float), np.asarray(bad, bool)
    need(Check.LATE_WHEN_BAD, have=len(waited), least=20)
    need(Check.LATE_WHEN_BAD, have=int(min(missed.sum(), (~missed).sum())), least=5)
    ranks = stats.rankdata(waited)
    p = float(
        stats.mannwhitneyu(
            ranks[missed], ranks[~missed], alternative="greater", method="asymptotic"
        ).pvalue
    )
    if p > rate(Check.LATE_WHEN_BAD).level:
        return None
    late, usual = (float(np.median(waited[each])) for each in (missed, ~missed))
    return flag(Check.LATE_WHEN_BAD, n=len(waited), p=p, days_bad=late, days_good=usual)


def bunching(values: ArrayLike, *, target: float, more_is_good: bool = True) -> Flag | None:
    """Ask where many more figures stand just on the good side of a target than just short of it.

    Six windows of half a typical spread, three on each side. Where the density
    is smooth, the logarithms of the ratios of two windows as far from the
    target grow with their distance (exactly so for any log-quadratic density):
    the outer two pairs foretell the inner one. At least 300 pooled figures.
    """
    off = (np.asarray(values, float) - target) * (1 if more_is_good else -1)
    need(Check.BUNCHING, have=len(off), least=300)
    low, high = np.quantile(off, (0.25, 0.75))
    width = max((high - low) / 2.7, 1e-12)
    counts = np.histogram(off, bins=width * np.arange(-3, 4))[0]
    need(Check.BUNCHING, have=int(counts.sum()), least=50)
    p = float(stats.norm.sf(_bunched(counts + 0.5)))
    if p > rate(Check.BUNCHING).level:
        return None
    return flag(Check.BUNCHING, n=len(off), p=p, over=int(counts[3]), short=int(counts[2]))


def _bunched(counts: NDArray[np.float64]) -> float:
    """How far the inner pair of windows is off what the outer pairs foretell, over its error."""
    short, over = counts[2::-1], counts[3:]
    ratios, errors = np.log(over / short), 1 / over + 1 / short
    far = np.array([3.0, 5.0])
    weight = (far**2 / errors[1:]).sum()
    foretold = (far * ratios[1:] / errors[1:]).sum() / weight
    return float((ratios[0] - foretold) / np.sqrt(errors[0] + 1 / weight))


def heaping(values: ArrayLike, *, precision: float = 1.0) -> Flag | None:
    """Ask where far more figures than a fifth end in 0 or 5 at their last printed place.

    Only figures of at least three digits count. A one-sided binomial test; at
    least fifty figures.
    """
    digits = np.rint(np.abs(np.asarray(values, float)) / precision).astype(np.int64)
    digits = digits[digits >= 100]
    need(Check.HEAPING, have=len(digits), least=50)
    round_ones = int((digits % 5 == 0).sum())
    p = float(stats.binom.sf(round_ones - 1, len(digits), 0.2))
    if p > rate(Check.HEAPING).level:
        return None
    return flag(Check.HEAPING, n=len(digits), p=p, rows=round_ones, of=len(digits))
