"""The single models that are combined: Theta, the damped trend, an autoregression of steps."""

import numpy as np

from goldenthread.forecasting.batches import Bools, Floats, mean
from goldenthread.forecasting.smoothing import damped_trend, level

__all__ = ["damped_trend", "steps", "theta"]

#: How many past steps the autoregression looks at beyond a year, and how hard it is held to zero.
_BEYOND, _RIDGE = 1, 0.25


def theta(rows: Floats, *, horizon: int) -> Floats:
    """Return forecasts of the Theta method, rows × `horizon`.

    Assimakopoulos and Nikolopoulos (2000): half the straight line through the
    row, half the smoothed line that doubles the distance from it.
    """
    width = rows.shape[1]
    time = np.where(np.isnan(rows), np.nan, np.arange(width, dtype=float))
    middle, centre = mean(time), mean(rows)
    apart = time - middle
    rise = np.nansum(apart * (rows - centre), axis=1, keepdims=True)
    slope = rise / np.maximum(np.nansum(apart**2, axis=1, keepdims=True), 1e-300)
    line = centre + slope * (np.arange(width) - middle)
    steep = level(2 * rows - line)
    ahead = centre + slope * (width - 1 + np.arange(1, horizon + 1) - middle)
    return np.asarray((steep[:, None] + ahead) / 2)


def steps(rows: Floats, *, horizon: int, per_year: int) -> Floats:
    """Return forecasts of a ridge autoregression of the steps from value to value.

    The steps of a row, as distances from their mean in standard deviations, are
    regressed on those before them, as many as a year has periods and one; the
    mean step is the drift. Shape: rows × `horizon`.
    """
    order = per_year + _BEYOND
    moves = np.diff(rows, axis=1)
    drift = mean(moves)
    size = np.sqrt(mean((moves - drift) ** 2)) + 1e-12
    scaled = np.nan_to_num((moves - drift) / size)
    if scaled.shape[1] <= order:
        ahead = np.zeros((len(rows), horizon))
    else:
        ahead = _continued(scaled, _fitted(scaled, np.isnan(moves), order), horizon)
    return np.asarray(rows[:, -1:] + np.cumsum(ahead * size + drift, axis=1))


def _fitted(scaled: Floats, unknown: Bools, order: int) -> Floats:
    """The coefficients of each row, the latest step's first."""
    windows = np.lib.stride_tricks.sliding_window_view(scaled, order + 1, axis=1)
    # The unknown stands before a row's first step: a window whose oldest is known is whole.
    whole = ~unknown[:, : windows.shape[1], None]
    past = np.where(whole, windows[:, :, order - 1 :: -1], 0.0)
    now = np.where(whole, windows[:, :, order:], 0.0)
    crossed = past.transpose(0, 2, 1) @ past
    held = _RIDGE * np.maximum(whole.sum(axis=1), 1)[:, :, None] * np.eye(order)
    return np.asarray(np.linalg.solve(crossed + held, past.transpose(0, 2, 1) @ now)[:, :, 0])


def _continued(scaled: Floats, coefficients: Floats, horizon: int) -> Floats:
    """The next steps, each from those before it."""
    order = coefficients.shape[1]
    latest = scaled[:, : -order - 1 : -1]
    ahead = []
    for _ in range(horizon):
        following = (coefficients * latest).sum(axis=1, keepdims=True)
        latest = np.concatenate([following, latest[:, :-1]], axis=1)
        ahead.append(following)
    return np.concatenate(ahead, axis=1)
