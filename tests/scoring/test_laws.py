"""Laws that hold for every index, whatever its methods."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from goldenthread.scoring import (
    Aggregate,
    Aggregation,
    Imputation,
    Impute,
    Index,
    Node,
    Normalisation,
    Normalise,
    Table,
    Treat,
    Treatment,
    Tree,
    Weigh,
    Weighting,
)
from goldenthread.scoring.aggregating import aggregated, median, minimum
from goldenthread.scoring.arrays import Floats, lowest_ranks, ranks
from goldenthread.scoring.design import Design
from goldenthread.scoring.drawing import combined
from goldenthread.scoring.imputing import imputed
from goldenthread.scoring.treating import box_cox, trimmed, winsorised, yeo_johnson
from goldenthread.terms.errors import BadTable
from scoring.examples import CODES, NODES, UNITS, VALUES, index, table

MEANS = [
    Aggregation.ARITHMETIC,
    Aggregation.GEOMETRIC,
    Aggregation.HARMONIC,
    Aggregation.POWER,
    Aggregation.MEDIAN,
    Aggregation.MINIMUM,
]
TABLES = arrays(float, (5, 4), elements=st.floats(1, 99).map(lambda x: round(x, 3)))
WEIGHTS = arrays(float, 3, elements=st.floats(0.1, 5))


@pytest.mark.parametrize("mean", MEANS)
@settings(deadline=None)
@given(arrays(float, (4, 3), elements=st.floats(0.5, 99)), WEIGHTS)
def test_a_parent_is_never_beyond_its_children(
    mean: Aggregation, values: Floats, weights: Floats
) -> None:
    found = aggregated(values, how=Aggregate(mean, power=2.0), weights=weights)
    assert (found >= values.min(axis=1) - 1e-9).all()
    assert (found <= values.max(axis=1) + 1e-9).all()


@pytest.mark.parametrize("mean", MEANS)
@settings(deadline=None)
@given(TABLES, st.integers(0, 4), st.integers(0, 3), st.floats(0.1, 50))
def test_no_better_value_ever_lowers_a_score(
    mean: Aggregation, values: Floats, unit: int, column: int, gain: float
) -> None:
    fixed = Normalise(Normalisation.SCALED, low=-200, high=200)
    asked = index(normalise=fixed, aggregate=Aggregate(mean, power=2.0))
    better = values.copy()
    better[unit, column] += -gain if CODES[column] == "air" else gain
    before, after = asked.build(table(values)).index, asked.build(table(better)).index
    assert after[unit] >= before[unit] - 1e-9
    others = np.arange(5) != unit
    assert after[others] == pytest.approx(before[others])


@pytest.mark.parametrize(
    "how",
    [
        Normalisation.MIN_MAX,
        Normalisation.Z_SCORE,
        Normalisation.TO_BEST,
        Normalisation.RANK,
        Normalisation.PERCENTILE,
        Normalisation.BORDA,
    ],
)
@settings(deadline=None)
@given(st.floats(0.01, 1000), st.floats(-500, 500))
def test_units_of_measure_do_not_matter_where_the_method_says_so(
    how: Normalisation, scale: float, shift: float
) -> None:
    asked = index(normalise=Normalise(how))
    other = VALUES.copy()
    other[:, 1] = other[:, 1] * scale + shift
    assert asked.build(table(other)).index == pytest.approx(
        asked.build(table()).index, rel=1e-6, abs=1e-6
    )


@settings(deadline=None)
@given(TABLES, st.permutations(range(5)))
def test_units_in_another_order_have_the_same_scores_and_places(
    values: Floats, order: list[int]
) -> None:
    held = table(values)
    here, there = index().build(held), index().build(held.rows(order))
    assert there.table.units == tuple(UNITS[row] for row in order)
    assert np.allclose(here.scores[order], there.scores, equal_nan=True)


@settings(deadline=None)
@given(arrays(float, 9, elements=st.integers(0, 4).map(float)))
def test_ties_share_the_better_place_and_the_next_is_passed_over(scores: Floats) -> None:
    found = ranks(scores)
    assert found.tolist() == [1 + int((scores > score).sum()) for score in scores]
    lowest = lowest_ranks(scores[:, None])[:, 0]
    assert lowest.tolist() == [1 + int((scores < score).sum()) for score in scores]


@settings(deadline=None)
@given(st.permutations(range(5)), st.sampled_from(MEANS))
def test_units_that_rounding_alone_keeps_apart_are_tied(
    order: list[int], mean: Aggregation
) -> None:
    nodes = [Node(f"x{n}", "whole", is_indicator=True) for n in range(5)]
    asked = Index(
        Design(
            Tree.of([*nodes, Node("whole", None)]),
            normalise=Normalise(Normalisation.NONE),
            aggregate=Aggregate(mean, power=3.0),
        )
    )
    own = np.array([1.01, 2.01, 3.01, 7.01, 9.01])
    values = np.vstack([own, own[order], own + 1, own - 1])
    held = Table(("a", "b", "c", "d"), tuple(node.code for node in nodes), values)
    assert asked.build(held).places[:, -1].tolist() == [2, 2, 1, 4]


def test_a_power_mean_stands_between_its_children_however_great_the_power() -> None:
    values, weights = np.array([[1e-3, 40.0, 100.0]]), np.ones(3)
    for power in (-100.0, -2.0, 2.0, 100.0):
        (mean,) = aggregated(values, how=Aggregate(Aggregation.POWER, power=power), weights=weights)
        assert 1e-3 <= mean <= 100
    (least,) = aggregated(values, how=Aggregate(Aggregation.POWER, power=-100.0), weights=weights)
    assert least == pytest.approx(1e-3, rel=0.02)
    how = Aggregate(Aggregation.POWER, power=100.0)
    many = combined([values.T[n][None] * 10 for n in range(3)], how=how, weights=np.ones((2, 3)))
    assert many == pytest.approx(np.full((2, 1), 1000 / 3**0.01))


@pytest.mark.parametrize("mean", [Aggregation.POWER, Aggregation.BENEFIT_OF_DOUBT])
def test_what_is_not_defined_below_nought_is_refused_and_in_draws_has_no_score(
    mean: Aggregation,
) -> None:
    how, zed = Aggregate(mean, power=2.0), Normalise(Normalisation.Z_SCORE)
    with pytest.raises(BadTable, match="below nought"):
        index(normalise=zed, aggregate=how).build(table())
    below = np.array([[-1.0, 2.0], [1.0, 2.0]])
    assert np.isnan(aggregated(below, how=how, weights=np.ones(2))[0])


def test_bounds_of_shares_that_cannot_add_up_to_one_are_refused() -> None:
    how = Aggregate(Aggregation.BENEFIT_OF_DOUBT, shares=(0.6, 0.9))
    with pytest.raises(BadTable, match="cannot add up to 1"):
        index(aggregate=how).build(table())


@pytest.mark.parametrize("way", [Weighting.ENTROPY, Weighting.VARIATION])
def test_weights_by_shares_refuse_values_below_nought(way: Weighting) -> None:
    asked = index(normalise=Normalise(Normalisation.Z_SCORE), weigh=Weigh(way))
    with pytest.raises(BadTable, match="not defined for values below nought"):
        asked.build(table())


def test_a_quotient_too_large_to_reckon_with_names_its_row_and_column() -> None:
    nodes = [replace(node, denominator="people") if node.code == "pay" else node for node in NODES]
    held = Table(UNITS, (*CODES, "people"), np.column_stack([VALUES, [1.0, 1.0, 1e-300, 1.0, 1.0]]))
    with pytest.raises(BadTable, match="too large to reckon with") as caught:
        index().using(tree=Tree.of(nodes)).build(held)
    assert "row 4, column people" in caught.value.place


def test_what_is_missing_is_left_out_and_never_taken_for_nought() -> None:
    values = VALUES.copy()
    values[0, 1] = np.nan
    built = index().build(table(values))
    assert built.of("green")[0] == built.of("air")[0]
    assert built.coverage[0, built.design.tree.place_of("green")] == pytest.approx(2 / 3)
    assert np.isnan(built.of("parks")[0])
    values[0] = np.nan
    built = index().build(table(values))
    assert np.isnan(built.index[0])
    assert built.places[0, -1] == 0
    assert built.coverage[0, -1] == 0


def test_a_constant_indicator_carries_nothing_and_is_left_out() -> None:
    values = VALUES.copy()
    values[:, 1] = 7.0
    built = index().build(table(values))
    assert built.of("green") == pytest.approx(built.of("air"))


def test_one_unit_on_fixed_goalposts_has_a_score_and_the_first_place() -> None:
    nodes = [replace(node, posts=(0.0, node.sign * 100.0)) for node in NODES]
    asked = index(normalise=Normalise(Normalisation.GOALPOSTS)).using(tree=Tree.of(nodes))
    built = asked.build(table(VALUES[:1]))
    assert np.isfinite(built.index[0])
    assert built.places[0, -1] == 1


def test_too_few_indicators_known_are_screened_out_by_name() -> None:
    values = VALUES.copy()
    values[2, :3] = np.nan
    built = index(screen=0.5).build(table(values))
    assert built.dropped == ("Cedar",)
    with pytest.raises(BadTable, match="no unit has"):
        index(screen=0.5).build(table(np.full((5, 4), np.nan)))


@pytest.mark.parametrize("mean", MEANS)
@settings(max_examples=25, deadline=None)
@given(
    arrays(float, (3, 6), elements=st.floats(0.5, 99)),
    arrays(float, (4, 3), elements=st.floats(0.1, 5)),
)
def test_many_weight_sets_at_once_give_what_one_by_one_gives(
    mean: Aggregation, children: Floats, sets: Floats
) -> None:
    how = Aggregate(mean, power=3.0)
    found = combined([child[None] for child in children], how=how, weights=sets)
    for weights, row in zip(sets, found, strict=True):
        assert row == pytest.approx(aggregated(children.T, how=how, weights=weights), rel=1e-9)


def test_a_geometric_mean_refuses_what_lies_below_nought() -> None:
    asked = index(
        normalise=Normalise(Normalisation.Z_SCORE), aggregate=Aggregate(Aggregation.GEOMETRIC)
    )
    with pytest.raises(BadTable, match="below nought"):
        asked.build(table())


def test_goalposts_and_targets_must_be_given_where_they_are_used() -> None:
    with pytest.raises(BadTable, match="goalposts"):
        index(normalise=Normalise(Normalisation.GOALPOSTS)).build(table())
    with pytest.raises(BadTable, match="no target"):
        index(normalise=Normalise(Normalisation.TO_TARGET)).build(table())
    goals = {"air": 30.0, "parks": 11.0, "jobs": 70.0, "pay": 5.0}
    nodes = [replace(node, target=goals.get(node.code)) for node in NODES]
    met = index(normalise=Normalise(Normalisation.TO_TARGET)).using(tree=Tree.of(nodes))
    assert np.nanmax(met.build(table()).steps["normalised"]) == 1


@pytest.mark.parametrize("wrong", [0, -2])
def test_a_denominator_not_above_nought_names_its_row_and_column(wrong: float) -> None:
    nodes = [replace(n, denominator="jobs") if n.code == "pay" else n for n in NODES]
    values = VALUES.copy()
    values[3, 2] = wrong
    with pytest.raises(BadTable, match="is not above nought") as caught:
        index().using(tree=Tree.of(nodes)).build(table(values))
    assert "row 5, column jobs" in caught.value.place


PANEL = Table(
    ("a", "b", "a", "b", "a", "b"),
    CODES,
    np.vstack([VALUES[:2], VALUES[:2] + 1, VALUES[:2] + 4]),
    ("2020", "2020", "2021", "2021", "2022", "2022"),
)


def test_a_base_year_keeps_a_score_comparable_over_the_years() -> None:
    asked = index(normalise=Normalise(low=0, high=100, base="2020"))
    built = asked.build(PANEL)
    alone = index().build(PANEL.of_period("2020"))
    assert built.of("pay")[:2] == pytest.approx(alone.of("pay"))
    assert (built.of("pay")[4:] > built.of("pay")[:2]).all()
    assert sorted(built.places[4:, -1]) == [1, 2]
    with pytest.raises(BadTable, match="base period 1999"):
        index(normalise=Normalise(base="1999")).build(PANEL)


@pytest.mark.parametrize(
    ("method", "filled"),
    [(Imputation.LAST_VALUE, 5.1), (Imputation.LINEAR_IN_TIME, 7.1), (Imputation.NONE, None)],
)
def test_a_gap_in_time_is_filled_as_said(method: Imputation, filled: float | None) -> None:
    values = PANEL.values.copy()
    values[2, 3] = np.nan
    values[4, 3] = 9.1
    found = imputed(
        values, how=Impute(method), groups=[""] * 6, units=PANEL.units, periods=PANEL.periods
    )
    assert np.isnan(found[2, 3]) if filled is None else found[2, 3] == pytest.approx(filled)


@pytest.mark.parametrize(
    ("method", "filled"), [(Imputation.GROUP_MEAN, 4.0), (Imputation.GROUP_MEDIAN, 2.0)]
)
def test_a_gap_is_filled_by_the_middle_of_its_own_group(method: Imputation, filled: float) -> None:
    values = np.array([[1.0], [2.0], [9.0], [np.nan], [100.0]])
    how = Impute(method, by="g")
    found = imputed(values, how=how, groups=list("aaaab"), units=UNITS, periods=[""] * 5)
    assert found[3, 0] == filled


def test_a_group_without_any_value_stays_missing() -> None:
    values = np.array([[np.nan], [np.nan], [1.0], [3.0], [np.nan]])
    how = Impute(Imputation.GROUP_MEDIAN, by="g")
    found = imputed(values, how=how, groups=list("aabbb"), units=UNITS, periods=[""] * 5)
    assert np.isnan(found[:2]).all()
    assert found[4, 0] == 2


@settings(deadline=None)
@given(arrays(float, 12, elements=st.integers(-99, 99).map(float)), st.integers(0, 4))
def test_winsorising_draws_in_no_more_than_it_says_and_keeps_the_order(
    column: Floats, most: int
) -> None:
    found, rows = winsorised(column, most=most)
    untouched = [row for row in range(12) if row not in rows]
    assert np.array_equal(found[untouched], column[untouched])
    order = np.argsort(column, kind="stable")
    assert (np.diff(found[order]) >= 0).all()


@settings(deadline=None)
@given(
    arrays(float, 8, elements=st.integers(-50, 50).map(float)),
    st.sampled_from([-1.0, 0.0, 0.5, 2.0, 3.0]),
)
def test_transforms_keep_the_order(column: Floats, power: float) -> None:
    order = np.argsort(column, kind="stable")
    for found in (
        box_cox(column, power=power),
        yeo_johnson(column, power=power),
        trimmed(column, share=0.1),
    ):
        assert (np.diff(found[order]) >= -1e-9).all()


@pytest.mark.parametrize(
    "method", [Treatment.TRIM, Treatment.LOG, Treatment.BOX_COX, Treatment.YEO_JOHNSON]
)
def test_only_what_is_outlying_is_treated(method: Treatment) -> None:
    values = np.column_stack([VALUES[:, 0], [1.0, 2.0, 3.0, 4.0, 900.0], VALUES[:, 2:]])
    built = index(treat=Treat(method)).build(table(values))
    assert dict(built.changes) == {"parks": str(method)}


def test_medians_and_minima_leave_out_what_is_missing_or_weighs_nothing() -> None:
    values = np.array([[1.0, np.nan, 5.0], [np.nan, np.nan, np.nan]])
    weights = np.array([1.0, 1.0, 1.0])
    assert median(values, weights=weights)[0] == 3
    assert minimum(values, weights=np.array([0.0, 1.0, 1.0]))[0] == 5
    assert np.isnan(minimum(values, weights=weights)[1])
    assert np.isnan(median(values, weights=weights)[1])


@pytest.mark.parametrize("how", [Aggregation.COPELAND, Aggregation.OUTRANKING, Aggregation.KEMENY])
def test_orders_without_a_scale_put_the_best_in_all_first(how: Aggregation) -> None:
    values = np.array([[1.0, 9.0, 9.0, 9.0], [5.0, 1.0, 2.0, 3.0], [6.0, 2.0, 3.0, 1.0]])
    built = index(aggregate=Aggregate(how)).build(table(values))
    assert built.places[0, -1] == 1
