"""Periods and dates as offices write them."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.terms.errors import BadPeriod
from goldenthread.terms.periods import Day, Period

YEARS = st.integers(1950, 2150)
WRITTEN = st.one_of(
    st.builds(str, YEARS),
    st.builds("{}H{}".format, YEARS, st.integers(1, 2)),
    st.builds("{}Q{}".format, YEARS, st.integers(1, 4)),
    st.builds("{}Q1-3".format, YEARS),
    st.builds("{}-{:02}".format, YEARS, st.integers(1, 12)),
    st.dates(date(1950, 1, 1), date(2150, 1, 1)).map(date.isoformat),
    st.builds("{}-{:02}-01/P{}M".format, YEARS, st.integers(2, 12), st.sampled_from([2, 4, 5, 7])),
)


@given(WRITTEN)
def test_a_period_is_written_as_it_was_read(words: str) -> None:
    assert Period.parse(words).label == words


@given(
    st.builds(
        Period.of_months, st.builds(date, YEARS, st.integers(1, 12), st.just(1)), st.integers(1, 30)
    )
)
def test_every_period_of_whole_months_can_be_read_back(period: Period) -> None:
    assert Period.parse(period.label) == period


@given(WRITTEN.map(Period.parse))
def test_the_last_day_is_in_the_period_and_the_next_is_not(period: Period) -> None:
    assert period.last_day in period
    assert period.start in period
    assert period.last_day + timedelta(days=1) not in period


@pytest.mark.parametrize(
    ("words", "start", "last"),
    [
        ("2023", date(2023, 1, 1), date(2023, 12, 31)),
        ("2023H2", date(2023, 7, 1), date(2023, 12, 31)),
        ("2023Q1", date(2023, 1, 1), date(2023, 3, 31)),
        ("2023Q1-3", date(2023, 1, 1), date(2023, 9, 30)),
        ("2023Q1-2", date(2023, 1, 1), date(2023, 6, 30)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        (" 2023-05-17 ", date(2023, 5, 17), date(2023, 5, 17)),
        ("2023-01-01/P9M", date(2023, 1, 1), date(2023, 9, 30)),
    ],
)
def test_words_name_these_days(words: str, start: date, last: date) -> None:
    period = Period.parse(words)
    assert (period.start, period.last_day) == (start, last)


@pytest.mark.parametrize(
    "words", ["", "last year", "2023Q5", "2023H3", "2023-13", "2023-02-30", "23"]
)
def test_words_that_name_no_period_are_refused(words: str) -> None:
    with pytest.raises(BadPeriod):
        Period.parse(words)


def test_a_period_that_ends_before_it_starts_is_refused() -> None:
    with pytest.raises(BadPeriod):
        Period(date(2023, 2, 1), date(2023, 2, 1))


@given(WRITTEN.map(Period.parse).filter(lambda period: period.months))
def test_the_year_before_is_as_long_in_months_and_ends_earlier(period: Period) -> None:
    before = period.year_before
    assert before.months == period.months
    assert before.year.start.year == period.year.start.year - 1


@given(WRITTEN.filter(lambda words: len(words) in (4, 7, 10) and words[4:5] in ("", "-")))
def test_a_date_keeps_the_precision_of_its_source(words: str) -> None:
    day = Day(words)
    assert str(day) == words
    assert day.latest == Period.parse(words).last_day


@pytest.mark.parametrize("words", ["2023Q1", "2023H1", "soon", "2023-01-01/P9M"])
def test_a_date_is_a_day_a_month_or_a_year(words: str) -> None:
    with pytest.raises(BadPeriod):
        Day(words)


@pytest.mark.parametrize(
    ("words", "before"),
    [
        ("2024", "2023"),
        ("2024-02", "2023-02"),
        ("2024-02-28", "2023-02-28"),
        ("2024-02-29", "2023-02-28"),
        ("2025-02-28", "2024-02-28"),
        ("2024-01-15/2024-02-29", "2023-01-15/2023-03-01"),
    ],
)
def test_a_year_before_there_is_the_same_period(words: str, before: str) -> None:
    assert Period.parse(words).year_before == Period.parse(before)


@given(st.dates(date(2, 1, 1), date(9000, 1, 1)), st.integers(1, 500))
def test_any_days_have_a_counterpart_a_year_before_and_can_be_read_back(
    start: date, days: int
) -> None:
    period = Period(start, start + timedelta(days=days))
    assert period.year_before.start < period.start
    assert Period.parse(period.label) == period


def test_beyond_the_calendar_is_a_fault_that_says_so() -> None:
    with pytest.raises(BadPeriod, match="no year before 0001"):
        _ = Period.parse("0001").year_before
    with pytest.raises(BadPeriod, match="no day of the calendar"):
        Period.of_months(date(9999, 12, 1), 1)
