"""Printed lines become paragraphs again, without the heads and numbers of their pages."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.reading.opening.lines import Line, fused, paragraphs

#: Lines of the body reach from 72 to 500 points and stand 16 apart.
FULL = Line("", left=72, right=500, size=12)
WORDS = ("one", "two", "three", "four")


def printed(*lines: str | tuple[str, float] | Line, top: float = 700) -> list[Line]:
    """Return lines below one another; a bare text is full, (text, right) ends where it says."""
    made = []
    for place, given_line in enumerate(lines):
        line = given_line
        if isinstance(line, str):
            line = replace(FULL, words=line)
        elif isinstance(line, tuple):
            line = replace(FULL, words=line[0], right=line[1])
        upper = top - 16 * place
        made.append(replace(line, top=upper, bottom=upper - line.size))
    return made


def test_chinese_lines_join_without_a_blank_and_english_ones_with_one() -> None:
    assert paragraphs([printed("市政府将于2023年12月31日前修复", ("海堤。", 120))]) == [
        "市政府将于2023年12月31日前修复海堤。"
    ]
    assert paragraphs([printed("The Works Department will repair the", ("sea wall.", 140))]) == [
        "The Works Department will repair the sea wall."
    ]


@pytest.mark.parametrize(
    ("pieces", "text"),
    [
        (["responsi-", "bility"], "responsibility"),
        (["Anglo-", "Saxon"], "Anglo- Saxon"),
        (["2019-", "2020"], "2019- 2020"),
        (["修复", "Works"], "修复Works"),
        (["by", "2023年"], "by 2023年"),
        ([], ""),
        (["", "a", ""], "a"),
    ],
)
def test_hyphens_and_blanks_at_line_ends(pieces: list[str], text: str) -> None:
    assert fused(pieces) == text


def test_a_short_line_ends_its_paragraph() -> None:
    page = printed("The Board met in the town hall and agreed", ("on it.", 120), "The mayor went")
    assert paragraphs([page]) == [
        "The Board met in the town hall and agreed on it.",
        "The mayor went",
    ]


def test_an_indented_line_begins_a_paragraph() -> None:
    indented = replace(FULL, words="市财政局负责资金保障并按季度报告进展", left=96)
    page = printed("市水务局负责修复东段海堤并确保汛期安全。", indented, "情况，及时协调")
    assert paragraphs([page]) == [
        "市水务局负责修复东段海堤并确保汛期安全。",
        "市财政局负责资金保障并按季度报告进展情况，及时协调",
    ]


@pytest.mark.parametrize("begins", ["一、", "（二）", "3. ", "第四条", "• ", "⑤", "(b) "])
def test_a_list_number_begins_an_item_even_after_a_full_line(begins: str) -> None:
    page = printed("各部门要认真落实以下各项任务并按期完成。", f"{begins}修复海堤")
    assert len(paragraphs([page])) == 2


def test_a_number_inside_a_sentence_begins_nothing() -> None:
    page = printed("市政府将在全市范围内推进海堤修复工程，计划于", "12.5公里岸线上开工")
    assert len(paragraphs([page])) == 1


def test_a_paragraph_goes_on_over_the_page() -> None:
    pages = [printed("The Works Department will"), printed("repair the wall by Friday")]
    assert paragraphs(pages) == ["The Works Department will repair the wall by Friday"]


def test_running_heads_and_page_numbers_are_left_out() -> None:
    pages = [
        printed(
            f"Minutes of the Board · {number}",
            f"The words that stand on page {word} are in no way those",
            (f"of another than {word}.", 150),
            (f"- {number} -", 90),
        )
        for number, word in enumerate(WORDS, 1)
    ]
    assert paragraphs(pages) == [
        f"The words that stand on page {word} are in no way those of another than {word}."
        for word in WORDS
    ]


@pytest.mark.parametrize(
    "number", ["7", "- 7 -", "— 7 —", "第7页", "第 3 页 共 9 页", "Page 3 of 9", "iv", "3/9"]
)
def test_a_page_number_is_known_even_on_a_single_page(number: str) -> None:
    page = printed(("Repair the sea wall.", 200), (number, 90))
    assert paragraphs([page]) == ["Repair the sea wall."]


def test_a_year_on_a_line_of_its_own_in_the_middle_stays() -> None:
    page = printed(("Plan", 100), ("2023", 100), ("Repair the sea wall.", 200))
    assert "2023" in paragraphs([page])


def test_larger_lines_are_headings_and_those_of_one_size_are_one() -> None:
    large = replace(FULL, words="关于修复东段海堤并确保安全度汛的", size=22)
    body = "市政府各部门各直属机构请认真贯彻执行以下各项要求。"
    page = printed(large, replace(large, words="通知"), "各县区人民政府和有关部门，", body)
    assert paragraphs([page])[0] == "# 关于修复东段海堤并确保安全度汛的通知"


@given(st.lists(st.lists(st.text("ab 一二。-12", min_size=1), max_size=6), max_size=5))
def test_any_lines_make_paragraphs_on_one_line_each(pages: list[list[str]]) -> None:
    made = paragraphs([printed(*page) for page in pages])
    assert all("\n" not in block for block in made)
