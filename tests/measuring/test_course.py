"""A target of later years is held against the straight way to it, and nothing is guessed."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.measuring import course
from goldenthread.terms.figures import Figure
from goldenthread.terms.observations import Indicator, Kind, Target
from goldenthread.terms.periods import Period
from goldenthread.terms.quantities import Comparator, Direction
from goldenthread.terms.text import Words

TITLE = Words("Trees", "树木")
TREES = Indicator("trees", TITLE, "trees", Kind.LEVEL_FLOW, Direction.MORE, 1)


def asked(comparator: Comparator = Comparator.GE, value: str | None = "1000") -> Target:
    return Target(
        id="t",
        commitment="c",
        indicator="trees",
        comparator=comparator,
        value=Decimal(value) if value else None,
        unit="trees",
        period=Period.parse("2026"),
        area="town",
        tolerance=None,
        baseline=None,
    )


def figure(year: int, value: str | Decimal, unit: str = "trees") -> Figure:
    period, known = Period.parse(str(year)), date(year + 1, 2, 1)
    return Figure("trees", "town", Decimal(value), unit, period, known, (), "as printed")


def test_half_the_days_ask_for_half_the_way() -> None:
    way = course(asked(), TREES, base=figure(2022, "600"), last=figure(2024, "700"))
    assert way is not None
    assert round(way.expected) == 800
    assert round(way.lead) == -100


def test_where_less_is_better_a_lower_figure_is_ahead() -> None:
    target = asked(Comparator.LE, "200")
    way = course(target, TREES, base=figure(2022, "600"), last=figure(2024, "300"))
    assert way is not None
    assert round(way.lead) == 100


@given(st.decimals(-1000, 2000, places=1), st.integers(2023, 2026))
def test_behind_and_ahead_are_the_two_sides_of_the_way(value: Decimal, year: int) -> None:
    way = course(asked(), TREES, base=figure(2022, "600"), last=figure(year, value))
    assert way is not None
    assert way.lead == value - way.expected
    assert Decimal(600) < way.expected <= Decimal(1000)


@pytest.mark.parametrize(
    ("base", "last", "target"),
    [
        (None, figure(2024, "700"), asked()),
        (figure(2022, "600"), None, asked()),
        (figure(2022, "600"), figure(2022, "600"), asked()),
        (figure(2022, "600"), figure(2027, "900"), asked()),
        (figure(2022, "600"), figure(2024, "700", "hectares"), asked()),
        (figure(2022, "600"), figure(2024, "700"), asked(Comparator.AS_ASSIGNED, None)),
    ],
)
def test_what_cannot_be_told_is_not(
    base: Figure | None, last: Figure | None, target: Target
) -> None:
    assert course(target, TREES, base=base, last=last) is None


def test_an_increase_leads_to_its_baseline_and_the_increase() -> None:
    target = replace(asked(Comparator.INCREASE_BY, "400"), baseline=Decimal(600))
    way = course(target, TREES, base=figure(2022, "600"), last=figure(2024, "700"))
    assert way is not None
    assert round(way.expected) == 800
    assert round(way.lead) == -100
    without = replace(target, baseline=None)
    assert course(without, TREES, base=figure(2022, "600"), last=figure(2024, "700")) is None


def test_what_should_fall_goes_to_the_upper_end_of_a_band() -> None:
    target = replace(asked(Comparator.LE, "100"), upper=Decimal(200))
    way = course(target, TREES, base=figure(2022, "600"), last=figure(2024, "300"))
    assert way is not None
    assert round(way.lead) == 100
