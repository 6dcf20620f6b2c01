"""The way from a baseline to a target: what is expected by a day, and worse shown as worse."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.measuring import Path
from goldenthread.terms.errors import CannotTell
from goldenthread.terms.quantities import Direction

START, END = date(2021, 1, 1), date(2025, 12, 31)
FALLING = Path.straight(START, Decimal(80), end=END, target=Decimal(40))
STEPPED = Path(((START, Decimal(0)), (date(2021, 1, 11), Decimal(10)), (END, Decimal(12))))
DAYS = st.integers(0, (END - START).days).map(lambda days: START + timedelta(days))
NUMBERS = st.decimals(-100, 100, places=2)


def test_it_goes_through_its_points_and_straight_between_them() -> None:
    assert STEPPED.expected(on=START) == 0
    assert STEPPED.expected(on=date(2021, 1, 6)) == 5
    assert STEPPED.expected(on=date(2021, 1, 11)) == 10
    assert STEPPED.expected(on=END) == STEPPED.expected(on=date(2030, 1, 1)) == 12


@given(DAYS, DAYS)
def test_a_falling_path_only_falls(one: date, other: date) -> None:
    earlier, later = sorted((one, other))
    assert FALLING.expected(on=earlier) >= FALLING.expected(on=later)


@given(NUMBERS, NUMBERS, DAYS)
def test_better_is_always_further_ahead(one: Decimal, other: Decimal, on: date) -> None:
    low, high = sorted((one, other))
    more = [STEPPED.lead(each, on=on, direction=Direction.MORE) for each in (low, high)]
    less = [FALLING.lead(each, on=on, direction=Direction.LESS) for each in (high, low)]
    assert more[0] <= more[1]
    assert less[0] <= less[1]
    assert (more[0] < more[1]) is (less[0] < less[1]) is (low < high)


def test_more_of_what_should_fall_is_behind() -> None:
    assert FALLING.lead(Decimal(90), on=START, direction=Direction.LESS) == -10
    assert FALLING.lead(Decimal(30), on=END, direction=Direction.LESS) == 10
    assert FALLING.lead(Decimal(90), on=START, direction=Direction.NEITHER) == -10
    assert FALLING.lead(Decimal(70), on=START, direction=Direction.NEITHER) == -10


def test_before_it_begins_nothing_is_expected() -> None:
    with pytest.raises(CannotTell, match="begins on"):
        FALLING.expected(on=START - timedelta(1))


@pytest.mark.parametrize("days", [(), (START,), (END, START), (START, START)])
def test_days_follow_one_another(days: tuple[date, ...]) -> None:
    with pytest.raises(CannotTell, match="two days or more"):
        Path(tuple((day, Decimal(1)) for day in days))
