"""Each reminder goes out once, and nobody is told above those who had no time yet."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.planning import INTERVAL, NOTICES, Step, WorkingDays, escalation, notice

WEEKS = WorkingDays()
#: A Friday.
DUE = date(2023, 6, 30)
ALL = tuple(Step)


def _sent(first: date, days: int) -> list[tuple[date, Step]]:
    """Every step told when somebody looks on each of so many days."""
    sent: dict[Step, date] = {}
    for on in (first + timedelta(days=each) for each in range(days)):
        if WEEKS.holds(on) and (
            step := escalation(DUE, on=on, sent=sent, ladder=ALL, calendar=WEEKS)
        ):
            sent[step] = on
    return [(day, step) for step, day in sent.items()]


@pytest.mark.parametrize(
    ("on", "sent", "said"),
    [
        (date(2023, 6, 15), (), None),
        (date(2023, 6, 16), (), 10),
        (date(2023, 6, 19), (10,), None),
        (date(2023, 6, 27), (10,), 3),
        (date(2023, 6, 28), (10, 3), None),
        (date(2023, 6, 30), (10, 3), 0),
        (date(2023, 6, 30), (), 0),
        (date(2023, 6, 29), (0,), None),
        (date(2023, 7, 1), (), None),
    ],
)
def test_a_day_is_told_ten_and_three_working_days_before_and_on_itself(
    on: date, sent: tuple[int, ...], said: int | None
) -> None:
    assert notice(DUE, on=on, sent=sent, calendar=WEEKS) == said


def test_a_day_within_a_holiday_is_told_on_the_last_day_before_it() -> None:
    calendar = WorkingDays(off=frozenset({date(2023, 6, 29), DUE}))
    assert notice(DUE, on=date(2023, 6, 28), sent=(10, 3), calendar=calendar) == 0


def test_an_overdue_duty_goes_up_a_step_a_week() -> None:
    assert _sent(date(2023, 6, 1), 60) == [
        (date(2023, 7, 3), Step.CONTRIBUTORS),
        (date(2023, 7, 10), Step.HEAD),
        (date(2023, 7, 17), Step.LEADER),
    ]


def test_a_step_without_people_is_passed_over() -> None:
    late = date(2023, 7, 3)
    only = (Step.LEADER,)
    assert escalation(DUE, on=late, sent={}, ladder=only, calendar=WEEKS) is Step.LEADER
    assert escalation(DUE, on=late, sent={}, ladder=(), calendar=WEEKS) is None


@given(st.sets(st.integers(0, 200), max_size=60), st.booleans())
def test_no_step_is_told_before_the_former_had_its_days_however_often_somebody_looks(
    looked: set[int], twice: bool
) -> None:
    sent: dict[Step, date] = {}
    for away in sorted(looked):
        on = DUE + timedelta(days=away)
        for _ in range(2 if twice else 1):
            step = escalation(DUE, on=on, sent=sent, ladder=ALL, calendar=WEEKS)
            if step:
                assert on > DUE
                assert list(sent) == list(ALL)[: ALL.index(step)]
                assert not sent or on >= WEEKS.after(max(sent.values()), INTERVAL)
                assert on not in sent.values()
                sent[step] = on


@given(st.sets(st.integers(0, 40), max_size=20))
def test_however_often_somebody_looks_each_notice_goes_out_at_most_once(looked: set[int]) -> None:
    sent: list[int] = []
    for away in sorted(looked, reverse=True):
        on = DUE - timedelta(days=away)
        if (which := notice(DUE, on=on, sent=sent, calendar=WEEKS)) is not None:
            sent.append(which)
    assert sent == sorted(set(sent), reverse=True)
    assert set(sent) <= set(NOTICES)
