"""Treat indicators whose outliers would rule the index.

Source: OECD/JRC COIN tool as in COINr 1.1 (`qTreat`): an indicator passes unless
both |skew| and kurtosis are beyond their limits; it is winsorised point by
point, and transformed by a logarithm only if that was not enough.
"""

import numpy as np

from goldenthread.scoring.arrays import Floats
from goldenthread.scoring.choices import Treat, Treatment


def skewness(values: Floats) -> Floats:
    """Return the sample skewness G1 of each column, NaN left out (Joanes and Gill 1998).

    NaN for a constant column or one of fewer than three values.
    """
    n, middle = _centred(values)
    with np.errstate(invalid="ignore", divide="ignore"):
        g = np.sqrt(n) * np.nansum(middle**3, 0) / np.nansum(middle**2, 0) ** 1.5
        return np.asarray(np.where(n > 2, g * np.sqrt(n * (n - 1)) / (n - 2), np.nan))


def kurtosis(values: Floats) -> Floats:
    """Return the sample excess kurtosis G2 of each column, NaN left out (Joanes and Gill 1998).

    NaN for a constant column or one of fewer than four values.
    """
    n, middle = _centred(values)
    with np.errstate(invalid="ignore", divide="ignore"):
        r = n * np.nansum(middle**4, 0) / np.nansum(middle**2, 0) ** 2
        g = ((n + 1) * (r - 3) + 6) * (n - 1) / ((n - 2) * (n - 3))
        return np.asarray(np.where(n > 3, g, np.nan))


def _centred(values: Floats) -> tuple[Floats, Floats]:
    n = np.sum(~np.isnan(values), axis=0).astype(float)
    with np.errstate(invalid="ignore", divide="ignore"):
        return n, values - np.nansum(values, 0) / n


def is_outlying(values: Floats, *, skew: float = 2.0, kurt: float = 3.5) -> np.ndarray:
    """Return which columns have both |skewness| and kurtosis at or beyond their limits."""
    return (np.abs(skewness(values)) >= skew) & (kurtosis(values) >= kurt)


def winsorised(
    column: Floats, *, most: int = 5, skew: float = 2.0, kurt: float = 3.5
) -> tuple[Floats, tuple[int, ...]]:
    """Return a column with its outermost values drawn in until it passes, and the rows changed.

    At most `most` points, counted as COINr counts: those at the present extreme,
    so that values drawn in together count each.
    """
    out = column.copy()
    high: list[int] = []
    low: list[int] = []
    while len(high) + len(low) < most and is_outlying(out[:, None], skew=skew, kurt=kurt)[0]:
        upward = skewness(out[:, None])[0] >= 0
        edge = np.nanmax(out) if upward else np.nanmin(out)
        rows = np.flatnonzero(out == edge)
        rest = out[out != edge]
        out[rows] = np.nanmax(rest) if upward else np.nanmin(rest)
        if upward:
            high = rows.tolist()
        else:
            low = rows.tolist()
    return out, tuple(sorted({*high, *low}))


def logged(column: Floats) -> Floats:
    """Return log(x - min + 1 % of the range), the COIN tool's transform; a constant stays."""
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
    """Return the column drawn in to its `share` and 1 - `share` quantiles."""
    low, high = np.nanquantile(column, [share, 1 - share])
    return np.clip(column, low, high)


def treated(column: Floats, how: Treat) -> tuple[Floats, str]:
    """Return a treated column and what was done, empty where nothing was.

    Only a column that does not pass is treated.
    """
    limits = {"skew": how.skew, "kurt": how.kurtosis}
    if how.method is Treatment.NONE or not is_outlying(column[:, None], **limits)[0]:
        return column, ""
    if how.method is Treatment.WINSORISE:
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
