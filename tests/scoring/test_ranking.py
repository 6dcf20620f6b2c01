"""The range of places a unit can have while some peers are unknown."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goldenthread.scoring import rank_range
from goldenthread.terms.errors import CannotTell
from goldenthread.terms.quantities import Direction

VALUES = st.decimals(-9, 9, places=1)
WAYS = st.sampled_from([Direction.MORE, Direction.LESS])


def place(own: Decimal, peers: list[Decimal], way: Direction) -> int:
    """The true place, with equals sharing the better one."""
    return 1 + sum(peer > own if way is Direction.MORE else peer < own for peer in peers)


@settings(deadline=None)
@given(st.lists(st.tuples(VALUES, st.booleans()), max_size=8), VALUES, st.booleans(), WAYS)
def test_the_true_place_is_within_the_range(
    peers: list[tuple[Decimal, bool]], own: Decimal, is_own_known: bool, way: Direction
) -> None:
    figures = {str(at): value if known else None for at, (value, known) in enumerate(peers)}
    found = rank_range(
        "us", figures_by_area={**figures, "us": own if is_own_known else None}, direction=way
    )
    truth = place(own, [value for value, _ in peers], way)
    assert found.best <= truth <= found.worst
    assert set(found.known) | set(found.unknown) == set(figures)


@settings(deadline=None)
@given(st.lists(st.tuples(VALUES, st.booleans()), max_size=8), VALUES, WAYS)
def test_both_ends_of_the_range_can_be_reached(
    peers: list[tuple[Decimal, bool]], own: Decimal, way: Direction
) -> None:
    figures = {str(at): value if known else None for at, (value, known) in enumerate(peers)}
    found = rank_range("us", figures_by_area={**figures, "us": own}, direction=way)
    best, worst = (
        (Decimal(-99), Decimal(99)) if way is Direction.MORE else (Decimal(99), Decimal(-99))
    )
    equals = sum(value == own for value in figures.values())
    assert place(own, [best if v is None else v for v in figures.values()], way) == found.best
    assert (
        place(own, [worst if v is None else v for v in figures.values()], way) + equals
        == found.worst
    )


def test_the_range_of_the_worked_example_as_known_in_january() -> None:
    figures = dict.fromkeys(("hangzhou", "ningbo", "huzhou", "shaoxing"))
    known = {"wenzhou": Decimal("6.9"), "jiaxing": Decimal("6.3"), "zhoushan": Decimal("8.2")}
    found = rank_range("jiaxing", figures_by_area={**figures, **known}, direction=Direction.MORE)
    assert (found.best, found.worst, found.of) == (3, 7, 7)
    assert found.above == ("wenzhou", "zhoushan")
    assert found.unknown == tuple(figures)


def test_an_equal_peer_does_not_push_the_best_place_down() -> None:
    figures = {"us": Decimal(5), "them": Decimal(5)}
    found = rank_range("us", figures_by_area=figures, direction=Direction.MORE)
    assert (found.best, found.worst, found.above) == (1, 2, ())


def test_without_its_own_figure_a_unit_can_be_anywhere() -> None:
    figures = {"us": None, "them": Decimal(5), "others": None}
    found = rank_range("us", figures_by_area=figures, direction=Direction.LESS)
    assert (found.best, found.worst) == (1, 3)


@pytest.mark.parametrize(
    ("unit", "way"), [("us", Direction.NEITHER), ("elsewhere", Direction.MORE)]
)
def test_what_cannot_be_ranked_is_refused(unit: str, way: Direction) -> None:
    with pytest.raises(CannotTell):
        rank_range(unit, figures_by_area={"us": Decimal(1)}, direction=way)
