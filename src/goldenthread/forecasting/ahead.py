"""Expect the coming periods of many series at once, and the totals of their running years."""

from collections.abc import Sequence

import numpy as np

from goldenthread.forecasting import prior
from goldenthread.forecasting.backtests import OWN_ORIGINS, backtest, scales, standardised
from goldenthread.forecasting.batches import Bools, Floats, batch, lengths
from goldenthread.forecasting.combining import combined
from goldenthread.forecasting.expected import Expected
from goldenthread.forecasting.pools import Pool, pool
from goldenthread.forecasting.series import Series
from goldenthread.forecasting.stored import Model
from goldenthread.forecasting.years import SHARE_YEARS, year_errors, year_totals
from goldenthread.terms.periods import Period

#: How many values a forecast needs, by periods in a year; below it, a year's total needs
#: this many whole years and a part of the running one.
LEAST, LEAST_YEARS = {1: 5, 4: 12, 12: 36}, 2


def coming(many: Sequence[Series], *, steps: int) -> list[tuple[Expected, ...]]:
    """Return what is expected of the next `steps` periods of each series.

    All series have periods of one length. What is too short gets nothing.
    """
    per_year = many[0].per_year
    made: list[tuple[Expected, ...]] = [()] * len(many)
    long = [place for place, each in enumerate(many) if len(each.values) >= LEAST[per_year]]
    if not long or steps < 1:
        return made
    rows, by_shares = _rows([many[place] for place in long])
    middles = combined(rows, per_year=per_year, horizon=steps, by_shares=by_shares)
    held, sizes = _held(rows, by_shares, per_year=per_year, steps=steps)
    for row, place in enumerate(long):
        made[place] = tuple(
            _next(many[place], float(middles[row, step - 1]), float(sizes[row]), held, step)
            for step in range(1, steps + 1)
        )
    return made


def _next(one: Series, middle: float, size: float, held: Pool, step: int) -> Expected:
    period = one.period(len(one.values) - 1 + step)
    return Expected(one, period, Model.COMBINED, middle, size, held, step, one.is_by_shares)


def _held(rows: Floats, by_shares: Bools, *, per_year: int, steps: int) -> tuple[Pool, Floats]:
    """The pool of these series' past errors beside the prior's, and the sizes of theirs."""
    others = prior.period_errors(per_year)
    horizon = min(max(steps, per_year), len(others))
    test = backtest(
        rows,
        per_year=per_year,
        horizon=horizon,
        by_shares=by_shares,
        depth=min(max(horizon, OWN_ORIGINS) + OWN_ORIGINS, rows.shape[1] - 1),
    )
    typical = prior.typical(per_year, horizon=horizon)
    return pool(standardised(test, typical=typical), prior=others), scales(test, typical=typical)


def year_to_come(many: Sequence[Series], *, elapsed: int, year: Period) -> list[Expected | None]:
    """Return what is expected of the total of `year`, of which `elapsed` periods have come.

    All series have periods of one length and end at the same place of the year.
    None for what is too short: without three whole years the shares of two must
    do, and they need a part of the year and values above zero.
    """
    per_year = many[0].per_year
    made: list[Expected | None] = [None] * len(many)
    long = [place for place, each in enumerate(many) if _is_enough(each, elapsed)]
    if not long:
        return made
    rows, by_shares = _rows([many[place] for place in long])
    totals = year_totals(rows, per_year=per_year, elapsed=elapsed, by_shares=by_shares)
    own = year_errors(rows, per_year=per_year, elapsed=elapsed, by_shares=by_shares)
    held = pool([own], prior=[prior.year_errors(per_year, elapsed=elapsed)])
    is_whole = lengths(rows) - elapsed >= SHARE_YEARS * per_year
    for row, place in enumerate(long):
        model = _model(elapsed, bool(is_whole[row]), is_by_shares=bool(by_shares[row]))
        made[place] = Expected(
            many[place],
            year,
            model,
            float(totals.middles[row]),
            float(totals.sizes[row]),
            held,
            1,
            bool(by_shares[row]),
        )
    return made


def _is_enough(one: Series, elapsed: int) -> bool:
    before = len(one.values) - elapsed
    if before >= LEAST[one.per_year]:
        return True
    return elapsed > 0 and one.is_by_shares and before >= LEAST_YEARS * one.per_year


def _model(elapsed: int, is_whole: bool, *, is_by_shares: bool) -> Model:
    if elapsed == 0 or not is_by_shares:
        return Model.YEAR_SUM
    return Model.YEAR_SHARES if is_whole else Model.YEAR_TO_DATE


def _rows(many: Sequence[Series]) -> tuple[Floats, Bools]:
    rows = batch([[float(value) for value in each.values] for each in many])
    return rows, np.array([each.is_by_shares for each in many])
