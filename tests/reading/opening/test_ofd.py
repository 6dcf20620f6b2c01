"""An OFD document gives its lines from top to bottom, put together like those of a pdf."""

from pathlib import Path

import pytest

from goldenthread.reading.opening import open_document
from goldenthread.terms.errors import UnreadableDocument
from reading.opening.making import PROMISE, TITLE, ofd, zipped


def text(data: bytes, folder: Path) -> str:
    (folder / "a.ofd").write_bytes(data)
    return open_document(folder / "a.ofd").text


def test_a_broken_line_is_put_together_again(tmp_path: Path) -> None:
    full = "市政府将于二〇二三年十二月底以前修复东段海堤，"
    assert (
        text(ofd(full, "由市水务局牵头。", TITLE), tmp_path) == f"{full}由市水务局牵头。\n\n{TITLE}"
    )


def test_pieces_at_one_height_are_one_line_from_left_to_right(tmp_path: Path) -> None:
    piece = '<TextObject Boundary="{} 20 30 5" Size="5"><TextCode>{}</TextCode></TextObject>'
    page = f"<Page>{piece.format(60, '修复海堤。')}{piece.format(20, '市政府将')}</Page>"
    parts = {
        "OFD.xml": "<OFD><DocRoot>/Doc/Document.xml</DocRoot></OFD>",
        "Doc/Document.xml": '<Document><Page BaseLoc="/Doc/P.xml"/></Document>',
        "Doc/P.xml": page,
    }
    assert text(zipped(parts), tmp_path) == "市政府将修复海堤。"


@pytest.mark.parametrize(
    ("data", "what"),
    [(ofd(), "no page of it holds words"), (zipped({"a": PROMISE}), "OFD.xml is absent")],
)
def test_what_is_no_ofd_or_says_nothing_is_refused(data: bytes, what: str, tmp_path: Path) -> None:
    with pytest.raises(UnreadableDocument, match=what):
        text(data, tmp_path)
