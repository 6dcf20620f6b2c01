"""Bytes become text exactly, or a refusal that names the place and the remedy."""

import codecs
import contextlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.reading import read_file
from goldenthread.reading.formats import decode
from goldenthread.terms.errors import UnreadableDocument

SAID = "市政府将于2023年12月31日前修复海堤。\r\n第二行。"


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
    assert read_file(tmp_path / "a.txt").text == SAID


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_english_in_utf16_without_a_mark_is_known_by_its_nul_bytes(encoding: str) -> None:
    said = "The Works Department will repair the sea wall."
    assert decode(said.encode(encoding), place="a.txt") == said


def test_line_ends_stay_as_they_are(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_bytes(b"One.\r\n\r\nTwo.\n")
    assert read_file(tmp_path / "a.md").text == "One.\r\n\r\nTwo.\n"


@given(st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"]), min_size=1))
def test_text_in_utf8_comes_back_as_it_was(text: str) -> None:
    data = text.encode()
    if text.strip() and not text.startswith("\ufeff") and b"\x00" not in data:
        assert decode(data, place="a.txt") == text


@pytest.mark.parametrize(
    ("name", "data", "what"),
    [
        ("empty.txt", b"", "empty"),
        ("blank.md", b" \r\n\t\n", "empty"),
        ("mark.txt", codecs.BOM_UTF8, "empty"),
        ("really.txt", b"%PDF-1.7\n%\xe2\xe3", "PDF"),
        ("really.md", b"PK\x03\x04\x14\x00", "zip archive"),
        ("old.txt", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old Office"),
        ("picture.txt", b"\x89PNG\r\n", "picture"),
        ("nul.txt", b"The Board\x00 will", "NUL"),
        ("odd.txt", b"\xff\xff\xff\xff\x80", "no text in GB18030"),
        ("half.txt", codecs.BOM_UTF16_LE + b"a", "no text in UTF-16-LE"),
        ("notice.docx", b"PK\x03\x04", ".docx documents are not read"),
        ("notice", b"Words.", "not read"),
    ],
)
def test_what_is_no_plain_text_is_refused_with_place_and_remedy(
    name: str, data: bytes, what: str, tmp_path: Path
) -> None:
    (tmp_path / name).write_bytes(data)
    with pytest.raises(UnreadableDocument) as refusal:
        read_file(tmp_path / name)
    assert what in refusal.value.what
    assert refusal.value.place == str(tmp_path / name)
    assert refusal.value.remedy


def test_an_absent_file_and_a_folder_are_refused(tmp_path: Path) -> None:
    (tmp_path / "folder.md").mkdir()
    for name in ("absent.txt", "folder.md"):
        with pytest.raises(UnreadableDocument, match="cannot be opened"):
            read_file(tmp_path / name)


@given(st.binary(max_size=200))
def test_any_bytes_are_text_or_refused(data: bytes) -> None:
    text = None
    with contextlib.suppress(UnreadableDocument):
        text = decode(data, place="a.txt")
    assert text is None or text.strip()
