"""Blocks, sentences and clauses are cut where a reader would cut them."""

import pytest

from goldenthread.reading import read
from goldenthread.reading.lexicon import lexicon
from goldenthread.reading.sentences import BlockKind, blocks
from goldenthread.terms.text import Language


def quotes(text: str, language: Language | None = None) -> list[str]:
    return [statement.quote for statement in read(text, language=language).statements]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Cr. Mills met Mr. Day at 10.50 a.m. on site. They agreed.", 2),
        ("The Board met.\nThe Board left.", 2),
        ("The committee received a report of the works done since the last\nmeeting in May.", 1),
        ("Spending was 3.5 per cent. It rose.", 2),
        ("Pave the road; paint the hall; mend the roof.", 3),
    ],
)
def test_english_sentences(text: str, expected: int) -> None:
    assert len(quotes(text)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("各部门要建立台账,确保任务落实。", ["各部门要建立台账", "确保任务落实"]),
        ("各部门要建立台账，牵头单位要加强统筹。", ["各部门要建立台账", "牵头单位要加强统筹"]),
        ("提供土地3,300公顷。", ["提供土地3,300公顷"]),
        ("落实《甲方案；乙方案》。会议结束。", ["落实《甲方案；乙方案》", "会议结束"]),
        ("对进展缓慢的单位，要予以通报。", ["对进展缓慢的单位，要予以通报"]),
        ("会议强调，要高度重视安全生产。", ["要高度重视安全生产"]),
        ("要紧抓快干、靠前发力。", ["要紧抓快干、靠前发力"]),
    ],
)
def test_chinese_clauses(text: str, expected: list[str]) -> None:
    assert quotes(text, "zh") == expected


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("It was noted that the hall is green.", "the hall is green"),
        ("The meeting was informed that the road was paved.", "the road was paved"),
        ("JIAXING, 13 October 2023 — The group met.", "The group met"),
        ("First, the Board should work hard.", "the Board should work hard"),
        ("The fence fell, he said.", "The fence fell"),
        ("嘉兴2023年10月13日讯　市政府召开会议。", "市政府召开会议"),
        ("The Clerk agreed to write.", "The Clerk agreed to write"),
    ],
)
def test_report_frames_stay_outside_and_undertakings_inside(text: str, quote: str) -> None:
    assert quotes(text) == [quote]


@pytest.mark.parametrize(
    "text",
    [
        "# A title",
        "> A quotation of somebody else.",
        "| a | b |\n|---|---|\n",
        "To consider the attached report.",
        "Moved by Cr Day",
        "The following points were noted:",
        "特此通知。",
        "各县（市、区）人民政府，市政府各部门：",
        "2023年3月1日",
        "来源：市政府办公室",
    ],
)
def test_furniture_is_no_statement(text: str) -> None:
    assert quotes(text) == []


def test_list_numbers_stay_outside_and_are_kept_as_printed() -> None:
    text = "1. The Board will meet.\n2) The Clerk will write.\n"
    found = [(s.number, s.quote) for s in read(text).statements]
    assert found == [("1", "The Board will meet"), ("2", "The Clerk will write")]
    (third,) = read("（三）市政府将召开会议。").statements
    assert (third.number, third.quote) == ("三", "市政府将召开会议")
    (bullet,) = read("- The Mayor will speak.").statements
    assert (bullet.number, bullet.quote) == ("", "The Mayor will speak")


def test_the_label_of_a_point_that_goes_on_is_no_statement() -> None:
    text = "一、强化责任落实。各单位要建立台账。\n二、做好困难群众救助帮扶。\n"
    assert quotes(text) == ["各单位要建立台账", "做好困难群众救助帮扶"]


def test_a_line_break_inside_a_sentence_stays_in_the_quote() -> None:
    text = "The Town Clerk agreed to consider this matter for every new\nMember of both houses."
    (quote,) = quotes(text)
    assert "new\nMember" in quote


def test_windows_line_ends_cut_like_any_other() -> None:
    assert quotes("市政府将修路。\r\n市政府将植树。\r\n") == ["市政府将修路", "市政府将植树"]


def test_blocks_know_what_they_are_for() -> None:
    text = "# Notice\n\nThe Board met.\n\n1. Pave the road. Lead: Works.\n\nLead: Roads.\n"
    found = blocks(text, words=lexicon("en"))
    assert [block.kind for block in found] == [
        BlockKind.HEADING,
        BlockKind.PARAGRAPH,
        BlockKind.ITEM,
        BlockKind.UNITS,
    ]
    assert found[2].units is not None
    assert found[2].units.of(text) == "Lead: Works."
