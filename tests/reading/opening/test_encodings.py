"""Bytes become text exactly, whichever of the usual encodings they are in."""

import codecs
import contextlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.reading.opening import decode, open_document
from goldenthread.reading.opening.encodings import usualness
from goldenthread.terms.errors import UnreadableDocument

SAID = "市政府将于2023年12月31日前修复海堤。\r\n第二行。"
TOLD = "行政院長請各部會於年底前提出檢討報告，並將辦理情形送院備查。"
SIMPLIFIED = (
    "的一是不在了有和人这中大为上个国我们来到时说会发动地方经济社会发展政府工作报告，。、：；"
)
TRADITIONAL = (
    "的一是不在了有和人這中大為上個國我們來到時說會發動地方經濟社會發展政府工作報告，。、：；"
)


@pytest.mark.parametrize(
    "data",
    [
        SAID.encode(),
        codecs.BOM_UTF8 + SAID.encode(),
        codecs.BOM_UTF16_LE + SAID.encode("utf-16-le"),
        codecs.BOM_UTF16_BE + SAID.encode("utf-16-be"),
        codecs.BOM_UTF32_LE + SAID.encode("utf-32-le"),
        SAID.encode("gb18030"),
    ],
)
def test_every_common_encoding_gives_the_same_text(data: bytes, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(data)
    opened = open_document(tmp_path / "a.txt")
    assert (opened.text, opened.format, opened.confidence) == (SAID, "txt", None)


def test_big5_is_told_from_gb18030_by_its_everyday_characters() -> None:
    assert decode(TOLD.encode("big5"), place="a.txt") == TOLD
    # Traditional characters are often saved in GB18030 as well.
    assert decode(TOLD.encode("gb18030"), place="a.txt") == TOLD


@given(st.text(alphabet=SIMPLIFIED, min_size=12), st.sampled_from(["utf-8", "gb18030"]))
def test_simplified_text_comes_back_from_both_its_encodings(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding), place="a.txt") == text


@given(st.text(alphabet=TRADITIONAL, min_size=12), st.sampled_from(["utf-8", "big5", "gb18030"]))
def test_traditional_text_comes_back_from_its_three_encodings(text: str, encoding: str) -> None:
    with contextlib.suppress(UnicodeEncodeError):
        data = text.encode(encoding)
        assert decode(data, place="a.txt") == text


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_english_in_utf16_without_a_mark_is_known_by_its_nul_bytes(encoding: str) -> None:
    said = "The Works Department will repair the sea wall."
    assert decode(said.encode(encoding), place="a.txt") == said


def test_what_a_document_declares_is_believed_when_its_bytes_agree() -> None:
    assert decode("Köln".encode("cp1252"), place="a", declared="iso-8859-1") == "Köln"
    assert decode(TOLD.encode("big5"), place="a", declared="BIG5") == TOLD
    assert decode(TOLD.encode(), place="a", declared="gb2312") == TOLD
    assert decode(SAID.encode("gb18030"), place="a", declared="no such encoding") == SAID
    assert decode(SAID.encode("gb18030"), place="a", declared="hex") == SAID


def test_line_ends_stay_as_they_are(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_bytes(b"One.\r\n\r\nTwo.\n")
    assert open_document(tmp_path / "a.md").text == "One.\r\n\r\nTwo.\n"


@given(st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"]), min_size=1))
def test_text_in_utf8_comes_back_as_it_was(text: str) -> None:
    data = text.encode()
    if text.strip() and not text.startswith("\ufeff"):
        assert decode(data, place="a.txt") == text


@given(st.binary(max_size=200), st.sampled_from(["", "big5", "utf-16", "rot13", "x\x00y"]))
def test_any_bytes_are_text_or_refused(data: bytes, declared: str) -> None:
    text = None
    with contextlib.suppress(UnreadableDocument):
        text = decode(data, place="a.txt", declared=declared)
    assert text is None or text.strip()


def test_usualness_is_highest_for_everyday_words() -> None:
    assert usualness("plain English") == 1.0
    assert usualness(SAID) > 0.6 > usualness(TOLD.encode("big5").decode("gb18030"))


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"", "empty"),
        (b" \r\n\t\n", "empty"),
        (codecs.BOM_UTF8, "empty"),
        (b"The Board\x00 will", "NUL"),
        (b"\xff\xff\xff\xff\x80", "no text in GB18030"),
        (codecs.BOM_UTF16_LE + b"a", "no text in UTF-16-LE"),
    ],
)
def test_what_is_no_text_is_refused_with_place_and_remedy(data: bytes, what: str) -> None:
    with pytest.raises(UnreadableDocument) as refusal:
        decode(data, place="a.txt")
    assert what in refusal.value.what
    assert refusal.value.place == "a.txt"
    assert refusal.value.remedy
