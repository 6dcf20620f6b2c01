"""Seasons are found where they are, and next to none where there are none."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goldenthread.forecasting.batches import batch
from goldenthread.forecasting.seasons import ahead, over_time, seasons

PATTERN = np.array([3.0, -1.0, 2.0, -4.0])


def test_a_pure_season_on_a_straight_line_is_found_exactly() -> None:
    series = 10 + 0.5 * np.arange(24) + np.tile(PATTERN, 6)
    assert seasons(batch([series]), per_year=4) == pytest.approx(PATTERN[None], abs=1e-9)


@pytest.mark.parametrize("per_year", [4, 7, 12])
def test_years_of_odd_and_even_length_are_centred_alike(per_year: int) -> None:
    pattern = np.cos(2 * np.pi * np.arange(per_year) / per_year)
    found = seasons(batch([np.tile(pattern, 5)]), per_year=per_year)
    assert found == pytest.approx(pattern[None], abs=1e-9)


@given(st.integers(0, 3))
def test_the_first_offset_belongs_to_the_next_period_wherever_the_series_ends(cut: int) -> None:
    series = np.tile(PATTERN, 6)[: 24 - cut]
    found = seasons(batch([series]), per_year=4)
    assert ahead(found, horizon=4) == pytest.approx(np.roll(PATTERN, cut)[None], abs=1e-9)


@given(st.integers(0, 2**32 - 1))
@settings(max_examples=25)
def test_chance_keeps_less_of_a_season_than_it_seems_to_have(seed: int) -> None:
    noise = np.random.default_rng(seed).normal(size=(200, 40))
    kept = np.abs(seasons(noise, per_year=4)).mean()
    clear = np.abs(seasons(noise + 5 * np.tile(PATTERN, 10), per_year=4)).mean()
    assert kept < 0.15
    assert clear == pytest.approx(5 * np.abs(PATTERN).mean(), rel=0.05)


def test_offsets_add_up_to_nothing_over_a_year() -> None:
    rows = np.random.default_rng(1).normal(size=(20, 30)) + np.resize(PATTERN, 30)
    assert seasons(rows, per_year=4).sum(axis=1) == pytest.approx(0, abs=1e-9)


def test_less_than_two_years_or_a_year_of_one_period_has_no_season() -> None:
    assert not seasons(batch([[1.0, 9.0, 2.0, 8.0, 1.0]]), per_year=4).any()
    assert not seasons(batch([[1.0, 9.0, 2.0, 8.0]]), per_year=1).any()


def test_a_short_row_beside_a_long_one_has_no_season_and_no_fault() -> None:
    rows = batch([np.tile(PATTERN, 6), [5.0, 6.0, 7.0]])
    found = seasons(rows, per_year=4)
    assert found[0] == pytest.approx(PATTERN, abs=1e-9)
    assert not found[1].any()


def test_laid_along_time_the_offsets_end_before_the_next_season() -> None:
    offsets = np.array([[1.0, 2.0, 3.0, 4.0]])
    assert over_time(offsets, width=6).tolist() == [[3.0, 4.0, 1.0, 2.0, 3.0, 4.0]]
