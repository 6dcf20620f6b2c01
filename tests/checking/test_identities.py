"""Identities hold for rounded figures, and one changed figure breaks them."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.checking import (
    Check,
    falling_cumulative,
    growth_of_level,
    magnitude,
    parts_and_whole,
    quarters_and_year,
    ratio,
)
from goldenthread.terms.errors import CannotTell

AMOUNTS = st.floats(1, 1e6)


def test_a_cumulative_figure_that_falls_is_asked_about_with_both_values() -> None:
    asked = falling_cumulative([255.1, 421.0, 410.5])
    assert asked is not None
    assert asked.check is Check.FALLING_CUMULATIVE
    assert [value for _, value in asked.evidence] == ["421", "410.5"]
    assert "421" in asked.question.en
    assert "421" in asked.question.zh


@given(st.lists(AMOUNTS, min_size=2, max_size=12))
def test_sums_of_what_is_not_negative_are_never_asked_about(amounts: list[float]) -> None:
    assert falling_cumulative(np.cumsum(amounts)) is None


def test_a_fall_within_the_rounding_is_not_asked_about() -> None:
    assert falling_cumulative([100.0, 99.9], precision=0.1) is None


@given(st.lists(AMOUNTS, min_size=2, max_size=9))
def test_parts_rounded_on_their_own_still_add_up(exact: list[float]) -> None:
    parts = [round(each, 1) for each in exact]
    assert parts_and_whole(parts, whole=round(sum(exact), 1), precision=0.1) is None


@given(st.lists(AMOUNTS, min_size=2, max_size=9), st.floats(0.02, 5))
def test_a_whole_that_is_not_the_sum_is_asked_about(parts: list[float], more: float) -> None:
    assert parts_and_whole(parts, whole=sum(parts) * (1 + more), precision=1e-3) is not None


def test_the_sectors_of_a_city_add_up_as_published() -> None:
    # Jiaxing 2022, in 100m yuan, by the city's communiqué of 2022.
    assert parts_and_whole([144.01, 3719.61, 2875.83], whole=6739.45, precision=0.01) is None


def test_quarters_that_miss_the_year_are_asked_about() -> None:
    assert quarters_and_year([1.0, 2.0, 3.0, 4.0], year=10.0) is None
    asked = quarters_and_year([1.0, 2.0, 3.0, 4.0], year=11.0)
    assert asked is not None
    assert asked.n == 5


def test_an_odd_but_constant_multiplier_is_a_definition_not_a_disagreement() -> None:
    above, below = np.array([520.0, 1040.0, 780.0]), np.array([10.0, 10.0, 20.0])
    assert ratio(above / below / 52, numerators=above, denominators=below) is None


def test_one_value_off_its_numerator_is_found_among_many() -> None:
    above, below = np.arange(50.0, 60.0), np.full(10, 100.0)
    value = 100 * above / below
    assert ratio(value, numerators=above, denominators=below) is None
    value[4] *= 1.1
    asked = ratio(value, numerators=above, denominators=below)
    assert asked is not None
    assert asked.question.en.startswith("In 1 of 10 rows")


def test_values_that_are_another_thing_altogether_are_told_as_such() -> None:
    above, below = np.arange(50.0, 60.0), np.full(10, 100.0)
    asked = ratio(np.geomspace(1, 900, 10), numerators=above, denominators=below)
    assert asked is not None
    assert asked.question.en.startswith("In most rows")


def test_growth_that_its_own_levels_refute_is_asked_about() -> None:
    # Budget revenue of Jiaxing: 596.47 in 2022, 632.02 in 2023; an article prints + 15.6 %.
    asked = growth_of_level(632.02, before=596.47, growth=15.6)
    assert asked is not None
    assert "5.96" in asked.question.en
    assert growth_of_level(632.02, before=596.47, growth=6.0) is None


@given(AMOUNTS, st.floats(-50, 100))
def test_rounded_growth_of_rounded_levels_is_not_asked_about(before: float, growth: float) -> None:
    level = before * (1 + growth / 100)
    printed, base = round(level, 2), round(before, 2)
    told = round(growth, 1)
    assert growth_of_level(printed, before=base, growth=told, precision=(0.01, 0.1)) is None


@pytest.mark.parametrize("factor", [10.0, 100.0, 10_000.0, 0.1, 1e-4])
@pytest.mark.parametrize("place", range(6))
def test_a_unit_slip_is_found_wherever_it_stands(factor: float, place: int) -> None:
    held = 500 * 1.06 ** np.arange(6.0)
    held[place] *= factor
    found = magnitude(held, times=np.arange(6))
    assert found is not None
    assert found[0] == place
    assert "unit" in found[1].question.en


def test_lost_digits_are_asked_about_between_two_figures() -> None:
    # Budget revenue of Hangzhou, in 100m yuan: 61 is printed for 2022, 2640.3 for 2024.
    assert magnitude([61.0, 2640.3], times=[2022, 2024]) is not None
    assert magnitude([61.0, 2640.3], times=[2012, 2024]) is None


def test_a_series_that_jumps_anyway_is_not_asked_about() -> None:
    held = [10.0, 90.0, 11.0, 100.0, 9.0, 900.0]
    assert magnitude(held, times=range(6)) is None


@given(st.lists(st.floats(-0.5, 0.5), min_size=2, max_size=12))
def test_growth_by_half_a_year_is_no_slip(steps: list[float]) -> None:
    assert magnitude(100 * np.exp(np.cumsum(steps)), times=3 * np.arange(len(steps))) is None


@pytest.mark.parametrize(
    "too_few",
    [
        lambda: falling_cumulative([1.0]),
        lambda: parts_and_whole([1.0], whole=1.0),
        lambda: quarters_and_year([1.0, 2.0, 3.0], year=6.0),
        lambda: ratio([1.0, 2.0], numerators=[1.0, 2.0], denominators=[1.0, 1.0]),
        lambda: growth_of_level(1.0, before=0.0, growth=1.0),
        lambda: magnitude([1.0], times=[2020]),
        lambda: magnitude([1.0, -2.0, 3.0], times=[1, 2, 3]),
    ],
)
def test_too_few_figures_are_told_not_judged(too_few: object) -> None:
    assert callable(too_few)
    with pytest.raises(CannotTell, match="needs at least"):
        too_few()
