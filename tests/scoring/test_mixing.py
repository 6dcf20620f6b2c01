"""The cheapest mixture of changes: it suffices, nothing cheaper does, and closed forms agree."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from goldenthread.scoring import Aggregate, Aggregation, Built, Normalise
from goldenthread.scoring.arrays import Floats
from goldenthread.scoring.mixing import NEAR, Score
from goldenthread.scoring.reaching import Reach, reach_together
from scoring.examples import CODES, UNITS, VALUES, index, table

CONCAVE = [
    Aggregate(Aggregation.ARITHMETIC),
    Aggregate(Aggregation.GEOMETRIC),
    Aggregate(Aggregation.HARMONIC),
    Aggregate(Aggregation.MINIMUM),
    Aggregate(Aggregation.POWER, power=0.5),
    Aggregate(Aggregation.POWER, power=-3.0),
]


def built(how: Aggregate, **choices: Any) -> Built:
    return index(aggregate=how, normalise=Normalise(low=1), **choices).build(table())


def own(held: Built, unit: str) -> Floats:
    return np.asarray(held.steps["normalised"][UNITS.index(unit)])


def after(held: Built, found: Reach) -> Floats:
    values = own(held, found.unit).copy()
    for step in found.steps or ():
        values[CODES.index(step.indicator)] = step.after
    return values


@pytest.mark.parametrize("how", [*CONCAVE, Aggregate(Aggregation.MEDIAN)])
def test_the_score_as_a_function_is_the_score_as_built(how: Aggregate) -> None:
    held = built(how)
    score = Score.of(held).score
    assert [score(own(held, unit))[0] for unit in UNITS] == pytest.approx(held.index, rel=1e-12)


@pytest.mark.parametrize("how", CONCAVE)
@settings(max_examples=25, deadline=None)
@given(arrays(float, 4, elements=st.floats(5, 95), unique=True))
def test_its_slope_is_what_a_small_step_shows(how: Aggregate, values: Floats) -> None:
    score = Score.of(built(how)).score
    for column, slope in enumerate(score(values)[1]):
        step = np.zeros(4)
        step[column] = 1e-5
        shown = (score(values + step)[0] - score(values - step)[0]) / 2e-5
        kink = how.method is Aggregation.MINIMUM and np.diff(np.sort(values)).min() < 1e-4
        assert kink or shown == pytest.approx(slope, abs=1e-5)


def test_what_is_missing_weighs_nothing_and_what_is_stuck_at_nought_gains_nothing() -> None:
    values = VALUES.copy()
    values[0, 1] = np.nan
    held = index(normalise=Normalise(low=1)).build(table(values))
    found, slope = Score.of(held).score(own(held, "Ash"))
    assert found == pytest.approx(held.index[0])
    assert slope[1] == 0
    bent = built(Aggregate(Aggregation.GEOMETRIC))
    found, slope = Score.of(bent).score(np.array([0.0, 0.0, 5.0, 5.0]))
    assert found == 0
    assert not slope.any()
    assert np.isnan(Score.of(bent).score(np.full(4, np.nan))[0])


@pytest.mark.parametrize("how", CONCAVE)
@settings(max_examples=20, deadline=None)
@given(
    share=st.floats(0.02, 0.95),
    prices=arrays(float, 4, elements=st.floats(0.2, 5)),
    seed=st.integers(0, 2**31),
)
def test_the_mixture_suffices_and_no_cheaper_one_does(
    how: Aggregate, share: float, prices: Floats, seed: int
) -> None:
    held, unit = built(how), "Birch"
    score, now = Score.of(held).score, own(held, unit)
    best = np.nanmax(held.steps["normalised"], axis=0)
    wanted = score(now)[0] + share * (score(best)[0] - score(now)[0])
    costs = dict(zip(CODES, prices.tolist(), strict=True))
    found = reach_together(held, unit=unit, score=wanted, costs=costs)
    there = after(held, found)
    assert score(there)[0] >= wanted - 1e-9
    assert (there <= best + 1e-9).all()
    cost = float(prices @ (there - now))
    random = np.random.default_rng(seed)
    others = now + random.uniform(0, 1, (300, 4)) ** 3 * (best - now)
    near = np.clip(there + random.normal(0, 3, (300, 4)), now, best)
    for other in (*others, *near):
        if float(prices @ (other - now)) < cost * (1 - 2 * NEAR):
            assert score(other)[0] < wanted


def test_a_geometric_mixture_levels_up_as_the_closed_form_says() -> None:
    held = built(Aggregate(Aggregation.GEOMETRIC))
    score, now = Score.of(held).score, own(held, "Birch")
    shares = held.design.tree.effective()
    costs = {"parks": 1.0, "jobs": 2.0}
    found = reach_together(held, unit="Birch", score=score(now)[0] * 1.2, costs=costs)
    there = after(held, found)
    assert found.steps is not None
    assert len(found.steps) == 2
    # At the least cost a point's price over its slope is the same: share / value / price.
    level = [shares[code] / there[CODES.index(code)] / price for code, price in costs.items()]
    assert level[0] == pytest.approx(level[1], rel=1e-3)


@pytest.mark.parametrize("how", CONCAVE)
def test_what_no_mixture_reaches_is_said_with_how_far_all_of_it_goes(how: Aggregate) -> None:
    held = built(how)
    costs = {"parks": 1.0, "pay": 1.0}
    found = reach_together(held, unit="Birch", score=99.9, costs=costs)
    assert found.steps is None
    best = own(held, "Birch").copy()
    best[[1, 3]] = np.nanmax(held.steps["normalised"][:, [1, 3]], axis=0)
    assert found.furthest == pytest.approx(Score.of(held).score(best)[0])


def test_the_least_of_all_is_lifted_where_the_least_counts() -> None:
    held = built(Aggregate(Aggregation.MINIMUM))
    found = reach_together(held, unit="Birch", score=30.0, costs=dict.fromkeys(CODES, 1.0))
    low = [code for code, value in zip(CODES, own(held, "Birch"), strict=True) if value < 30]
    assert found.steps is not None
    assert [step.indicator for step in found.steps] == low
    assert [step.after for step in found.steps] == pytest.approx([30.0] * len(low), abs=1e-4)


def test_a_mixture_that_is_not_proved_the_least_says_by_how_much_it_may_be_off() -> None:
    held = built(Aggregate(Aggregation.MINIMUM))
    costs = {"air": 3.0, "parks": 1.0, "jobs": 2.0, "pay": 0.7}
    score = 60.0
    done = reach_together(held, unit="Birch", score=score, costs=costs)
    cut = reach_together(held, unit="Birch", score=score, costs=costs, rounds=1)
    assert done.is_least
    assert done.gap == NEAR
    assert not cut.is_least
    price = np.array([costs[code] for code in CODES])
    least, dear = (float(price @ (after(held, x) - own(held, "Birch"))) for x in (done, cut))
    assert dear * (1 - cut.gap) <= least * (1 + NEAR)


@pytest.mark.parametrize("price", [0.3359344214982223, 0.6356146189717851, 1.4425500472204746])
def test_the_least_for_a_small_gain_is_not_overshot(price: float) -> None:
    built = index().build(table())
    wanted = float(built.index[1]) + 0.1
    found = reach_together(built, unit="Birch", score=wanted, costs={"jobs": price, "pay": 1.0})
    assert found.steps is not None
    spent = sum(
        {"jobs": price, "pay": 1.0}[each.indicator] * (each.after - each.before)
        for each in found.steps
    )
    assert spent <= 0.1 / 0.45 * (1 + 2e-6)
