"""Read a meeting record or a directive into typed statements at their exact places.

`read` takes a text, `read_at` a place in it, `read_file` a document, `read_all` many; they return
`MeetingRecord`s, and `as_json` writes one as the JSON contract of `goldenthread
read --json`. `lacks` counts what its statements lack. `SUFFIXES` are the kinds
of documents that are understood.
"""

from goldenthread.reading.contract import as_json
from goldenthread.reading.lacks import lacks
from goldenthread.reading.many import read_all
from goldenthread.reading.opening import SUFFIXES
from goldenthread.reading.record import detect_language, read, read_at, read_file

__all__ = [
    "SUFFIXES",
    "as_json",
    "detect_language",
    "lacks",
    "read",
    "read_all",
    "read_at",
    "read_file",
]
