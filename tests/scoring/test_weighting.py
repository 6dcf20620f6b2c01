"""Weights from judgements and from data: printed loadings, known cases and laws."""

import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from goldenthread.scoring import (
    Aggregate,
    Aggregation,
    Alternatives,
    Normalise,
    Weigh,
    Weighting,
    doubt,
)
from goldenthread.scoring.arrays import Floats
from goldenthread.scoring.weighting import (
    benefit_of_the_doubt,
    budget,
    components,
    correlations,
    critic,
    entropy,
    hierarchy,
    principal,
    variation,
    varimax,
)
from goldenthread.terms.errors import BadTable
from scoring.examples import VALUES, index, table
from scoring.vignette import vignette

DIFFERENT = st.permutations([1.0, 2.0, 4.0, 8.0, 16.0, 31.0])


def test_loadings_of_each_pillar_are_coinrs(shared: Path) -> None:
    asked, held = vignette(shared)
    built = asked.build(held)
    printed = json.loads((shared / "data/scoring/asem/50_pca.json").read_text("utf-8"))["res"]
    assert len(printed) == 8
    for pillar in printed.values():
        values = np.column_stack([built.of(code) for code in pillar["iCodes"]])
        found = components(values)
        assert np.sqrt(found.eigenvalues) == pytest.approx(pillar["sdev"], abs=1e-9)
        ours, theirs = found.loadings[:, 0], np.array(pillar["loadings1"])
        assert ours == pytest.approx(theirs * np.sign(theirs @ ours), abs=1e-9)


@settings(max_examples=40, deadline=None)
@given(st.lists(DIFFERENT, min_size=2, max_size=4, unique_by=tuple))
def test_weights_from_data_add_up_to_one_and_are_nobodys_debt(columns: list[list[float]]) -> None:
    values = np.array(columns).T
    for method in (entropy, variation, principal):
        weights = method(values)
        assert weights.sum() == pytest.approx(1)
        assert (weights >= -1e-12).all()
    if np.linalg.matrix_rank(values) > 1:
        assert critic(values).sum() == pytest.approx(1)


@settings(deadline=None)
@given(arrays(float, (6, 3), elements=st.floats(1, 50)), st.floats(0.1, 1000))
def test_entropy_and_variation_do_not_mind_the_unit(values: Floats, scale: float) -> None:
    values = values + np.arange(18).reshape(6, 3) ** 2
    other = values * [scale, 1, 1]
    assert entropy(values) == pytest.approx(entropy(other), abs=1e-9)
    assert variation(values) == pytest.approx(variation(other), abs=1e-9)


def test_an_indicator_that_is_the_same_everywhere_weighs_nothing() -> None:
    values = np.array([[1.0, 5.0], [2.0, 5.0], [9.0, 5.0]])
    assert entropy(values) == pytest.approx([1, 0])
    assert variation(values) == pytest.approx([1, 0])


def test_entropy_weights_are_the_worked_sum() -> None:
    values = np.array([[1.0, 2.0], [3.0, 2.0], [4.0, 4.0]])
    shares = values / values.sum(axis=0)
    diversity = 1 + (shares * np.log(shares)).sum(axis=0) / np.log(3)
    assert entropy(values) == pytest.approx(diversity / diversity.sum())


def test_budgets_count_each_judge_once() -> None:
    assert budget(np.array([[50.0, 50.0], [900.0, 100.0]])) == pytest.approx([0.7, 0.3])


@settings(deadline=None)
@given(arrays(float, 5, elements=st.floats(0.2, 9)))
def test_consistent_judgements_give_back_their_weights(weights: Floats) -> None:
    found = hierarchy(weights[:, None] / weights)
    assert found.weights == pytest.approx(weights / weights.sum(), abs=1e-9)
    assert found.consistency_ratio == pytest.approx(0, abs=1e-9)


def test_a_rotation_keeps_what_each_indicator_explains() -> None:
    loadings = np.array([[0.8, 0.3], [0.7, 0.5], [0.2, 0.9], [0.3, 0.8]])
    turned = varimax(loadings)
    assert (turned**2).sum(axis=1) == pytest.approx((loadings**2).sum(axis=1))
    assert (turned**2).var(axis=0).sum() >= (loadings**2).var(axis=0).sum()


@settings(max_examples=15, deadline=None)
@given(arrays(float, (5, 3), elements=st.floats(0.1, 10)))
def test_nobody_is_above_one_by_the_weights_that_favour_it(values: Floats) -> None:
    scores = benefit_of_the_doubt(values)
    assert (scores <= 1 + 1e-7).all()
    assert scores.max() == pytest.approx(1)
    assert (benefit_of_the_doubt(values, shares=(0.2, 0.5)) <= scores + 1e-7).all()


