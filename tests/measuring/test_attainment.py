"""The share of the way gone: signed, unclamped, better is more."""

from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from goldenthread.measuring import attainment
from goldenthread.terms.errors import CannotTell
from goldenthread.terms.quantities import Direction

NUMBERS = st.decimals(-1000, 1000, places=2)


@given(NUMBERS, NUMBERS, NUMBERS, NUMBERS)
def test_better_is_always_more(
    one: Decimal, other: Decimal, baseline: Decimal, target: Decimal
) -> None:
    assume(baseline != target)
    direction = Direction.MORE if target > baseline else Direction.LESS
    worse, better = sorted((one, other), reverse=direction is Direction.LESS)
    less = attainment(worse, baseline=baseline, target=target, direction=direction)
    more = attainment(better, baseline=baseline, target=target, direction=direction)
    assert less <= more
    assert (less < more) is (worse != better)


@given(NUMBERS, NUMBERS)
def test_it_is_nought_at_the_baseline_and_one_at_the_target(
    baseline: Decimal, target: Decimal
) -> None:
    assume(baseline != target)
    way = Direction.NEITHER
    assert attainment(baseline, baseline=baseline, target=target, direction=way) == 0
    assert attainment(target, baseline=baseline, target=target, direction=way) == 1


@pytest.mark.parametrize(
    ("value", "baseline", "target", "direction", "share"),
    [
        ("12", "0", "10", Direction.MORE, "1.2"),
        ("-5", "0", "10", Direction.MORE, "-0.5"),
        ("4", "8", "4", Direction.LESS, "1"),
        ("10", "8", "4", Direction.LESS, "-0.5"),
        ("2", "8", "4", Direction.LESS, "1.5"),
    ],
)
def test_it_is_never_clamped(
    value: str, baseline: str, target: str, direction: Direction, share: str
) -> None:
    found = attainment(
        Decimal(value), baseline=Decimal(baseline), target=Decimal(target), direction=direction
    )
    assert found == Decimal(share)


@pytest.mark.parametrize(
    ("baseline", "target", "direction"),
    [(5, 5, Direction.NEITHER), (10, 6, Direction.MORE), (6, 10, Direction.LESS)],
)
def test_a_target_that_lies_behind_its_baseline_leaves_no_way(
    baseline: int, target: int, direction: Direction
) -> None:
    with pytest.raises(CannotTell):
        attainment(
            Decimal(8), baseline=Decimal(baseline), target=Decimal(target), direction=direction
        )
