"""The point forecast: seasons taken off, four models averaged, seasons put back.

Positive series are seen twice, as they are and through their logarithms, since
neither growth by amounts nor growth by shares is always right; the mean of both
beat each alone. What can be zero or negative is seen as it is, with additive
seasons.
"""

import numpy as np

from goldenthread.forecasting.batches import Bools, Floats, mean
from goldenthread.forecasting.models import damped_trend, steps, theta
from goldenthread.forecasting.seasons import ahead, over_time, seasons

#: No forecast of a positive series falls below this share of its last value.
_FLOOR = 0.05


def is_positive(rows: Floats) -> Bools:
    """Return for each row whether all its values are above zero."""
    return np.asarray(np.all(np.isnan(rows) | (rows > 0), axis=1))


def combined(rows: Floats, *, per_year: int, horizon: int, by_shares: Bools) -> Floats:
    """Return the point forecasts of a batch, rows × `horizon`.

    `per_year` is how many periods a year has (1, 4 or 12). Rows marked in
    `by_shares` must be positive: their seasons and half of their growth are
    shares, and so are their forecasts positive.
    """
    made = np.empty((len(rows), horizon))
    for chosen, model in ((by_shares, _by_shares), (~by_shares, _by_amounts)):
        if chosen.any():
            made[chosen] = model(rows[chosen], per_year, horizon)
    return made


def _by_shares(rows: Floats, per_year: int, horizon: int) -> Floats:
    logs = np.log(rows)
    offsets = seasons(logs, per_year=per_year)
    plain = logs - over_time(offsets, width=rows.shape[1])
    # Around its own mean a row needs no thought of units.
    centre = mean(plain)
    plain = plain - centre
    amounts = np.exp(plain)
    floor = _FLOOR * amounts[:, -1:]
    levels = np.stack(
        [
            np.maximum(theta(amounts, horizon=horizon), floor),
            np.maximum(damped_trend(amounts, horizon=horizon), floor),
            np.exp(damped_trend(plain, horizon=horizon)),
            np.exp(steps(plain, horizon=horizon, per_year=per_year)),
        ]
    )
    season = np.exp(centre + ahead(offsets, horizon=horizon))
    return np.asarray(levels.mean(axis=0) * season)


def _by_amounts(rows: Floats, per_year: int, horizon: int) -> Floats:
    offsets = seasons(rows, per_year=per_year)
    plain = rows - over_time(offsets, width=rows.shape[1])
    levels = np.stack(
        [
            theta(plain, horizon=horizon),
            damped_trend(plain, horizon=horizon),
            steps(plain, horizon=horizon, per_year=per_year),
        ]
    )
    return np.asarray(levels.mean(axis=0) + ahead(offsets, horizon=horizon))
