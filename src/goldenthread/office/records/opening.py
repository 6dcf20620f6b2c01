"""Open what somebody sent as a document, within the office's limits."""

from pathlib import Path
from tempfile import TemporaryDirectory

from django.conf import settings

from goldenthread.reading.opening import open_document
from goldenthread.terms.errors import UnreadableDocument


def text_of(name: str, content: bytes) -> str:
    """Return what a document of that file name says.

    Raise UnreadableDocument, naming the file as it was sent, if it is too large
    or cannot be read.
    """
    name = Path(name).name
    if len(content) > settings.MAX_DOCUMENT_BYTES:
        raise too_large(name)
    with TemporaryDirectory() as folder:
        path = Path(folder, f"document{Path(name).suffix}")
        path.write_bytes(content)
        try:
            return open_document(path).text
        except UnreadableDocument as refusal:
            raise UnreadableDocument(refusal.what, place=name, remedy=refusal.remedy) from refusal


def too_large(name: str) -> UnreadableDocument:
    """Return the refusal of a file that is larger than a document may be."""
    return UnreadableDocument(
        f"the file is larger than {settings.MAX_DOCUMENT_BYTES:,} bytes.",
        place=name,
        remedy="Give its text alone, or in parts.",
    )
