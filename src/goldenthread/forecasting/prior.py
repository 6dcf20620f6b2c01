"""What is known of errors before a body has any: a few numbers that come with the product.

`prior.json` holds quantiles of standardised errors by periods in a year and
horizon, learnt from public series of forecasting competitions by
`benchmarks/bench_forecast.py --write-prior`; no series of them is shipped.
"""

import json
from functools import cache
from importlib.resources import files

import numpy as np

from goldenthread.forecasting.batches import Floats

#: For how many errors the prior counts beside a body's own.
WEIGHT = 100
#: The levels of the quantiles kept of each horizon.
LEVELS = np.array(
    [0.005, 0.01, 0.025, 0.05, *np.arange(0.1, 0.95, 0.05).round(2), 0.95, 0.975, 0.99, 0.995]
)
#: The kept errors of each count of periods in a year, and the typical sizes they are measured by.
Kept = dict[str, dict[str, list[list[float]]]]


def typical(per_year: int, *, horizon: int) -> Floats:
    """Return the typical size of an error by horizon in units of noise, for `horizon` periods."""
    known = np.array(_held()["typical"][str(per_year)][0])
    if horizon <= len(known):
        return known[:horizon]
    # Beyond what was learnt errors grow as those of a random walk.
    beyond = np.sqrt(np.arange(len(known) + 1, horizon + 1) / len(known))
    return np.concatenate([known, known[-1] * beyond])


def period_errors(per_year: int) -> list[Floats]:
    """Return the prior's errors of single periods, by horizon."""
    return [_spread_out(each) for each in _held()["periods"][str(per_year)]]


def year_errors(per_year: int, *, elapsed: int) -> Floats:
    """Return the prior's errors of a year's total when `elapsed` of its periods have come."""
    return _spread_out(_held()["years"][str(per_year)][elapsed])


def kept(errors: Floats) -> list[float]:
    """Return the few numbers kept of many errors: their quantiles around their median."""
    return [round(float(each), 3) for each in np.quantile(errors - np.median(errors), LEVELS)]


def _spread_out(quantiles: list[float]) -> Floats:
    """As many errors as the prior counts for, lying as the quantiles say."""
    ranks = (np.arange(WEIGHT) + 0.5) / WEIGHT
    return np.interp(ranks, LEVELS, quantiles)


@cache
def _held() -> Kept:
    text = files("goldenthread.forecasting").joinpath("prior.json").read_text("utf-8")
    held: Kept = json.loads(text)
    return held
