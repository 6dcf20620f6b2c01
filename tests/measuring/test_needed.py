"""What the rest of a period must bring, told so that bringing it does meet the target."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.measuring import needed
from goldenthread.terms.figures import Figure, Needed, Way
from goldenthread.terms.observations import Indicator, Kind, Target
from goldenthread.terms.periods import Period
from goldenthread.terms.quantities import Comparator, Direction
from goldenthread.terms.text import Words

YEAR = Period.parse("2024")
TARGET = Target("t", "d", "x", Comparator.GE, Decimal(100), "m", YEAR, "haven")
INDICATOR = Indicator("x", Words("X", "X"), "m", Kind.CUMULATIVE, Direction.MORE)
values = st.decimals(-1000, 1000, places=1)


def figure(value: Decimal, period: str = "2024Q1", unit: str = "m") -> Figure:
    return Figure("x", "haven", value, unit, Period.parse(period), date(2024, 4, 20), (), "")


def of(kind: Kind, value: Decimal, target: Target = TARGET, period: str = "2024Q1") -> Needed:
    found = needed(target, replace(INDICATOR, kind=kind), so_far=figure(value, period))
    assert found is not None
    return found


@given(values)
def test_a_sum_and_its_rest_are_what_was_asked(so_far: Decimal) -> None:
    found = of(Kind.CUMULATIVE, so_far)
    assert (found.way, found.months) == (Way.SUM, 9)
    assert so_far + found.value == TARGET.value


@given(values, st.sampled_from(["2024Q1", "2024H1", "2024Q1-3", "2024-01-01/P11M"]))
def test_growth_so_far_and_the_mean_of_the_rest_weigh_up_to_what_was_asked(
    so_far: Decimal, period: str
) -> None:
    found = of(Kind.CUMULATIVE_GROWTH, so_far, period=period)
    gone = 12 - found.months
    whole = (so_far * gone + found.value * found.months) / 12
    assert found.way is Way.MEAN
    assert abs(whole - Decimal(100)) <= Decimal("0.05")


@given(values)
def test_a_ratio_moves_from_its_last_value_to_the_target(so_far: Decimal) -> None:
    found = of(Kind.RATIO, so_far)
    assert found.way is Way.MOVE
    assert so_far + found.value == TARGET.value


@given(values)
def test_of_a_band_the_nearer_end_is_enough(so_far: Decimal) -> None:
    band = replace(TARGET, comparator=Comparator.EQ, upper=Decimal(110))
    end = so_far + of(Kind.RATIO, so_far, band).value
    assert Decimal(100) <= end <= Decimal(110)
    if Decimal(100) <= so_far <= Decimal(110):
        assert end == so_far


def test_under_a_ceiling_the_far_end_of_a_band_counts() -> None:
    ceiling = replace(TARGET, comparator=Comparator.LE, upper=Decimal(110))
    assert of(Kind.CUMULATIVE, Decimal(30), ceiling).value == 80


@pytest.mark.parametrize(
    ("target", "so_far"),
    [
        (replace(TARGET, comparator=Comparator.AS_ASSIGNED, value=None), figure(Decimal(1))),
        (replace(TARGET, comparator=Comparator.INCREASE_BY), figure(Decimal(1))),
        (TARGET, figure(Decimal(1), unit="people")),
        (TARGET, figure(Decimal(1), period="2024")),
        (TARGET, figure(Decimal(1), period="2024-03-05")),
        (TARGET, figure(Decimal(1), period="2024Q2")),
    ],
    ids=["no number", "a change", "another unit", "nothing left", "a day", "not since January"],
)
def test_nothing_is_told_where_the_rest_does_not_follow(target: Target, so_far: Figure) -> None:
    assert needed(target, INDICATOR, so_far=so_far) is None


def test_a_band_may_end_at_nought() -> None:
    band = replace(TARGET, comparator=Comparator.EQ, value=Decimal(-2), upper=Decimal(0))
    assert of(Kind.RATIO, Decimal(-1), band).value == 0
    assert of(Kind.RATIO, Decimal(3), band).value == -3
