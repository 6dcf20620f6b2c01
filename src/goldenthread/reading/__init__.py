"""Read a meeting record or a directive into typed statements at their exact places.

`read` takes a text, `read_file` a txt or md document; both return a
`MeetingRecord`, and `as_json` writes one as the JSON contract of `goldenthread
read --json`. `lacks` counts what its statements lack.
"""

from goldenthread.reading.contract import as_json
from goldenthread.reading.lacks import lacks
from goldenthread.reading.record import detect_language, read, read_file

__all__ = ["as_json", "detect_language", "lacks", "read", "read_file"]
