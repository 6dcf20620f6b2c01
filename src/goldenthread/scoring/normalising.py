"""Bring indicators to one scale on which more is better.

Every function takes values (rows × indicators) already turned so that more is
better, and a `frame`: the rows whose extremes, mean or ranks set the scale, the
same rows unless a base year is asked for. NaN stays NaN; a constant column
carries no information and becomes NaN where the method would divide by nought.
Source: OECD/JRC Handbook (2008), table 3 and step 5; COINr 1.1 for the scales.
"""

import numpy as np

from goldenthread.scoring.arrays import Floats, lowest_ranks
from goldenthread.scoring.choices import Normalisation, Normalise


def min_max(values: Floats, *, low: float = 0, high: float = 100, frame: Floats) -> Floats:
    """Return values from `low` for the frame's least to `high` for its greatest.

    Source: OECD/JRC Handbook (2008), table 3; COINr `n_minmax`.
    """
    least, most = np.nanmin(frame, axis=0), np.nanmax(frame, axis=0)
    return np.asarray(_divided(values - least, most - least) * (high - low) + low)


def z_score(values: Floats, *, mean: float = 0, sd: float = 1, frame: Floats) -> Floats:
    """Return values with the frame's mean at `mean` and its sample deviation as `sd`.

    Source: OECD/JRC Handbook (2008), table 3; COINr `n_zscore`.
    """
    # The deviation of one value alone is not known, rather than a warning.
    several = np.sum(~np.isnan(frame), axis=0) > 1
    deviation = np.full(frame.shape[1], np.nan)
    deviation[several] = np.nanstd(frame[:, several], 0, ddof=1)
    return _divided(values - np.nanmean(frame, 0), deviation) * sd + mean


def percentile(values: Floats) -> Floats:
    """Return (rank - 1) / (n - 1), the lowest 0 and the highest 1; ties take the lower.

    Source: COINr `n_prank`.
    """
    return _divided(lowest_ranks(values) - 1, np.sum(~np.isnan(values), axis=0) - 1.0)


def percentage_rank(values: Floats) -> Floats:
    """Return 100 × rank / n, ties the lower, as table 15 of the Handbook prints percentiles.

    Source: OECD/JRC Handbook (2008), table 15.
    """
    return np.asarray(100.0 * lowest_ranks(values) / np.sum(~np.isnan(values), axis=0))


def to_best(values: Floats, *, frame: Floats) -> Floats:
    """Return 1 less the distance to the best, as a share of the range.

    Source: COINr `n_dist2max`.
    """
    least, most = np.nanmin(frame, axis=0), np.nanmax(frame, axis=0)
    return 1 - _divided(most - values, most - least)


def to_leader(values: Floats, *, frame: Floats) -> Floats:
    """Return the ratio to the leader, as COINr does; the leader must not be nought.

    Made for figures of which more is better. Where less is better values come turned, and whoever
    is worst stands furthest above 1: take another scale. Source: OECD/JRC Handbook (2008), table 3,
    distance to a reference; COINr `n_fracmax`.
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray(values / np.nanmax(frame, axis=0))


def to_target(values: Floats, *, targets: Floats, frame: Floats) -> Floats:
    """Return 1 less the shortfall from the target as a share of the way to it; at most 1.

    Source: COINr `n_dist2targ`.
    """
    least = np.nanmin(frame, axis=0)
    # Nought before the division: with a target below everybody's value both would be negative.
    return 1 - _divided(np.maximum(targets - values, 0), targets - least)


def goalposts(values: Floats, *, posts: Floats, low: float = 0, high: float = 1) -> Floats:
    """Return the way from the worst post to the best, not beyond either (`posts`: 2 × indicators).

    The posts are in the turned sense: row 0 the worst, row 1 the best. Source: UNDP, Human
    Development Report, technical note 1; COINr `n_goalposts`.
    """
    way = _divided(values - posts[0], posts[1] - posts[0])
    return np.clip(way, 0, 1) * (high - low) + low


def about_mean(values: Floats, *, band: float = 0.2, frame: Floats) -> Floats:
    """Return 1, 0 or -1: above, within or below `band` about the mean (as a share of it).

    Source: OECD/JRC Handbook (2008), table 3, indicators above or below the mean.
    """
    with np.errstate(invalid="ignore"):
        mean = np.nanmean(frame, axis=0)
        # By the mean's size: where less is better values come turned, and so does their mean.
        ratio = (values - mean) / np.abs(mean)
        sign = (ratio > band).astype(float) - (ratio < -band)
    return np.where(np.isnan(values), np.nan, sign)


def _divided(above: Floats, below: Floats) -> Floats:
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray(above / np.where(below == 0, np.nan, below))


def normalised(
    values: Floats,
    *,
    how: Normalise,
    frame: Floats | None = None,
    posts: Floats | None = None,
    targets: Floats | None = None,
) -> Floats:
    """Return `values` (rows × indicators, more is better) on the scale of `how`.

    Source: OECD/JRC Handbook (2008), step 5.
    """
    held = values if frame is None else frame
    unset = np.full((2, values.shape[1]), np.nan)
    match how.method:
        case Normalisation.MIN_MAX:
            return min_max(values, low=how.low, high=how.high, frame=held)
        case Normalisation.Z_SCORE:
            return z_score(values, mean=how.mean, sd=how.sd, frame=held)
        case Normalisation.RANK:
            return lowest_ranks(values)
        case Normalisation.PERCENTILE:
            return percentile(values)
        case Normalisation.BORDA:
            return lowest_ranks(values) - 1
        case Normalisation.TO_BEST:
            return to_best(values, frame=held)
        case Normalisation.TO_LEADER:
            return to_leader(values, frame=held)
        case Normalisation.TO_TARGET:
            goals = unset[0] if targets is None else targets
            return to_target(values, targets=goals, frame=held)
        case Normalisation.GOALPOSTS:
            ends = unset if posts is None else posts
            return goalposts(values, posts=ends, low=how.low, high=how.high)
        case Normalisation.SCALED:
            return (values - how.low) / (how.high - how.low) * 100
        case Normalisation.ABOUT_MEAN:
            return about_mean(values, band=how.band, frame=held)
        case Normalisation.NONE:
            return values
