"""A working day is what the calendar says, and Monday to Friday where it says nothing."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.planning import WorkingDays, working_days
from goldenthread.terms.errors import BadTable

#: The national holiday of 2023 as it was announced, with the two days worked for it.
GOLDEN_WEEK = """# State Council, 8 December 2022
2023-09-29 off Mid-Autumn
2023-10-02 off
2023-10-03 off
2023-10-04 休
2023-10-05 off
2023-10-06 off
2023-10-07 班 instead
2023-10-08 work
"""
CALENDAR = working_days(GOLDEN_WEEK, place="working-days.txt")
DAYS = st.dates(date(2020, 1, 1), date(2030, 12, 31))
CALENDARS = st.builds(
    WorkingDays,
    off=st.frozensets(st.dates(date(2023, 9, 1), date(2023, 10, 31)), max_size=20),
    worked=st.frozensets(st.dates(date(2023, 9, 1), date(2023, 10, 31)), max_size=5),
)


def test_a_holiday_is_off_and_a_weekend_worked_for_it_is_not() -> None:
    assert not CALENDAR.holds(date(2023, 10, 4))
    assert CALENDAR.holds(date(2023, 10, 7))
    assert not CALENDAR.holds(date(2023, 10, 14))
    assert CALENDAR.holds(date(2023, 10, 9))
    assert CALENDAR.last_named() == date(2023, 10, 8)
    assert WorkingDays().last_named() is None


def test_ten_days_of_holiday_count_for_nothing() -> None:
    assert CALENDAR.before(date(2023, 10, 7), 1) == date(2023, 9, 28)
    assert CALENDAR.after(date(2023, 9, 28), 1) == date(2023, 10, 7)
    assert CALENDAR.before(date(2023, 10, 1), 0) == date(2023, 9, 28)
    assert CALENDAR.after(date(2023, 10, 1), 0) == date(2023, 10, 7)


@given(DAYS, st.integers(0, 30), CALENDARS)
def test_counting_forth_and_back_ends_where_it_began(
    day: date, count: int, calendar: WorkingDays
) -> None:
    begun = calendar.after(day, 0)
    there = calendar.after(begun, count)
    assert calendar.before(there, count) == begun
    between = (begun + timedelta(days=each) for each in range(1, (there - begun).days + 1))
    assert sum(map(calendar.holds, between)) == count


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("2023-02-30 off", "line 1"),
        ("\n\n2023-10-02", "line 3"),
        ("2023-10-02 perhaps", "perhaps"),
        ("2023-10-02 off\n2023-10-02 work", "both off and worked"),
    ],
)
def test_a_line_that_says_no_day_is_named(text: str, said: str) -> None:
    with pytest.raises(BadTable, match=said) as refused:
        working_days(text, place="working-days.txt")
    assert str(refused.value.place).startswith("working-days.txt, line")


def test_a_calendar_saved_by_another_program_begins_with_a_mark() -> None:
    assert working_days("\ufeff2023-10-02 off\r\n", place="x").off == {date(2023, 10, 2)}
