"""Sobol indices: the vignette's exact ones, known cases, and honest intervals."""

import json
from pathlib import Path

import numpy as np
import pytest

from goldenthread.scoring.arrays import Floats, Ints
from goldenthread.scoring.sensitivity import exact, sampled, sensitivity
from goldenthread.scoring.uncertainty import doubt
from scoring.vignette import folder, vignette

FACTORS = ("Winmax", "Normalisation", "Weights", "Aggregation")


@pytest.fixture(scope="module")
def shifts(shared: Path) -> Floats:
    return np.asarray(np.load(folder(shared) / "rank_shift_5x2x100x2.npy"))


def test_the_vignettes_indices_are_exact_by_enumeration(shared: Path) -> None:
    theirs = json.loads((folder(shared) / "sobol_exact.json").read_text("utf-8"))
    index, table = vignette(shared)
    found = sensitivity(doubt(index.design, table=table))
    assert found.is_exact
    assert found.runs == theirs["n_eval"]
    assert np.abs(found.first - theirs["Si"]).max() <= 1e-12
    assert np.abs(found.total - theirs["STi"]).max() <= 1e-12
    assert found.variance == pytest.approx(theirs["var"], abs=1e-12)


def test_what_cannot_be_counted_is_sampled_and_comes_close(shared: Path) -> None:
    index, table = vignette(shared)
    asked = doubt(index.design, table=table)
    truth, found = sensitivity(asked), sensitivity(asked, points=512, countable=100)
    assert not found.is_exact
    assert found.factors == truth.factors
    assert np.abs(found.total - truth.total).max() < 0.06


def test_six_thousand_runs_come_within_fifteen_thousandths(shifts: Floats) -> None:
    truth = exact(shifts, factors=FACTORS)
    errors = []
    for seed in range(40):
        found = sampled(
            lambda points: np.asarray(shifts[tuple(points.T)]),
            sizes=shifts.shape,
            factors=FACTORS,
            points=1024,
            seed=seed,
            resamples=2,
        )
        assert found.runs == 6144
        errors += [found.first - truth.first, found.total - truth.total]
    assert np.sqrt(np.mean(np.square(errors))) <= 0.015


def test_intervals_cover_the_truth_as_often_as_they_say(shifts: Floats) -> None:
    truth = exact(shifts, factors=FACTORS)
    covered = []
    for seed in range(60):
        found = sampled(
            lambda points: np.asarray(shifts[tuple(points.T)]),
            sizes=shifts.shape,
            factors=FACTORS,
            points=256,
            seed=seed,
            resamples=200,
        )
        for bounds, value in ((found.first_bounds, truth.first), (found.total_bounds, truth.total)):
            covered.append((bounds[:, 0] <= value) & (value <= bounds[:, 1]))
    assert np.mean(covered) >= 0.88


def test_a_factor_that_does_nothing_has_no_share() -> None:
    outputs = np.add.outer(np.array([1.0, 2.0, 4.0]), np.zeros(5))
    found = exact(outputs, factors=("real", "idle"))
    assert found.first == pytest.approx([1, 0])
    assert found.total == pytest.approx([1, 0])


def test_shares_of_a_sum_add_up_and_of_a_product_fall_short() -> None:
    a, b = np.array([-1.0, 1.0]), np.array([-1.0, 1.0])
    total = exact(np.add.outer(a, b), factors=("a", "b"))
    assert total.first.sum() == pytest.approx(1)
    product = exact(np.multiply.outer(a, b), factors=("a", "b"))
    assert product.first == pytest.approx([0, 0])
    assert product.total == pytest.approx([1, 1])


def test_a_constant_output_has_no_shares_and_no_error() -> None:
    def constant(points: Ints) -> Floats:
        return np.full(len(points), 3.0)

    found = sampled(constant, sizes=(4, 4), factors=("a", "b"), points=16, resamples=5)
    assert found.first == pytest.approx([0, 0])
    assert found.total == pytest.approx([0, 0])
