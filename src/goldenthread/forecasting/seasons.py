"""The seasonal part of a series, shrunk as far as it cannot be told from chance.

Additive: a multiplicative season is an additive one of the logarithms. The
indices are medians of the distances from a centred moving average (classical
decomposition); then they are shrunk towards none, all by the same share, after
Miller and Williams (2003), "Shrinkage estimators of time series seasonal
factors". That replaces a test for seasonality: a series without a season keeps
next to nothing of one.
"""

import warnings

import numpy as np

from goldenthread.forecasting.batches import Floats

#: How much larger the squared error of a median is than that of a mean.
_MEDIAN = np.pi / 2


def seasons(rows: Floats, *, per_year: int) -> Floats:
    """Return each row's seasonal offsets, rows × `per_year`.

    Offset 0 belongs to the period right after the last column, as to every
    period a whole number of years from it. All are 0 where there are fewer than
    two years, or where a year has one period.
    """
    width = rows.shape[1]
    if per_year == 1 or width < 2 * per_year:
        return np.zeros((len(rows), per_year))
    apart = rows - _centred(rows, per_year)
    place = (np.arange(width) - width) % per_year
    found = [_middle(apart[:, place == each]) for each in range(per_year)]
    offsets = np.stack([middle for middle, _ in found], axis=1)
    noise = np.stack([error for _, error in found], axis=1).mean(axis=1)
    offsets -= offsets.mean(axis=1, keepdims=True)
    return np.asarray(offsets * _kept(offsets, noise)[:, None])


def over_time(offsets: Floats, *, width: int) -> Floats:
    """Return the offsets as laid along the `width` columns of the batch they came from."""
    per_year = offsets.shape[1]
    return offsets[:, (np.arange(width) - width) % per_year]


def ahead(offsets: Floats, *, horizon: int) -> Floats:
    """Return the offsets of the next `horizon` periods."""
    return offsets[:, np.arange(horizon) % offsets.shape[1]]


def _centred(rows: Floats, per_year: int) -> Floats:
    """The centred moving average over a year; NaN where half a year is missing on a side."""
    if per_year % 2:
        weights = np.full(per_year, 1 / per_year)
    else:
        weights = np.array([0.5, *[1.0] * (per_year - 1), 0.5]) / per_year
    windows = np.lib.stride_tricks.sliding_window_view(rows, len(weights), axis=1)
    average = np.full_like(rows, np.nan)
    side = len(weights) // 2
    average[:, side : rows.shape[1] - side] = windows @ weights
    return average


def _middle(apart: Floats) -> tuple[Floats, Floats]:
    """The median of each row and its squared error; 0 for a row without values."""
    count = np.maximum((~np.isnan(apart)).sum(axis=1), 1)
    with warnings.catch_warnings():
        # A row too short for any distance says so with NaN, which becomes no season.
        warnings.simplefilter("ignore", RuntimeWarning)
        middle, spread = np.nanmedian(apart, axis=1), np.nanvar(apart, axis=1)
    error = _MEDIAN * np.nan_to_num(spread) / np.maximum(count - 1, 1)
    return np.nan_to_num(middle), error


def _kept(offsets: Floats, noise: Floats) -> Floats:
    """The share of the offsets that chance does not explain, after James and Stein."""
    strength = (offsets**2).sum(axis=1)
    freedom = offsets.shape[1] - 1
    return np.asarray(np.clip(1 - freedom * noise / np.maximum(strength, 1e-300), 0.0, 1.0))
