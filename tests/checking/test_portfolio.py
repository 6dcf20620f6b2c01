"""Few idle questions among many tests."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.checking import benjamini_hochberg, growth_of_level, keep, one_way_revisions

P_VALUES = st.lists(st.floats(0, 1), min_size=1, max_size=40)
#: The fifteen p-values of Benjamini and Hochberg (1995), section 3: four stand at 0.05.
PUBLISHED = [
    0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262,
    0.5719, 0.6528, 0.7590, 1.0,
]  # fmt: skip


def test_the_published_example_keeps_four() -> None:
    assert benjamini_hochberg(PUBLISHED, q=0.05).tolist() == [True] * 4 + [False] * 11


@given(P_VALUES)
def test_what_is_kept_is_never_larger_than_what_is_dropped(values: list[float]) -> None:
    held, kept = np.array(values), benjamini_hochberg(values)
    if kept.any() and not kept.all():
        assert held[kept].max() <= held[~kept].min()


@given(P_VALUES, st.integers(0, 100))
def test_more_tests_never_keep_more(values: list[float], more: int) -> None:
    few = benjamini_hochberg(values)
    many = benjamini_hochberg(values, tests=len(values) + more)
    assert not (many & ~few).any()


def test_fewer_tests_than_p_values_are_an_error() -> None:
    with pytest.raises(ValueError, match="cannot come from 1"):
        benjamini_hochberg([0.1, 0.2], tests=1)


def test_plain_arithmetic_needs_no_correction_and_chance_does() -> None:
    exact = growth_of_level(632.02, before=596.47, growth=15.6)
    chance = one_way_revisions(np.zeros(40), later=np.r_[np.ones(28), -np.ones(12)])
    assert exact is not None
    assert chance is not None
    assert keep([exact, chance], tests=1) == (exact, chance)
    assert keep([chance, exact], tests=50) == (exact,)
