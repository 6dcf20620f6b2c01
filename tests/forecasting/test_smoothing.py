"""The grid does what the textbook's recursions do, one setting at a time."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.forecasting import smoothing
from goldenthread.forecasting.batches import batch
from goldenthread.forecasting.smoothing import damped_trend, level

SERIES = st.lists(st.floats(-100, 100), min_size=6, max_size=30)


@given(SERIES)
def test_one_setting_of_the_level_is_simple_exponential_smoothing(series: list[float]) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(smoothing, "LEVELS", (0.3,))
        found = level(batch([series, [1.0] * 40]))[0]
    expected = series[0]
    for value in series:
        expected = 0.3 * value + 0.7 * expected
    assert found == pytest.approx(expected, abs=1e-8)


@given(SERIES)
def test_one_setting_of_the_trend_is_gardner_and_mckenzie(series: list[float]) -> None:
    with pytest.MonkeyPatch.context() as patch:
        for name, value in (("ALPHAS", 0.4), ("BETAS", 0.2), ("PHIS", 0.9)):
            patch.setattr(smoothing, name, (value,))
        found = damped_trend(batch([series, [1.0] * 40]), horizon=3)[0]
    trend = (series[4] - series[0]) / 4
    at = float(np.mean(series[:5])) - 3 * trend
    for value in series:
        before, carried = at, 0.9 * trend
        at = 0.4 * value + 0.6 * (before + carried)
        trend = 0.2 * (at - before) + 0.8 * carried
    expected = [
        at + trend * (0.9 + 0.9**2 + 0.9**3 if h == 3 else 0.9 + 0.81 * (h > 1)) for h in (1, 2, 3)
    ]
    assert found == pytest.approx(expected, abs=1e-6)


@given(st.floats(-50, 50), st.integers(1, 30))
def test_a_series_that_never_moves_is_forecast_not_to_move(value: float, count: int) -> None:
    rows = batch([[value] * count])
    assert level(rows) == pytest.approx([value])
    assert damped_trend(rows, horizon=4)[0] == pytest.approx([value] * 4)


@given(SERIES, st.floats(0.1, 100), st.floats(-100, 100))
def test_forecasts_keep_the_unit_of_the_series(
    series: list[float], times: float, plus: float
) -> None:
    plain = damped_trend(batch([series]), horizon=2)
    other = damped_trend(batch([times * np.array(series) + plus]), horizon=2)
    if np.ptp(series) > 1e-3:
        assert other == pytest.approx(times * plain + plus, rel=1e-6, abs=1e-4)


def test_a_steady_climb_goes_on_but_never_faster() -> None:
    found = damped_trend(batch([np.arange(30.0)]), horizon=8)[0]
    gains = np.diff([29.0, *found])
    assert (gains > 0.5).all()
    assert (np.diff(gains) <= 1e-9).all()


def test_rows_of_other_lengths_do_not_touch_each_other() -> None:
    short, long = [3.0, 4.0, 6.0, 5.0, 7.0], list(np.sin(np.arange(40.0)))
    together = damped_trend(batch([short, long]), horizon=3)
    assert together[0] == pytest.approx(damped_trend(batch([short]), horizon=3)[0])
    assert together[1] == pytest.approx(damped_trend(batch([long]), horizon=3)[0])
