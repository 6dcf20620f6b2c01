"""What was measured of each check on clean figures, and the p-values that follow from placebos.

`measured.json` is written by `benchmarks/bench_checking.py --write`. A tail
holds quantiles of a statistic on clean series: the p-value of a statistic is
the share of placebos at least as far out, along a straight line in logarithms
beyond the last, because such tails fall like a power.
"""

import json
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np

from goldenthread.checking.flags import Check, Rate


def rate(check: Check) -> Rate:
    """Return the level of a check and what was measured of it."""
    level, alarms, tests = _held()["rates"][check.key]
    return Rate(level=level, alarms=alarms, tests=tests)


def tail(name: str, statistic: float) -> float:
    """Return the p-value of `statistic`, two-sided, by the placebos of the tail `name`."""
    shares, places = (np.log(np.array(each)) for each in _held()["tails"][name])
    at = np.log(max(abs(statistic), 1e-9))
    if at <= places[0]:
        return 1.0
    if at >= places[-1]:
        slope = (shares[-1] - shares[-3]) / (places[-1] - places[-3])
        return float(np.exp(shares[-1] + slope * (at - places[-1])))
    return float(np.exp(np.interp(at, places, shares)))


@cache
def _held() -> dict[str, Any]:
    text = files("goldenthread.checking").joinpath("measured.json").read_text("utf-8")
    return dict(json.loads(text))


def forget() -> None:
    """Read `measured.json` anew at the next question, after it was written."""
    _held.cache_clear()
