"""Orders without a scale: the Handbook's tables 36 and 37, COINr's Copeland, and laws."""

import csv
import json
from itertools import permutations
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from goldenthread.scoring.arrays import Floats
from goldenthread.scoring.outranking import copeland, kemeny, outranking


def column(path: Path, name: str) -> Floats:
    with path.open(encoding="utf-8") as file:
        return np.array([float(row[name]) for row in csv.DictReader(file)])


def matrix(path: Path) -> Floats:
    with path.open(encoding="utf-8") as file:
        rows = list(csv.reader(file))
    return np.array([[float(cell or "nan") for cell in row[1:]] for row in rows[1:]])


def test_the_handbooks_outranking_matrix_and_best_order_are_exact(shared: Path) -> None:
    held = json.loads(
        (shared / "data/scoring/tai/tai5_outranking_table36_37.json").read_text("utf-8")
    )
    beats = outranking(np.array(held["X5"]), weights=np.full(8, 1 / 8))
    assert np.array_equal(beats, np.array(held["outranking"]))
    best = kemeny(beats)
    assert best.support == pytest.approx(held["kemeny_top_score"], abs=1e-12)
    assert best.gap == 0
    # Three orders share the most support; all end Japan, Korea.
    assert best.order[3:] == (3, 4)


def test_copeland_of_all_indicators_and_at_the_top_are_coinrs(shared: Path) -> None:
    folder = shared / "data/scoring/asem"
    flat = matrix(folder / "60_norm_minmax.csv")
    beats = outranking(flat, weights=np.ones(flat.shape[1]))
    theirs = matrix(folder / "62_outranking_matrix_equalw.csv")
    assert np.abs(beats - theirs).max() <= 1e-12
    scores = column(folder / "61_agg_flat_copeland_equalw.csv", "Copeland")
    # COINr lets the last bit decide a draw; undone, its scores are ours.
    drawn = np.abs(theirs - 0.5) < 1e-12
    by_last_bit = (np.sign(theirs - 0.5) * drawn).sum(axis=1)
    assert np.array_equal(copeland(beats), scores - by_last_bit)
    assert drawn.sum() == 2 * 16
    top = folder / "10_Aggregated.csv"
    below = np.column_stack([column(top, "Conn"), column(top, "Sust")])
    above = copeland(outranking(below, weights=np.ones(2)))
    assert np.array_equal(above, column(folder / "61_agg_top_copeland.csv", "Copeland"))


@settings(deadline=None)
@given(arrays(float, (5, 3), elements=st.integers(0, 4).map(float)))
def test_no_other_order_has_more_support_than_kemenys(values: Floats) -> None:
    beats = outranking(values, weights=np.array([1.0, 2.0, 4.0]))
    best = max(
        sum(beats[i, j] for at, i in enumerate(order) for j in order[at + 1 :])
        for order in permutations(range(5))
    )
    assert kemeny(beats).support == pytest.approx(best, abs=1e-9)


@settings(deadline=None)
@given(arrays(float, (6, 3), elements=st.floats(-9, 9)), st.permutations(range(6)))
def test_units_in_another_order_have_the_same_wins(values: Floats, order: list[int]) -> None:
    weights = np.array([0.2, 0.3, 0.5])
    shuffled = copeland(outranking(values[order], weights=weights))
    assert np.array_equal(copeland(outranking(values, weights=weights))[order], shuffled)


def test_a_missing_value_is_no_defeat() -> None:
    values = np.array([[1.0, np.nan], [0.0, 5.0]])
    assert outranking(values, weights=np.ones(2))[0, 1] == 1.0
