"""Words that say when become calendar days, and what is no date stays none."""

from datetime import date

import pytest

from goldenthread.reading.calendar_words import Reference
from goldenthread.reading.dates import find_day, find_due
from goldenthread.reading.lexicon import lexicon
from goldenthread.reading.numerals import whole_number
from goldenthread.terms.statements import Due
from goldenthread.terms.text import Language

SAID = Reference(date(2023, 3, 10), 2023)


def resolved(text: str, language: Language, reference: Reference = SAID) -> tuple[str, str, str]:
    """The words, first and last day; "-" for what stays open."""
    due = find_due(text, reference=reference, words=lexicon(language))
    assert due is not None, text
    return (due.text, str(due.from_ or "-"), str(due.to or "-"))


@pytest.mark.parametrize(
    ("text", "words", "first", "last"),
    [
        ("于2023年2月7日前报送方案", "于2023年2月7日前", "2023-02-07", "2023-02-07"),
        ("2月7日前报送", "2月7日前", "2023-02-07", "2023-02-07"),
        ("2022年8月19前完成", "2022年8月19前", "2022-08-19", "2022-08-19"),
        ("民國108年5月1日前", "民國108年5月1日前", "2019-05-01", "2019-05-01"),
        ("民國108年完成", "民國108年", "2019-01-01", "2019-12-31"),
        ("11月底前完成督导", "11月底前", "2023-11-30", "2023-11-30"),
        ("月底前完成", "月底前", "2023-03-31", "2023-03-31"),
        ("到2027年底全覆盖", "到2027年底", "2027-12-31", "2027-12-31"),
        ("年底前完成", "年底前", "2023-12-31", "2023-12-31"),
        ("到2027年，收集率达到73%以上", "到2027年", "2027-01-01", "2027-12-31"),
        ("年内形成实物工作量", "年内", "2023-01-01", "2023-12-31"),
        ("今年城镇新增就业11万人", "今年", "2023-01-01", "2023-12-31"),
        ("明年建成", "明年", "2024-01-01", "2024-12-31"),
        ("上半年完成", "上半年", "2023-01-01", "2023-06-30"),
        ("下半年完成", "下半年", "2023-07-01", "2023-12-31"),
        ("前三季度完成", "前三季度", "2023-01-01", "2023-09-30"),
        ("在四季度交出报表", "在四季度", "2023-10-01", "2023-12-31"),
        ("三季度末前开工", "三季度末前", "2023-09-30", "2023-09-30"),
        ("在2023年中完成檢視", "在2023年中", "2023-06-30", "2023-06-30"),
        ("15日内报告", "15日内", "2023-03-10", "2023-03-25"),
        ("三个月内整改", "三个月内", "2023-03-10", "2023-06-10"),
        ("5月完成", "5月", "2023-05-01", "2023-05-31"),
        ("按期完成", "按期", "-", "-"),
        ("每年公布预测", "每年", "-", "-"),
        ("2023年2月30日前报送", "2023年2月30日前", "-", "-"),
    ],
)
def test_chinese_words_for_a_due_date(text: str, words: str, first: str, last: str) -> None:
    assert resolved(text, "zh") == (words, first, last)


@pytest.mark.parametrize(
    ("text", "words", "first", "last"),
    [
        ("finish it by 31 December 2023", "by 31 December 2023", "2023-12-31", "2023-12-31"),
        ("finish it by June 2", "by June 2", "2023-06-02", "2023-06-02"),
        ("on Monday, 17 May 2021", "on Monday, 17 May 2021", "2021-05-17", "2021-05-17"),
        ("at its meeting of 15 October 2008", "at its meeting of 15 October 2008", "2008-10-15",
         "2008-10-15"),
        ("by the end of this month", "by the end of this month", "2023-03-31", "2023-03-31"),
        ("before this month end", "before this month end", "2023-03-31", "2023-03-31"),
        ("before the end of the year", "before the end of the year", "2023-12-31", "2023-12-31"),
        ("by the end of 2025", "by the end of 2025", "2025-12-31", "2025-12-31"),
        ("in the fourth quarter", "in the fourth quarter", "2023-10-01", "2023-12-31"),
        ("by the end of the third quarter", "by the end of the third quarter", "2023-09-30",
         "2023-09-30"),
        ("in the first half of 2024", "in the first half of 2024", "2024-01-01", "2024-06-30"),
        ("by 2030", "by 2030", "2030-01-01", "2030-12-31"),
        ("next year", "next year", "2024-01-01", "2024-12-31"),
        ("this year", "this year", "2023-01-01", "2023-12-31"),
        ("within 15 days", "within 15 days", "2023-03-10", "2023-03-25"),
        ("in next two years", "in next two years", "2023-03-10", "2025-03-10"),
        ("within three months", "within three months", "2023-03-10", "2023-06-10"),
        ("during October", "during October", "2023-10-01", "2023-10-31"),
        ("by 31 June 2023", "by 31 June 2023", "-", "-"),
        ("on time", "on time", "-", "-"),
        ("hold a review every month", "every month", "-", "-"),
    ],
)  # fmt: skip
def test_english_words_for_a_due_date(text: str, words: str, first: str, last: str) -> None:
    assert resolved(text, "en") == (words, first, last)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("尽快形成实际支出", "zh"),
        ("抓紧制定方案", "zh"),
        ("锚定2035年远景目标", "zh"),
        ("落实《2023年工作方案》", "zh"),
        ("做好“十四五”规划", "zh"),
        ("act urgently and without delay", "en"),
        ("implement the Community Vision 2025", "en"),
        ("as soon as possible", "en"),
        ("", "en"),
    ],
)
def test_urgency_and_years_in_titles_are_no_dates(text: str, language: Language) -> None:
    assert find_due(text, reference=SAID, words=lexicon(language)) is None


