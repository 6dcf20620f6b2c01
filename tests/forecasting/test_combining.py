"""The combined forecast keeps units, seasons and signs."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.forecasting.batches import Floats, batch
from goldenthread.forecasting.combining import combined, is_positive

QUARTERS = np.array([0.9, 1.0, 1.2, 0.9])


def forecast(series: list[float] | Floats, *, per_year: int = 4, horizon: int = 4) -> Floats:
    rows = batch([series])
    made = combined(rows, per_year=per_year, horizon=horizon, by_shares=is_positive(rows))
    return np.asarray(made[0])


def test_seasonal_growth_is_continued_with_its_season() -> None:
    growing = 100 * 1.02 ** np.arange(36) * np.tile(QUARTERS, 9)
    expected = 100 * 1.02 ** np.arange(36, 40) * QUARTERS
    assert forecast(growing) == pytest.approx(expected, rel=0.02)


def test_what_falls_below_zero_is_forecast_by_amounts() -> None:
    falling = 20 - np.arange(32.0) + np.tile([2.0, -2.0, 1.0, -1.0], 8)
    assert forecast(falling) == pytest.approx([-10, -15, -13, -16], abs=1.0)


@given(st.lists(st.floats(0.01, 1e4), min_size=12, max_size=40), st.sampled_from([1, 4, 12]))
def test_a_positive_series_never_gets_a_forecast_of_nothing_or_less(
    series: list[float], per_year: int
) -> None:
    found = forecast(series, per_year=per_year, horizon=8)
    assert np.isfinite(found).all()
    assert (found > 0).all()


@given(st.integers(0, 2**32 - 1), st.floats(0.001, 1e6))
def test_forecasts_do_not_depend_on_the_multiplier(seed: int, times: float) -> None:
    series = np.exp(np.random.default_rng(seed).normal(size=30).cumsum() / 10)
    assert forecast(series * times) == pytest.approx(forecast(series) * times, rel=1e-6)


def test_a_batch_may_mix_both_sorts_of_series() -> None:
    positive, signed = np.linspace(1, 9, 20), np.linspace(-5, 5, 20)
    rows = batch([positive, signed])
    both = combined(rows, per_year=4, horizon=2, by_shares=is_positive(rows))
    assert both[0] == pytest.approx(forecast(positive, horizon=2))
    assert both[1] == pytest.approx(forecast(signed, horizon=2))


def test_zero_is_not_positive() -> None:
    assert is_positive(batch([[1.0, 2.0], [0.0, 1.0], [3.0]])).tolist() == [True, False, True]
