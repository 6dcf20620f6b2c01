"""Periods as offices write them in two languages, and what is not guessed."""

from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.measuring import FiscalYear, read_period
from goldenthread.measuring.periodwords import is_pair_of_years, of_pair
from goldenthread.measuring.years import FiscalYearNotSaid, YearNotSaid
from goldenthread.terms.errors import BadPeriod
from goldenthread.terms.periods import Period

APRIL = FiscalYear(4)


@pytest.mark.parametrize(
    ("words", "label"),
    [
        ("2023Q4", "2023Q4"),
        ("2023-Q3", "2023Q3"),
        ("2023 Q3", "2023Q3"),
        ("Q3 2023", "2023Q3"),
        ("3Q 2023", "2023Q3"),
        ("Third quarter of 2023", "2023Q3"),
        ("2023年前三季度", "2023Q1-3"),
        ("2023年1-3季度", "2023Q1-3"),
        ("first three quarters of 2023", "2023Q1-3"),
        ("Q1–Q3 2023", "2023Q1-3"),
        ("2023年1—9月", "2023Q1-3"),
        ("2023年1-9月", "2023Q1-3"),
        ("2023年1月至9月累计", "2023Q1-3"),
        ("２０２３年１～９月", "2023Q1-3"),
        ("2023年前9个月", "2023Q1-3"),
        ("2023年前九个月", "2023Q1-3"),
        ("Jan–Sep 2023", "2023Q1-3"),
        ("January to September 2023", "2023Q1-3"),
        ("9M 2023", "2023Q1-3"),
        ("the first nine months of 2023", "2023Q1-3"),
        ("2023-01-01/P9M", "2023Q1-3"),
        ("2023年1—2月", "2023-01-01/P2M"),
        ("2023年第四季度", "2023Q4"),
        ("2023年一季度", "2023Q1"),
        ("二〇二三年一季度", "2023Q1"),
        ("2023年上半年", "2023H1"),
        ("2023年下半年", "2023H2"),
        ("H1 2023", "2023H1"),
        ("1H 2023", "2023H1"),
        ("2023-S1", "2023H1"),
        ("first half of 2023", "2023H1"),
        ("2023年", "2023"),
        ("2023年全年", "2023"),
        ("2023年度", "2023"),
        ("2023年12月份", "2023-12"),
        ("2023年十二月", "2023-12"),
        ("2023-M05", "2023-05"),
        ("2023/5", "2023-05"),
        ("2023.05", "2023-05"),
        ("Sept 2023", "2023-09"),
        ("April 2021", "2021-04"),
        ("2023年5月17日", "2023-05-17"),
        ("2023/5/17", "2023-05-17"),
        ("Jan 2012-Dec 2012", "2012"),
        ("Nov 2012-Jan 2013", "2012-11-01/P3M"),
        ("2010-11", "2010-11"),
        ("1st half 2023", "2023H1"),
        ("3rd quarter of 2023", "2023Q3"),
        ("Jan-23", "2023-01"),
        ("Sept '23", "2023-09"),
        ("Mar-2023", "2023-03"),
        ("民國112年第1季", "2023Q1"),
        ("民国112年1-9月", "2023Q1-3"),
        ("31 March 2023", "2023-03-31"),
        ("March 31, 2023", "2023-03-31"),
        ("year ending March 2023", "2022-04-01/P12M"),
        ("Year ended 31 March 2023", "2022-04-01/P12M"),
        ("12 months to December 2023", "2023"),
        ("quarter ending June 2023", "2023Q2"),
        ("three months to January 2023", "2022-11-01/P3M"),
        ("2023年末", "2023-12-31"),
        ("2023年底", "2023-12-31"),
        ("2024年2月末", "2024-02-29"),
        ("2023年一季度末", "2023-03-31"),
        ("截至2023年9月末", "2023-09-30"),
        ("2023年上半年末", "2023-06-30"),
    ],
)
def test_words_name_this_period(words: str, label: str) -> None:
    assert read_period(words) == Period.parse(label)


@pytest.mark.parametrize(
    ("words", "label"),
    [
        ("2023年9月累计", "2023Q1-3"),
        ("2023年9月份累計", "2023Q1-3"),
        ("2023年二季度累计", "2023H1"),
        ("2023年1-9月累计", "2023Q1-3"),
        ("2023年累计", "2023"),
        ("Year to date Sep 2023", "2023Q1-3"),
        ("Sep 2023 YTD", "2023Q1-3"),
        ("2023-Q2 (cumulative)", "2023H1"),
        ("cumulative to June 2023", "2023H1"),
        ("2023/24 Q2 cumulative", "2023-04-01/P6M"),
        ("FY2024 Q1 year to date", "2023Q2"),
    ],
)
def test_what_is_counted_so_far_begins_with_its_year(words: str, label: str) -> None:
    assert read_period(words, fiscal=APRIL) == Period.parse(label)


