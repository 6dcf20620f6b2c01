"""Open a document of any common format: its text, laid out so that the reader understands it.

`open_document` opens one and raises `UnreadableDocument` for what cannot be
read; `open_all` opens many and reports each failure in its place. Plain text is
read in this process, every other format in a limited worker.
"""

from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

from goldenthread.reading.opening.encodings import decode
from goldenthread.reading.opening.kinds import PLAIN, SUFFIXES, format_of, shown
from goldenthread.reading.opening.opened import Opened
from goldenthread.reading.opening.workers import Workers
from goldenthread.terms.errors import UnreadableDocument
from goldenthread.terms.meetings import Doubt

__all__ = ["PLAIN", "SUFFIXES", "Doubt", "Opened", "decode", "open_all", "open_document"]

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


def open_all(
    paths: Iterable[Path], *, workers: int = 1
) -> Iterator[tuple[Path, Opened | UnreadableDocument]]:
    """Yield each path with its document, or with the refusal, in the order given.

    `workers` documents are opened at the same time.
    """
    if workers < 1:
        raise ValueError(f"at least one worker is needed, not {workers}")
    waiting: deque[tuple[Path, Future[Opened | UnreadableDocument]]] = deque()
    with ThreadPoolExecutor(workers) as pool:
        for path in paths:
            waiting.append((path, pool.submit(_tried, path)))
            # No more than two rounds ahead, so that an archive need not fit in memory.
            if len(waiting) >= 2 * workers:
                yield _next(waiting)
        while waiting:
            yield _next(waiting)


def _next(
    waiting: deque[tuple[Path, Future[Opened | UnreadableDocument]]],
) -> tuple[Path, Opened | UnreadableDocument]:
    path, opened = waiting.popleft()
    return path, opened.result()


def _tried(path: Path) -> Opened | UnreadableDocument:
    try:
        return open_document(path)
    except UnreadableDocument as refusal:
        return refusal
