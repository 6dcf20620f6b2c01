"""Exact places over weights: against every turning point, and the weights that achieve them."""

from itertools import pairwise, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from goldenthread.scoring import Aggregate, Aggregation, Normalise
from goldenthread.scoring.arrays import Floats
from goldenthread.scoring.ranges import (
    DRAW,
    depth,
    level_of,
    nested_range,
    place_bounds,
    proofs,
    weight_range,
)
from goldenthread.terms.errors import CannotTell
from scoring.examples import CODES, UNITS, VALUES, index, table

SCORES = st.integers(0, 20).map(float)


def place(values: Floats, unit: int, weights: Floats) -> int:
    scores = values @ weights
    return 1 + int((scores > scores[unit] + DRAW * np.ptp(values)).sum())


def turning_points(values: Floats, unit: int, low: float, high: float) -> list[float]:
    """First weights of two between which no place can change, and one within each stretch."""
    leads = values - values[unit]
    with np.errstate(invalid="ignore", divide="ignore"):
        at = leads[:, 1] / (leads[:, 1] - leads[:, 0])
    inside = sorted({low, high, *(x for x in at if low < x < high)})
    return inside + [(a + b) / 2 for a, b in pairwise(inside)]


@settings(deadline=None)
@given(
    arrays(float, (7, 2), elements=SCORES), st.sampled_from([(0.0, 1.0), (0.3, 0.7), (0.5, 0.5)])
)
def test_no_weights_give_a_better_or_a_worse_place(
    values: Floats, ends: tuple[float, float]
) -> None:
    low, high = ends
    best, worst = place_bounds(values, unit=0, low=np.full(2, low), high=np.full(2, high))
    found = [place(values, 0, np.array([w, 1 - w])) for w in turning_points(values, 0, low, high)]
    assert best.place == min(found)
    assert worst.place == max(found)
    assert best.gap == worst.gap == 0


@settings(max_examples=40, deadline=None)
@given(arrays(float, (6, 4), elements=SCORES))
def test_the_weights_given_achieve_the_place_and_are_allowed(values: Floats) -> None:
    low, high = np.full(4, 0.1), np.full(4, 0.5)
    for found in place_bounds(values, unit=2, low=low, high=high):
        assert found.weights.sum() == pytest.approx(1)
        assert (found.weights >= low - 1e-9).all()
        assert (found.weights <= high + 1e-9).all()
        assert place(values, 2, found.weights) == found.place


@settings(max_examples=40, deadline=None)
@given(arrays(float, (8, 3), elements=SCORES), st.integers(0, 2**31))
def test_drawn_weights_stay_within_the_exact_range(values: Floats, seed: int) -> None:
    best, worst = place_bounds(values, unit=0, low=np.zeros(3), high=np.ones(3))
    weights = np.random.default_rng(seed).dirichlet(np.ones(3), 50)
    found = [place(values, 0, each) for each in weights]
    assert best.place <= min(found)
    assert worst.place >= max(found)


def test_one_who_is_best_in_everything_is_first_under_any_weights() -> None:
    values = np.array([[3.0, 3.0], [1.0, 2.0], [2.0, 1.0]])
    best, worst = place_bounds(values, unit=0, low=np.zeros(2), high=np.ones(2))
    assert (best.place, worst.place) == (1, 1)


def test_weights_that_cannot_add_up_to_one_are_refused() -> None:
    with pytest.raises(CannotTell, match="no weights fit"):
        place_bounds(np.eye(2), unit=0, low=np.zeros(2), high=np.full(2, 0.3))


def test_a_gap_is_refused_rather_than_taken_for_nought() -> None:
    with pytest.raises(CannotTell, match="missing"):
        place_bounds(np.array([[1.0], [np.nan]]), unit=0, low=np.zeros(1), high=np.ones(1))


def test_an_index_is_asked_with_the_weights_of_its_parts() -> None:
    built = index().build(table())
    for unit, place in zip(UNITS, built.places[:, -1], strict=True):
        best, worst = weight_range(built, unit=unit, share=0.5)
        assert best.place <= place <= worst.place
        same, still = weight_range(built, unit=unit, share=0.0)
        assert same.place == still.place == place
    parts = np.column_stack([built.of("green"), built.of("work")])
    best, _ = weight_range(built, unit="Dale", share=0.5)
    assert place_of(parts, "Dale", best.weights) == best.place


def place_of(parts: Floats, unit: str, weights: Floats) -> int:
    return place(parts, UNITS.index(unit), weights)


