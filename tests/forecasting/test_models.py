"""Theta is what its authors and Hyndman and Billah say; the steps follow their own past."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.forecasting import smoothing
from goldenthread.forecasting.batches import batch
from goldenthread.forecasting.models import steps, theta

SERIES = st.lists(st.floats(-100, 100), min_size=5, max_size=30)


@given(SERIES, st.sampled_from([0.1, 0.5, 0.9]))
def test_theta_is_smoothing_with_half_the_slope_as_drift(series: list[float], alpha: float) -> None:
    # Hyndman and Billah (2003), "Unmasking the Theta method", equation 4.
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(smoothing, "LEVELS", (alpha,))
        found = theta(batch([series]), horizon=4)[0]
    count = len(series)
    slope = float(np.polyfit(np.arange(count), series, 1)[0])
    smooth = series[0]
    for value in series:
        smooth += alpha * (value - smooth)
    drift = slope / 2 * (np.arange(4) + 1 / alpha - (1 - alpha) ** count / alpha)
    assert found == pytest.approx(smooth + drift, abs=1e-6)


def test_theta_goes_on_from_a_straight_line_with_half_its_slope() -> None:
    found = theta(batch([np.arange(60.0)]), horizon=3)[0]
    assert found == pytest.approx([59.5, 60, 60.5], abs=0.02)


@pytest.mark.parametrize("per_year", [1, 4, 12])
def test_steps_all_alike_are_continued(per_year: int) -> None:
    rows = batch([np.arange(60.0)])
    assert steps(rows, horizon=3, per_year=per_year)[0] == pytest.approx([60, 61, 62])


def test_steps_that_turn_back_each_time_are_expected_to_turn_back() -> None:
    rows = batch([np.resize([10.0, 12.0], 41)])
    found = steps(rows, horizon=2, per_year=4)[0]
    assert found[0] > 11.5
    assert found[1] < 10.5


@given(SERIES)
def test_a_shorter_row_beside_a_longer_one_gets_the_same_forecast(series: list[float]) -> None:
    beside = batch([series, np.cos(np.arange(35.0))])
    alone = batch([series])
    apart = [theta(rows, horizon=3)[0] for rows in (beside, alone)]
    assert apart[0] == pytest.approx(apart[1], rel=1e-6, abs=1e-5)
    apart = [steps(rows, horizon=3, per_year=1)[0] for rows in (beside, alone)]
    assert apart[0] == pytest.approx(apart[1], rel=1e-6, abs=1e-5)


def test_a_row_too_short_for_its_lags_only_drifts() -> None:
    assert steps(batch([[1.0, 2.0, 3.0]]), horizon=2, per_year=4)[0] == pytest.approx([4, 5])
