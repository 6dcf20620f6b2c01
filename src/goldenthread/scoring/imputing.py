"""Fill what is missing, by a stated rule or not at all; missing never becomes zero.

Source: OECD/JRC Handbook (2008), step 3; COINr 1.1 `i_mean_grp`.
"""

import warnings
from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from goldenthread.scoring.arrays import Floats
from goldenthread.scoring.choices import Imputation, Impute


def group_filled(values: Floats, *, groups: Sequence[str], median: bool = False) -> Floats:
    """Return `values` (rows × indicators), NaN filled by the mean or median of the row's group.

    Where a whole group is missing the value stays missing. Source: OECD/JRC Handbook (2008), step
    3, mean and median imputation; COINr `i_mean_grp`.
    """
    out = values.copy()
    middle = np.nanmedian if median else np.nanmean
    named = np.array(groups)
    for group in dict.fromkeys(groups):
        rows = named == group
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", RuntimeWarning)  # a group with no value at all
            filling = middle(values[rows], axis=0)
        out[rows] = np.where(np.isnan(values[rows]), filling, values[rows])
    return out


def last_filled(values: Floats, *, units: Sequence[str], periods: Sequence[str]) -> Floats:
    """Return `values` with NaN filled by the unit's last earlier value; the first stay missing.

    Source: OECD/JRC Handbook (2008), step 3: cold deck, from an earlier round of the same data.
    """
    out = values.copy()
    for rows in _histories(units, periods):
        for before, now in pairwise(rows):
            out[now] = np.where(np.isnan(out[now]), out[before], out[now])
    return out


def time_filled(values: Floats, *, units: Sequence[str], periods: Sequence[str]) -> Floats:
    """Return `values` with gaps filled on the straight line between the unit's known periods.

    Periods are taken as evenly spaced. Nothing is carried beyond the first and the last known
    value. Source: straight lines between neighbours, as R's `approx` draws them by its rule 1.
    """
    out = values.copy()
    at = {period: float(place) for place, period in enumerate(sorted(set(periods)))}
    for rows in _histories(units, periods):
        when = np.array([at[periods[row]] for row in rows])
        for column in range(values.shape[1]):
            known = ~np.isnan(values[rows, column])
            if 1 < known.sum() < len(rows):
                line = np.interp(
                    when, when[known], values[rows, column][known], left=np.nan, right=np.nan
                )
                out[rows, column] = np.where(known, values[rows, column], line)
    return out


def _histories(units: Sequence[str], periods: Sequence[str]) -> list[list[int]]:
    """The rows of each unit, earliest first."""
    rows_by_unit: dict[str, list[int]] = {}
    for row, unit in enumerate(units):
        rows_by_unit.setdefault(unit, []).append(row)
    return [sorted(rows, key=lambda row: periods[row]) for rows in rows_by_unit.values()]


def imputed(
    values: Floats,
    *,
    how: Impute,
    groups: Sequence[str],
    units: Sequence[str],
    periods: Sequence[str],
) -> Floats:
    """Return `values` (rows × indicators) with NaN filled as `how` says.

    Source: OECD/JRC Handbook (2008), step 3.
    """
    match how.method:
        case Imputation.GROUP_MEAN | Imputation.GROUP_MEDIAN:
            keys = [f"{g}\0{p}" for g, p in zip(groups, periods, strict=True)]
            median = how.method is Imputation.GROUP_MEDIAN
            return group_filled(values, groups=keys, median=median)
        case Imputation.LAST_VALUE:
            return last_filled(values, units=units, periods=periods)
        case Imputation.LINEAR_IN_TIME:
            return time_filled(values, units=units, periods=periods)
        case Imputation.NONE:
            return values
