"""The numbers that come with the product are whole and mean what they say."""

import numpy as np
import pytest

from goldenthread.forecasting import prior


@pytest.mark.parametrize("per_year", [1, 4, 12])
def test_errors_of_every_horizon_have_their_middle_at_zero(per_year: int) -> None:
    for errors in prior.period_errors(per_year):
        assert len(errors) == prior.WEIGHT
        assert (np.diff(errors) >= 0).all()
        assert float(np.median(errors)) == pytest.approx(0, abs=0.05)
        assert errors[0] < -0.5
        assert errors[-1] > 0.5


@pytest.mark.parametrize("per_year", [1, 4, 12])
def test_errors_grow_with_the_horizon_and_go_on_growing_beyond_what_was_learnt(
    per_year: int,
) -> None:
    sizes = prior.typical(per_year, horizon=40)
    assert len(sizes) == 40
    # From one month to the next seasons may hide a little of the growth.
    assert (np.diff(sizes) > -0.05).all()
    assert sizes[-1] > 2 * sizes[0]


@pytest.mark.parametrize("per_year", [4, 12])
def test_every_part_of_a_year_has_its_errors(per_year: int) -> None:
    for elapsed in range(per_year):
        assert len(prior.year_errors(per_year, elapsed=elapsed)) == prior.WEIGHT


def test_what_is_kept_gives_back_the_errors_it_was_kept_of() -> None:
    errors = np.random.default_rng(5).normal(3, 2, size=20_000)
    kept = np.interp([0.1, 0.9], prior.LEVELS, prior.kept(errors))
    assert kept == pytest.approx([-2.563, 2.563], abs=0.06)
