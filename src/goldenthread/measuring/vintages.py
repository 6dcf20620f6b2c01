"""Keep what became known of many series as columns, each row closed by the one that follows it.

Nothing is overwritten: a revision is a further row, and it closes the row it
revises on the day it becomes known. What was known on a day is then a question
of two comparisons a row.
"""

from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import date
from typing import Any, Self

import numpy as np
from numpy.typing import ArrayLike, NDArray

from goldenthread.measuring.history import RANK
from goldenthread.terms.observations import Observation

Days = NDArray[np.datetime64]

#: The day on which a row that nothing has revised will be closed.
NEVER = np.datetime64("9999-12-31", "D")

#: How many decimals are printed, where that is not known: a value computed or exported as a float.
UNKNOWN_PLACES = 127

#: Up to so many different numbers are numbered anew without holes.
_FEW = 1 << 20


@dataclass(frozen=True, slots=True)
class Vintages:
    """Rows of one length, sorted by series, period and the day they became known.

    `series` are whole numbers of the caller's choosing (int64), `start` and `end`
    the period from, up to but not including (datetime64[D]), `value` float64,
    `places` the decimals printed (int8), `known` the day a row came into force and
    `closed` the day it ceased to be (NEVER while it stands). A row that never came
    into force, having been outranked already, is closed on the day it was known.
    `row` is the place of each row among those given.
    """

    series: NDArray[np.int64]
    start: Days
    end: Days
    value: NDArray[np.float64]
    places: NDArray[np.int8]
    known: Days
    closed: Days
    row: NDArray[np.intp]

    @classmethod
    def of(
        cls,
        series: ArrayLike,
        *,
        start: ArrayLike,
        end: ArrayLike,
        value: ArrayLike,
        known: ArrayLike,
        rank: ArrayLike | None = None,
        places: ArrayLike | None = None,
    ) -> Self:
        """Return the rows given as columns of one length, in any order, sorted and closed.

        Of two rows of a series and period the one of higher `rank` (int, default
        all 0; below 0 never in force) prevails, then the one known later, then the one given later.
        Raises ValueError for columns of different lengths.
        """
        codes = np.asarray(series, np.int64)
        starts, ends, days = _as_days(start), _as_days(end), _as_days(known)
        ranks = np.zeros(len(codes), np.int8) if rank is None else np.asarray(rank, np.int8)
        if places is None:
            places = np.full(len(codes), UNKNOWN_PLACES, np.int8)
        columns = [starts, ends, days, ranks, np.asarray(value), np.asarray(places)]
        if any(len(column) != len(codes) for column in columns):
            raise ValueError("the columns are of different lengths")
        order = _order(codes, starts, ends, days, ranks)
        codes = codes[order]
        starts, ends, days = starts[order], ends[order], days[order]
        first = _first_of_each(codes, starts, ends)
        return cls(
            series=codes,
            start=starts,
            end=ends,
            value=np.asarray(value, np.float64)[order],
            places=np.asarray(places, np.int8)[order],
            known=days,
            closed=_closed(days, ranks[order], first),
            row=order,
        )

    def history(self, *, known: date) -> Self:
        """Return the rows in force at the end of the day `known`, one a series and period."""
        day = np.datetime64(known, "D")
        # On the last day of the calendar what was never closed still stands.
        return self.only((self.known <= day) & (min(day, NEVER - 1) < self.closed))

    def only(self, chosen: NDArray[np.bool_]) -> Self:
        """Return the rows for which `chosen`, as long as the rows, is true."""
        return type(self)(**{each.name: getattr(self, each.name)[chosen] for each in fields(self)})

    @property
    def first(self) -> NDArray[np.bool_]:
        """Which rows are the first of their series and period."""
        return _first_of_each(self.series, self.start, self.end)

    def __len__(self) -> int:
        return len(self.series)


def vintages(observations: Iterable[Observation]) -> tuple[Vintages, tuple[tuple[str, str], ...]]:
    """Return `observations` as columns, and the indicator and area of each series by its number.

    At the end of any day they hold in force the very rows that `history` finds.
    """
    rows = tuple(observations)
    numbers: dict[tuple[str, str], int] = {}
    series = [numbers.setdefault((row.indicator, row.area), len(numbers)) for row in rows]
    made = Vintages.of(
        np.asarray(series, np.int64),
        start=_days(row.period.start for row in rows),
        end=_days(row.period.end for row in rows),
        value=np.asarray([float(row.value) for row in rows], np.float64),
        known=_days(row.known_by for row in rows),
        rank=np.asarray([RANK[row.status] for row in rows], np.int8),
        places=np.asarray([_places(row) for row in rows], np.int8),
    )
    return made, tuple(numbers)


