"""Many series as one array, so that every step is taken for all of them at once.

A batch is rows × time in float64, the latest value of each row in the last
column and NaN before its first: a season then has the same place in every row,
counted from the end, and shifting the origin back is cutting off columns.
"""

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]


def batch(series: Iterable[Sequence[float] | Floats]) -> Floats:
    """Return the series, each oldest first, as one batch; raise ValueError without a value."""
    rows = [np.asarray(each, float) for each in series]
    longest = max((len(row) for row in rows), default=0)
    if longest == 0:
        raise ValueError("a batch needs at least one value")
    made = np.full((len(rows), longest), np.nan)
    for place, row in enumerate(rows):
        made[place, longest - len(row) :] = row
    return made


def lengths(rows: Floats) -> NDArray[np.intp]:
    """Return how many values each row has."""
    return np.asarray((~np.isnan(rows)).sum(axis=1))


def origins(rows: Floats, *, back: int) -> Floats:
    """Return the same rows as they stood `back` periods ago, in a batch of the same width."""
    if back == 0:
        return rows
    earlier = np.full_like(rows, np.nan)
    earlier[:, back:] = rows[:, :-back]
    return earlier


def first_places(rows: Floats) -> NDArray[np.intp]:
    """Return the column of each row's first value."""
    return np.asarray(np.argmax(~np.isnan(rows), axis=1))


def mean(rows: Floats) -> Floats:
    """Return each row's mean as a column, 0 for a row without values."""
    known = ~np.isnan(rows)
    count = np.maximum(known.sum(axis=1, keepdims=True), 1)
    return np.asarray(np.where(known, rows, 0.0).sum(axis=1, keepdims=True) / count)
