"""What it would take: the change found suffices, and less does not."""

from dataclasses import replace
from itertools import product

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from goldenthread.scoring import (
    Aggregate,
    Aggregation,
    Built,
    Node,
    Normalise,
    Treat,
    Treatment,
    Tree,
)
from goldenthread.scoring.building import aggregate
from goldenthread.scoring.passing import first
from goldenthread.scoring.reaching import (
    Reach,
    reach_alone,
    reach_place,
    reach_together,
    score_for_place,
)
from goldenthread.terms.errors import CannotTell
from scoring.examples import CODES, NODES, UNITS, VALUES, index, table

BUILT = index().build(table())
MEANS = Aggregate(Aggregation.ARITHMETIC)


def applied(built: Built, found: Reach, *, short: float = 0.0) -> float:
    """The unit's score after the steps, each but for `short` of its way."""
    row = built.table.units.index(found.unit)
    own = built.steps["normalised"][row].copy()
    for step in found.steps or ():
        own[CODES.index(step.indicator)] = step.after - short * (step.after - step.before)
    return float(aggregate(built.design, values=own[None])[0][0, -1])


@pytest.mark.parametrize(
    "mean", [Aggregation.ARITHMETIC, Aggregation.GEOMETRIC, Aggregation.MINIMUM]
)
@settings(deadline=None)
@given(gain=st.floats(0.01, 5), unit=st.sampled_from(UNITS), code=st.sampled_from(CODES))
def test_the_change_reaches_the_score_and_less_does_not(
    mean: Aggregation, gain: float, unit: str, code: str
) -> None:
    built = index(aggregate=Aggregate(mean), normalise=Normalise(low=1)).build(table())
    wanted = float(built.index[UNITS.index(unit)]) + gain
    found = reach_alone(built, unit=unit, indicator=code, score=wanted)
    if found.steps is None:
        assert found.furthest < wanted
        return
    assert applied(built, found) >= wanted - 1e-9
    assert applied(built, found, short=0.01) < wanted


def test_an_arithmetic_change_is_the_gap_over_the_effective_weight() -> None:
    row = UNITS.index("Birch")
    found = reach_alone(BUILT, unit="Birch", indicator="pay", score=float(BUILT.index[row]) + 4)
    assert found.steps is not None
    (step,) = found.steps
    share = BUILT.design.tree.effective()["pay"]
    assert step.after - step.before == pytest.approx(4 / share, abs=1e-9)
    # 100 points of the scale are the 1.8 between the lowest pay and the highest.
    assert step.own_after == pytest.approx(4.2 + 4 / share * 1.8 / 100, abs=1e-9)


def test_less_of_a_bad_thing_is_asked_of_it() -> None:
    wanted = float(BUILT.index[2]) + 3
    found = reach_alone(BUILT, unit="Cedar", indicator="air", score=wanted)
    assert found.steps is not None
    assert found.steps[0].own_after is not None
    assert found.steps[0].own_after < found.steps[0].own_before


def test_a_place_is_reached_by_the_score_of_whoever_holds_it() -> None:
    order = np.argsort(-BUILT.index)
    third, second = UNITS[order[2]], float(BUILT.index[order[1]])
    assert score_for_place(BUILT, unit=third, place=2) == second
    with pytest.raises(CannotTell, match="no place 9"):
        score_for_place(BUILT, unit=third, place=9)


def test_what_cannot_be_reached_is_said_with_how_far_it_would_go() -> None:
    found = reach_alone(BUILT, unit="Birch", indicator="parks", score=99.0)
    assert found.steps is None
    assert found.score < found.furthest < 99.0


def test_what_is_so_already_takes_nothing() -> None:
    assert reach_alone(BUILT, unit="Ash", indicator="pay", score=0.0).steps == ()
    assert reach_together(BUILT, unit="Ash", score=0.0, costs={"pay": 1.0}).steps == ()


