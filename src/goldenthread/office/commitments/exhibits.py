"""Files and links that show what a report says: known by their content, never by their name."""

from hashlib import sha256
from io import BytesIO
from pathlib import PurePath
from zipfile import BadZipFile, ZipFile

from goldenthread.office.commitments.models import Exhibit
from goldenthread.terms.errors import UnreadableDocument

MAX_BYTES = 5_000_000

_STARTS = {
    b"%PDF-": ("application/pdf", {".pdf"}),
    b"\x89PNG\r\n\x1a\n": ("image/png", {".png"}),
    b"\xff\xd8\xff": ("image/jpeg", {".jpg", ".jpeg"}),
}
_OFFICE = "application/vnd.openxmlformats-officedocument"
_ZIPPED = {
    "word/document.xml": (f"{_OFFICE}.wordprocessingml.document", {".docx"}),
    "xl/workbook.xml": (f"{_OFFICE}.spreadsheetml.sheet", {".xlsx"}),
}
_TEXT = ("text/plain; charset=utf-8", {".txt", ".md", ".csv"})


def file_exhibit(name: str, content: bytes) -> Exhibit:
    """Return an exhibit, not saved yet, of a file as it was sent.

    Raise UnreadableDocument if it is empty or too large, if its content is of
    no kind taken here, or if its name says another kind.
    """
    shown = PurePath(name.replace("\\", "/")).name[-300:]
    if not content or len(content) > MAX_BYTES:
        raise UnreadableDocument(
            f"the file is empty or larger than {MAX_BYTES:,} bytes.",
            place=shown,
            remedy="Send a smaller one, or a link to it.",
        )
    media_type, endings = _kind(content)
    if PurePath(shown).suffix.lower() not in endings:
        raise UnreadableDocument(
            "its content is not of the kind that its name says, or of none taken here.",
            place=shown,
            remedy="Send a PDF, a picture (PNG, JPEG), a docx, an xlsx or UTF-8 text.",
        )
    digest = sha256(content).hexdigest()
    return Exhibit(name=shown, media_type=media_type, sha256=digest, content=content)


def link_exhibit(address: str) -> Exhibit:
    """Return an exhibit, not saved yet, of a page elsewhere."""
    return Exhibit(name=address[:300], link=address)


def _kind(content: bytes) -> tuple[str, set[str]]:
    for start, kind in _STARTS.items():
        if content.startswith(start):
            return kind
    if content.startswith(b"PK"):
        return _zipped(content)
    try:
        is_text = "\0" not in content.decode("utf-8")
    except UnicodeDecodeError:
        is_text = False
    return _TEXT if is_text else ("", set())


def _zipped(content: bytes) -> tuple[str, set[str]]:
    try:
        with ZipFile(BytesIO(content)) as opened:
            names = set(opened.namelist())
    except BadZipFile:
        return "", set()
    return next((kind for name, kind in _ZIPPED.items() if name in names), ("", set()))
