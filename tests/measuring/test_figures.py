"""Figures as printed, and as computed from two levels."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from goldenthread.measuring import figure_for
from goldenthread.terms.figures import Figure
from goldenthread.terms.observations import Indicator, Kind, Observation, Status
from goldenthread.terms.periods import Day, Period
from goldenthread.terms.quantities import Direction
from goldenthread.terms.text import Words

YEAR = Period.parse("2023")
LATE = date(2026, 11, 22)
GROWTH = Indicator(
    id="revenue_growth",
    title=Words("Growth of revenue", "收入增速"),
    unit="%",
    kind=Kind.GROWTH,
    direction=Direction.MORE,
    lag_months=1,
    growth_of="revenue",
)
NOW = Observation(
    indicator="revenue",
    area="jiaxing",
    period=YEAR,
    value=Decimal("632"),
    unit="100m yuan",
    kind=Kind.LEVEL_FLOW,
    source="S06",
    known=Day("2024-01-30"),
    recorded=LATE,
)
BEFORE = replace(
    NOW, period=YEAR.year_before, value=Decimal("596.47"), source="S13", known=Day("2023-03")
)
PRINTED = replace(NOW, indicator="revenue_growth", value=Decimal("1.9"), unit="%", kind=Kind.GROWTH)


def growth(*rows: Observation, known: date = LATE, period: Period = YEAR) -> Figure | None:
    return figure_for(GROWTH, period, area="jiaxing", observations=rows, known=known)


def test_growth_is_computed_from_the_two_levels_and_shows_both() -> None:
    figure = growth(BEFORE, NOW)
    assert figure is not None
    assert str(figure.value) == "5.96"
    assert figure.inputs == (NOW, BEFORE)
    assert figure.method == "growth of revenue: 632 / 596.47 − 1"
    assert (figure.unit, figure.known) == ("%", date(2024, 1, 30))


def test_the_growth_of_the_next_year_is_computed_likewise() -> None:
    later = replace(NOW, period=Period.parse("2024"), value=Decimal("638.7"))
    figure = growth(NOW, later, period=Period.parse("2024"))
    assert figure is not None
    assert str(figure.value) == "1.06"


def test_a_printed_value_goes_before_a_computed_one() -> None:
    figure = growth(BEFORE, NOW, PRINTED)
    assert figure is not None
    assert (figure.value, figure.method, figure.inputs) == (
        Decimal("1.9"),
        "as printed",
        (PRINTED,),
    )


@pytest.mark.parametrize(
    "rows",
    [
        (),
        (NOW,),
        (BEFORE,),
        (NOW, replace(BEFORE, value=Decimal(0))),
        (NOW, replace(BEFORE, value=Decimal(-5))),
        (NOW, replace(BEFORE, unit="10k yuan")),
        (NOW, replace(BEFORE, area="zhejiang")),
        (NOW, replace(BEFORE, period=Period.parse("2022Q4"))),
        (NOW, replace(BEFORE, status=Status.PERIOD_AMBIGUOUS)),
    ],
)
def test_levels_that_cannot_be_compared_give_no_growth(rows: tuple[Observation, ...]) -> None:
    assert growth(*rows) is None


@pytest.mark.parametrize(
    ("known", "is_known"),
    [(date(2023, 3, 31), False), (date(2024, 1, 29), False), (date(2024, 1, 30), True)],
)
def test_a_figure_is_known_when_its_last_input_is(known: date, is_known: bool) -> None:
    assert (growth(BEFORE, NOW, known=known) is not None) is is_known


def test_another_area_never_stands_in() -> None:
    province = replace(PRINTED, area="zhejiang")
    assert growth(province) is None


def test_a_value_of_an_uncertain_period_is_given_only_where_nothing_better_is() -> None:
    doubtful = replace(PRINTED, status=Status.PERIOD_AMBIGUOUS)
    shown, computed = growth(doubtful), growth(doubtful, NOW, BEFORE)
    assert shown is not None
    assert shown.inputs == (doubtful,)
    assert computed is not None
    assert computed.inputs == (NOW, BEFORE)


def test_a_leap_day_has_no_counterpart_a_year_before() -> None:
    day = replace(NOW, period=Period.parse("2024-02-29"))
    assert growth(day, period=day.period) is None


def test_an_indicator_that_names_no_level_is_never_computed() -> None:
    plain = replace(GROWTH, growth_of=None)
    rows = (NOW, BEFORE)
    assert figure_for(plain, YEAR, area="jiaxing", observations=rows, known=LATE) is None
