"""Treat indicators whose outliers would rule the index.

Source: OECD/JRC COIN tool as in COINr 1.1 (`qTreat`): an indicator passes unless
both |skew| and kurtosis are beyond their limits; it is winsorised point by
point, and transformed by a logarithm only if that was not enough.
"""

import numpy as np
from numpy.typing import NDArray

from goldenthread.scoring.arrays import Floats
from goldenthread.scoring.choices import Treat, Treatment


def shape(values: Floats) -> tuple[Floats, Floats]:
    """Return the sample skewness G1 and excess kurtosis G2 of each column, NaN left out.

    Source: Joanes and Gill (1998), as in common spreadsheets. NaN for a constant
    column; skewness needs three values, kurtosis four.
    """
    missing = np.isnan(values)
    n = len(values) - missing.sum(axis=0, dtype=float)
    with np.errstate(invalid="ignore", divide="ignore"):
        held = np.where(missing, 0.0, values)
        middle = np.where(missing, 0.0, held - held.sum(axis=0) / n)
        square = middle * middle
        second = square.sum(axis=0)
        g1 = np.sqrt(n) * (square * middle).sum(axis=0) / second**1.5
        skew = np.where(n > 2, g1 * np.sqrt(n * (n - 1)) / (n - 2), np.nan)
        g2 = n * (square * square).sum(axis=0) / second**2 - 3
        kurt = ((n + 1) * g2 + 6) * (n - 1) / ((n - 2) * (n - 3))
        return skew, np.where(n > 3, kurt, np.nan)


def skewness(values: Floats) -> Floats:
    """Return the sample skewness of each column; see `shape`.

    Source: Joanes and Gill (1998).
    """
    return shape(values)[0]


def kurtosis(values: Floats) -> Floats:
    """Return the sample excess kurtosis of each column; see `shape`.

    Source: Joanes and Gill (1998).
    """
    return shape(values)[1]


def is_outlying(values: Floats, *, skew: float = 2.0, kurt: float = 3.5) -> NDArray[np.bool_]:
    """Return which columns have both |skewness| and kurtosis at or beyond their limits.

    Source: the JRC's limits, as in COINr `check_SkewKurt`.
    """
    found = shape(values)
    return np.asarray((np.abs(found[0]) >= skew) & (found[1] >= kurt))


def winsorised(
    column: Floats, *, most: int = 5, skew: float = 2.0, kurt: float = 3.5
) -> tuple[Floats, tuple[int, ...]]:
    """Return a column with its outermost values drawn in until it passes, and the rows changed.

    At most `most` points, counted as COINr counts: those at the present extreme,
    so that values drawn in together count each. Source: COINr `winsorise`.
    """
    rows = np.flatnonzero(~np.isnan(column))
    held = column[rows]
    high: list[int] = []
    low: list[int] = []
    while len(high) + len(low) < most:
        lean, peak = (float(each[0]) for each in shape(held[:, None]))
        if not (abs(lean) >= skew and peak >= kurt):
            break
        at_edge = held == (held.max() if lean >= 0 else held.min())
        rest = held[~at_edge]
        held[at_edge] = rest.max() if lean >= 0 else rest.min()
        if lean >= 0:
            high = rows[at_edge].tolist()
        else:
            low = rows[at_edge].tolist()
    out = column.copy()
    out[rows] = held
    return out, tuple(sorted({*high, *low}))


def logged(column: Floats) -> Floats:
    """Return log(x - min + 1 % of the range), the COIN tool's transform; a constant stays.

    Source: COINr `log_CT`.
    """
    low, high = np.nanmin(column), np.nanmax(column)
    return column if low == high else np.log(column - low + 0.01 * (high - low))


def box_cox(column: Floats, *, power: float) -> Floats:
    """Return the Box–Cox transform (1964) of the column moved to start at 1."""
    moved = column - np.nanmin(column) + 1
    return np.log(moved) if power == 0 else (moved**power - 1) / power


def yeo_johnson(column: Floats, *, power: float) -> Floats:
    """Return the Yeo–Johnson transform (2000), which takes values of either sign."""
    out = column.copy()
    up, down = column >= 0, column < 0
    plus, minus = column[up] + 1, 1 - column[down]
    out[up] = np.log(plus) if power == 0 else (plus**power - 1) / power
    rest = 2 - power
    out[down] = -np.log(minus) if rest == 0 else -(minus**rest - 1) / rest
    return out


def trimmed(column: Floats, *, share: float) -> Floats:
    """Return the column drawn in to its `share` and 1 - `share` quantiles.

    Source: Tukey (1962).
    """
    low, high = np.nanquantile(column, [share, 1 - share])
    return np.clip(column, low, high)


def treated(column: Floats, *, how: Treat) -> tuple[Floats, str]:
    """Return a column that does not pass treated, and what was done.

    Source: the order of steps of COINr `qTreat`.
    """
    if how.method is Treatment.WINSORISE:
        limits = {"skew": how.skew, "kurt": how.kurtosis}
        drawn, rows = winsorised(column, most=how.most, **limits)
        if not is_outlying(drawn[:, None], **limits)[0]:
            return drawn, f"winsorise {len(rows)}"
        return _transformed(column, how.fallback, how), str(how.fallback)
    return _transformed(column, how.method, how), str(how.method)


def _transformed(column: Floats, method: Treatment, how: Treat) -> Floats:
    match method:
        case Treatment.TRIM:
            return trimmed(column, share=how.share)
        case Treatment.LOG:
            return logged(column)
        case Treatment.BOX_COX:
            return box_cox(column, power=how.power)
        case Treatment.YEO_JOHNSON:
            return yeo_johnson(column, power=how.power)
        case _:
            return column
