"""A series has every period once, all of one length, and none missing between."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.forecasting import series
from goldenthread.terms.errors import BadTable, CannotTell
from goldenthread.terms.observations import Kind
from goldenthread.terms.periods import Period

QUARTERS = ("2022Q3", "2022Q4", "2023Q1", "2023Q2")


def of(*periods: str, kind: Kind | None = Kind.LEVEL_FLOW) -> dict[Period, Decimal]:
    return {Period.parse(each): Decimal(place + 1) for place, each in enumerate(periods)}


def test_a_series_is_in_order_whatever_the_order_of_the_table() -> None:
    made = series("tax", of(*reversed(QUARTERS)), kind=Kind.LEVEL_FLOW)
    assert made.first.label == "2022Q3"
    assert made.cut_off.label == "2023Q2"
    assert made.values == tuple(map(Decimal, (4, 3, 2, 1)))


@given(
    st.sampled_from([1, 3, 12]), st.integers(1, 30), st.integers(-5, 30), st.integers(1990, 2030)
)
def test_steps_and_periods_are_each_others_inverse(
    months: int, count: int, ahead: int, year: int
) -> None:
    periods = [Period.of_months(Period.parse(str(year)).start, months)]
    for _ in range(count - 1):
        periods.append(Period.of_months(periods[-1].end, months))
    made = series("x", dict.fromkeys(periods, Decimal(1)), kind=None)
    place = max(count - 1 + ahead, 0)
    assert made.steps_to(made.period(place)) == place - count + 1


def test_a_missing_period_is_named_and_not_filled() -> None:
    with pytest.raises(BadTable, match="2022Q4 is missing before 2023Q1") as refused:
        series("tax", of("2022Q3", "2023Q1"), kind=Kind.LEVEL_FLOW)
    assert refused.value.place == "tax"


@pytest.mark.parametrize("periods", [("2022Q3", "2022-10"), ("2022H1", "2022H2"), ("2022-05-01",)])
def test_periods_of_other_or_mixed_lengths_are_refused(periods: tuple[str, ...]) -> None:
    with pytest.raises(BadTable, match="not all months, all quarters or all years"):
        series("tax", of(*periods), kind=Kind.LEVEL_FLOW)


def test_sums_from_the_start_of_the_year_are_refused_with_the_way_out() -> None:
    with pytest.raises(BadTable, match="difference to the value before"):
        series("tax", of(*QUARTERS), kind=Kind.CUMULATIVE)


def test_an_empty_series_is_refused() -> None:
    with pytest.raises(BadTable, match="no value"):
        series("tax", {}, kind=None)


def test_fiscal_years_and_quarters_keep_their_own_start() -> None:
    made = series("tax", of("2021-04-01/P12M", "2022-04-01/P12M"), kind=Kind.LEVEL_FLOW)
    assert made.period(2).label == "2023-04-01/P12M"


@pytest.mark.parametrize("words", ["2023", "2023-07", "2023-07-05", "2023-08-01/P3M"])
def test_a_period_of_another_length_or_start_is_no_step(words: str) -> None:
    made = series("tax", of(*QUARTERS), kind=Kind.LEVEL_FLOW)
    with pytest.raises(CannotTell, match="no period of a series that ends with 2023Q2"):
        made.steps_to(Period.parse(words))


def test_growth_and_whatever_reaches_zero_is_seen_by_amounts() -> None:
    positive, zero = of(*QUARTERS), {**of(*QUARTERS), Period.parse("2023Q2"): Decimal(0)}
    assert series("x", positive, kind=Kind.LEVEL_FLOW).is_by_shares
    assert series("x", positive, kind=None).is_by_shares
    assert not series("x", positive, kind=Kind.GROWTH).is_by_shares
    assert not series("x", zero, kind=Kind.LEVEL_FLOW).is_by_shares


def test_decimals_are_the_most_that_any_value_is_written_with() -> None:
    values = dict(zip(of(*QUARTERS), map(Decimal, ("1", "2.50", "3e2", "4.1")), strict=True))
    assert series("x", values, kind=None).decimals == 2
