"""What pages and minutes do to a text: lists in paragraphs, broken titles, names, two scripts."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.reading import read
from goldenthread.reading.lexicon import lexicon
from goldenthread.terms.statements import StatementType as Type


def said(text: str) -> list[tuple[str, str]]:
    return [(s.quote, s.type.value) for s in read(text).statements]


def test_a_list_within_a_paragraph_is_a_list() -> None:
    text = (
        "The institutions must urgently: a) adopt the plan; b) publish the list;"
        " and (c) report every month."
    )
    assert said(text) == [
        ("adopt the plan", "directive"),
        ("publish the list", "directive"),
        ("report every month", "directive"),
    ]
    assert [s.number for s in read(text).statements] == ["a", "b", "c"]


def test_letters_in_brackets_that_introduce_no_list_stay_in_the_sentence() -> None:
    (only,) = said("The Board will mend section (a) and section (b) of the wall.")
    assert only[1] == "commitment"


def test_points_of_a_chinese_paragraph_are_items_and_their_names_say_nothing() -> None:
    text = "一是加快整改。各单位要建立台账。二是做好统筹。各村要报送方案。"
    assert said(text) == [
        ("各单位要建立台账", "directive"),
        ("各村要报送方案", "directive"),
    ]


def test_who_was_there_is_one_statement() -> None:
    text = "Present: Cllr A. Brown, Mr. J. Smith, Ms. C. Jones.\n\nThe Clerk will write."
    assert said(text) == [
        ("Present: Cllr A. Brown, Mr. J. Smith, Ms. C. Jones", "narration"),
        ("The Clerk will write", "commitment"),
    ]


def test_a_title_does_not_run_into_the_text_below_it() -> None:
    text = "关于重点工作、重点项目的通报\n各单位要建立工作台账。"
    assert said(text) == [("各单位要建立工作台账", "directive")]


def test_a_sentence_of_two_main_clauses_is_two_statements() -> None:
    text = "The minutes had not been sent out and this item will be taken at the next meeting."
    assert said(text) == [
        ("The minutes had not been sent out", "narration"),
        ("this item will be taken at the next meeting", "commitment"),
    ]
    (one,) = said("The Mayor and the Council will mend the wall.")
    assert one[1] == "commitment"


def test_in_chinese_the_same_words_tell_or_ask() -> None:
    (told,) = said("高速交警第一时间启动应急预案，组织力量排查隐患。")
    (asked,) = said("各单位要组织力量排查隐患。")
    assert (told[1], asked[1]) == ("narration", "directive")


def test_traditional_text_is_read_as_simplified_text_is() -> None:
    traditional = read("請內政部於2024年5月31日前，將方案報行政院。")
    simplified = read("请内政部于2024年5月31日前，将方案报行政院。")
    assert [s.span for s in traditional.statements] == [s.span for s in simplified.statements]
    assert [s.type for s in traditional.statements] == [s.type for s in simplified.statements]
    (statement,) = traditional.statements
    assert statement.owner == "內政部"
    assert statement.due is not None
    assert statement.due.to == date(2024, 5, 31)
    assert statement.due.text == "於2024年5月31日前"


@given(st.text(max_size=60))
def test_a_text_in_plain_script_keeps_its_length(text: str) -> None:
    plain = lexicon("zh").plain(text)
    assert len(plain) == len(text)
    assert lexicon("zh").plain(plain) == plain


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("2024年12月28日，各单位要在春节前完成排查。", (date(2025, 1, 28), date(2025, 1, 28))),
        ("2024年12月28日，各单位要在春节期间做好排查。", (date(2025, 1, 29), date(2025, 2, 4))),
        ("2023年3月1日，各单位要在国庆节前完成整改。", (date(2023, 9, 30), date(2023, 9, 30))),
        ("2023年3月1日，各单位要在中秋节前完成整改。", (date(2023, 9, 28), date(2023, 9, 28))),
        ("各单位要在春节前完成排查。", (None, None)),
    ],
)
def test_a_festival_is_the_next_one_after_the_day_of_the_document(
    text: str, days: tuple[date | None, date | None]
) -> None:
    due = read(text).statements[-1].due
    assert due is not None
    assert (due.from_, due.to) == days


def test_beyond_the_table_of_festivals_a_day_stays_unknown() -> None:
    due = read("2060年3月1日，各单位要在中秋节前完成整改。").statements[-1].due
    assert due is not None
    assert due.to is None


def test_lines_under_the_title_of_a_list_are_its_items() -> None:
    text = "2024年民生实事任务分解表\n\n1\n\n新建人行天桥2座。\n\n市住建局\n\n建成老年大学。"
    assert said(text) == [("新建人行天桥2座", "commitment"), ("建成老年大学", "commitment")]


def test_the_day_a_page_says_of_itself_counts_where_the_text_is_silent() -> None:
    assert read("The Clerk will write by the end of June.", about="Published 3 May 2024").date == (
        date(2024, 5, 3)
    )
    told = read("On 2 April 2024 the Board met.", about="Published 3 May 2024")
    assert told.date == date(2024, 4, 2)


def test_every_type_is_found_in_everyday_minutes() -> None:
    text = """The Clerk reported that the bench had been mended.
The Clerk to obtain three quotes by the end of April.
Officials were told to submit a report within three days.
The aim is to halve the number of accidents.
The Chair stressed the importance of working together.
Cllr Smith will contact the school."""
    assert [kind for _, kind in said(text)] == [
        Type.NARRATION,
        Type.DIRECTIVE,
        Type.DIRECTIVE,
        Type.AIM,
        Type.EXHORTATION,
        Type.COMMITMENT,
    ]
