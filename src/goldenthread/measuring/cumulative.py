"""Turn values cumulated since the start of the year into single periods, and back.

Chinese monthly statistics give January and February together, as 1—2月: such a
pair stays one period of two months, and its lack of a January is no gap.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from decimal import Decimal
from itertools import pairwise

from goldenthread.terms.errors import CannotTell
from goldenthread.terms.periods import Period

Values = Mapping[Period, Decimal]


def to_single(cumulative: Values) -> dict[Period, Decimal]:
    """Return what each stretch added: 1—9月 less 1—6月 is July to September.

    Periods that start on the same day are one year's run, whatever month a
    body's year begins in. A stretch is as long as the publication leaves it:
    nothing is divided, and the first period of a run stands as it is.
    """
    single: dict[Period, Decimal] = {}
    for run in _runs(cumulative):
        single[run[0]] = cumulative[run[0]]
        for before, now in pairwise(run):
            single[Period(before.end, now.end)] = cumulative[now] - cumulative[before]
    return single


def to_cumulative(single: Values, *, month: int = 1) -> dict[Period, Decimal]:
    """Return the sums since the start of each year, which begins in `month`.

    A sum ends at the first hole, for what lies beyond is not known. Raises
    CannotTell where two ways to the same day give different sums.
    """
    cumulative: dict[Period, Decimal] = {}
    for period in sorted(single):
        if period.start.month == month and period.start.day == 1:
            _put(cumulative, period, single[period])
        for before in [each for each in cumulative if each.end == period.start]:
            # The sum of a whole year is no beginning of the next.
            if before.months != 12:
                _put(
                    cumulative,
                    Period(before.start, period.end),
                    cumulative[before] + single[period],
                )
    return cumulative


def gaps(periods: Iterable[Period]) -> tuple[Period, ...]:
    """Return the stretches that no period covers, between the first and the last.

    A January, or January and February, is no gap where no year of the series has
    a January of its own: these months are published together or not at all.
    """
    known = sorted(set(periods))
    has_january = any(each.months == 1 and each.start.month == 1 for each in known)
    found, reached = [], known[0].end if known else None
    for period in known:
        if reached is not None and period.start > reached:
            hole = Period(reached, period.start)
            if has_january or not _is_new_year(hole):
                found.append(hole)
        reached = max(reached or period.end, period.end)
    return tuple(found)


def _is_new_year(hole: Period) -> bool:
    return hole.start.month == 1 and (hole.months or 0) in (1, 2)


def _runs(cumulative: Values) -> list[list[Period]]:
    by_start: dict[object, list[Period]] = defaultdict(list)
    for period in sorted(cumulative):
        by_start[period.start].append(period)
    return list(by_start.values())


def _put(cumulative: dict[Period, Decimal], period: Period, value: Decimal) -> None:
    if cumulative.setdefault(period, value) != value:
        raise CannotTell(
            f"the parts of {period} add up to {cumulative[period]} one way and {value} another.",
            place=str(period),
            remedy="Give the months or the quarters, or mend the one that is wrong.",
        )
