"""Revisions, days, targets and digits."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.checking import bunching, heaping, late_when_bad, one_way_revisions
from goldenthread.terms.errors import CannotTell


@pytest.mark.parametrize(("good", "is_asked"), [(27, False), (28, True), (40, True)])
def test_forty_revisions_are_asked_about_from_twenty_eight_one_way(
    good: int, is_asked: bool
) -> None:
    # P(X >= 28 | 40, 1/2) is 0.83 %, P(X >= 27) 1.92 %.
    later = np.where(np.arange(40) < good, 1.0, -1.0)
    assert (one_way_revisions(np.zeros(40), later=later) is not None) is is_asked
    falling = one_way_revisions(np.zeros(40), later=-later, more_is_good=False)
    assert (falling is not None) is is_asked


def test_a_way_that_is_usual_elsewhere_is_not_asked_about() -> None:
    later = np.where(np.arange(40) < 28, 1.0, -1.0)
    assert one_way_revisions(np.zeros(40), later=later, usual=0.65) is None


def test_equal_values_are_no_revision() -> None:
    with pytest.raises(CannotTell, match="there are 19"):
        one_way_revisions(np.zeros(60), later=np.r_[np.ones(19), np.zeros(41)])


def test_a_figure_that_never_came_waits_longest() -> None:
    bad = np.arange(24) < 8
    days = np.where(bad, np.inf, 30.0 + np.arange(24))
    asked = late_when_bad(days, bad=bad)
    assert asked is not None
    assert late_when_bad(np.where(bad, 10.0, days), bad=bad) is None


@given(st.integers(-50, 50), st.floats(0.1, 100))
def test_bunching_depends_on_neither_unit_nor_place(shift: int, factor: float) -> None:
    off = np.linspace(-2, 2, 401)
    bunched = np.where((off < 0) & (off > -0.3), -off, off)
    for values, is_asked in ((off, False), (bunched, True)):
        moved = (values + shift) * factor
        assert (bunching(moved, target=shift * factor) is not None) is is_asked


def test_a_bunch_on_the_bad_side_is_not_asked_about() -> None:
    off = np.linspace(-2, 2, 401)
    bunched = np.where((off < 0) & (off > -0.3), -off, off)
    assert bunching(bunched, target=0.0, more_is_good=False) is None
    assert bunching(-bunched, target=0.0, more_is_good=False) is not None


def test_even_last_digits_are_not_asked_about_and_round_ones_are() -> None:
    held = np.arange(1000.0, 1100.0)
    assert heaping(held) is None
    assert heaping(np.where(np.arange(100) % 2, 5 * np.rint(held / 5), held)) is not None
    assert heaping(held / 10, precision=0.1) is None


@pytest.mark.parametrize(
    "too_few",
    [
        lambda: one_way_revisions(np.zeros(19), later=np.ones(19)),
        lambda: late_when_bad(np.ones(19), bad=np.arange(19) < 9),
        lambda: late_when_bad(np.ones(40), bad=np.arange(40) < 4),
        lambda: bunching(np.ones(299), target=0.0),
        lambda: heaping(np.full(49, 1000.0)),
        lambda: heaping(np.full(60, 12.0)),
    ],
)
def test_too_few_figures_are_told_not_judged(too_few: object) -> None:
    assert callable(too_few)
    with pytest.raises(CannotTell, match="needs at least"):
        too_few()