def test_a_geometric_index_has_exact_places_too_and_a_median_has_none() -> None:
    bent = index(normalise=Normalise(low=1), aggregate=Aggregate(Aggregation.GEOMETRIC))
    built = bent.build(table())
    best, worst = weight_range(built, unit="Ash", share=0.3)
    assert best.place <= built.places[0, -1] <= worst.place
    with pytest.raises(CannotTell, match="not for median"):
        weight_range(
            index(aggregate=Aggregate(Aggregation.MEDIAN)).build(table()), unit="Ash", share=0.1
        )
    values = VALUES.copy()
    values[0, :2] = np.nan
    with pytest.raises(CannotTell, match="lacks a part"):
        weight_range(index().build(table(values)), unit="Ash", share=0.1)


@settings(max_examples=20, deadline=None)
@given(st.sampled_from(UNITS), st.floats(0.05, 0.6), st.integers(0, 2**31))
def test_no_drawn_shares_of_a_level_leave_its_exact_range(
    unit: str, share: float, seed: int
) -> None:
    built = index().build(table())
    assert depth(built) == 2
    assert set(level_of(built, 2)) == {"air", "parks", "jobs", "pay"}
    effective = built.design.tree.effective()
    random = np.random.default_rng(seed)
    for level in (1, 2):
        codes = level_of(built, level)
        held = np.column_stack([built.of(code) for code in codes])
        given_ = np.array([effective[code] for code in codes])
        best, worst = weight_range(built, unit=unit, share=share, level=level)
        for found in (best, worst):
            assert place_of(held, unit, found.weights) == found.place
            assert (np.abs(found.weights / given_ - 1) <= share + 1e-9).all()
        drawn = given_ * (1 + random.uniform(-share, share, (80, len(codes))))
        drawn /= drawn.sum(axis=1, keepdims=True)
        inside = (np.abs(drawn / given_ - 1) <= share).all(axis=1)
        places = [place_of(held, unit, weights) for weights in drawn[inside]]
        assert best.place <= min(places, default=best.place)
        assert worst.place >= max(places, default=worst.place)


def test_a_deeper_level_leaves_no_less_open() -> None:
    built = index().build(table())
    for unit in UNITS:
        top, below, whole = proofs(built, unit=unit, share=0.4)
        assert (top.level, below.level) == (1, 2)
        assert below.best.place <= top.best.place
        assert below.worst.place >= top.worst.place
        # The parts of the root are among what varies when all levels do.
        assert whole.level is None
        assert whole.best.place <= top.best.place
        assert whole.worst.place >= top.worst.place


def local(codes: tuple[str, ...], weights: Floats) -> Floats:
    """The parts of their groups, of all nodes, that effective weights of indicators come to."""
    below = dict(zip(codes, weights.tolist(), strict=True))
    green, work = below["air"] + below["parks"], below["jobs"] + below["pay"]
    own = [below["air"] / green, below["parks"] / green]
    return np.array([*own, below["jobs"] / work, below["pay"] / work, green, work])


@settings(max_examples=25, deadline=None)
@given(
    arrays(float, (5, 4), elements=st.integers(0, 99).map(float), unique=True),
    st.sampled_from(UNITS),
    st.floats(0.05, 0.6),
    st.integers(0, 2**31),
)
def test_no_drawn_weights_on_all_levels_leave_the_nested_range(
    values: Floats, unit: str, share: float, seed: int
) -> None:
    built = index().build(table(values))
    scaled, given_ = built.steps["normalised"], np.array([2 / 3, 1 / 3, 0.25, 0.75, 0.4, 0.6])
    best, worst = nested_range(built, unit=unit, share=share)
    for found in (best, worst):
        assert place_of(scaled, unit, found.weights) == found.place
        assert (np.abs(local(CODES, found.weights) / given_ - 1) <= share + 1e-7).all()
    # Two to a group: the second's share follows from the first's, within what both allow.
    room = share * np.minimum(given_[::2], given_[1::2])
    first = given_[::2] + np.random.default_rng(seed).uniform(-room, room, (200, 3))
    first = np.vstack([first, given_[::2] + room * np.array(list(product((-1, 1), repeat=3)))])
    green, work, top = first.T
    drawn = np.column_stack(
        [green * top, (1 - green) * top, work * (1 - top), (1 - work) * (1 - top)]
    )
    places = [place_of(scaled, unit, weights) for weights in drawn]
    assert best.place <= min(places)
    assert worst.place >= max(places)


def test_a_level_there_is_not_is_refused_and_one_not_told_is_left_out() -> None:
    built = index().build(table())
    with pytest.raises(CannotTell, match="no level 0"):
        weight_range(built, unit="Ash", share=0.1, level=0)
    median = index(aggregate=Aggregate(Aggregation.MEDIAN)).build(table())
    assert proofs(median, unit="Ash") == ()
