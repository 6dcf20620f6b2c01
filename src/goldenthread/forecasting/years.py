"""The total of a year of which some periods have come.

What has come is divided by the share of a year it made up in past years, after
Wolfe's "cumulative share" practice of budget offices; beside it stands the sum of
what has come and of the forecasts of what has not. Their mean beats either.
"""

import numpy as np

from goldenthread.forecasting.backtests import difference
from goldenthread.forecasting.batches import Bools, Floats, lengths, origins
from goldenthread.forecasting.combining import combined

#: How many past years say which share of a year has come by now.
SHARE_YEARS = 3
#: The weight of the shares beside the models, early in a year and late.
_EARLY, _LATE, _LATE_FROM = 0.25, 0.5, 0.75
#: No year is steadier than this, as a share of itself.
_STEADIEST = 1e-3


def year_totals(rows: Floats, *, per_year: int, elapsed: int, by_shares: Bools) -> Floats:
    """Return the expected total of the year whose first `elapsed` periods end each row.

    With `elapsed` 0 it is the year right after the row. Rows need the whole year
    before; with less than three whole years the shares alone decide.
    """
    come = rows[:, rows.shape[1] - elapsed :].sum(axis=1)
    ahead = combined(rows, per_year=per_year, horizon=per_year - elapsed, by_shares=by_shares)
    modelled = come + ahead.sum(axis=1)
    if elapsed == 0:
        return np.asarray(modelled)
    past = _past_years(rows, per_year, elapsed)
    shared = come / np.nanmean(_parts(past, elapsed, by_shares), axis=1)
    weight = np.full(len(rows), _LATE if elapsed / per_year >= _LATE_FROM else _EARLY)
    weight = np.where(lengths(rows) - elapsed < SHARE_YEARS * per_year, 1.0, weight)
    return np.asarray(np.where(by_shares, weight * shared + (1 - weight) * modelled, modelled))


def year_scales(rows: Floats, *, per_year: int, elapsed: int, by_shares: Bools) -> Floats:
    """Return the size in which errors of the year's total are measured.

    How much the same period differs from a year before, and how much the share
    that has come by now differs from year to year; as a part of the total for
    rows by shares, in the row's unit for others.
    """
    width = rows.shape[1] - elapsed
    known = rows[:, max(width - SHARE_YEARS * per_year, 0) : width]
    shares = by_shares[:, None]
    seen = np.where(shares, np.log(np.where(shares, known, 1.0)), known)
    steps = seen[:, per_year:] - seen[:, :-per_year]
    spread = _spread(steps) * np.where(by_shares, 1.0, per_year)
    floor = np.where(by_shares, _STEADIEST, _STEADIEST * np.nanmean(np.abs(known), axis=1))
    spread = np.maximum(spread, np.maximum(floor, 1e-12))
    if elapsed == 0:
        return np.asarray(spread)
    by_year = _past_years(rows, per_year, elapsed)
    part = np.log(_parts(by_year, elapsed, by_shares))
    moved = np.nan_to_num(np.nanmean(np.abs(np.diff(part, axis=1)), axis=1)) + _STEADIEST
    left = 1 - elapsed / per_year
    size = np.where(by_shares, np.sqrt(spread * moved), spread * np.sqrt(left))
    return np.asarray(size)


def year_errors(rows: Floats, *, per_year: int, elapsed: int, by_shares: Bools) -> Floats:
    """Return the standardised errors of the totals of past years, forecast at the same point."""
    found = [np.empty(0)]
    back = per_year
    while back + elapsed < rows.shape[1]:
        then = origins(rows, back=back)
        # Whole years enough for the shares, and the year in question all known by now.
        enough = lengths(then) - elapsed >= SHARE_YEARS * per_year
        if enough.any():
            found.append(
                _errors_at(
                    rows[enough],
                    then[enough],
                    back,
                    by_shares[enough],
                    per_year=per_year,
                    elapsed=elapsed,
                )
            )
        back += per_year
    return np.concatenate(found)


def _errors_at(
    rows: Floats, then: Floats, back: int, by_shares: Bools, *, per_year: int, elapsed: int
) -> Floats:
    first = rows.shape[1] - back - elapsed
    came = rows[:, first : first + per_year].sum(axis=1)
    made = year_totals(then, per_year=per_year, elapsed=elapsed, by_shares=by_shares)
    scale = year_scales(then, per_year=per_year, elapsed=elapsed, by_shares=by_shares)
    return np.asarray(difference(came, made, by_shares=by_shares) / scale)


def _past_years(rows: Floats, per_year: int, elapsed: int) -> Floats:
    """The whole years before the running one, rows × years × periods; NaN where unknown."""
    width = rows.shape[1] - elapsed
    years = min(width // per_year, SHARE_YEARS)
    return rows[:, width - years * per_year : width].reshape(len(rows), years, per_year)


def _parts(past: Floats, elapsed: int, by_shares: Bools) -> Floats:
    """Which share of each past year had come by now; all of it for rows not seen by shares."""
    seen = np.where(by_shares[:, None], past.sum(axis=2), 1.0)
    come = np.where(by_shares[:, None], past[:, :, :elapsed].sum(axis=2), 1.0)
    return np.asarray(come / seen)


def _spread(steps: Floats) -> Floats:
    middle = np.nanmean(steps, axis=1, keepdims=True)
    return np.asarray(np.nanmean(np.abs(steps - middle), axis=1))