def test_a_monthly_due_date_keeps_its_day_and_first_occurrence() -> None:
    words = lexicon("zh")
    due = find_due("从2022年3月起,务于每月25日前报送", reference=Reference(), words=words)
    assert due is not None
    assert (due.recur, due.from_, due.to) == ("monthly/25", date(2022, 3, 25), None)


@pytest.mark.parametrize(
    ("text", "language", "recur"),
    [
        ("by the 5th of every month", "en", "monthly/5"),
        ("chair a fortnightly meeting", "en", "fortnightly"),
        ("每季度通报", "zh", "quarterly"),
        ("每周调度", "zh", "weekly"),
    ],
)
def test_recurrence_is_named(text: str, language: Language, recur: str) -> None:
    due = find_due(text, reference=SAID, words=lexicon(language))
    assert due is not None
    assert due.recur == recur


@pytest.mark.parametrize(
    ("text", "language"),
    [("今年完成", "zh"), ("年底前完成", "zh"), ("by June 2", "en"), ("this month", "en"),
     ("within 15 days", "en")],
)  # fmt: skip
def test_without_a_day_of_its_own_a_document_leaves_relative_words_open(
    text: str, language: Language
) -> None:
    words, first, last = resolved(text, language, Reference())
    assert (first, last) == ("-", "-")
    assert words


def test_the_last_day_of_february_two_years_on_stays_in_the_calendar() -> None:
    leap = Reference(date(2024, 2, 29), 2024)
    assert resolved("within two years", "en", leap)[1:] == ("-", "-")
    assert (
        resolved("within two months", "en", Reference(date(2023, 12, 31), 2023))[2] == "2024-02-29"
    )


def test_the_first_whole_day_is_found_past_one_that_is_not_in_the_calendar() -> None:
    text = "2023年2月30日或2023年3月1日"
    assert find_day(text, reference=Reference(), words=lexicon("zh")) == date(2023, 3, 1)


@pytest.mark.parametrize(
    ("text", "number"),
    [("12", 12), ("1,200", 1200), ("三", 3), ("两", 2), ("二十五", 25), ("百分", None), ("", None)],
)
def test_numerals_of_both_scripts_are_read(text: str, number: int | None) -> None:
    assert whole_number(text, words=lexicon("zh")) == number


def test_a_year_that_is_looked_back_on_is_no_due_date() -> None:
    def due(text: str) -> Due | None:
        return find_due(text, reference=Reference(year=2023), words=lexicon("en"))

    assert due("repair the wall, as agreed in 2015") is None
    assert due("repair the wall by 2015") is not None
    assert due("repair the wall in 2024") is not None


TOLD = Reference(date(2023, 10, 11), 2023)  # a Wednesday


@pytest.mark.parametrize(
    ("text", "language", "days"),
    [
        ("本周内完成", "zh", (date(2023, 10, 9), date(2023, 10, 15))),
        ("下周五前报送", "zh", (date(2023, 10, 20), date(2023, 10, 20))),
        ("周五前报送", "zh", (date(2023, 10, 13), date(2023, 10, 13))),
        ("周二前报送", "zh", (date(2023, 10, 17), date(2023, 10, 17))),
        ("10个工作日内", "zh", (date(2023, 10, 11), date(2023, 10, 25))),
        ("11月上旬", "zh", (date(2023, 11, 1), date(2023, 11, 10))),
        ("11月中旬", "zh", (date(2023, 11, 11), date(2023, 11, 20))),
        ("明年2月下旬", "zh", (date(2024, 2, 21), date(2024, 2, 29))),
        ("明年3月底前", "zh", (date(2024, 3, 31), date(2024, 3, 31))),
        ("“十四五”末", "zh", (date(2025, 12, 31), date(2025, 12, 31))),
        ("by Friday", "en", (date(2023, 10, 13), date(2023, 10, 13))),
        ("by close of business on Tuesday", "en", (date(2023, 10, 17), date(2023, 10, 17))),
        ("by the end of next month", "en", (date(2023, 11, 30), date(2023, 11, 30))),
        ("by mid-2024", "en", (date(2024, 6, 30), date(2024, 6, 30))),
        ("in Q4", "en", (date(2023, 10, 1), date(2023, 12, 31))),
        ("by March next year", "en", (date(2024, 3, 1), date(2024, 3, 31))),
        ("by next Friday", "en", (None, None)),
        ("by the next meeting", "en", (None, None)),
        ("by spring 2024", "en", (None, None)),
        ("by the end of the financial year", "en", (None, None)),
    ],
)
def test_weeks_and_parts_of_months_are_counted_from_the_day_of_the_document(
    text: str, language: Language, days: tuple[date | None, date | None]
) -> None:
    due = find_due(text, reference=TOLD, words=lexicon(language))
    assert due is not None
    assert (due.from_, due.to) == days


@pytest.mark.parametrize("text", ["本周内完成", "下周五前", "11月上旬", "10个工作日内"])
def test_without_a_day_of_its_own_a_document_fixes_no_week(text: str) -> None:
    due = find_due(text, reference=Reference(), words=lexicon("zh"))
    assert due is not None
    assert (due.from_, due.to) == (None, None)


@pytest.mark.parametrize(
    ("text", "recur"), [("every Monday", "weekly"), ("twice a year", "twice yearly")]
)
def test_english_recurrence(text: str, recur: str) -> None:
    due = find_due(text, reference=TOLD, words=lexicon("en"))
    assert due is not None
    assert due.recur == recur


def test_the_plan_itself_is_no_deadline() -> None:
    assert find_due("落实“十四五”规划", reference=TOLD, words=lexicon("zh")) is None
