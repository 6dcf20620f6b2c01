"""What is said of a series, of how much history, and when nothing is said."""

import math
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goldenthread.forecasting import Model, Series, Untold, asked, from_dict, outlooks, series
from goldenthread.terms.errors import CannotTell
from goldenthread.terms.observations import Kind
from goldenthread.terms.periods import Period

D = Decimal


def made(
    count: int,
    *,
    months: int = 3,
    kind: Kind | None = Kind.LEVEL_FLOW,
    start: str = "2015",
    level: float = 100,
    name: str = "visitors",
) -> Series:
    """A restless series that grows by 1 % a period."""
    values = {}
    period = Period.of_months(Period.parse(start).start, months)
    for place in range(count):
        swing = 1 + 0.1 * math.sin(place * math.pi / 2) + ((place * 37) % 11 - 5) / 200
        values[period] = D(f"{level * 1.01**place * swing:.1f}")
        period = Period.of_months(period.end, months)
    return series(name, values, kind=kind)


QUARTERS = made(35)  # 2015Q1 to 2023Q3


def test_without_a_period_the_rest_of_the_calendar_year_is_told() -> None:
    outlook = outlooks([made(33)])[0]
    assert [each.period.label for each in outlook.path] == ["2023Q2", "2023Q3", "2023Q4"]
    assert outlook.answer == outlook.path[-1]
    assert outlook.answer is not None
    assert outlook.answer.cut_off.label == "2023Q1"


def test_the_same_values_always_give_the_same_forecast() -> None:
    target = asked("+5%")
    first, again = (outlooks([QUARTERS], by=Period.parse("2023"), target=target) for _ in "12")
    assert first == again
    assert first[0].answer is not None
    assert first[0].answer.seed is None


def test_a_year_of_a_flow_is_its_total_and_of_a_stock_its_last_value() -> None:
    stock = made(35, kind=Kind.LEVEL_STOCK)
    total, last = outlooks([QUARTERS, stock], by=Period.parse("2023"))
    assert total.answer is not None
    assert last.answer is not None
    assert total.answer.model is Model.YEAR_SHARES
    assert total.answer.value > sum(QUARTERS.values[-3:])
    assert last.answer.period.label == "2023Q4"
    assert last.answer == last.path[-1]


@pytest.mark.parametrize("kind", [Kind.RATIO, Kind.GROWTH, None])
def test_a_year_of_what_is_neither_sum_nor_last_value_is_refused(kind: Kind | None) -> None:
    with pytest.raises(CannotTell, match="no sum and no last value"):
        outlooks([made(35, kind=kind)], by=Period.parse("2023"))


def test_a_year_not_begun_is_the_sum_of_its_forecasts() -> None:
    answer = outlooks([made(36)], by=Period.parse("2024"))[0].answer
    assert answer is not None
    assert answer.model is Model.YEAR_SUM


def test_a_fiscal_year_is_the_total_of_its_own_months() -> None:
    year = Period.parse("2023-04-01/P12M")
    answer = outlooks([QUARTERS], by=year)[0].answer
    calendar = outlooks([QUARTERS], by=Period.parse("2023"))[0].answer
    assert answer is not None
    assert calendar is not None
    assert answer.period == year
    assert answer.value > calendar.value


@pytest.mark.parametrize(
    ("count", "by", "untold"),
    [
        (35, "2023Q3", Untold.KNOWN),
        (35, "2022", Untold.KNOWN),
        (35, "2024", Untold.TOO_FAR),
        (35, "2027Q1", Untold.TOO_FAR),
        (11, "2017Q4", Untold.TOO_SHORT),
        (8, "2017", Untold.TOO_SHORT),
        (7, "2016", Untold.TOO_SHORT),
    ],
)
def test_what_cannot_be_told_is_said_to_be_so(count: int, by: str, untold: Untold) -> None:
    outlook = outlooks([made(count)], by=Period.parse(by))[0]
    assert outlook.answer is None
    assert outlook.untold is untold


@pytest.mark.parametrize(("months", "least"), [(1, 36), (3, 12), (12, 5)])
def test_a_forecast_needs_three_years_and_of_yearly_values_five(months: int, least: int) -> None:
    short, enough = (outlooks([made(n, months=months)])[0] for n in (least - 1, least))
    assert short.untold is Untold.TOO_SHORT
    assert enough.answer is not None


@pytest.mark.parametrize("count", [9, 10, 11])
def test_below_twelve_quarters_only_the_shares_of_two_years_speak(count: int) -> None:
    outlook = outlooks([made(count)], by=Period.parse("2017"), target=asked("+0%"))[0]
    assert outlook.path == ()
    assert outlook.answer is not None
    assert outlook.answer.model is Model.YEAR_TO_DATE
    assert outlook.answer.is_short


@given(st.integers(12, 30), st.integers(40, 200))
@settings(max_examples=15, deadline=None)
def test_with_a_short_history_no_chance_beyond_ten_and_ninety_is_shown(
    count: int, line: int
) -> None:
    answer = outlooks([made(count)], target=asked(f">= {line}"))[0].answer
    assert answer is not None
    assert answer.chance is not None
    assert answer.shown is not None
    assert answer.is_short is (count < 20)
    if answer.is_short:
        assert D("0.10") <= answer.shown <= D("0.90")
    else:
        assert abs(answer.shown - answer.chance) <= D("0.005")
    assert D("0.01") <= answer.chance <= D("0.99")


