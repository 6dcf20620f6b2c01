"""Exponential smoothing without a search: every setting of a grid runs, the likelier count more.

Averaging over the settings, each weighted by its likelihood raised to a small
power, forecasts better than the best single setting: `docs/explanation/forecasting.md`
says by how much. A row's first value starts its level.
"""

from itertools import product

import numpy as np
from numpy.typing import NDArray

from goldenthread.forecasting.batches import Floats, first_places, lengths

#: The weights of a level (alpha), of a trend (beta), and its damping (phi).
LEVELS = (0.02, 0.06, 0.12, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0)
ALPHAS = (0.1, 0.25, 0.45, 0.7, 0.95)
BETAS = (0.01, 0.04, 0.12, 0.3)
PHIS = (0.6, 0.8, 0.9, 0.96, 1.0)
#: The power of the likelihood by which settings are weighted; 1 would be the likelihood's own.
_TEMPER_LEVEL, _TEMPER_TREND = 0.5, 0.5
#: How many steps the first trend is taken over.
_WARM_UP = 4


def level(rows: Floats) -> Floats:
    """Return the smoothed level at the end of each row (simple exponential smoothing)."""
    alphas = np.array(LEVELS)
    start = rows[np.arange(len(rows)), first_places(rows)]
    levels = np.repeat(start[:, None], len(alphas), axis=1)
    squares = np.zeros_like(levels)
    for now in rows.T:
        error = np.nan_to_num(now[:, None] - levels)
        squares += error * error
        levels += alphas * error
    weights = _weights(squares, lengths(rows), _TEMPER_LEVEL)
    return np.asarray((weights * levels).sum(axis=1))


def damped_trend(rows: Floats, *, horizon: int) -> Floats:
    """Return forecasts of the damped trend, rows × `horizon`.

    Gardner and McKenzie (1985); the settings are weighted by their absolute
    one-step errors, which one strange value moves less than squared ones.
    """
    alphas, betas, phis = np.array(list(product(ALPHAS, BETAS, PHIS))).T
    levels, trends = (np.repeat(each[:, None], len(phis), axis=1) for each in _start(rows))
    errors = np.zeros_like(levels)
    gain = alphas * betas
    for now in rows.T:
        # Before a row begins its level and trend stand still.
        known = ~np.isnan(now)[:, None]
        trends = np.where(known, phis * trends, trends)
        moved = np.where(known, levels + trends, levels)
        error = np.where(known, now[:, None] - moved, 0.0)
        errors += np.abs(error)
        levels = moved + alphas * error
        trends += gain * error
    weights = _weights(errors**2, lengths(rows), _TEMPER_TREND)
    reach = np.cumsum(phis[:, None] ** np.arange(1, horizon + 1), axis=1)
    return np.asarray((weights * levels).sum(axis=1)[:, None] + (weights * trends) @ reach)


def _start(rows: Floats) -> tuple[Floats, Floats]:
    """The level just before each row's first value and the trend over its first steps."""
    steps = np.minimum(_WARM_UP, lengths(rows) - 1)
    place = first_places(rows)
    each = np.arange(len(rows))
    trend = (rows[each, place + steps] - rows[each, place]) / np.maximum(steps, 1)
    known = [np.where(s <= steps, rows[each, place + np.minimum(s, steps)], 0.0) for s in _STEPS]
    middle = np.sum(known, axis=0) / (steps + 1)
    return np.asarray(middle - trend * (steps / 2 + 1)), np.asarray(trend)


_STEPS = tuple(range(_WARM_UP + 1))


def _weights(squares: Floats, count: NDArray[np.intp], temper: float) -> Floats:
    """Weights that sum to 1 in each row, from the sums of squared errors of its settings."""
    log = -0.5 * temper * count[:, None] * np.log(np.maximum(squares, 1e-300))
    likelihood = np.exp(log - log.max(axis=1, keepdims=True))
    return np.asarray(likelihood / likelihood.sum(axis=1, keepdims=True))
