"""Say how a value changed after it was first published, and which changes are real.

A table is printed again with more decimals, or a float is exported with other
last digits: neither is a revision. A change is material only where the two
values cannot be the same number, each written at its own precision.
"""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal
from typing import Self

import numpy as np
from numpy.typing import NDArray

from goldenthread.measuring.vintages import UNKNOWN_PLACES, Days, Vintages

#: Two floats that differ by less than this share of themselves are one number.
NOISE = 1e-9
#: Enough digits for any figure that is read, at any precision in which another is written.
EXACT = Context(prec=200)


def is_material(before: Decimal, after: Decimal) -> bool:
    """Return whether `after` is another number than `before`, and not it at another precision.

    632 and 632.02 are one number, 632.0 and 632.02 are two.
    """
    coarser, finer = sorted(
        (before, after), key=lambda each: int(each.as_tuple().exponent), reverse=True
    )
    if coarser.as_tuple().exponent == finer.as_tuple().exponent:
        return before != after
    return finer.quantize(coarser, ROUND_HALF_UP, EXACT) != coarser


def revised(rows: Vintages) -> NDArray[np.bool_]:
    """Return which rows materially change the last value of their series and period.

    A first value is no revision. Each row is held against the last one that was
    material, so that many small steps in one direction do not pass unseen.
    """
    first = np.flatnonzero(rows.first)
    sizes = np.diff(np.append(first, len(rows)))
    changed = np.zeros(len(rows), np.bool_)
    standing = first.copy()
    for step in range(1, int(sizes.max(initial=0))):
        alive = np.flatnonzero(sizes > step)
        now, last = first[alive] + step, standing[alive]
        differs = _differs(rows, last, now) & (rows.closed[now] > rows.known[now])
        changed[now] = differs
        standing[alive] = np.where(differs | _is_finer(rows, last, now), now, last)
    return changed


def _differs(
    rows: Vintages, before: NDArray[np.intp], after: NDArray[np.intp]
) -> NDArray[np.bool_]:
    """Whether two rows are more apart than half a unit of the coarser one's last decimal."""
    old, new = rows.value[before], rows.value[after]
    places = np.minimum(rows.places[before], rows.places[after])
    noise = NOISE * np.maximum(np.abs(old), np.abs(new))
    is_alike = rows.places[before] == rows.places[after]
    half = np.where(
        is_alike | (places == UNKNOWN_PLACES), 0.0, 0.5 * 10.0 ** -places.astype(np.float64)
    )
    return np.asarray(np.abs(new - old) > half + noise)


def _is_finer(
    rows: Vintages, before: NDArray[np.intp], after: NDArray[np.intp]
) -> NDArray[np.bool_]:
    is_known = rows.places[after] != UNKNOWN_PLACES
    return np.asarray(is_known & (rows.places[after] > rows.places[before]))


@dataclass(frozen=True, slots=True)
class Revision:
    """From the first to the latest value, a row for each series and period, sorted by them.

    `amount` is latest less first, in the unit of the values, 0 where nothing
    material changed; `times` counts the material changes.
    """

    series: NDArray[np.int64]
    start: Days
    end: Days
    first: NDArray[np.float64]
    latest: NDArray[np.float64]
    amount: NDArray[np.float64]
    times: NDArray[np.int64]

    @classmethod
    def of(cls, rows: Vintages) -> Self:
        """Return the first-to-latest revision of each series and period in `rows`."""
        starts = np.flatnonzero(rows.first)
        group = np.cumsum(rows.first) - 1
        stands = np.flatnonzero(rows.closed > rows.known)
        last = starts.copy()
        last[group[stands]] = stands
        times = np.bincount(group, weights=revised(rows), minlength=len(starts)).astype(np.int64)
        first, latest = rows.value[starts], rows.value[last]
        return cls(
            series=rows.series[starts],
            start=rows.start[starts],
            end=rows.end[starts],
            first=first,
            latest=latest,
            amount=np.where(_differs(rows, starts, last), latest - first, 0.0),
            times=times,
        )


@dataclass(frozen=True, slots=True)
class Triangle:
    """What each release said of each period: `value[p, r]`, NaN before it was first known.

    `start` and `end` are the p periods, `release` the r days on which something
    of the series became known.
    """

    start: Days
    end: Days
    release: Days
    value: NDArray[np.float64]


def triangle(rows: Vintages, *, series: int) -> Triangle:
    """Return the revision triangle of one series; an empty one where it has no rows."""
    own = rows.only(rows.series == series)
    held = own.only(own.closed > own.known)
    first = held.first
    period = np.cumsum(first) - 1
    release, column = np.unique(held.known, return_inverse=True)
    until = np.searchsorted(release, held.closed)
    value = np.full((int(first.sum()), len(release)), np.nan)
    for row in range(len(held)):
        value[period[row], column[row] : until[row]] = held.value[row]
    return Triangle(held.start[first], held.end[first], release, value)
