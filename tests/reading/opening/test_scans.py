"""A scan gives its words, how sure each is, and where a program is missing how to get it."""

import contextlib
import shutil
import struct
from importlib.resources import files
from pathlib import Path

import pytest
import typst
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.reading.opening import Opened, open_document
from goldenthread.reading.opening.images import sizes
from goldenthread.reading.opening.scans import (
    Word,
    gathered,
    laid_out,
    recognise,
    words_in,
)
from goldenthread.terms.errors import UnreadableDocument
from reading.opening.making import jpeg, png, tiff

SAID = "市政府将于2023年12月31日前修复海堤"
TOLD = "The Works Department will repair the sea wall by Friday."
SETTING = '#set page(width: 14cm, height: 6cm)\n#set text(font: "Noto Serif SC", size: 16pt)\n'
ROW = "{level}\t1\t1\t{par}\t{line}\t1\t0\t0\t9\t9\t{conf}\t{text}"
HEAD = (
    "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext"
)
needs_tesseract = pytest.mark.skipif(
    shutil.which("tesseract") is None,
    reason="tesseract is absent (apt-get install tesseract-ocr tesseract-ocr-chi-sim)",
)


def scanned(folder: Path, *, ending: str) -> Path:
    """Print two lines and return them as a picture, or as a pdf that only holds the picture."""
    text = f"{SETTING}{SAID}\n\n{TOLD}"
    (folder / "a.typ").write_text(text, "utf-8")
    fonts = typst.Fonts(include_system_fonts=False, font_paths=[str(files("pylopdf_fonts_zh_cn"))])
    typst.compile(str(folder / "a.typ"), output=str(folder / "a.png"), font_paths=fonts, ppi=200)
    if ending == ".pdf":
        page = '#set page(width: 14cm, height: 6cm, margin: 0pt)\n#image("a.png")'
        (folder / "b.typ").write_text(page, "utf-8")
        typst.compile(str(folder / "b.typ"), output=str(folder / "a.pdf"))
    return folder / f"a{ending}"


@needs_tesseract
@pytest.mark.parametrize("ending", [".png", ".pdf"])
def test_a_scan_in_both_languages_gives_its_words_and_its_confidence(
    ending: str, tmp_path: Path
) -> None:
    opened = open_document(scanned(tmp_path, ending=ending))
    assert opened.format == "scan"
    assert "市政府将于2023年12月31日前" in opened.text
    assert TOLD in " ".join(opened.text.split())
    assert opened.confidence is not None
    assert 0.7 < opened.confidence <= 1


@needs_tesseract
def test_an_empty_page_and_a_damaged_picture_are_refused(tmp_path: Path) -> None:
    for name, data, what in (
        ("blank.png", png(400, 300), "no words"),
        ("cut.png", png(400, 300)[:60], "damaged"),
        ("cut.jpg", jpeg(400, 300), "damaged"),
        ("cut.tif", tiff(400, 300), "damaged"),
    ):
        (tmp_path / name).write_bytes(data)
        with pytest.raises(UnreadableDocument, match=what):
            open_document(tmp_path / name)


def test_without_the_program_it_is_said_how_to_get_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(UnreadableDocument, match="tesseract") as refusal:
        recognise(tmp_path / "a.png", place="a.png")
    assert "apt-get install tesseract-ocr tesseract-ocr-chi-sim" in refusal.value.remedy


def test_a_program_that_knows_neither_language_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = tmp_path / "tesseract"
    program.write_text("#!/bin/sh\necho osd\n", "utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(UnreadableDocument, match="neither Chinese nor English"):
        recognise(tmp_path / "a.png", place="a.png")


def test_the_table_of_words_becomes_paragraphs_with_a_place_for_each_word() -> None:
    rows = [
        HEAD,
        ROW.format(level=4, par=1, line=1, conf=-1, text=""),
        ROW.format(level=5, par=1, line=1, conf=96.5, text="市政府"),
        ROW.format(level=5, par=1, line=2, conf=40, text="海堤"),
        ROW.format(level=5, par=2, line=1, conf=90, text="sea"),
        ROW.format(level=5, par=2, line=1, conf=90, text='"wall'),
        ROW.format(level=5, par=2, line=1, conf=95, text=" "),
    ]
    page = laid_out(words_in("\n".join(rows)))
    assert page.text == '市政府海堤\n\nsea "wall'
    assert [place.span.of(page.text) for place in page.words] == ["市政府", "海堤", "sea", '"wall']
    opened = gathered([page, page], before="Before", written="scan")
    assert [doubt.span.of(opened.text) for doubt in opened.doubts] == ["海堤", "海堤"]
    assert [doubt.confidence for doubt in opened.doubts] == [0.4, 0.4]
    assert opened.confidence == round((3 * 0.965 + 2 * 0.4 + 8 * 0.9) / 13, 4)


def test_a_word_broken_at_the_end_of_a_line_is_put_together_again() -> None:
    words = [Word("well-", ("1",), "1", 0.9), Word("respon-", ("1",), "1", 0.9)]
    page = laid_out([*words, Word("sible", ("1",), "2", 0.5)])
    assert page.text == "well- responsible"
    assert [place.span.of(page.text) for place in page.words] == ["well-", "respon", "sible"]


_WORDS = st.builds(
    Word,
    st.text("ab-修堤。", min_size=1, max_size=6),
    st.tuples(st.sampled_from("123")),
    st.just("1"),
    st.floats(0, 1),
)


@given(st.lists(_WORDS, max_size=12))
def test_a_doubt_stands_where_its_word_stands(words: list[Word]) -> None:
    page = laid_out(words)
    opened: Opened = gathered([page], written="scan")
    assert len(page.words) == len(words)
    for word, place in zip(words, page.words, strict=True):
        assert place.span.of(page.text) == word.words
    assert all(doubt.confidence < 0.6 for doubt in opened.doubts)


@given(width=st.integers(1, 60_000), height=st.integers(1, 60_000))
def test_a_picture_says_its_size_before_it_is_unpacked(width: int, height: int) -> None:
    for data in (png(width, height, rows=b""), jpeg(width, height), tiff(width, height)):
        assert list(sizes(data)) == [(width, height)]


@given(
    st.binary(max_size=80), st.sampled_from([b"\x89PNG", b"\xff\xd8\xff", b"II*\x00", b"MM\x00*"])
)
def test_looking_for_the_size_ends_on_any_bytes(data: bytes, signature: bytes) -> None:
    found = list[tuple[int, int]]()
    with contextlib.suppress(struct.error, IndexError):
        found += sizes(signature + data)
    assert all(width >= 0 and height >= 0 for width, height in found)
