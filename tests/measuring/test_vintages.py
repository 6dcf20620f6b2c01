"""Many series at once: what was known on a day, closed rows, never later knowledge."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.measuring import NEVER, Vintages, history, vintages
from goldenthread.terms.observations import Kind, Observation, Status
from goldenthread.terms.periods import Day, Period

FIRST = Observation(
    indicator="gdp",
    area="here",
    period=Period.parse("2021"),
    value=Decimal("6355.28"),
    unit="100m yuan",
    kind=Kind.LEVEL_FLOW,
    source="S1",
    known=Day("2022-01-20"),
    recorded=date(2026, 11, 22),
)
DAYS = st.dates(date(2022, 1, 1), date(2022, 3, 1))
ROWS = st.lists(
    st.builds(
        lambda known, value, status, area, period: replace(
            FIRST,
            known=Day(known.isoformat()),
            value=Decimal(value),
            status=status,
            area=area,
            period=Period.parse(period),
        ),
        DAYS,
        st.integers(-9, 9),
        st.sampled_from(Status),
        st.sampled_from(["here", "there"]),
        st.sampled_from(["2021", "2021Q4"]),
    ),
    max_size=20,
)


def columns(rows: list[tuple[int, str, float]]) -> Vintages:
    """Rows of a series, the day known and a value, all of the year 2021."""
    return Vintages.of(
        [series for series, _, _ in rows],
        start=["2021-01-01"] * len(rows),
        end=["2022-01-01"] * len(rows),
        known=[known for _, known, _ in rows],
        value=[value for _, _, value in rows],
    )


@given(ROWS, DAYS)
def test_columns_hold_in_force_the_very_rows_that_history_finds(
    rows: list[Observation], known: date
) -> None:
    made, names = vintages(rows)
    held = made.history(known=known)
    found = {
        (*names[series], rows[row].period): rows[row]
        for series, row in zip(held.series, held.row, strict=True)
    }
    assert len(found) == len(held)
    assert found == history(rows, known=known)


@given(ROWS)
def test_no_row_is_lost_and_every_row_keeps_its_value(rows: list[Observation]) -> None:
    made, _ = vintages(rows)
    assert sorted(made.row) == list(range(len(rows)))
    assert list(made.value) == [float(rows[row].value) for row in made.row]


@given(ROWS, DAYS)
def test_what_comes_later_never_changes_what_was_known(
    rows: list[Observation], known: date
) -> None:
    earlier = [row for row in rows if row.known_by <= known]
    whole, part = vintages(rows)[0].history(known=known), vintages(earlier)[0].history(known=known)
    assert sorted(whole.value) == sorted(part.value)


def test_on_the_last_day_of_the_calendar_what_was_never_closed_still_stands() -> None:
    made = Vintages.of(
        [1, 1], start=["2023"] * 2, end=["2024"] * 2, value=[1, 2], known=["2024-02", "2024-03"]
    )
    assert list(made.history(known=date.max).value) == [2.0]


def test_a_row_is_closed_on_the_day_the_next_one_becomes_known() -> None:
    made = columns([(1, "2023-03-01", 6388.38), (1, "2022-01-20", 6355.28), (2, "2022-05-01", 1.0)])
    assert list(made.value) == [6355.28, 6388.38, 1.0]
    assert list(made.closed) == [np.datetime64("2023-03-01"), NEVER, NEVER]
    assert list(made.history(known=date(2023, 2, 28)).value) == [6355.28, 1.0]
    assert list(made.history(known=date(2023, 3, 1)).value) == [6388.38, 1.0]


def test_numbers_too_large_to_pack_are_sorted_all_the_same() -> None:
    far = 2**61
    made = columns([(far, "2023-01-01", 2.0), (-far, "2022-01-01", 0.0), (far, "2022-01-01", 1.0)])
    assert list(made.value) == [0.0, 1.0, 2.0]
    assert list(made.history(known=date(2022, 6, 1)).value) == [0.0, 1.0]


def test_no_rows_are_no_rows() -> None:
    made, names = vintages([])
    assert (len(made), names, len(made.history(known=date(2022, 1, 1)))) == (0, (), 0)


def test_columns_of_different_lengths_are_refused() -> None:
    with pytest.raises(ValueError, match="different lengths"):
        Vintages.of([1], start=["2021-01-01"], end=["2022-01-01"], known=[], value=[1.0])
