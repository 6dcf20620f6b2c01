"""A stated path is walked straight from point to point, and a figure held against it."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.planning.pace import expected, pace
from goldenthread.terms.commitments import Standing
from goldenthread.terms.errors import CannotTell
from goldenthread.terms.observations import Waypoint

START = date(2023, 1, 1)
NUMBERS = st.decimals(-1000, 1000, places=2)
WAY = (
    Waypoint(START, Decimal(0)),
    Waypoint(date(2023, 7, 1), Decimal(2)),
    Waypoint(date(2023, 12, 31), Decimal(10)),
)


@st.composite
def ways(draw: st.DrawFn) -> tuple[Waypoint, ...]:
    after = draw(st.lists(st.integers(1, 400), min_size=1, max_size=6, unique=True))
    days = [START, *(START + timedelta(days=each) for each in sorted(after))]
    return tuple(Waypoint(day, draw(NUMBERS)) for day in days)


@given(ways())
def test_at_each_point_the_way_is_at_its_number(way: tuple[Waypoint, ...]) -> None:
    assert [expected(way, on=point.on) for point in way] == [point.value for point in way]


@given(ways(), st.integers(0, 500))
def test_the_way_never_leaves_its_points(way: tuple[Waypoint, ...], days: int) -> None:
    values = [point.value for point in way]
    assert min(values) <= expected(way, on=START + timedelta(days=days)) <= max(values)


@given(ways(), st.integers(1, 500))
def test_before_its_first_day_nothing_is_said(way: tuple[Waypoint, ...], days: int) -> None:
    before = START - timedelta(days=days)
    assert pace(Decimal(1), way=way, on=before) is Standing.CANNOT_BE_TOLD
    with pytest.raises(CannotTell):
        expected(way, on=before)


@given(ways(), st.integers(0, 400), st.decimals(1, 1000, places=2))
def test_what_is_beyond_the_way_is_ahead_and_what_lags_is_behind(
    way: tuple[Waypoint, ...], days: int, by: Decimal
) -> None:
    whole, on = way[-1].value - way[0].value, START + timedelta(days=days)
    if not whole:
        assert pace(Decimal(1), way=way, on=on) is Standing.CANNOT_BE_TOLD
        return
    there = expected(way, on=on)
    assert pace(there, way=way, on=on) is Standing.ON_PACE
    # A step of two per cent of the way or more is one that offices write.
    step = whole * by / 50
    assert pace(there + step, way=way, on=on) is Standing.AHEAD
    assert pace(there - step, way=way, on=on) is Standing.BEHIND


@pytest.mark.parametrize(
    ("on", "number"),
    [(START, "0"), (date(2023, 4, 1), "0.99"), (date(2023, 7, 1), "2"), (date(2024, 1, 31), "10")],
)
def test_a_way_of_three_points_by_hand(on: date, number: str) -> None:
    assert round(expected(WAY, on=on), 2) == Decimal(number)


def test_a_way_that_falls_is_ahead_when_it_is_lower() -> None:
    falling = (Waypoint(START, Decimal(30)), Waypoint(date(2023, 12, 31), Decimal(20)))
    assert pace(Decimal(24), way=falling, on=date(2023, 7, 1)) is Standing.AHEAD
    assert pace(Decimal(26), way=falling, on=date(2023, 7, 1)) is Standing.BEHIND
