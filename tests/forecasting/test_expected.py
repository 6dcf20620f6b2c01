"""A range, a chance and what is shown of it agree with each other and with the pool."""

import math
from dataclasses import replace
from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.forecasting import Model, Series, asked
from goldenthread.forecasting.expected import LEVELS, Expected
from goldenthread.forecasting.pools import pool
from goldenthread.terms.errors import CannotTell
from goldenthread.terms.observations import Kind
from goldenthread.terms.periods import Period

D = Decimal
LONG = Series("tax", Kind.LEVEL_FLOW, Period.parse("2015Q1"), (D("100.0"),) * 24)
NORMAL = np.random.default_rng(1).normal(size=20_001)
EXPECTED = Expected(
    series=LONG,
    period=Period.parse("2021Q2"),
    model=Model.COMBINED,
    middle=100.0,
    size=0.05,
    pool=pool([NORMAL, 2 * NORMAL]),
    horizon=2,
    is_by_shares=True,
)
BY_AMOUNTS = replace(EXPECTED, size=5.0, is_by_shares=False)


@pytest.mark.parametrize("expected", [EXPECTED, BY_AMOUNTS])
@pytest.mark.parametrize("level", LEVELS)
def test_the_chance_of_reaching_a_quantile_is_what_its_level_leaves(
    expected: Expected, level: Decimal
) -> None:
    value = expected.forecast().at(level)
    chance = expected.forecast(asked(f">= {value}")).chance
    assert float(chance or 0) == pytest.approx(1 - float(level), abs=0.006)


def test_errors_by_shares_multiply_and_those_by_amounts_add() -> None:
    low, high = EXPECTED.forecast().interval(D("0.80"))
    assert float(low * high) == pytest.approx(100**2, rel=0.01)
    assert float(high) == pytest.approx(100 * math.exp(0.05 * 2 * 1.2816), rel=0.005)
    low, high = BY_AMOUNTS.forecast().interval(D("0.80"))
    assert float(low + high) == pytest.approx(200, rel=0.005)
    assert float(high) == pytest.approx(100 + 5 * 2 * 1.2816, rel=0.005)


def test_the_value_in_the_middle_is_what_is_expected() -> None:
    assert EXPECTED.forecast().value == D("100.00")


@given(st.floats(0.02, 0.98))
def test_a_short_history_is_shown_at_most_ninety_and_scored_as_computed(chance: float) -> None:
    short = replace(EXPECTED, series=replace(LONG, values=LONG.values[:19]))
    line = 100 * math.exp(0.05 * float(np.quantile(2 * NORMAL, 1 - chance)))
    told = short.forecast(asked(f">= {line:.6f}"))
    assert told.is_short
    assert float(told.chance or 0) == pytest.approx(chance, abs=0.006)
    assert told.shown == min(max((told.chance or D(0)), D("0.1")), D("0.9")).quantize(D("0.01"))


@pytest.mark.parametrize(
    ("months", "count", "is_short"),
    [(1, 59, True), (1, 60, False), (3, 19, True), (3, 20, False), (12, 9, True), (12, 10, False)],
)
def test_five_years_are_a_history_and_of_yearly_values_ten(
    months: int, count: int, is_short: bool
) -> None:
    first = Period.of_months(Period.parse("2000").start, months)
    made = Series("tax", None, first, (D(1),) * count)
    assert replace(EXPECTED, series=made).forecast().is_short is is_short


def test_a_line_at_or_below_zero_is_as_good_as_reached_by_what_is_positive() -> None:
    for line in ("0", "-5"):
        assert EXPECTED.forecast(asked(f">= {line}")).chance == D("0.990")
        assert EXPECTED.forecast(asked(f"<= {line}")).chance == D("0.010")
    assert BY_AMOUNTS.forecast(asked(">= 90")).chance != D("0.990")


def test_a_change_is_reckoned_from_its_base_and_keeps_its_line() -> None:
    told = EXPECTED.forecast(asked("+10%"), base=D("90.9"))
    assert told.line == D("99.99")
    assert told.chance == pytest.approx(D("0.5"), abs=D("0.01"))
    with pytest.raises(CannotTell):
        EXPECTED.forecast(asked("+10%"))


def test_a_forecast_keeps_what_it_was_made_of() -> None:
    told = EXPECTED.forecast()
    assert (told.history, told.own_errors) == (24, 20_001)
    assert told.cut_off == Period.parse("2020Q4")
    assert told.asked is None
    assert told.chance is None