def _as_days(days: ArrayLike) -> Days:
    return np.asarray(days, "datetime64[D]")


def _days(days: Iterable[date]) -> Days:
    return np.asarray([np.datetime64(day, "D") for day in days], "datetime64[D]")


def _places(row: Observation) -> int:
    exponent = row.value.as_tuple().exponent
    return min(-exponent, UNKNOWN_PLACES) if isinstance(exponent, int) else UNKNOWN_PLACES


def _order(
    series: NDArray[np.int64], start: Days, end: Days, known: Days, rank: NDArray[np.int8]
) -> NDArray[np.intp]:
    """The order by series, period, day and rank; rows alike in all of them keep theirs."""
    columns = (series, start.view(np.int64), (end - start).view(np.int64), known.view(np.int64))
    packed = _packed((*columns, rank))
    if packed is None:
        return np.lexsort((rank, *columns[::-1]))
    packed.sort()
    packed &= (1 << _bits(len(series))) - 1
    return packed.astype(np.intp, copy=False)


def _packed(columns: tuple[NDArray[Any], ...]) -> NDArray[np.int64] | None:
    """The columns and the row as one number a row, in the same order; None beyond 63 bits.

    To sort numbers takes a tenth of the time of a sort of places by five columns.
    """
    packed = np.zeros(len(columns[0]), np.int64)
    used = _bits(len(packed))
    for column in columns:
        codes = _dense(column)
        width = _bits(int(codes.max(initial=0)) + 1)
        used += width
        if used > 63:
            return None
        packed <<= width
        packed |= codes
    packed <<= _bits(len(packed))
    packed |= np.arange(len(packed))
    return packed


def _bits(numbers: int) -> int:
    """How many bits it takes to tell so many numbers apart."""
    return max(numbers - 1, 0).bit_length()


def _dense(column: NDArray[Any]) -> NDArray[np.signedinteger[Any]]:
    """Numbers from 0 on in the same order, without holes where the column spans few."""
    if not len(column):
        return np.zeros(0, np.int64)
    low, high = int(column.min()), int(column.max())
    if high - low >= _FEW:
        # Beyond 63 bits there is no telling them apart: the caller sorts by column.
        return column - low if high - low < 2**63 else np.full(len(column), 2**63 - 1)
    codes = (column - np.asarray(low, column.dtype)).astype(np.int32)
    is_there = np.zeros(high - low + 1, np.bool_)
    is_there[codes] = True
    return np.asarray((np.cumsum(is_there, dtype=np.int32) - 1)[codes])


def _first_of_each(series: NDArray[np.int64], start: Days, end: Days) -> NDArray[np.bool_]:
    first = np.ones(len(series), np.bool_)
    first[1:] = series[1:] != series[:-1]
    first[1:] |= start[1:] != start[:-1]
    first[1:] |= end[1:] != end[:-1]
    return first


def _closed(known: Days, rank: NDArray[np.int8], first: NDArray[np.bool_]) -> Days:
    """The day each row ceases to be in force: that of the next one not outranked."""
    comes = _comes_into_force(rank, first)
    if comes is None:
        return _next_day(known, first)
    held, group = np.flatnonzero(comes), np.cumsum(first, dtype=np.int32)
    closed = known.copy()
    closed[held] = _next_day(known[held], np.diff(group[held], prepend=-1) > 0)
    return closed


def _next_day(known: Days, first: NDArray[np.bool_]) -> Days:
    """For each row the day of the next one of its series and period, NEVER for the last."""
    until = np.full(len(known), NEVER)
    np.copyto(until[:-1], known[1:], where=~first[1:])
    return until


def _comes_into_force(rank: NDArray[np.int8], first: NDArray[np.bool_]) -> NDArray[np.bool_] | None:
    """Which rows outrank, or equal in rank, all before them of their series and period.

    One of a rank below zero never does. None where all rows are alike in rank, so that
    every one does.
    """
    if not len(rank) or 0 <= rank.min() == rank.max():
        return None
    low, high = int(rank.min()), int(rank.max())
    heights = np.cumsum(first, dtype=np.int64) * (high - low + 1) + (rank - low)
    return np.asarray((heights >= np.maximum.accumulate(heights)) & (rank >= 0))
