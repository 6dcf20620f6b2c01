"""Open a document of any common format: its text, laid out so that the reader understands it.

`open_document` raises `UnreadableDocument` for what cannot be read. Plain text
is read in this process, every other format in a limited worker.
"""

from pathlib import Path

from goldenthread.reading.opening.encodings import decode
from goldenthread.reading.opening.kinds import PLAIN, SUFFIXES, format_of, shown
from goldenthread.reading.opening.opened import Opened
from goldenthread.reading.opening.workers import Workers

__all__ = ["PLAIN", "SUFFIXES", "Opened", "decode", "open_document"]

_WORKERS = Workers()


def open_document(path: Path) -> Opened:
    """Return what the document at `path` says.

    The text of a plain document is its own, character by character. Raises
    UnreadableDocument when it cannot be read, or only beyond the limits.
    """
    written = format_of(path)
    if written in ("txt", "md"):
        return Opened(decode(path.read_bytes(), place=shown(path)), written)
    return _WORKERS.open(path, written=written)
