"""Past errors are those that were known, measured by what was known then."""

import numpy as np
import pytest

from goldenthread.forecasting.backtests import (
    OWN_ORIGINS,
    backtest,
    difference,
    noise,
    scales,
    standardised,
    typical_sizes,
)
from goldenthread.forecasting.batches import Floats, batch, origins
from goldenthread.forecasting.combining import combined

RANDOM = np.random.default_rng(7)
ROWS = np.exp(RANDOM.normal(0.01, 0.05, size=(6, 40)).cumsum(axis=1))
YES = np.ones(6, bool)


def test_an_error_is_known_only_when_its_outcome_is() -> None:
    test = backtest(ROWS, per_year=4, horizon=5, by_shares=YES, depth=7)
    for back, errors in enumerate(test.errors, 1):
        assert np.isfinite(errors[:, : min(back, 5)]).all()
        assert np.isnan(errors[:, back:]).all()


def test_an_error_is_that_of_the_forecast_made_then() -> None:
    test = backtest(ROWS, per_year=4, horizon=3, by_shares=YES, depth=6)
    made = combined(origins(ROWS, back=5), per_year=4, horizon=3, by_shares=YES)
    assert test.errors[4] == pytest.approx(np.log(ROWS[:, -5:-2] / made))


def test_what_comes_later_changes_no_earlier_error() -> None:
    longer = np.concatenate([ROWS, 100 * ROWS[:, :3]], axis=1)
    before = backtest(ROWS, per_year=4, horizon=3, by_shares=YES, depth=8)
    after = backtest(longer, per_year=4, horizon=3, by_shares=YES, depth=11)
    for back in range(3, 8):
        assert after.errors[back + 2] == pytest.approx(before.errors[back - 1], nan_ok=False)
    size = typical_sizes(before)
    assert scales(after, typical=size, back=3) == pytest.approx(scales(before, typical=size))


def test_too_short_a_row_has_no_errors_and_does_not_spoil_the_others() -> None:
    rows = batch([*ROWS, [1.0, 2.0, 3.0, 2.0, 1.0]])
    test = backtest(rows, per_year=4, horizon=3, by_shares=np.ones(7, bool), depth=6)
    alone = backtest(ROWS, per_year=4, horizon=3, by_shares=YES, depth=6)
    assert np.isnan(test.errors[:, 6]).all()
    assert test.errors[:, :6] == pytest.approx(alone.errors, nan_ok=True)


def test_a_backtest_may_ask_for_more_origins_than_there_are_values() -> None:
    test = backtest(ROWS[:, :9], per_year=4, horizon=2, by_shares=YES, depth=20)
    assert np.isfinite(test.errors[0]).any()
    assert np.isnan(test.errors[1:]).all()


@pytest.mark.parametrize("times", [0.001, 1000.0])
def test_errors_by_shares_do_not_know_the_unit_and_those_by_amounts_carry_it(times: float) -> None:
    for shares, factor in ((YES, 1.0), (~YES, times)):
        plain = backtest(ROWS, per_year=4, horizon=2, by_shares=shares, depth=4)
        other = backtest(times * ROWS, per_year=4, horizon=2, by_shares=shares, depth=4)
        assert other.errors == pytest.approx(factor * plain.errors, rel=1e-5, abs=1e-9, nan_ok=True)
        size = typical_sizes(plain)
        assert scales(other, typical=size) == pytest.approx(factor * scales(plain, typical=size))


def test_a_row_twice_as_restless_has_twice_the_scale() -> None:
    steps = RANDOM.normal(size=(1, 60)).cumsum(axis=1) + 50
    rows = np.concatenate([steps, 2 * steps])
    test = backtest(rows, per_year=1, horizon=2, by_shares=np.zeros(2, bool), depth=10)
    size = scales(test, typical=np.array([1.0, 1.5]))
    assert size[1] == pytest.approx(2 * size[0], rel=1e-6)


def test_a_row_that_never_moves_still_has_a_size_of_error() -> None:
    rows = np.full((1, 20), 100.0)
    for shares in (True, False):
        assert noise(rows, per_year=4, by_shares=np.array([shares]))[0] > 0


def test_errors_in_units_of_their_scale_are_of_about_one_size_at_every_horizon() -> None:
    rows: Floats = np.exp(
        RANDOM.normal(0, np.repeat([0.01, 0.1], 20)[:, None], size=(40, 60)).cumsum(axis=1)
    )
    test = backtest(rows, per_year=4, horizon=6, by_shares=np.ones(40, bool), depth=20)
    held = standardised(test, typical=typical_sizes(test))
    assert [len(each) for each in held] == [40 * (max(6, OWN_ORIGINS) - h) for h in range(6)]
    medians = [float(np.median(np.abs(each))) for each in held]
    assert max(medians) < 5
    assert min(medians) > 0.3


def test_the_difference_is_a_logarithm_only_for_rows_by_shares() -> None:
    came, made = np.array([2.0, -3.0]), np.array([1.0, -1.0])
    found = difference(came, made, by_shares=np.array([True, False]))
    assert found == pytest.approx([np.log(2), -2.0])
