"""A command of which one write of a file fails: `python spoiling.py NUMBER FOLDER COMMAND …`.

Of everything that the command opens to write, renames or removes below FOLDER,
the write of that number fails as on a full disk. Without one so far on, it
ends as always; how many there were is said last on standard error.
"""

import atexit
import errno
import os
import sys

from goldenthread.cli import main

_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
_ACTS = ("os.rename", "os.remove", "os.mkdir", "os.truncate")


def spoil(number: int, folder: str) -> None:
    """Let the write of that number fail, once."""
    seen = 0

    def hook(event: str, arguments: tuple[object, ...]) -> None:
        nonlocal seen
        if not _is_write(event, arguments) or not str(arguments[0]).startswith(folder):
            return
        seen += 1
        if seen == number:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(arguments[0]))

    sys.addaudithook(hook)
    atexit.register(lambda: sys.stderr.write(f"\n{seen}"))


def _is_write(event: str, arguments: tuple[object, ...]) -> bool:
    if event == "open":
        return isinstance(arguments[2], int) and bool(arguments[2] & _WRITING)
    return event in _ACTS


if __name__ == "__main__":
    spoil(int(sys.argv[1]), sys.argv[2])
    sys.argv = ["goldenthread", *sys.argv[3:]]
    main()