@settings(deadline=None)
@given(gain=st.floats(0.1, 40), price=st.floats(0.2, 5))
def test_of_several_changes_the_cheapest_is_found(gain: float, price: float) -> None:
    now = float(BUILT.index[1])
    costs = {"jobs": price, "pay": 1.0}
    found = reach_together(BUILT, unit="Birch", score=now + gain, costs=costs)
    shares = BUILT.design.tree.effective()
    assume(abs(price / shares["jobs"] * shares["pay"] - 1) > 1e-6)
    assert found.steps is not None
    # It suffices, and goes no further than a millionth of the cost, as is said.
    assert -1e-12 <= applied(BUILT, found) - (now + gain) <= 2e-6 * gain
    cheap = min(costs, key=lambda code: costs[code] / shares[code])
    others = [step.indicator for step in found.steps if step.indicator != cheap]
    if others:  # only once the cheapest is at the best anybody has
        used = next(step for step in found.steps if step.indicator == cheap)
        assert used.after == pytest.approx(100)


def test_together_refuses_what_is_no_sum_and_names_what_is_unknown() -> None:
    bent = index(aggregate=Aggregate(Aggregation.COPELAND)).build(table())
    with pytest.raises(CannotTell, match="not found for copeland"):
        reach_together(bent, unit="Ash", score=90, costs={"pay": 1.0})
    convex = index(aggregate=Aggregate(Aggregation.POWER, power=2.0)).build(table())
    with pytest.raises(CannotTell, match="not found for power"):
        reach_together(convex, unit="Ash", score=90, costs={"pay": 1.0})
    with pytest.raises(CannotTell, match="below nought"):
        reach_together(BUILT, unit="Ash", score=90, costs={"pay": -1.0})
    with pytest.raises(CannotTell, match="no unit Zoo"):
        reach_alone(BUILT, unit="Zoo", indicator="pay", score=1)
    with pytest.raises(CannotTell, match="no indicator zoo"):
        reach_alone(BUILT, unit="Ash", indicator="zoo", score=1)
    assert reach_together(BUILT, unit="Ash", score=1e6, costs={"pay": 1.0}).steps is None


@pytest.mark.parametrize(
    "how",
    [
        *(Aggregation.COPELAND, Aggregation.OUTRANKING),
        *(Aggregation.KEMENY, Aggregation.BENEFIT_OF_DOUBT),
    ],
)
def test_no_way_is_told_where_a_score_hangs_on_the_others(how: Aggregation) -> None:
    held = index(aggregate=Aggregate(how)).build(table())
    with pytest.raises(CannotTell, match="hangs on the others"):
        reach_alone(held, unit="Ash", indicator="pay", score=2.0)


@pytest.mark.parametrize("how", [Aggregation.COPELAND, Aggregation.OUTRANKING])
@pytest.mark.parametrize("code", CODES)
def test_where_pairs_decide_a_place_is_reached_by_ranking_all_anew(
    how: Aggregation, code: str
) -> None:
    nodes = [replace(node, parent="whole") for node in NODES if node.is_indicator]
    top = Node("whole", None, aggregate=Aggregate(how))
    held = index().using(tree=Tree.of([*nodes, top])).build(table())
    column = [node.code for node in held.design.tree.indicators].index(code)
    for unit, place in product(UNITS, (1, 2, 3)):
        row = UNITS.index(unit)
        found = reach_place(held, unit=unit, indicator=code, place=place)

        def placed(value: float, row: int = row) -> int:
            values = held.steps["normalised"].copy()
            values[row, column] = value
            scores = aggregate(held.design, values=values)[0][:, -1]
            return 1 + int((scores > scores[row] + 1e-9).sum())

        now, best = held.steps["normalised"][row, column], 100.0
        if found.steps is None:
            assert placed(best) > place
        elif not found.steps:
            assert placed(now) <= place
        else:
            (step,) = found.steps
            assert placed(step.after) <= place < placed(now)
            assert placed(step.after - 1e-6) > place


def test_a_place_by_means_is_that_of_the_score_that_stands_for_it() -> None:
    wanted = score_for_place(BUILT, unit="Elm", place=3)
    asked = reach_alone(BUILT, unit="Elm", indicator="pay", score=wanted)
    assert reach_place(BUILT, unit="Elm", indicator="pay", place=3) == asked


