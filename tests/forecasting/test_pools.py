"""Chances and intervals are those of the errors that were made."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from goldenthread.forecasting.pools import pool

ERRORS = arrays(float, st.integers(1, 60), elements=st.floats(-10, 10))


@given(ERRORS, st.floats(-20, 20), st.floats(0, 5))
def test_the_farther_the_target_the_smaller_the_chance(
    errors: np.ndarray[tuple[int], np.dtype[np.float64]], distance: float, more: float
) -> None:
    held = pool([errors])
    near, far = held.chance_above(np.array([distance, distance + more]), horizon=1)
    assert 0.01 <= far <= near <= 0.99


@given(ERRORS)
def test_half_of_a_pool_lies_on_either_side(
    errors: np.ndarray[tuple[int], np.dtype[np.float64]],
) -> None:
    held = pool([errors + 3])
    assert held.quantiles(np.array([0.5]), horizon=1)[0] == pytest.approx(0, abs=1e-9)


def test_an_interval_holds_as_many_errors_as_it_says() -> None:
    errors = np.random.default_rng(3).standard_t(3, size=1000)
    low, high = pool([errors]).quantiles(np.array([0.1, 0.9]), horizon=1)
    middle = errors - np.median(errors)
    assert np.mean((middle >= low) & (middle <= high)) == pytest.approx(0.8, abs=0.002)


def test_a_chance_is_the_share_of_errors_that_reached_so_far() -> None:
    held = pool([np.arange(-50.0, 51.0)])
    assert held.chance_above(np.array([0.0, 25.0]), horizon=1) == pytest.approx(
        [0.5, 0.25], abs=0.01
    )


def test_beyond_the_last_horizon_errors_grow_like_a_random_walk() -> None:
    held = pool([np.linspace(-1, 1, 101), np.linspace(-2, 2, 101)])
    levels = np.array([0.1, 0.9])
    assert held.quantiles(levels, horizon=8) == pytest.approx(2 * held.quantiles(levels, horizon=2))


def test_with_no_own_errors_the_prior_speaks_and_with_many_it_is_outvoted() -> None:
    prior = [np.linspace(-1, 1, 100)]
    level = np.array([0.9])
    none = pool([np.empty(0)], prior=prior).quantiles(level, horizon=1)[0]
    many = pool([np.linspace(-9, 9, 5000)], prior=prior).quantiles(level, horizon=1)[0]
    assert none == pytest.approx(0.8, abs=0.02)
    assert many == pytest.approx(7.2, abs=0.2)


def test_own_errors_are_counted_apart_from_the_prior() -> None:
    held = pool([np.zeros(3)], prior=[np.zeros(5), np.zeros(5)])
    assert held.own == (3, 0)


def test_a_horizon_without_any_error_is_refused() -> None:
    with pytest.raises(ValueError, match="2 periods ahead"):
        pool([np.zeros(3), np.empty(0)])
