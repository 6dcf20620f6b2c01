"""What a file is by its bytes, and whether that is what its name says."""

from pathlib import Path

from goldenthread.reading.opening.limits import FILE_BYTES, refuse_above
from goldenthread.terms.errors import UnreadableDocument

#: What a file may be called to be read as plain text.
PLAIN = (".txt", ".md", ".markdown", ".text")

#: The format of a file by the ending of its name.
FORMATS = {
    ".txt": "txt",
    ".text": "txt",
    ".md": "md",
    ".markdown": "md",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".docx": "docx",
    ".pdf": "pdf",
    ".xlsx": "xlsx",
    ".xlsm": "xlsx",
    ".xls": "xls",
    ".csv": "csv",
    ".tsv": "csv",
    ".png": "scan",
    ".jpg": "scan",
    ".jpeg": "scan",
    ".tif": "scan",
    ".tiff": "scan",
    ".doc": "doc",
    ".wps": "wps",
    ".ofd": "ofd",
    ".rtf": "rtf",
    ".odt": "odt",
}
SUFFIXES = frozenset(FORMATS)

_TEXT, _PDF, _ZIP = "plain text", "a PDF document", "a zip archive, such as a docx or xlsx document"
_OLD, _PICTURE = "an old Office document (doc, xls, wps) or one with a password", "a picture"
_RTF, _PACKED = "a rich-text document", "a compressed file"

#: How files of other types than text begin.
_SIGNATURES = (
    (b"%PDF-", _PDF),
    (b"PK\x03\x04", _ZIP),
    (b"PK\x05\x06", _ZIP),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", _OLD),
    (b"\x89PNG", _PICTURE),
    (b"\xff\xd8\xff", _PICTURE),
    (b"GIF8", _PICTURE),
    (b"II*\x00", _PICTURE),
    (b"MM\x00*", _PICTURE),
    (b"{\\rtf", _RTF),
    (b"\x1f\x8b", _PACKED),
    (b"7z\xbc\xaf\x27\x1c", _PACKED),
    (b"Rar!", _PACKED),
    (b"SQLite format 3\x00", "a database"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
)

_EXPECTED = {
    "txt": _TEXT,
    "md": _TEXT,
    "html": _TEXT,
    "csv": _TEXT,
    "docx": _ZIP,
    "xlsx": _ZIP,
    "ofd": _ZIP,
    "odt": _ZIP,
    "pdf": _PDF,
    "xls": _OLD,
    "doc": _OLD,
    "wps": _OLD,
    "rtf": _RTF,
    "scan": _PICTURE,
}


def kind_of(head: bytes) -> str:
    """Return in words what a file that begins with `head` is."""
    for signature, kind in _SIGNATURES:
        if head.startswith(signature):
            return kind
    return _TEXT


def shown(path: Path) -> str:
    """Return the path as it can be shown: what would hide or turn letters about is spelt out."""
    return "".join(
        letter if letter.isprintable() else letter.encode("unicode_escape").decode()
        for letter in str(path)
    )


def format_of(path: Path) -> str:
    """Return the format of the file at `path`, once its name, size and first bytes agree.

    Raises UnreadableDocument when it cannot be opened, is empty, too large, of
    a type that is not read, or of another type than its name says.
    """
    head = _first_bytes(path)
    written = FORMATS.get(path.suffix.lower())
    if written is None:
        named = f"{path.suffix} documents are" if path.suffix else "a name without an ending is"
        raise UnreadableDocument(
            f"{named} not read.",
            place=shown(path),
            remedy=f"Give one of {', '.join(FORMATS)}.",
        )
    refuse_other_kind(head, written, place=shown(path))
    return written


def refuse_other_kind(head: bytes, written: str, *, place: str) -> None:
    """Raise UnreadableDocument if what begins with `head` cannot be of the format `written`."""
    found, expected = kind_of(head), _EXPECTED[written]
    if found != expected:
        raise UnreadableDocument(
            f"this is {found}, not {expected} as its name says.",
            place=place,
            remedy="Give the file the ending that fits, or save it anew as what the name says.",
        )


def _first_bytes(path: Path) -> bytes:
    try:
        refuse_above(path.stat().st_size, FILE_BYTES, "bytes", place=shown(path))
        with path.open("rb") as file:
            head = file.read(64)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise UnreadableDocument(
            f"the file cannot be opened: {reason.lower()}.",
            place=shown(path),
            remedy="Check the name and that you may read it.",
        ) from error
    if not head:
        raise UnreadableDocument(
            "the document is empty.",
            place=shown(path),
            remedy="Check that the right file was given.",
        )
    return head
