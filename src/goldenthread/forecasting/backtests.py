"""What the forecasts of the past were worth: every origin anew, with what was known then.

A row's errors are measured against how restless the row is, so that those of
one can serve another: `scales` weighs the noise of its steps with its own past
errors. Errors of rows forecast by shares are differences of logarithms, others
are in the row's unit.
"""

from dataclasses import dataclass

import numpy as np

from goldenthread.forecasting.batches import Bools, Floats, lengths, mean, origins
from goldenthread.forecasting.combining import combined
from goldenthread.forecasting.seasons import over_time, seasons

#: How many origins back a row's own errors are gathered, and the power of their mean in the scale.
OWN_ORIGINS, _OWN = 8, 0.3
#: How many rows are forecast in one go: origins of few series are taken together.
_TOGETHER = 1500
#: Fewer own errors than this say too little about a row.
_FEW = 4
#: No row is quieter than this share of its size.
_QUIETEST = 1e-6


@dataclass(frozen=True, slots=True)
class Backtest:
    """The errors of past origins and the noise of the rows as known at each.

    `errors`: origins × rows × horizon, the first of them one period back; NaN
    where the outcome is not known yet or the row was too short. `noise`: origins
    and one × rows, the first of them now.
    """

    errors: Floats
    noise: Floats


def backtest(
    rows: Floats, *, per_year: int, horizon: int, by_shares: Bools, depth: int
) -> Backtest:
    """Return the errors of forecasts made from each of the last `depth` origins."""
    seen = [noise(rows, per_year=per_year, by_shares=by_shares)[None]]
    found = []
    together = max(_TOGETHER // len(rows), 1)
    for first in range(1, depth + 1, together):
        backs = range(first, min(first + together, depth + 1))
        then = np.concatenate([_as_of(rows, back) for back in backs])
        shares = np.tile(by_shares, len(backs))
        made, quiet = _made_then(then, per_year=per_year, horizon=horizon, by_shares=shares)
        came = np.concatenate([_came_since(rows, back, horizon) for back in backs])
        errors = difference(came, made, by_shares=shares)
        found.append(errors.reshape(len(backs), len(rows), horizon))
        seen.append(quiet.reshape(len(backs), len(rows)))
    return Backtest(np.concatenate(found), np.concatenate(seen))


def _as_of(rows: Floats, back: int) -> Floats:
    """The rows as they stood `back` periods ago, empty where they had not begun."""
    return origins(rows, back=back) if back < rows.shape[1] else np.full_like(rows, np.nan)


def _came_since(rows: Floats, back: int, horizon: int) -> Floats:
    """What came in the `horizon` periods after the origin, NaN where it has not come yet."""
    came = np.full((len(rows), horizon), np.nan)
    known = min(back, horizon)
    if back <= rows.shape[1]:
        came[:, :known] = rows[:, rows.shape[1] - back :][:, :known]
    return came


def _made_then(
    then: Floats, *, per_year: int, horizon: int, by_shares: Bools
) -> tuple[Floats, Floats]:
    """The forecasts and the noise of rows long enough for them; NaN for the others."""
    made, seen = np.full((len(then), horizon), np.nan), np.full(len(then), np.nan)
    long = lengths(then) >= least_history(per_year)
    if long.any():
        rows, shares = then[long], by_shares[long]
        made[long] = combined(rows, per_year=per_year, horizon=horizon, by_shares=shares)
        seen[long] = noise(rows, per_year=per_year, by_shares=shares)
    return made, seen


def least_history(per_year: int) -> int:
    """Return how many values a forecast needs at least, inside a backtest."""
    return max(2 * per_year, 4)


def difference(came: Floats, made: Floats, *, by_shares: Bools) -> Floats:
    """Return by how much what came is above what was forecast, as a logarithm or an amount."""
    shares = by_shares[:, None] if came.ndim == 2 else by_shares
    ones = np.ones_like(came)
    as_log = np.log(np.where(shares, came, ones)) - np.log(np.where(shares, made, ones))
    return np.where(shares, as_log, came - made)


def noise(rows: Floats, *, per_year: int, by_shares: Bools) -> Floats:
    """Return the mean distance of each row's steps, without seasons, from their mean."""
    seen = np.log(np.where(by_shares[:, None], rows, 1.0))
    seen = np.where(by_shares[:, None], seen, rows)
    plain = seen - over_time(seasons(seen, per_year=per_year), width=rows.shape[1])
    moves = np.diff(plain, axis=1)
    size = np.where(by_shares, 1.0, np.abs(mean(seen))[:, 0])
    return np.maximum(mean(np.abs(moves - mean(moves)))[:, 0], _QUIETEST * np.maximum(size, 1e-9))


def scales(test: Backtest, *, typical: Floats, back: int = 0) -> Floats:
    """Return the size in which each row's errors are measured, as known `back` periods ago.

    `typical` is the usual size of an error by horizon, in units of noise: it
    makes errors of different horizons comparable.
    """
    now = test.noise[back]
    own = test.errors[back : back + OWN_ORIGINS].copy()
    for place, errors in enumerate(own):
        # What came after the day looked back from was not known then.
        errors[:, place + 1 :] = np.nan
    known = ~np.isnan(own)
    count = known.sum(axis=(0, 2))
    size = np.where(known, np.abs(own), 0.0) / typical
    usual = size.sum(axis=(0, 2)) / np.maximum(count, 1)
    usual = np.where(count < _FEW, now, np.maximum(usual, now / 100))
    return np.asarray(now ** (1 - _OWN) * usual**_OWN)


def typical_sizes(test: Backtest) -> Floats:
    """Return the mean size of the known errors by horizon, in units of noise."""
    sizes = np.abs(test.errors) / test.noise[1:, :, None]
    return np.asarray(np.nanmean(sizes, axis=(0, 1)))


def standardised(test: Backtest, *, typical: Floats) -> list[Floats]:
    """Return for each horizon the known errors of all rows and origins, in units of their scales.

    Each is measured by the scale of its own origin, so none enters its own measure.
    """
    horizon = test.errors.shape[2]
    last = min(len(test.errors), max(horizon, OWN_ORIGINS))
    measured = np.stack(
        [
            test.errors[back - 1] / scales(test, typical=typical, back=back)[:, None]
            for back in range(1, last + 1)
        ]
    )
    return [each[~np.isnan(each)] for each in np.moveaxis(measured, 2, 0).reshape(horizon, -1)]