@pytest.mark.parametrize("method", [Weighting.ENTROPY, Weighting.CRITIC, Weighting.VARIATION])
def test_one_unit_gives_no_weights_and_says_so(method: Weighting) -> None:
    with pytest.raises(BadTable, match="give no weights"):
        index(weigh=Weigh(method)).build(table(np.array([[1.0, 2.0, 3.0, 4.0]])))


def test_judgements_that_do_not_fit_the_children_are_refused() -> None:
    with pytest.raises(BadTable, match="does not fit 2 children"):
        index(weigh=Weigh(Weighting.AHP, matrix=((1.0,),))).build(table())


@pytest.mark.parametrize("method", [Weighting.PCA, Weighting.ENTROPY, Weighting.CRITIC])
def test_an_index_may_be_weighed_by_its_data(method: Weighting) -> None:
    built = index(weigh=Weigh(method)).build(table())
    assert built.weights["air"] + built.weights["parks"] == pytest.approx(1)
    assert index(weigh=Weigh(Weighting.EQUAL)).build(table()).weights["pay"] == 1


def test_correlations_leave_out_only_what_is_missing() -> None:
    values = np.array([[1.0, 2.0, 9.0], [2.0, 4.0, np.nan], [3.0, 6.0, 1.0], [4.0, 7.0, 5.0]])
    found = correlations(values)
    assert found[0, 1] == pytest.approx(np.corrcoef(values[:, 0], values[:, 1])[0, 1])
    assert found[0, 2] == pytest.approx(np.corrcoef(values[[0, 2, 3]].T)[0, 2])


def test_an_index_may_be_weighed_by_judges_and_by_doubt() -> None:
    pairs = Weigh(Weighting.AHP, matrix=((1.0, 3.0), (1 / 3, 1.0)))
    assert index(weigh=pairs).build(table()).weights["green"] == pytest.approx(0.75)
    judged = index(weigh=Weigh(Weighting.BUDGET, matrix=((30.0, 70.0),))).build(table())
    assert judged.weights["green"] == pytest.approx(0.3)
    doubted = index(aggregate=Aggregate(Aggregation.BENEFIT_OF_DOUBT)).build(table())
    assert np.nanmax(doubted.index) == pytest.approx(1)


@pytest.mark.parametrize(
    "method", ["principal components", "entropy", "critic", "coefficient of variation"]
)
def test_what_is_the_same_everywhere_weighs_nothing_and_stops_nothing(method: Weighting) -> None:
    values = VALUES.copy()
    values[:, 1] = 7.0
    held = index(weigh=Weigh(method), normalise=Normalise(low=1)).build(table(values))
    assert held.unscaled == ("parks",)
    assert held.weights["parks"] == 0
    assert held.weights["air"] == 1
    assert not np.isnan(held.index).any()


def test_judgements_for_one_group_leave_the_others_as_given() -> None:
    matrix = ((1.0, 3.0), (1 / 3, 1.0))
    way = Weigh(Weighting.AHP, matrix, node="green")
    other = Alternatives(weighings=(Weigh(), way, Weigh(Weighting.EQUAL)))
    found = doubt(index(alternatives=other).design, table=table())
    rows = [dict(zip(found.nominal.design.tree.codes, row, strict=True)) for row in found.weights]
    assert [row["air"] / row["parks"] for row in rows] == pytest.approx([2, 3, 1])
    assert [row["pay"] / row["jobs"] for row in rows] == pytest.approx([3, 3, 1])


def test_critic_weighs_the_deviation_times_how_little_the_others_say_the_same() -> None:
    # Two that say the same and one that does not: correlations 1, 0 and 0.
    values = np.array([[0.0, 0.0, 0.0], [0.0, 0.0, 1.0], [2.0, 4.0, 0.0], [2.0, 4.0, 1.0]])
    deviation = np.sqrt([4 / 3, 16 / 3, 1 / 3])
    raw = deviation * [1.0, 1.0, 2.0]
    assert critic(values) == pytest.approx(raw / raw.sum(), abs=1e-12)


def test_the_coefficient_of_variation_is_the_deviation_over_the_mean() -> None:
    values = np.array([[1.0, 10.0], [3.0, 10.0], [5.0, 40.0]])
    raw = np.array([2 / 3, np.sqrt(300.0) / 20])
    assert variation(values) == pytest.approx(raw / raw.sum(), abs=1e-12)
