"""A file is what its bytes are, whatever its name says."""

from io import BytesIO
from zipfile import ZipFile

import pytest

from goldenthread.office.commitments.exhibits import MAX_BYTES, file_exhibit
from goldenthread.terms.errors import UnreadableDocument


def zipped(name: str) -> bytes:
    made = BytesIO()
    with ZipFile(made, "w") as opened:
        opened.writestr(name, "")
    return made.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("a.PDF", b"%PDF-1.4", "pdf"),
        ("a.png", b"\x89PNG\r\n\x1a\n...", "png"),
        ("a.jpg", b"\xff\xd8\xff...", "jpeg"),
        ("a.docx", zipped("word/document.xml"), "wordprocessingml"),
        ("a.xlsx", zipped("xl/workbook.xml"), "spreadsheetml"),
        ("数据.csv", "甲,1".encode(), "text/plain"),
    ],
)
def test_a_kind_taken_here_is_known_by_its_content(name: str, content: bytes, kind: str) -> None:
    made = file_exhibit(name, content)
    assert (made.name, kind in made.media_type, len(made.sha256)) == (name, True, 64)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.pdf", b"MZ a program"),
        ("a.exe", b"%PDF-1.4"),
        ("a.html", b"<script>alert(1)</script>"),
        ("a.svg", b"<svg onload='alert(1)'/>"),
        ("a.docx", zipped("xl/workbook.xml")),
        ("a.docx", zipped("evil.js")),
        ("a.docx", b"PK no zip"),
        ("a.txt", b"\xff\xfe\x00"),
        ("a.txt", b"a\0b"),
        ("a.txt", b""),
        ("a.txt", b"a" * (MAX_BYTES + 1)),
    ],
)
def test_anything_else_is_refused_by_its_name(name: str, content: bytes) -> None:
    with pytest.raises(UnreadableDocument) as refusal:
        file_exhibit(name, content)
    assert refusal.value.place == name


@pytest.mark.parametrize("name", ["../../etc/a.txt", "C:\\files\\a.txt"])
def test_a_path_in_a_name_is_left_behind(name: str) -> None:
    assert file_exhibit(name, b"a").name == "a.txt"
