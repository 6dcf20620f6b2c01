"""Make a parent of its children by a weighted mean.

Each takes values (units × children) and weights (children), leaves out a missing
child and its weight, and is NaN where no child is known. Source: OECD/JRC
Handbook (2008), step 6; power mean: Hardy, Littlewood and Pólya (1934).
"""

import numpy as np

from goldenthread.scoring.arrays import Floats
from goldenthread.scoring.choices import Aggregate, Aggregation
from goldenthread.scoring.outranking import copeland, kemeny, outranking
from goldenthread.scoring.weighting import benefit_of_the_doubt


def arithmetic(values: Floats, *, weights: Floats) -> Floats:
    """Return the weighted arithmetic mean of each row.

    Source: OECD/JRC Handbook (2008), step 6, linear; COINr `a_amean`.
    """
    held = np.where(np.isnan(values), 0.0, weights)
    # What has no weight is left out before the product: nought times infinity is not nought.
    return _over(np.sum(np.where(held == 0, 0.0, values) * held, axis=1), held)


def geometric(values: Floats, *, weights: Floats) -> Floats:
    """Return the weighted geometric mean of each row: 0 with a child at 0, NaN with one below.

    Source: OECD/JRC Handbook (2008), step 6, geometric; COINr `a_gmean`.
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        mean = np.exp(arithmetic(np.log(np.maximum(values, 0.0)), weights=weights))
    return np.where((values < 0).any(axis=1), np.nan, mean)


def harmonic(values: Floats, *, weights: Floats) -> Floats:
    """Return the weighted harmonic mean of each row; 0 where a child is 0.

    Source: COINr `a_hmean`.
    """
    return power_mean(values, weights=weights, power=-1.0)


def power_mean(values: Floats, *, weights: Floats, power: float) -> Floats:
    """Return the weighted power mean: 1 arithmetic, 0 geometric, -1 harmonic; NaN with one below 0.

    Source: Hardy, Littlewood and Pólya (1934).
    """
    if power == 0:
        return geometric(values, weights=weights)
    size = _ruling(values, weights, power) if abs(power) > 1 else 1.0
    with np.errstate(divide="ignore", over="ignore"):
        mean = arithmetic((np.maximum(values, 0.0) / size) ** power, weights=weights)
        mean = np.ravel(size) * mean ** (1 / power)
    return np.asarray(np.where((values < 0).any(axis=1), np.nan, mean))


def _ruling(values: Floats, weights: Floats, power: float) -> Floats:
    """The child of each row that rules the sum: in parts of it no power is beyond a number."""
    held = np.where(weights > 0, values, np.nan)
    choose = np.fmax if power > 0 else np.fmin
    ruling = choose.reduce(held, axis=1, keepdims=True)
    return np.asarray(np.where(ruling > 0, ruling, 1.0))


def median(values: Floats, *, weights: Floats) -> Floats:
    """Return the weighted median: the middle of the values at which half the weight is passed.

    Source: Edgeworth (1888).
    """
    order = np.argsort(values, axis=1)
    ordered = np.take_along_axis(values, order, axis=1)
    held = np.where(np.isnan(ordered), 0.0, weights[order])
    passed = np.cumsum(held, axis=1)
    half = passed[:, -1:] / 2
    rows = np.arange(len(values))
    low = ordered[rows, np.argmax(passed >= half * (1 - 1e-12), axis=1)]
    high = ordered[rows, np.argmax(passed > half * (1 + 1e-12), axis=1)]
    return np.where(passed[:, -1] > 0, (low + high) / 2, np.nan)


def minimum(values: Floats, *, weights: Floats) -> Floats:
    """Return the least known child of each row that has a weight.

    Source: the end of the power means, Hardy, Littlewood and Pólya (1934).
    """
    held = np.where(np.isnan(values) | (weights == 0), np.inf, values)
    least = held.min(axis=1)
    return np.where(np.isinf(least), np.nan, least)


def _over(total: Floats, held: Floats) -> Floats:
    sums = held.sum(axis=1)
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.where(sums > 0, total / sums, np.nan)


def aggregated(values: Floats, *, how: Aggregate, weights: Floats) -> Floats:
    """Return the parent (units) of `values` (units × children) as `how` says.

    Outranking gives the mean share of weight by which a unit beats the others, Copeland its wins
    less its losses, Kemeny n less its place. Source: OECD/JRC Handbook (2008), step 6.
    """
    match how.method:
        case Aggregation.ARITHMETIC:
            return arithmetic(values, weights=weights)
        case Aggregation.GEOMETRIC:
            return geometric(values, weights=weights)
        case Aggregation.HARMONIC:
            return harmonic(values, weights=weights)
        case Aggregation.POWER:
            return power_mean(values, weights=weights, power=how.power)
        case Aggregation.MEDIAN:
            return median(values, weights=weights)
        case Aggregation.MINIMUM:
            return minimum(values, weights=weights)
        case Aggregation.COPELAND:
            return copeland(outranking(values, weights=weights))
        case Aggregation.OUTRANKING:
            beats = outranking(values, weights=weights)
            return np.asarray(beats.sum(axis=1) / max(len(values) - 1, 1))
        case Aggregation.KEMENY:
            found = kemeny(outranking(values, weights=weights))
            places = np.empty(len(values))
            places[list(found.order)] = np.arange(len(values))
            return len(values) - 1 - places
        case Aggregation.BENEFIT_OF_DOUBT:
            return benefit_of_the_doubt(values, shares=how.shares)
