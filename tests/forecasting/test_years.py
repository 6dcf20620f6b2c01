"""A year's total from a part of it."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goldenthread.forecasting.batches import Bools, Floats, batch
from goldenthread.forecasting.years import Totals, year_errors, year_totals

SHARES = np.array([0.2, 0.3, 0.1, 0.4])
YES = np.array([True])


def years(*totals: float, elapsed: int = 0) -> Floats:
    """Quarters of years with these totals, all split alike, cut after `elapsed` of the last."""
    quarters = np.outer(totals, SHARES).ravel()
    return batch([quarters[: len(quarters) - (4 - elapsed) % 4]])


@pytest.mark.parametrize("elapsed", [1, 2, 3])
def test_years_always_split_alike_tell_their_total_from_any_part(elapsed: int) -> None:
    rows = years(100, 110, 120, 150, elapsed=elapsed)
    found = year_totals(rows, per_year=4, elapsed=elapsed, by_shares=YES)
    # The forecasts beside the shares see less of the jump.
    assert found.middles[0] == pytest.approx(150, rel=0.12 / elapsed)


@pytest.mark.parametrize("elapsed", [1, 2, 3])
def test_with_two_years_the_shares_alone_decide(elapsed: int) -> None:
    rows = years(100, 120, 90, elapsed=elapsed)
    found = year_totals(rows, per_year=4, elapsed=elapsed, by_shares=YES)
    assert found.middles[0] == pytest.approx(90)


@pytest.mark.parametrize("elapsed", [1, 2, 3])
def test_a_series_around_zero_is_summed_from_what_came_and_what_is_forecast(
    elapsed: int,
) -> None:
    rows = batch([np.tile([-2.0, 1.0, 1.0, -1.0], 5)[: 16 + elapsed]])
    found = year_totals(rows, per_year=4, elapsed=elapsed, by_shares=~YES)
    assert found.middles[0] == pytest.approx(-1, abs=0.5)
    assert found.sizes[0] > 0


@given(st.floats(0.001, 1e6), st.integers(0, 3))
@settings(max_examples=20)
def test_totals_keep_the_unit_of_the_series(times: float, elapsed: int) -> None:
    values = np.exp(np.random.default_rng(2).normal(size=16 + elapsed) / 5)

    def of(rows: Floats, shares: Bools) -> Totals:
        return year_totals(rows, per_year=4, elapsed=elapsed, by_shares=shares)

    for shares, factor in ((YES, 1.0), (~YES, times)):
        plain, other = of(batch([values]), shares), of(batch([times * values]), shares)
        assert other.middles == pytest.approx(times * plain.middles, rel=1e-5)
        assert other.sizes == pytest.approx(factor * plain.sizes, rel=1e-5)


def test_the_more_of_a_year_has_come_the_smaller_the_error_to_expect() -> None:
    values = np.exp(np.random.default_rng(4).normal(0, 0.1, size=(50, 15)))
    yes = np.ones(50, bool)
    sizes = [
        year_totals(values[:, : 12 + part], per_year=4, elapsed=part, by_shares=yes).sizes.mean()
        for part in (1, 2, 3)
    ]
    assert sizes[0] > sizes[1] > sizes[2]


def test_where_the_ways_to_tell_a_total_disagree_a_larger_error_is_expected() -> None:
    steady, jumped = years(100, 104, 108, 112, elapsed=2), years(100, 104, 108, 112, elapsed=2)
    jumped[:, -1] *= 2
    sizes = [
        year_totals(rows, per_year=4, elapsed=2, by_shares=YES).sizes[0]
        for rows in (steady, jumped)
    ]
    assert sizes[1] > 2 * sizes[0]


def test_past_years_are_judged_only_by_what_was_known_at_the_same_point() -> None:
    rows = years(100, 104, 108, 112, 116, 120, elapsed=2)
    errors = year_errors(rows, per_year=4, elapsed=2, by_shares=YES)
    assert len(errors) == 2
    shocked = rows.copy()
    shocked[:, -2:] *= 5
    again = year_errors(shocked, per_year=4, elapsed=2, by_shares=YES)
    assert again == pytest.approx(errors)


def test_a_history_without_a_past_year_to_judge_has_no_errors() -> None:
    rows = years(100, 104, 108, 112, elapsed=2)
    assert len(year_errors(rows, per_year=4, elapsed=2, by_shares=YES)) == 0
