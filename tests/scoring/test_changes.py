"""Why it changed: every split adds up to the change, and each cause alone is found alone."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from goldenthread.scoring import (
    Aggregate,
    Aggregation,
    Index,
    Node,
    Normalisation,
    Normalise,
    Treat,
    Treatment,
    Tree,
)
from goldenthread.scoring.arrays import Floats
from goldenthread.scoring.changes import CAUSES, bennet, changed, log_mean_split
from goldenthread.terms.errors import CannotTell
from scoring.examples import NODES, UNITS, VALUES, index, table

POSITIVE = arrays(float, 4, elements=st.floats(0.1, 100))
FIXED = Normalise(Normalisation.SCALED, low=0, high=100)


def shares(raw: Floats) -> Floats:
    return np.asarray(raw / raw.sum())


@settings(deadline=None)
@given(POSITIVE, POSITIVE, POSITIVE, POSITIVE)
def test_bennets_parts_add_up_to_the_change_of_the_sum(
    x: Floats, y: Floats, v: Floats, w: Floats
) -> None:
    v, w = shares(v), shares(w)
    data, weights = bennet(x, y, weights_before=v, weights_after=w)
    assert data.sum() + weights.sum() == pytest.approx(w @ y - v @ x, abs=1e-12, rel=1e-12)


@settings(deadline=None)
@given(POSITIVE, POSITIVE, POSITIVE, POSITIVE)
def test_log_mean_parts_add_up_to_the_change_of_the_geometric_mean(
    x: Floats, y: Floats, v: Floats, w: Floats
) -> None:
    v, w = shares(v), shares(w)
    data, weights = log_mean_split(x, y, weights_before=v, weights_after=w)
    change = np.exp(w @ np.log(y)) - np.exp(v @ np.log(x))
    assert data.sum() + weights.sum() == pytest.approx(change, abs=1e-9)


def test_nothing_changed_is_split_into_nothing() -> None:
    x = np.array([1.0, 2.0])
    data, weights = log_mean_split(x, x, weights_before=shares(x), weights_after=shares(x))
    assert data.sum() == weights.sum() == 0


def test_a_real_panels_changes_add_up_for_every_unit(shared: Path) -> None:
    asem = shared / "data" / "scoring" / "asem"
    plain = Index.from_imeta(asem / "00_iMeta.csv", treat=Treat(Treatment.WINSORISE), screen=0.9)
    plain = plain.using(tree=Tree.of([replace(node, denominator="") for node in plain.tree.nodes]))
    panel = plain.read(asem / "70_purse_iData.csv")
    older, newer = (plain.build(panel.of_period(year)) for year in ("2018", "2019"))
    found = changed(older, newer)
    assert len(found.units) == 46
    assert np.abs(found.parts.sum(axis=1) - (found.after - found.before)).max() <= 1e-12
    rows = [older.table.units.index(unit) for unit in found.units]
    assert np.abs(found.before - older.index[rows]).max() <= 1e-12
    assert np.abs(found.parts[:, CAUSES.index("data")]).max() > 0
    assert np.abs(found.parts[:, CAUSES.index("weights")]).max() == 0


@pytest.mark.parametrize("cause", CAUSES)
def test_a_single_cause_is_found_alone(cause: str) -> None:
    design, values = index(normalise=FIXED), VALUES.copy()
    later = design
    if cause == "data":
        values[0, 3] += 10
    elif cause == "weights":
        later = design.using(tree=design.tree.weighted({"air": 9.0}))
    elif cause == "coverage":
        values[0, 0] = np.nan
    else:
        later = design.using(normalise=Normalise(Normalisation.SCALED, low=5, high=90))
    found = changed(design.build(table()), later.build(table(values)))
    moved = np.abs(found.parts).max(axis=0) > 1e-12
    assert [name for name, is_moved in zip(CAUSES, moved, strict=True) if is_moved] == [cause]
    assert found.parts.sum(axis=1) == pytest.approx(found.after - found.before, abs=1e-12)


def test_a_value_off_the_others_scale_is_no_number_for_a_geometric_mean() -> None:
    bent = index(normalise=Normalise(low=1), aggregate=Aggregate(Aggregation.GEOMETRIC))
    none = changed(bent.build(table()), bent.build(table(VALUES * [1, 0.1, 1, 1])))
    assert (none.units, none.untold) == ((), UNITS)
    lower = VALUES.copy()
    lower[3, 1] = 2.0
    some = changed(bent.build(table()), bent.build(table(lower)))
    assert some.untold == ("Dale",)
    assert some.units == ("Ash", "Birch", "Cedar", "Elm")
    assert some.parts.sum(axis=1) == pytest.approx(some.after - some.before, abs=1e-12)


def test_where_units_are_weighed_against_each_other_none_is_left_out_unsaid() -> None:
    nodes = [
        replace(node, aggregate=Aggregate(Aggregation.COPELAND)) if node.code == "whole" else node
        for node in NODES
    ]
    bent = index(normalise=Normalise(low=1), aggregate=Aggregate(Aggregation.GEOMETRIC))
    bent = bent.using(tree=Tree.of(nodes))
    with pytest.raises(CannotTell, match="below nought on the other's scale"):
        changed(bent.build(table()), bent.build(table(VALUES * [1, 0.1, 1, 1])))


def test_different_trees_are_not_compared() -> None:
    nodes = [
        replace(node, parent="top" if node.parent == "whole" else node.parent) for node in NODES
    ]
    other = index().using(tree=Tree.of([*nodes[:-1], Node("top", None)]))
    with pytest.raises(CannotTell, match="different nodes"):
        changed(index().build(table()), other.build(table()))
