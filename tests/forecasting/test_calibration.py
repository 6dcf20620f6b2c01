"""Stored forecasts are scored by what came, and the table is the one a body publishes."""

from dataclasses import replace
from decimal import Decimal

import numpy as np
import pytest

from goldenthread.forecasting import Forecast, Landed, Model, asked, calibration
from goldenthread.terms.errors import CannotTell
from goldenthread.terms.periods import Period

D = Decimal
NORMAL = {"0.025": -1.96, "0.1": -1.2816, "0.5": 0.0, "0.9": 1.2816, "0.975": 1.96}
FORECAST = Forecast(
    indicator="visitors",
    cut_off=Period.parse("2023Q3"),
    period=Period.parse("2023Q4"),
    model=Model.COMBINED,
    quantiles=tuple((D(level), D(str(100 + 10 * z))) for level, z in NORMAL.items()),
    history=30,
    own_errors=8,
    is_short=False,
    asked=asked(">= 100"),
    line=D(100),
    chance=D("0.5"),
    shown=D("0.5"),
)


def with_chance(shown: str) -> Forecast:
    return replace(FORECAST, shown=D(shown), chance=D(shown))


def test_brier_of_four_forecasts_is_what_it_is_by_hand() -> None:
    landed = [
        Landed(with_chance("0.9"), D(101)),  # 0.01
        Landed(with_chance("0.8"), D(99)),  # 0.64
        Landed(with_chance("0.3"), D(99)),  # 0.09
        Landed(with_chance("0.1"), D(99)),  # 0.01
    ]
    assert calibration(landed).brier == D("0.188")


def test_coverage_counts_the_values_within_each_interval_edges_included() -> None:
    values = ("100", "112.816", "113", "119.6", "120")
    found = dict(calibration([Landed(FORECAST, D(each)) for each in values]).coverage)
    assert found == {D("0.80"): D("0.400"), D("0.95"): D("0.800")}


def test_bins_say_what_was_said_and_what_came_true() -> None:
    landed = [
        Landed(with_chance("0.91"), D(101)),
        Landed(with_chance("1"), D(99)),
        Landed(with_chance("0.9"), D(100)),
        Landed(with_chance("0.89"), D(50)),
    ]
    bins = calibration(landed).bins
    assert [(each.low, each.count, each.met) for each in bins] == [
        (D("0.8"), 1, 0),
        (D("0.9"), 3, 2),
    ]
    assert bins[1].said == D("0.937")


def test_an_honest_forecaster_is_shown_to_be_one() -> None:
    random = np.random.default_rng(11)
    landed = []
    for place in range(4000):
        chance = (place % 9 + 1) / 10
        value = 101 if random.random() < chance else 99
        landed.append(Landed(with_chance(str(chance)), D(value)))
    found = calibration(landed)
    assert found.brier is not None
    assert float(found.brier) == pytest.approx(
        np.mean([p * (1 - p) for p in np.arange(1, 10) / 10]), abs=0.01
    )
    for each in found.bins:
        assert each.met / each.count == pytest.approx(float(each.said), abs=0.06)


def test_the_shown_chance_is_scored_not_the_one_behind_it() -> None:
    capped = replace(FORECAST, chance=D("0.99"), shown=D("0.90"))
    assert calibration([Landed(capped, D(99))]).brier == D("0.810")


def test_forecasts_without_a_target_count_for_coverage_alone() -> None:
    plain = replace(FORECAST, asked=None, line=None, chance=None, shown=None)
    found = calibration([Landed(plain, D(100))])
    assert (found.count, found.with_target, found.brier, found.bins) == (1, 0, None, ())
    assert Landed(plain, D(100)).is_met is None
    assert dict(found.coverage)[D("0.80")] == 1


def test_the_table_for_machines_holds_every_number_as_text() -> None:
    found = calibration([Landed(with_chance("0.7"), D(101))]).as_dict()
    assert found["brier"] == "0.090"
    assert found["bins"] == [{"low": "0.7", "high": "0.8", "count": 1, "met": 1, "said": "0.700"}]
    assert found["coverage"] == {"0.80": "1.000", "0.95": "1.000"}


def test_nothing_is_said_before_an_outcome_has_landed() -> None:
    with pytest.raises(CannotTell, match="no forecast has an outcome"):
        calibration([])
