"""The total of a year of which some periods have come.

What has come is divided by the share of a year it made up in past years; beside
it stands the sum of what has come and of the forecasts of what has not. Their
mean is better than either.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from goldenthread.forecasting.backtests import difference
from goldenthread.forecasting.batches import Bools, Floats, lengths, origins
from goldenthread.forecasting.combining import combined

#: How many past years say which share of a year has come by now.
SHARE_YEARS = 3
#: The weight of the shares beside the models, early in a year and late.
_EARLY, _LATE, _LATE_FROM = 0.25, 0.5, 0.75
#: How many past years are forecast anew for their errors.
_JUDGED = 8
#: How much of the distance between the ways to tell a total counts as size of error.
_APART = 0.5
#: No year is steadier than this, as a share of itself.
_STEADIEST = 1e-3


@dataclass(frozen=True, slots=True)
class Totals:
    """The expected total of each row's year and the size in which its error is measured.

    Sizes are parts of the total for rows by shares, in the row's unit for others.
    """

    middles: Floats
    sizes: Floats


def year_totals(rows: Floats, *, per_year: int, elapsed: int, by_shares: Bools) -> Totals:
    """Return what to expect of the year whose first `elapsed` periods end each row.

    With `elapsed` 0 it is the year right after the row. Rows need the two whole
    years before; with less than three the shares alone decide.
    """
    come = rows[:, rows.shape[1] - elapsed :].sum(axis=1)
    ahead = combined(rows, per_year=per_year, horizon=per_year - elapsed, by_shares=by_shares)
    modelled = come + ahead.sum(axis=1)
    restless = _restless(rows, per_year=per_year, elapsed=elapsed, by_shares=by_shares)
    if elapsed == 0:
        return Totals(modelled, restless)
    parts = _parts(_past_years(rows, per_year, elapsed), elapsed, by_shares)
    shared, last = come / np.nanmean(parts, axis=1), come / parts[:, -1]
    weight = _weight(lengths(rows) - elapsed, per_year=per_year, elapsed=elapsed)
    middles = modelled * np.exp(weight * _log(shared, modelled, by_shares))
    moved = np.nanmean(np.abs(np.diff(np.log(parts), axis=1)), axis=1) + _STEADIEST
    # Where last year, the mean of the years and the models disagree, errors are larger.
    apart = np.abs(_log(shared, last, by_shares)) + np.abs(_log(shared, modelled, by_shares))
    left = np.sqrt(1 - elapsed / per_year)
    sizes = np.where(by_shares, np.sqrt(restless * moved) + _APART * apart, restless * left)
    return Totals(np.asarray(middles), np.asarray(sizes))


def _weight(before: NDArray[np.intp], *, per_year: int, elapsed: int) -> Floats:
    """The weight of the shares, for rows with so many values before the year."""
    usual = _LATE if elapsed / per_year >= _LATE_FROM else _EARLY
    return np.asarray(np.where(before < SHARE_YEARS * per_year, 1.0, usual))


def _log(one: Floats, other: Floats, by_shares: Bools) -> Floats:
    """The logarithm of how many times `other` one is; 0 for rows not seen by shares."""
    return np.log(np.where(by_shares, one, 1.0) / np.where(by_shares, other, 1.0))


def _restless(rows: Floats, *, per_year: int, elapsed: int, by_shares: Bools) -> Floats:
    """How much a period differs from the same a year before, beyond the mean of such steps."""
    width = rows.shape[1] - elapsed
    known = rows[:, max(width - SHARE_YEARS * per_year, 0) : width]
    shares = by_shares[:, None]
    seen = np.where(shares, np.log(np.where(shares, known, 1.0)), known)
    steps = seen[:, per_year:] - seen[:, :-per_year]
    spread = np.nanmean(np.abs(steps - np.nanmean(steps, axis=1, keepdims=True)), axis=1)
    size = np.where(by_shares, 1.0, np.nanmean(np.abs(known), axis=1))
    spread = spread * np.where(by_shares, 1.0, per_year)
    return np.asarray(np.maximum(spread, np.maximum(_STEADIEST * size, 1e-12)))


def year_errors(rows: Floats, *, per_year: int, elapsed: int, by_shares: Bools) -> Floats:
    """Return the standardised errors of the last years' totals, forecast at the same point."""
    found = [np.empty(0)]
    back = per_year
    while back <= _JUDGED * per_year and back + elapsed < rows.shape[1]:
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
    return np.asarray(difference(came, made.middles, by_shares=by_shares) / made.sizes)


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
