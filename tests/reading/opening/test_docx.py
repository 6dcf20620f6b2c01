"""A Word document gives its paragraphs, headings, printed numbers and tables."""

from pathlib import Path

import pytest

from goldenthread.reading.opening import open_document
from goldenthread.reading.opening.numbering import counted
from reading.opening.making import PROMISE, TITLE, cell, document, docx, paragraph, zipped

STYLES = (
    '<w:style w:type="paragraph" w:styleId="a"><w:name w:val="heading 2"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="b"><w:name w:val="own"/>'
    '<w:basedOn w:val="a"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="t"><w:name w:val="Title"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="l"><w:name w:val="list"/><w:pPr><w:numPr>'
    '<w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="x"><w:basedOn w:val="x"/></w:style>'
)


def level(depth: int, form: str, pattern: str, start: int = 1) -> str:
    return (
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="{start}"/><w:numFmt w:val="{form}"/>'
        f'<w:lvlText w:val="{pattern}"/></w:lvl>'
    )


LISTS = (
    '<w:abstractNum w:abstractNumId="7">'
    + level(0, "chineseCounting", "%1、")
    + level(1, "decimal", "%1.%2.", 4)
    + '</w:abstractNum><w:abstractNum w:abstractNumId="8">'
    + level(0, "bullet", "\uf0b7")
    + '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>'
    '<w:num w:numId="2"><w:abstractNumId w:val="8"/></w:num>'
)


def styled(words: str, style: str) -> str:
    return paragraph(words, properties=f'<w:pStyle w:val="{style}"/>')


def listed(words: str, *, number: int = 1, depth: int = 0) -> str:
    return paragraph(
        words,
        properties=f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{number}"/></w:numPr>',
    )


def text(body: str, folder: Path) -> str:
    path = folder / "a.docx"
    path.write_bytes(docx(body, styles=STYLES, numbering=LISTS))
    return open_document(path).text


def test_headings_are_known_by_their_style_or_what_it_is_based_on(tmp_path: Path) -> None:
    body = styled(TITLE, "t") + styled("任务", "a") + styled("要求", "b") + paragraph(PROMISE)
    assert text(body, tmp_path) == f"# {TITLE}\n\n## 任务\n\n## 要求\n\n{PROMISE}"


def test_an_outline_level_makes_a_heading_and_body_text_none(tmp_path: Path) -> None:
    body = paragraph("任务", properties='<w:outlineLvl w:val="2"/>')
    assert text(body, tmp_path) == "### 任务"
    assert text(paragraph("任务", properties='<w:outlineLvl w:val="9"/>'), tmp_path) == "任务"


def test_a_style_based_on_itself_does_no_harm(tmp_path: Path) -> None:
    assert text(styled(PROMISE, "x"), tmp_path) == PROMISE


def test_numbers_that_word_prints_are_printed(tmp_path: Path) -> None:
    body = listed("修堤") + listed("子项", depth=1) + listed("子项", depth=1) + listed("建站")
    body += listed("子项", depth=1) + listed("点", number=2) + styled("由样式", "l")
    assert text(body, tmp_path).split("\n\n") == [
        "一、修堤",
        "一.4. 子项",
        "一.5. 子项",
        "二、建站",
        "二.4. 子项",
        "- 点",
        "三、由样式",
    ]


@pytest.mark.parametrize(
    ("form", "printed"),
    [
        ("decimal", "12"),
        ("chineseCountingThousand", "十二"),
        ("upperLetter", "L"),
        ("lowerRoman", "xii"),
        ("upperRoman", "XII"),
        ("decimalEnclosedCircle", "⑫"),
        ("ideographTraditional", "乙"),
        ("ideographZodiac", "亥"),
        ("hebrew1", "12"),
    ],
)
def test_each_form_of_number_is_printed_as_word_prints_it(form: str, printed: str) -> None:
    assert counted(12, form) == printed


def test_a_table_says_merged_cells_again_downwards(tmp_path: Path) -> None:
    begins, goes_on = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    wide = '<w:gridSpan w:val="2"/>'
    body = (
        f"<w:tbl><w:tr>{cell('序号')}{cell('任务')}{cell('单位')}</w:tr>"
        f"<w:tr>{cell('1')}{cell('修堤')}{cell('水务局', properties=begins)}</w:tr>"
        f"<w:tr>{cell('2')}{cell('建站')}{cell('', properties=goes_on)}</w:tr>"
        f"<w:tr>{cell('合计', properties=wide)}{cell('两项')}</w:tr></w:tbl>"
    )
    assert text(body, tmp_path).split("\n") == [
        "| 序号 | 任务 | 单位 |",
        "| --- | --- | --- |",
        "| 1 | 修堤 | 水务局 |",
        "| 2 | 建站 | 水务局 |",
        "| 合计 |  | 两项 |",
    ]


def test_a_table_in_a_cell_is_said_in_the_cell_and_a_frame_is_no_table(tmp_path: Path) -> None:
    inner = f"<w:tbl><w:tr>{cell('a')}{cell('b')}</w:tr></w:tbl>"
    body = f"<w:tbl><w:tr><w:tc>{inner}</w:tc>{cell('c')}</w:tr></w:tbl>"
    assert text(body, tmp_path).startswith("| a b | c |")
    assert text(f"<w:tbl><w:tr>{cell(PROMISE)}</w:tr></w:tbl>", tmp_path) == PROMISE


def test_what_was_struck_out_or_is_said_twice_is_left_out(tmp_path: Path) -> None:
    run = "<w:r><w:t>{}</w:t></w:r>"
    body = (
        f"<w:p>{run.format('修复')}<w:del>{run.format('旧')}</w:del><w:ins>{run.format('海堤')}</w:ins>"
        f"<w:moveFrom>{run.format('移走')}</w:moveFrom><w:r><w:instrText>PAGE</w:instrText></w:r></w:p>"
    )
    assert text(body, tmp_path) == "修复海堤"


def test_a_line_break_ends_a_line(tmp_path: Path) -> None:
    body = "<w:p><w:r><w:t>一</w:t><w:br/><w:t>二</w:t><w:tab/><w:t>三</w:t></w:r></w:p>"
    assert text(body, tmp_path) == "一\n\n二 三"


def test_the_title_of_the_metadata_is_kept_where_the_text_lacks_it(tmp_path: Path) -> None:
    told = f'<c xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{TITLE}</dc:title></c>'
    for body, title in ((paragraph(PROMISE), TITLE), (paragraph(TITLE), "")):
        path = tmp_path / "a.docx"
        path.write_bytes(zipped({"word/document.xml": document(body), "docProps/core.xml": told}))
        assert open_document(path).title == title