@pytest.mark.parametrize(
    "words",
    [
        "year ending 30 March 2023",
        "31/03/2023",
        "30 February 2023",
        "2023年13月末",
        "Jan 23",
        "to June 2023",
    ],
)
def test_what_is_open_or_not_in_the_calendar_is_not_guessed(words: str) -> None:
    with pytest.raises(BadPeriod):
        read_period(words)


@pytest.mark.parametrize(
    ("words", "label"),
    [
        ("1—9月", "2023Q1-3"),
        ("前三季度", "2023Q1-3"),
        ("上半年", "2023H1"),
        ("全年", "2023"),
        ("三季度", "2023Q3"),
        ("1-2月份", "2023-01-01/P2M"),
        ("Q3", "2023Q3"),
        ("Jan-Sep", "2023Q1-3"),
        ("first half", "2023H1"),
    ],
)
def test_a_part_of_a_year_takes_its_year_from_the_table_and_is_refused_without(
    words: str, label: str
) -> None:
    assert read_period(words, year=2023) == Period.parse(label)
    with pytest.raises(YearNotSaid, match="says no year"):
        read_period(words)


@pytest.mark.parametrize("words", ["2022年1-9月", "Q3 2022", "2022"])
def test_a_year_that_is_written_goes_before_the_one_of_the_table(words: str) -> None:
    assert read_period(words, year=2023).start.year == 2022


@pytest.mark.parametrize(
    ("words", "start", "last"),
    [
        ("FY2023", date(2022, 4, 1), date(2023, 3, 31)),
        ("FY23", date(2022, 4, 1), date(2023, 3, 31)),
        ("2022-23", date(2022, 4, 1), date(2023, 3, 31)),
        ("2022/23", date(2022, 4, 1), date(2023, 3, 31)),
        ("2022–2023", date(2022, 4, 1), date(2023, 3, 31)),
        ("FY2022/23", date(2022, 4, 1), date(2023, 3, 31)),
        ("1999/00", date(1999, 4, 1), date(2000, 3, 31)),
        ("2022—2023财年", date(2022, 4, 1), date(2023, 3, 31)),
        ("Q2 FY23", date(2022, 7, 1), date(2022, 9, 30)),
        ("FY23 Q2", date(2022, 7, 1), date(2022, 9, 30)),
        ("2022/23 Q4", date(2023, 1, 1), date(2023, 3, 31)),
        ("FY2023 H2", date(2022, 10, 1), date(2023, 3, 31)),
    ],
)
def test_a_fiscal_year_starts_when_the_body_says_and_is_refused_without(
    words: str, start: date, last: date
) -> None:
    period = read_period(words, fiscal=APRIL)
    assert (period.start, period.last_day) == (start, last)
    with pytest.raises(FiscalYearNotSaid):
        read_period(words)


def test_a_fiscal_year_may_be_named_by_its_start_or_be_the_calendar_year() -> None:
    japan = FiscalYear(4, is_named_by_start=True)
    assert read_period("FY2023", fiscal=japan).start == date(2023, 4, 1)
    assert read_period("FY2023", fiscal=FiscalYear(10)).start == date(2022, 10, 1)
    assert read_period("FY2023", fiscal=FiscalYear(1)) == Period.parse("2023")
    with pytest.raises(BadPeriod):
        FiscalYear(13)


def test_a_pair_of_years_follows_one_upon_the_other() -> None:
    assert is_pair_of_years("2010-11")
    assert is_pair_of_years("1999–2000")
    assert not is_pair_of_years("2010-12")
    assert not is_pair_of_years("2019-23")
    assert of_pair("2010-11", fiscal=APRIL).start == date(2010, 4, 1)


@pytest.mark.parametrize(
    "words",
    [
        *("", "GDP", "地区", "总计", "13月", "2023-13", "2023-02-30", "Q5 2023", "FY2023Q5", "5"),
        *("100.4", "2020-2023", "2019-23", "9-1月", "2023年13月", "last year", "12345", "20230105"),
    ],
)
def test_what_names_no_period_is_refused(words: str) -> None:
    with pytest.raises(BadPeriod):
        read_period(words, year=2023, fiscal=APRIL)


@given(st.integers(1950, 2150), st.integers(1, 12), st.integers(1, 12))
def test_months_from_to_are_the_same_in_every_way_of_writing(
    year: int, first: int, other: int
) -> None:
    first, last = sorted((first, other))
    period = Period.of_months(date(year, first, 1), last - first + 1)
    names = [date(2000, month, 1).strftime("%b") for month in (first, last)]
    assert read_period(f"{year}年{first}—{last}月") == period
    assert read_period(f"{first}月-{last}月", year=year) == period
    assert read_period(f"{names[0]}–{names[1]} {year}") == period


@given(st.text(max_size=20))
def test_any_text_is_a_period_or_a_clear_refusal(words: str) -> None:
    with suppress(BadPeriod):
        assert isinstance(read_period(words, year=2023, fiscal=APRIL), Period)
