"""The cheapest mixture through medians: it suffices, and no halves give a cheaper one."""

from collections.abc import Iterator
from itertools import combinations, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from goldenthread.scoring import Aggregate, Aggregation, Index, Node, Normalise, Table, Tree
from goldenthread.scoring.arrays import Floats
from goldenthread.scoring.design import Design
from goldenthread.scoring.middles import cheapest_through_medians
from goldenthread.scoring.mixing import NEAR, Halves, Parent, Score, cheapest
from goldenthread.scoring.reaching import reach_together

MEDIAN = Aggregate(Aggregation.MEDIAN)
TOPS = [
    Aggregate(Aggregation.ARITHMETIC),
    Aggregate(Aggregation.GEOMETRIC),
    Aggregate(Aggregation.HARMONIC),
    Aggregate(Aggregation.MINIMUM),
    MEDIAN,
]
LEFT, RIGHT = 3, 4


def scored(top: Aggregate, weights: Floats) -> Score:
    """Two medians, of three and of four indicators, under one mean."""
    nodes = [
        Node(f"i{n}", "left" if n < LEFT else "right", is_indicator=True, weight=float(weight))
        for n, weight in enumerate(weights)
    ]
    nodes += [Node("left", "all", aggregate=MEDIAN), Node("right", "all", aggregate=MEDIAN)]
    tree = Tree.of((*nodes, Node("all", None, aggregate=top)))
    codes = tuple(node.code for node in tree.indicators)
    values = np.random.default_rng(0).uniform(5, 95, (6, len(codes)))
    table = Table(tuple("abcdef"), codes, values)
    return Score.of(Index(Design(tree, normalise=Normalise(low=1))).build(table))


def every_half(each: Parent) -> Iterator[Halves]:
    """All least sets of children whose weights suffice for the two middles."""
    half = each.weights.sum() / 2
    sizes = range(1, len(each.children) + 1)
    sets = [list(s) for n in sizes for s in combinations(range(len(each.children)), n)]
    over = [each_set for each_set in sets if each.weights[each_set].sum() > half + 1e-9]
    for low, high in product(over, sets):
        if set(high) <= set(low) and each.weights[high].sum() >= half - 1e-9:
            yield low, high


def least(score: Score, own: Floats, room: Floats, price: Floats, wanted: float) -> float:
    """The least cost over every choice, each a concave score."""
    medians = [each for each in score.parents if each.is_median]
    best = np.inf
    for chosen in product(*(list(every_half(each)) for each in medians)):
        halves = {each.at: half for each, half in zip(medians, chosen, strict=True)}
        fixed = score.with_halves(halves)
        if fixed.score(own + room)[0] >= wanted:
            gain, _ = cheapest(fixed, own=own, room=room, price=price, wanted=wanted)
            best = min(best, float(price @ gain))
    return best


@pytest.mark.parametrize("top", TOPS)
@settings(max_examples=6, deadline=None)
@given(
    own=arrays(float, 7, elements=st.floats(2, 60)),
    room=arrays(float, 7, elements=st.floats(1, 38)),
    price=arrays(float, 7, elements=st.floats(0.2, 5)),
    weights=arrays(float, 7, elements=st.sampled_from([1.0, 1.0, 2.0])),
    share=st.floats(0.05, 0.95),
    seed=st.integers(0, 2**31),
)
def test_it_suffices_and_nothing_cheaper_does(
    top: Aggregate,
    own: Floats,
    room: Floats,
    price: Floats,
    weights: Floats,
    share: float,
    seed: int,
) -> None:
    score = scored(top, weights)
    now, furthest = score.score(own)[0], score.score(own + room)[0]
    wanted = now + share * (furthest - now)
    if furthest - now < 1e-3:
        return
    gain, gap = cheapest_through_medians(score, own=own, room=room, price=price, wanted=wanted)
    assert score.score(own + gain)[0] >= wanted - 1e-9
    assert (gain <= room + 1e-9).all()
    cost = float(price @ gain)
    others = np.random.default_rng(seed).uniform(0, 1, (400, 7)) ** 4 * room
    near = np.clip(gain + np.random.default_rng(seed).normal(0, 2, (400, 7)), 0, room)
    for other in (*others, *near):
        if float(price @ other) < cost * (1 - gap - 4 * NEAR):
            assert score.score(own + other)[0] < wanted


@pytest.mark.parametrize("top", [Aggregate(Aggregation.ARITHMETIC), MEDIAN])
@pytest.mark.parametrize("seed", range(2))
def test_it_costs_what_trying_every_choice_of_halves_finds(top: Aggregate, seed: int) -> None:
    random = np.random.default_rng(seed)
    score = scored(top, np.array([1.0, 1.0, 1.0, 2.0, 1.0, 1.0, 2.0]))
    own, room = random.uniform(2, 60, 7), np.zeros(7)
    room[[0, 3, 5]], price = random.uniform(5, 38, 3), random.uniform(0.2, 5, 7)
    wanted = score.score(own)[0] + 0.6 * (score.score(own + room)[0] - score.score(own)[0])
    gain, gap = cheapest_through_medians(score, own=own, room=room, price=price, wanted=wanted)
    assert gap == NEAR
    assert price @ gain == pytest.approx(least(score, own, room, price, wanted), rel=3 * NEAR)


def test_a_median_of_three_lifts_the_cheaper_of_the_lower_two() -> None:
    nodes = [Node(code, "all", is_indicator=True) for code in "xyz"]
    tree = Tree.of((*nodes, Node("all", None, aggregate=MEDIAN)))
    values = np.array([[90.0, 10.0, 20.0], [100.0, 100.0, 100.0], [0.0, 0.0, 0.0]])
    built = Index(Design(tree)).build(Table(("A", "B", "C"), tuple("xyz"), values))
    costs = {"x": 1.0, "y": 0.1, "z": 1.0}
    found = reach_together(built, unit="A", score=50.0, costs=costs)
    assert found.steps is not None
    assert [(step.indicator, round(step.after, 3)) for step in found.steps] == [("y", 50.0)]
    assert reach_together(built, unit="A", score=101.0, costs=costs).steps is None