@pytest.mark.parametrize("how", [Aggregation.KEMENY, Aggregation.BENEFIT_OF_DOUBT])
@pytest.mark.parametrize("nested", [False, True])
def test_where_all_are_ordered_or_weighed_anew_no_smaller_step_reaches_the_place(
    how: Aggregation, nested: bool
) -> None:
    below = [node for node in NODES if node.parent is not None]
    nodes = below if nested else [replace(n, parent="whole") for n in below if n.is_indicator]
    top = Node("whole", None, aggregate=Aggregate(how))
    tree = Tree.of([*(replace(node, aggregate=MEANS) for node in nodes), top])
    # Ash is behind Elm in everything, so that no weights of its own bring it to the top.
    values = np.vstack([[38.0, 8.0, 59.0, 4.3], VALUES[1:]])
    held = index().using(tree=tree).build(table(values))
    seen = []
    for unit, place, code in product(UNITS, (1, 2), ("air", "pay")):
        row = UNITS.index(unit)
        column = [node.code for node in held.design.tree.indicators].index(code)
        found = reach_place(held, unit=unit, indicator=code, place=place)

        def placed(value: float, row: int = row, column: int = column) -> int:
            values = held.steps["normalised"].copy()
            values[row, column] = value
            scores = aggregate(held.design, values=values)[0][:, -1]
            return 1 + int((scores > scores[row] + 1e-9).sum())

        now = held.steps["normalised"][row, column]
        grid = (value for value in np.linspace(now, 100.0, 12) if placed(value) <= place)
        least = next(grid, None)
        seen.append(found.steps if not found.steps else len(found.steps))
        if found.steps is None:
            assert least is None
        elif not found.steps:
            assert least == now
        else:
            (step,) = found.steps
            assert placed(step.after) <= place < placed(now)
            assert least is None or step.after <= least + 1e-9
    assert {(), 1} <= set(seen)


@pytest.mark.parametrize("how", [Aggregation.KEMENY, Aggregation.BENEFIT_OF_DOUBT])
def test_no_place_is_told_where_two_nodes_hang_on_the_others(how: Aggregation) -> None:
    held = index(aggregate=Aggregate(how)).build(table())
    with pytest.raises(CannotTell, match="not the only node of the index"):
        reach_place(held, unit="Elm", indicator="pay", place=1)


@given(st.lists(st.booleans(), min_size=1, max_size=8), st.data())
def test_the_first_that_holds_is_found_though_later_ones_do_not(
    inside: list[bool], data: st.DataObject
) -> None:
    marks = [float(at) for at in range(len(inside))]
    level = [data.draw(st.booleans()) for _ in inside]
    best = float(len(inside))

    def holds(value: float) -> bool:
        at = min(int(value), len(inside) - 1)
        return level[at] if value == at and value < best else inside[at]

    found = first(holds, marks, best)
    wanted = [at for at in range(len(inside)) if level[at] or inside[at]]
    if not wanted:
        assert found is None
    else:
        assert found is not None
        assert holds(found)
        assert wanted[0] <= found <= wanted[0] + 1e-9


def test_no_way_is_told_for_one_without_a_score() -> None:
    held = index().build(table(VALUES[:1]))
    for ask in (
        lambda: score_for_place(held, unit="Ash", place=1),
        lambda: reach_alone(held, unit="Ash", indicator="pay", score=5.0),
        lambda: reach_together(held, unit="Ash", score=5.0, costs={"pay": 1.0}),
    ):
        with pytest.raises(CannotTell, match="Ash has no score"):
            ask()


def test_a_treated_value_is_not_read_back() -> None:
    values = np.array([[30.0, p, 70.0, 5.0] for p in (1.0, 2.0, 3.0, 4.0, 900.0)])
    values[:, 3] += np.arange(5)
    built = index(treat=Treat(Treatment.WINSORISE, most=1)).build(table(values))
    assert "parks" in built.changes
    found = reach_alone(built, unit="Ash", indicator="parks", score=float(built.index[0]) + 1)
    assert found.steps is not None
    assert found.steps[0].own_after is None
    assert replace(found, steps=()).wanted == found.wanted
