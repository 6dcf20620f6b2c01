"""Laws that hold for any text, and how the parts of a document bear on each other."""

import subprocess
import sys
from datetime import date
from textwrap import dedent

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goldenthread.reading import as_json, detect_language, read
from goldenthread.terms.meetings import MeetingRecord
from goldenthread.terms.statements import Gap, StatementType
from goldenthread.terms.text import Language

#: Pieces that documents are made of, so that chance hits on the rules as well.
PIECES = st.sampled_from(
    [
        "会议强调，", "要", "各部门", "市政府将", "确保", "增长6%左右", "一、", "1．",
        "（牵头单位：市财政局）", "。", "；", "，", "：", "《方案》", "2023年", "12月31日前",
        "每月25日前", "\n", "\r\n", "\n\n", " ", "\u3000", "# ", "> ", "- ", "The Board ",
        "agreed to ", "will ", "directed the clerk to ", "by 31 June 2023", "at least 5 per cent",
        "It was noted that ", "Lead: A. ", "With: B; C.", ". ", "; ", ": ", "“", "”", "(", ")",
        "as follows:", "(發展局)", "百分之五", "第二十", "\u2028", "\x85", "\ufeff", "𠮷",
    ]
)  # fmt: skip
TEXTS = st.one_of(st.text(max_size=200), st.lists(PIECES, max_size=40).map("".join))
LANGUAGES = st.sampled_from(["en", "zh", None])


def check_places(record: MeetingRecord) -> None:
    end = 0
    for statement in record.statements:
        assert statement.span.of(record.text) == statement.quote
        assert statement.quote == statement.quote.strip() != ""
        assert statement.span.start >= end
        end = statement.span.end
    for passage in (*record.sources, *record.priorities):
        assert passage.span.of(record.text).strip()


@settings(deadline=None, max_examples=300)
@given(TEXTS, LANGUAGES)
def test_every_statement_stands_at_its_exact_place(text: str, language: Language | None) -> None:
    record = read(text, language=language)
    assert record.text == text
    check_places(record)


@settings(deadline=None, max_examples=100)
@given(TEXTS, LANGUAGES)
def test_reading_twice_says_the_same_and_the_json_holds_the_contract(
    text: str, language: Language | None
) -> None:
    first = as_json(read(text, language=language))
    assert first == as_json(read(text, language=language))
    for row in first["statements"]:
        assert set(row) == {"start", "end", "quote", "type", "owner", "due", "measure", "gaps"}
        assert first["text"][row["start"] : row["end"]] == row["quote"]


@settings(deadline=None, max_examples=100)
@given(TEXTS, LANGUAGES)
def test_a_narration_or_exhortation_never_has_gaps_due_or_measure(
    text: str, language: Language | None
) -> None:
    for statement in read(text, language=language).statements:
        if statement.type in (StatementType.NARRATION, StatementType.EXHORTATION):
            assert (statement.gaps, statement.due, statement.measure) == ((), None, None)


@pytest.mark.parametrize("text", ["", " \n", "\n\n\n", "#", ">", "。", "1．", "（牵头单位：）"])
def test_a_text_that_says_nothing_has_no_statements(text: str) -> None:
    assert read(text).statements == ()


@pytest.mark.parametrize(
    "unit", [" ", "\n", "，", "《", "(", "1", "a ", "The ", "各部门、", "一、"]
)
def test_a_long_run_of_the_same_is_read_to_its_end(unit: str) -> None:
    for language in ("en", "zh"):
        check_places(read(unit * (6000 // len(unit)), language=language))


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The Board met.", "en"),
        ("市政府召开会议。", "zh"),
        ("行政院會議", "zh"),
        ("市政府与 World Bank 签署协议，推进项目建设。", "zh"),
        ("The 市政府 (municipal government) met in Jiaxing.", "en"),
        ("", "en"),
        ("12.5%", "en"),
    ],
)
def test_the_language_is_made_out_from_the_script(text: str, language: str) -> None:
    assert detect_language(text) == language
    assert read(text).language == language


def test_the_given_language_goes_before_the_guess() -> None:
    assert read("The Board met.", language="zh").language == "zh"


def test_json_prints_whole_numbers_as_integers_and_days_as_iso() -> None:
    text = (
        "The Board agreed to build 12 homes by 31 December 2023. The rate is to be at least 3.5%."
    )
    first, second = as_json(read(text))["statements"]
    assert first["measure"]["value"] == 12
    assert isinstance(first["measure"]["value"], int)
    assert second["measure"]["value"] == 3.5
    assert first["due"] == {
        "text": "by 31 December 2023",
        "from": "2023-12-31",
        "to": "2023-12-31",
        "recur": None,
    }
    assert first["gaps"] == []
    assert second["gaps"] == ["owner", "due"]


def test_every_typed_statement_outside_narration_says_which_words_decided() -> None:
    text = (
        "The Board agreed to repair the wall. The aim is to be first. Officials should work hard."
    )
    assert [statement.cues for statement in read(text).statements] == [
        ("agreed to",),
        ("The aim is",),
        ("work hard",),
    ]


def test_a_list_hands_its_year_and_type_to_its_items() -> None:
    text = dedent(
        """\
        今年发展的主要预期目标

        2024年主要预期目标如下：

        1．固定资产投资增长6%以上。

        2．国际收支基本平衡。
        """
    )
    first, second = read(text).statements
    assert {first.type, second.type} == {StatementType.AIM}
    assert first.due == second.due
    assert first.due is not None
    assert first.due.to == date(2024, 12, 31)
    assert second.gaps == (Gap.OWNER, Gap.MEASURE)


def test_a_paragraph_after_a_list_no_longer_belongs_to_it() -> None:
    text = dedent(
        """\
        The duties for 2023 and the units responsible are as follows:

        1. Pave the road.

        The meeting closed.
        """
    )
    paved, closed = read(text).statements
    assert paved.due is not None
    assert (closed.type, closed.due) == (StatementType.NARRATION, None)


def test_a_list_without_numbers_belongs_to_the_actor_that_introduces_it() -> None:
    text = "The Panel will:\nassess the risks;\npromote exchange among offices.\n"
    assert [(s.type, s.owner) for s in read(text).statements] == [
        (StatementType.DIRECTIVE, "The Panel"),
        (StatementType.DIRECTIVE, "The Panel"),
    ]


def test_units_on_the_line_below_belong_to_the_item_above() -> None:
    text = dedent(
        """\
        一、主要预期目标
        1.固定资产投资增长15%左右。
        牵头单位:区发改局
        责任单位:各街道
        2.社会消费品零售总额增长9%。
        """
    )
    first, second = read(text).statements
    assert (first.owner, first.supporting, first.number) == ("区发改局", ("各街道",), "1")
    assert (second.owner, second.number) == (None, "2")


def test_a_subject_carries_over_inside_its_paragraph_only() -> None:
    text = "各部门要建立台账。要及时报送方案。\n\n要建立工作机制。"
    assert [s.owner for s in read(text).statements] == ["各部门", "各部门", None]


def test_a_pronoun_stands_for_whoever_was_named_last() -> None:
    text = "The Clerk agreed to draft a letter. She will send it by 1 May 2024."
    assert [s.owner for s in read(text).statements] == ["The Clerk", "The Clerk"]


def test_importing_reading_loads_neither_vocabulary_nor_numerals() -> None:
    code = "import sys, goldenthread.reading; print('cn2an' in sys.modules, 'numpy' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "False"]
