"""What a duty asks of its unit follows from its dates and its last report alone."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.planning import Need, Reported, hours, need, quarter_of, report_days
from goldenthread.terms.commitments import Commitment, Decision, State
from goldenthread.terms.text import Words

SINCE, DUE = date(2023, 3, 1), date(2023, 11, 15)
DUTY = Commitment(
    id="2023-1",
    number="1",
    title=Words("Repair the sea wall", "修海堤"),
    lead=Words("Works Bureau", "工务局"),
    supporting=(),
    due=DUE,
    document="notice",
    statement=Words("notice#0-9", ""),
    quote=Words("Repair the sea wall", ""),
)
DAYS = st.dates(date(2020, 1, 1), date(2030, 12, 31))


def _need(on: date, last: Reported | None = None, duty: Commitment = DUTY) -> Need | None:
    return need(duty, on=on, since=SINCE, last=last)


@given(DAYS)
def test_every_day_lies_in_its_quarter_and_the_next_day_after_it_in_another(day: date) -> None:
    quarter = quarter_of(day)
    assert day in quarter
    assert quarter.months == 3
    assert quarter.last_day + timedelta(days=1) not in quarter


@given(DAYS, st.none() | DAYS, DAYS)
def test_a_quarter_asks_two_reports_at_most_and_none_before_the_duty(
    since: date, due: date | None, on: date
) -> None:
    within = quarter_of(on)
    days = report_days(since=since, due=due, within=within)
    assert len(days) <= 2
    assert all(day in within and day >= since for day in days)
    if since <= within.start:
        assert within.last_day in days


def test_a_report_is_asked_at_the_quarters_end_and_on_the_due_day() -> None:
    fourth = quarter_of(DUE)
    assert report_days(since=SINCE, due=DUE, within=fourth) == (DUE, date(2023, 12, 31))
    assert hours(2) == 1


@pytest.mark.parametrize(
    ("on", "last", "expected"),
    [
        (date(2023, 5, 2), None, Need.LATER),
        (date(2023, 6, 15), None, Need.LATER),
        (date(2023, 6, 16), None, Need.REPORT),
        (date(2023, 6, 20), Reported(date(2023, 6, 18), Decision.ACCEPTED), Need.LATER),
        (date(2023, 6, 20), Reported(date(2023, 6, 18), Decision.WAITING), Need.WAITING),
        (date(2023, 5, 2), Reported(date(2023, 5, 1), Decision.SENT_BACK), Need.REVISE),
        (DUE, Reported(date(2023, 9, 30), Decision.ACCEPTED), Need.REPORT),
        (date(2023, 11, 16), None, Need.OVERDUE),
        (date(2023, 11, 16), Reported(date(2023, 11, 1), Decision.WAITING), Need.WAITING),
    ],
)
def test_what_a_duty_needs_on_a_day(on: date, last: Reported | None, expected: Need) -> None:
    assert _need(on, last) is expected


@given(DAYS, st.sampled_from([state for state in State if state.is_closed]))
def test_a_closed_duty_needs_nothing(on: date, state: State) -> None:
    assert _need(on, duty=replace(DUTY, state=state)) is None