def test_the_chance_falls_as_more_is_asked_and_both_sides_make_one() -> None:
    lines = range(120, 170, 5)
    above, below = (
        [outlooks([QUARTERS], target=asked(f"{sign} {line}"))[0].answer for line in lines]
        for sign in (">=", "<=")
    )
    chances = [each.chance for each in above if each and each.chance is not None]
    assert chances == sorted(chances, reverse=True)
    assert chances[0] > D("0.9")
    assert chances[-1] < D("0.1")
    for one, other in zip(above, below, strict=True):
        assert one is not None
        assert other is not None
        assert (one.chance or 0) + (other.chance or 0) == 1


def test_quantiles_are_in_order_and_no_finer_than_the_values_allow() -> None:
    for each in outlooks([QUARTERS, made(35, kind=Kind.GROWTH)], by=Period.parse("2025Q3")):
        assert len(each.path) == 8
        for forecast in each.path:
            values = [value for _, value in forecast.quantiles]
            assert all(low <= high for low, high in pairwise(values))
            assert all(value.as_tuple().exponent == -2 for value in values)
        widths = [high - low for low, high in (f.interval(D("0.95")) for f in each.path)]
        assert widths[-1] > widths[0]


def test_a_change_is_asked_from_the_same_period_or_total_of_the_year_before() -> None:
    quarter = outlooks([QUARTERS], by=Period.parse("2023Q4"), target=asked("+5%"))[0].answer
    year = outlooks([QUARTERS], by=Period.parse("2023"), target=asked("+100"))[0].answer
    assert quarter is not None
    assert year is not None
    assert quarter.line == QUARTERS.values[31] * D("1.05")
    assert year.line == sum(QUARTERS.values[28:32]) + 100


def test_a_change_from_what_is_not_known_yet_cannot_be_told() -> None:
    outlook = outlooks([QUARTERS], by=Period.parse("2024Q4"), target=asked("+5%"))[0]
    assert outlook.untold is Untold.NO_START
    assert outlook.answer == outlook.path[-1]
    assert outlook.answer.chance is None


def test_a_positive_quantity_is_above_zero_as_sure_as_anything_is() -> None:
    answer = outlooks([QUARTERS], target=asked("> -5"))[0].answer
    assert answer is not None
    assert answer.chance == D("0.99")


def test_each_series_gets_its_own_answer_whatever_stands_beside_it() -> None:
    many = [
        QUARTERS,
        made(6, name="short"),
        made(60, months=1, name="monthly"),
        made(12, months=12, name="yearly"),
        made(34, name="a quarter behind"),
    ]
    found = outlooks(many)
    assert [each.series for each in found] == many
    assert [each.untold for each in found] == [None, Untold.TOO_SHORT, None, None, None]
    alone = outlooks([many[3]])[0]
    assert found[3] == alone


def test_indicators_given_together_learn_from_each_others_errors() -> None:
    beside = [made(30 + place, name=str(place), level=50) for place in range(6)]
    together = outlooks([QUARTERS, *beside], by=Period.parse("2023Q4"))[0].answer
    alone = outlooks([QUARTERS], by=Period.parse("2023Q4"))[0].answer
    assert together is not None
    assert alone is not None
    assert together.value == pytest.approx(alone.value, rel=D("0.01"))
    assert together.own_errors > alone.own_errors


def test_a_stored_forecast_comes_back_from_json_as_it_was() -> None:
    for target in (None, asked("+5%"), asked("<= 3")):
        answer = outlooks([QUARTERS], by=Period.parse("2023"), target=target)[0].answer
        assert answer is not None
        assert from_dict(answer.as_dict()) == answer


def test_an_outlook_for_machines_says_what_it_does_not_tell() -> None:
    told, untold = (each.as_dict() for each in outlooks([QUARTERS, made(5)]))
    assert told["answer"] == told["path"][-1]
    assert (untold["answer"], untold["untold"]) == (None, "too short")


def test_a_series_as_wild_as_a_table_can_hold_still_gets_numbers() -> None:
    values = [D("0.0000000001"), D(10) ** 15 - 1] * 8
    periods = [QUARTERS.period(place) for place in range(16)]
    for kind in (Kind.LEVEL_FLOW, Kind.GROWTH):
        wild = series("wild", dict(zip(periods, values, strict=True)), kind=kind)
        answer = outlooks([wild], target=asked(">= 1"))[0].answer
        assert answer is not None
        assert all(value.is_finite() for _, value in answer.quantiles)
        assert from_dict(answer.as_dict()) == answer


@pytest.mark.parametrize(
    ("months", "start", "count", "last"),
    [
        (12, "2010-04-01/P12M", 12, "2022-04-01/P12M"),
        (3, "2015-02-01/P3M", 30, "2022-08-01/P3M"),
        (3, "2015", 32, "2023Q4"),
        (1, "2019", 50, "2023-12"),
    ],
)
def test_without_a_period_a_year_may_begin_in_any_month(
    months: int, start: str, count: int, last: str
) -> None:
    outlook = outlooks([made(count, months=months, start=start)])[0]
    assert outlook.answer is not None
    assert outlook.answer.period.label == last
