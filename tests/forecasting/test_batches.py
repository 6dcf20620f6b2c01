"""A batch keeps every series whole, its latest value in the last column."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.forecasting.batches import batch, first_places, lengths, mean, origins

ROWS = st.lists(st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=12), min_size=1, max_size=6)


@given(ROWS)
def test_a_batch_gives_back_each_series_from_its_first_value_to_its_last(
    series: list[list[float]],
) -> None:
    rows = batch(series)
    for row, each, first in zip(rows, series, first_places(rows), strict=True):
        assert row[first:].tolist() == each
        assert np.isnan(row[:first]).all()
    assert lengths(rows).tolist() == [len(each) for each in series]


@given(ROWS, st.integers(0, 5))
def test_an_earlier_origin_never_sees_what_came_later(series: list[list[float]], back: int) -> None:
    rows = batch(series)
    earlier = origins(rows, back=min(back, rows.shape[1] - 1))
    for seen, each in zip(earlier, series, strict=True):
        known = seen[~np.isnan(seen)].tolist()
        assert known == each[: max(len(each) - min(back, rows.shape[1] - 1), 0)]


def test_the_mean_is_of_what_is_known_and_of_nothing_it_is_zero() -> None:
    rows = np.array([[np.nan, 1.0, 3.0], [np.nan, np.nan, np.nan]])
    assert mean(rows).tolist() == [[2.0], [0.0]]


def test_a_batch_of_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one value"):
        batch([])
