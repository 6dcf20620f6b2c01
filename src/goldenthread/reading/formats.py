"""From a file's bytes to its text, or a refusal that says what to do.

Every format that is read later gets its opener here; so far plain text only.
"""

import codecs
from pathlib import Path

from goldenthread.terms.errors import UnreadableDocument

#: What a file may be called to be read as plain text.
PLAIN = (".txt", ".md", ".markdown", ".text")

#: How files of other types begin, so that one with the wrong name is known for what it is.
_SIGNATURES = (
    (b"%PDF-", "a PDF document"),
    (b"PK\x03\x04", "a zip archive, such as a docx or xlsx document"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office document (doc, xls, wps)"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"II*\x00", "a picture"),
    (b"MM\x00*", "a picture"),
    (b"{\\rtf", "a rich-text document"),
    (b"\x1f\x8b", "a compressed file"),
    (b"7z\xbc\xaf\x27\x1c", "a compressed file"),
    (b"SQLite format 3\x00", "a database"),
    (b"\x7fELF", "a program"),
)

#: The longer marks come first: that of UTF-32 begins like that of UTF-16.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

_SAVE_AS = "Save it as plain text in UTF-8 and give that file."


def load(path: Path) -> str:
    """Return the text of the document at `path`, byte for byte decoded, without a byte-order mark.

    Raises UnreadableDocument when there is no such file, when it is empty, of a
    type that is not read, or not text.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise UnreadableDocument(
            f"the file cannot be opened: {(error.strerror or str(error)).lower()}.",
            place=str(path),
            remedy="Check the name and that you may read it.",
        ) from error
    if path.suffix.lower() not in PLAIN:
        named = f"{path.suffix} documents are" if path.suffix else "a name without an ending is"
        raise UnreadableDocument(
            f"{named} not read.",
            place=str(path),
            remedy=f"Give one of {', '.join(PLAIN)}. {_SAVE_AS}",
        )
    return decode(data, place=str(path))


def decode(data: bytes, *, place: str) -> str:
    """Return the text in `data`; raise UnreadableDocument, naming `place`, if it holds none."""
    _refuse_other_types(data, place)
    text = _decoded(data, place)
    if "\x00" in text:
        raise UnreadableDocument(
            "it holds NUL characters, so it is not text.", place=place, remedy=_SAVE_AS
        )
    if not text.strip():
        raise UnreadableDocument(
            "the document is empty.", place=place, remedy="Check that the right file was given."
        )
    return text


def _refuse_other_types(data: bytes, place: str) -> None:
    for signature, kind in _SIGNATURES:
        if data.startswith(signature):
            raise UnreadableDocument(
                f"this is {kind}, not plain text.", place=place, remedy=_SAVE_AS
            )


def _decoded(data: bytes, place: str) -> str:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _strictly(data[len(mark) :], encoding, place)
    # Without a mark, a NUL every other byte is the trace of UTF-16.
    unmarked = _unmarked_utf16(data)
    if unmarked is not None:
        return _strictly(data, unmarked, place)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return _strictly(data, "gb18030", place)


def _unmarked_utf16(data: bytes) -> str | None:
    sample = data[:4096]
    if len(sample) < 4 or len(data) % 2:
        return None
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    half = len(sample) // 2
    if odd > half // 5 and not even:
        return "utf-16-le"
    if even > half // 5 and not odd:
        return "utf-16-be"
    return None


def _strictly(data: bytes, encoding: str, place: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise UnreadableDocument(
            f"the bytes from number {error.start} on are no text in {encoding.upper()}.",
            place=place,
            remedy=_SAVE_AS,
        ) from error
