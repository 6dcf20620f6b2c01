"""Open a pdf: its lines put together again; pages that are only pictures are recognised."""

from collections.abc import Iterator
from ctypes import byref, c_double
from importlib import import_module
from itertools import groupby
from pathlib import Path
from typing import Any

from goldenthread.reading.opening.layout import joined
from goldenthread.reading.opening.limits import DAMAGED, PAGES, refuse_above
from goldenthread.reading.opening.lines import CJK, Line, paragraphs
from goldenthread.reading.opening.opened import Opened, untold
from goldenthread.reading.opening.scans import Recognised, gathered, recognise_page
from goldenthread.terms.errors import UnreadableDocument

#: The package has no types of its own.
pypdfium2, raw = import_module("pypdfium2"), import_module("pypdfium2.raw")

#: A page with fewer characters and a picture is a scan, whatever stamp was printed on it.
_FEW = 8
_BLANK = 32
_TO_BLANK = dict.fromkeys(map(ord, "\r\n\t\x00\ufffe\uffff"), " ")


def open_pdf(path: Path, *, place: str) -> Opened:
    """Return the text of the pdf at `path`; raise UnreadableDocument if it cannot be read."""
    try:
        with pypdfium2.PdfDocument(path) as document:
            return _open(document, place)
    except pypdfium2.PdfiumError as error:
        raise _closed(str(error), place) from error


def _open(document: Any, place: str) -> Opened:
    refuse_above(len(document), PAGES, "pages", place=place)
    pages, scanned = [], list[Recognised]()
    for page in document:
        lines = _lines(page)
        if sum(len(line.words) for line in lines) < _FEW and _has_picture(page):
            scanned.append(recognise_page(page, place=place))
            lines = []
        pages.append(lines)
        page.close()
    return _told(pages, scanned, [str(document.get_metadata_dict().get("Title", ""))], place)


def _told(
    pages: list[list[Line]], scanned: list[Recognised], told: list[str], place: str
) -> Opened:
    printed = joined(paragraphs(pages))
    if not printed and not any(each.text for each in scanned):
        raise UnreadableDocument(
            "no page of it holds words.",
            place=place,
            remedy="Check that the right file was given, or that the scan is not blank.",
        )
    if not scanned:
        return Opened(printed, "pdf", title=untold(told, printed))
    return gathered(scanned, before=printed, written="pdf" if printed else "scan")


def _closed(error: str, place: str) -> UnreadableDocument:
    if "password" in error.lower():
        what, remedy = (
            "is protected by a password",
            "Save it without the password and give that file.",
        )
    else:
        what, remedy = "is damaged: no pdf reader can open it", DAMAGED
    return UnreadableDocument(f"it {what}.", place=place, remedy=remedy)


def _has_picture(page: Any) -> bool:
    found = page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=3)
    return next(iter(found), None) is not None


def _lines(page: Any) -> list[Line]:
    """Return the lines of a page from top to bottom as it was printed."""
    text = page.get_textpage()
    try:
        return [line for places in _runs(text) if (line := _line(text, places)).words]
    finally:
        text.close()


def _runs(text: Any) -> Iterator[list[tuple[int, int]]]:
    """Yield the (place, code unit) pairs of each line."""
    units = [(place, raw.FPDFText_GetUnicode(text, place)) for place in range(text.count_chars())]
    for is_break, run in groupby(units, key=lambda each: each[1] in (10, 13)):
        if not is_break:
            yield list(run)


def _line(text: Any, run: list[tuple[int, int]]) -> Line:
    inked = [place for place, unit in run if unit > _BLANK] or [run[0][0]]
    first, last = _box(text, inked[0]), _box(text, inked[-1])
    size = raw.FPDFText_GetFontSize(text, inked[0]) * _scale(text, inked[0])
    words = _words([unit for place, unit in run if not _is_mere_gap(text, place, unit, size)])
    return Line(
        words.strip(),
        left=first[0],
        right=last[1],
        bottom=min(first[2], last[2]),
        top=max(first[3], last[3]),
        size=size,
    )


def _is_mere_gap(text: Any, place: int, unit: int, size: float) -> bool:
    """Whether a blank is none of the author's, but the small gap between Chinese and digits."""
    if unit != _BLANK or raw.FPDFText_IsGenerated(text, place) != 1:
        return False
    around = [raw.FPDFText_GetUnicode(text, beside) for beside in (place - 1, place + 1)]
    gap = _box(text, place + 1)[0] - _box(text, place - 1)[1]
    return any(CJK.match(chr(each)) for each in around) and abs(gap) < size / 2


def _words(units: list[int]) -> str:
    """Return the text of UTF-16 code units; U+FFFE is where pdfium found a hyphenation."""
    data = b"".join(unit.to_bytes(2, "little") for unit in units if unit <= 0xFFFF)
    text = data.decode("utf-16-le", "replace")
    if text.endswith(("\ufffe", "\x02")):
        text = text[:-1] + "-"
    return text.translate(_TO_BLANK)


def _box(text: Any, place: int) -> tuple[float, float, float, float]:
    """Return the left, right, bottom and top of a character."""
    edges = [c_double() for _ in range(4)]
    raw.FPDFText_GetCharBox(text, place, *map(byref, edges))
    left, right, bottom, top = (edge.value for edge in edges)
    return left, right, bottom, top


def _scale(text: Any, place: int) -> float:
    """Return by how much the page enlarges a font of nominal size there."""
    matrix = raw.FS_MATRIX()
    found = raw.FPDFText_GetMatrix(text, place, byref(matrix))
    return abs(matrix.d) or abs(matrix.b) or 1.0 if found else 1.0
