"""Open an OFD document (GB/T 33190): the lines of its pages, put together like those of a pdf."""

import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from goldenthread.reading.opening.layout import joined
from goldenthread.reading.opening.limits import DAMAGED, PAGES, archive, refuse_above
from goldenthread.reading.opening.lines import Line, paragraphs
from goldenthread.reading.opening.opened import Opened
from goldenthread.reading.opening.xml import attribute, streamed
from goldenthread.terms.errors import UnreadableDocument

#: A4 in millimetres: so high is a page that does not say it.
_HEIGHT = 297.0


@dataclass(slots=True)
class _Piece:
    """Words at one place: left and upper edge in millimetres from the page's upper left corner."""

    left: float
    upper: float
    wide: float
    size: float
    words: str = ""


def open_ofd(path: Path, *, place: str) -> Opened:
    """Return the text of the OFD document at `path`; raise UnreadableDocument if it has none."""
    with archive(path, place=place) as packed:
        if "OFD.xml" not in packed.namelist():
            raise UnreadableDocument(
                "it is a zip archive, but no OFD document: OFD.xml is absent.",
                place=place,
                remedy=DAMAGED,
            )
        parts = _pages(packed, place)
        refuse_above(len(parts), PAGES, "pages", place=place)
        text = joined(paragraphs([_lines(packed, part, place) for part in parts]))
    if not text:
        raise UnreadableDocument(
            "no page of it holds words.",
            place=place,
            remedy="If its pages are pictures, save it as pdf and give that file.",
        )
    return Opened(text, "ofd")


def _pages(packed: zipfile.ZipFile, place: str) -> list[str]:
    """Return the names of the parts that hold the pages, in their order."""
    found = []
    for root in _said(packed, "OFD.xml", "DocRoot", place):
        main = root.lstrip("/")
        for event, tag, each in streamed(packed, main, place=place):
            if event == "start" and tag == "Page":
                given = PurePosixPath(attribute(each, "BaseLoc"))
                inside = given if given.is_absolute() else PurePosixPath(main).parent / given
                found.append(str(inside).lstrip("/"))
    return found


def _said(packed: zipfile.ZipFile, part: str, name: str, place: str) -> list[str]:
    return [
        (each.text or "").strip()
        for event, tag, each in streamed(packed, part, place=place)
        if event == "end" and tag == name
    ]


def _lines(packed: zipfile.ZipFile, part: str, place: str) -> list[Line]:
    """Return the lines of a page; pieces at one height are one line."""
    rows: dict[int, list[_Piece]] = {}
    for piece in _pieces(packed, part, place):
        rows.setdefault(round(piece.upper / max(piece.size / 2, 1)), []).append(piece)
    inked = [sorted(row, key=lambda piece: piece.left) for row in rows.values()]
    return [_line(row) for row in sorted(inked, key=lambda row: row[0].upper)]


def _pieces(packed: zipfile.ZipFile, part: str, place: str) -> Iterator[_Piece]:
    at = _Piece(0, 0, 0, 0)
    for event, tag, each in streamed(packed, part, place=place):
        if tag == "TextObject" and event == "start":
            box = [*map(_measure, attribute(each, "Boundary").split()), 0.0, 0.0, 0.0, 0.0]
            size = _measure(attribute(each, "Size")) or box[3]
            at = _Piece(box[0], box[1], box[2], size)
        elif tag == "TextCode" and event == "end":
            at.words += each.text or ""
        elif tag == "TextObject" and at.words.strip():
            yield at


def _line(row: list[_Piece]) -> Line:
    words = "".join(piece.words for piece in row)
    upper, size = _HEIGHT - row[0].upper, max(piece.size for piece in row)
    right = max(piece.left + piece.wide for piece in row)
    return Line(words, row[0].left, right, upper - size, upper, size)


def _measure(written: str) -> float:
    """Return a length, 0 for what is none: `inf` and `nan` would upset every comparison."""
    try:
        number = float(written)
    except ValueError:
        return 0.0
    return number if abs(number) < 1e6 else 0.0
