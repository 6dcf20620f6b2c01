"""A pdf gives its paragraphs, in both languages, over the ends of lines and pages."""

import shutil
from importlib.resources import files
from pathlib import Path

import pytest
import typst

from goldenthread.reading.opening import open_document
from goldenthread.terms.errors import UnreadableDocument
from reading.opening.making import TITLE, pdf, png

ZH = (
    "市政府将于2023年12月31日前修复东段海堤，由市水务局牵头，市财政局配合，"
    "确保汛期前完成主体工程，并按季度报告进展。"
)
EN = (
    "The Works Department will repair the eastern sea wall by 31 December 2023 and report its "
    "progress to the Board each quarter; the responsible departments coordinate implementation."
)
SETTING = (
    '#set page(paper: "a5", header: [政府文件 第一号], numbering: "— 1 —")\n'
    '#set text(font: "Noto Serif SC", size: 12pt, lang: "zh")\n'
    "#set par(justify: true, first-line-indent: (amount: 2em, all: true))\n"
)


BARE = "#set page(header: none, numbering: none)\n"
PICTURE = '#image("scan.png", width: 100%)'


def printed(folder: Path, body: str) -> Path:
    """Print a text as an office would; return the pdf."""
    (folder / "a.typ").write_text(SETTING + body, "utf-8")
    fonts = typst.Fonts(include_system_fonts=False, font_paths=[str(files("pylopdf_fonts_zh_cn"))])
    typst.compile(str(folder / "a.typ"), output=str(folder / "a.pdf"), font_paths=fonts)
    return folder / "a.pdf"


def test_a_notice_of_several_pages_gives_the_paragraphs_it_was_made_of(tmp_path: Path) -> None:
    blocks = [ZH, f"一、{ZH}", EN, f"（二）{ZH}"] * 4
    title = f"#align(center, text(size: 20pt)[{TITLE}])"
    opened = open_document(printed(tmp_path, "\n\n".join([title, *blocks])))
    assert opened.text.split("\n\n") == [f"# {TITLE}", *blocks]
    assert (opened.format, opened.confidence, opened.doubts) == ("pdf", None, ())


def test_the_title_of_the_metadata_is_kept_where_the_text_lacks_it(tmp_path: Path) -> None:
    path = printed(tmp_path, f'#set document(title: "{TITLE}")\n{ZH}')
    assert open_document(path).title == TITLE


def test_hyphenation_is_undone(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(pdf("The respon-\nsible unit will re-\npair the wall."))
    text = open_document(tmp_path / "a.pdf").text
    assert text == "The responsible unit will repair the wall."


def test_a_pdf_of_pictures_alone_is_recognised_or_says_how(tmp_path: Path) -> None:
    (tmp_path / "scan.png").write_bytes(png(300, 200))
    path = printed(tmp_path, f"{BARE}{PICTURE}")
    wanted = "no page of it holds words" if shutil.which("tesseract") else "tesseract"
    with pytest.raises(UnreadableDocument, match=wanted):
        open_document(path)
