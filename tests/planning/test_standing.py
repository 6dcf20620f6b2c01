"""How a commitment stands, on days before and after it is due."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.planning import Progress, standing
from goldenthread.terms.commitments import Commitment, Standing, State
from goldenthread.terms.text import NO_WORDS, Words

START, DUE = date(2023, 1, 1), date(2023, 12, 31)
PROMISE = Commitment(
    id="2023-1",
    number="1",
    title=Words("Repair the sea wall", "修复海堤"),
    lead=Words("Works", "市建设局"),
    supporting=(),
    due=DUE,
    document="notice",
    statement=NO_WORDS,
    quote=NO_WORDS,
)
DAYS = st.dates(date(2022, 1, 1), date(2025, 1, 1))
SHARES = st.decimals(-3, 3, places=3)


@given(DAYS, SHARES)
def test_no_due_date_is_never_on_pace(on: date, share: Decimal) -> None:
    undated = replace(PROMISE, due=None)
    assert standing(undated, on=on, progress=Progress(START, share)) is Standing.CANNOT_BE_TOLD


@given(st.dates(max_value=DUE))
def test_silence_is_not_success(on: date) -> None:
    assert standing(PROMISE, on=on) is Standing.CANNOT_BE_TOLD


@given(st.dates(min_value=DUE + timedelta(days=1)), SHARES)
def test_lateness_does_not_depend_on_progress(on: date, share: Decimal) -> None:
    assert standing(PROMISE, on=on, progress=Progress(START, share)) is Standing.OVERDUE


@given(DAYS, st.sampled_from([state for state in State if state.is_closed]))
def test_what_is_closed_is_neither_late_nor_behind(on: date, state: State) -> None:
    closed = replace(PROMISE, state=state, due=None)
    assert standing(closed, on=on) is Standing.CLOSED


@pytest.mark.parametrize("state", [State.NOT_STARTED, State.UNDER_WAY, State.REPORTED_DONE])
def test_the_due_day_itself_still_counts_but_the_next_is_late_until_accepted(state: State) -> None:
    promise = replace(PROMISE, state=state)
    assert standing(promise, on=DUE) is not Standing.OVERDUE
    assert standing(promise, on=DUE + timedelta(days=1)) is Standing.OVERDUE


@pytest.mark.parametrize(
    ("on", "share", "expected"),
    [
        (date(2023, 7, 2), "0.51", Standing.AHEAD),
        (date(2023, 7, 2), "0.5", Standing.ON_PACE),
        (date(2023, 7, 2), "0.49", Standing.BEHIND),
        (date(2023, 7, 2), "0.497", Standing.ON_PACE),
        (DUE, "1", Standing.ON_PACE),
        (DUE, "0.9", Standing.BEHIND),
        (START, "-0.2", Standing.BEHIND),
        (date(2022, 12, 31), "0.5", Standing.CANNOT_BE_TOLD),
    ],
)
def test_pace_is_the_linear_share_of_time_elapsed(on: date, share: str, expected: Standing) -> None:
    assert standing(PROMISE, on=on, progress=Progress(START, Decimal(share))) is expected


@pytest.mark.parametrize(
    ("day", "standing_then"), [(4, Standing.AHEAD), (5, Standing.ON_PACE), (6, Standing.BEHIND)]
)
def test_the_first_and_the_last_day_are_both_days_to_work(
    day: int, standing_then: Standing
) -> None:
    ten_days = replace(PROMISE, due=date(2023, 1, 10))
    half_way = Progress(START, Decimal("0.5"))
    assert standing(ten_days, on=date(2023, 1, day), progress=half_way) is standing_then


@given(st.dates(START, DUE), SHARES, SHARES)
def test_more_progress_never_stands_worse(on: date, one: Decimal, other: Decimal) -> None:
    order = [Standing.BEHIND, Standing.ON_PACE, Standing.AHEAD]
    less, more = sorted((one, other))
    worse = standing(PROMISE, on=on, progress=Progress(START, less))
    better = standing(PROMISE, on=on, progress=Progress(START, more))
    assert order.index(worse) <= order.index(better)
