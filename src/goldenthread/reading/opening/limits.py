"""What a document may cost before it is refused."""

import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from goldenthread.terms.errors import UnreadableDocument

MEGABYTE = 1_000_000
FILE_BYTES = 50 * MEGABYTE
UNPACKED_BYTES = 100 * MEGABYTE
MEMBERS = 2_000
RATIO = 200
PAGES = 500
CELLS = 1_000_000
PIXELS = 40_000_000

#: Members smaller than this may be packed as tightly as they like: blank parts often are.
_HARMLESS = MEGABYTE

#: What a damaged archive ends in; a name that is no UTF-8 is the last.
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    NotImplementedError,
    EOFError,
    OSError,
    UnicodeDecodeError,
)

SPLIT = "Split it into smaller documents and give those."
DAMAGED = "Open it in the program that made it, save it again, and give the new file."


@dataclass(frozen=True, slots=True)
class Limits:
    """What one worker may use for one document: bytes of address space, seconds."""

    memory: int = 1 << 30
    cpu: float = 60
    wall: float = 90


LIMITS = Limits()


def refuse_above(count: int, cap: int, what: str, *, place: str) -> None:
    """Raise UnreadableDocument if `count` of `what` is more than `cap`."""
    if count > cap:
        raise UnreadableDocument(
            f"it has {count:,} {what}; at most {cap:,} are read.", place=place, remedy=SPLIT
        )


@contextmanager
def archive(path: Path, *, place: str) -> Iterator[zipfile.ZipFile]:
    """Open a zip whose directory keeps within the limits; nothing is unpacked to the disk.

    A member never gives more bytes than the directory declares, so what is
    declared can be judged before anything is unpacked.
    """
    try:
        with zipfile.ZipFile(path) as opened:
            _judge(opened.infolist(), place)
            yield opened
    except _BROKEN as error:
        raise UnreadableDocument(
            f"the archive inside it is damaged ({error}).", place=place, remedy=DAMAGED
        ) from error
    except RuntimeError as error:
        if "password" not in str(error):
            raise
        raise UnreadableDocument(
            "it is protected by a password.",
            place=place,
            remedy="Save it without the password and give that file.",
        ) from error


def _judge(members: list[zipfile.ZipInfo], place: str) -> None:
    refuse_above(len(members), MEMBERS, "parts", place=place)
    refuse_above(sum(each.file_size for each in members), UNPACKED_BYTES, "bytes", place=place)
    for each in members:
        if each.file_size > max(_HARMLESS, RATIO * each.compress_size):
            raise UnreadableDocument(
                f"its part {each.filename!r} is packed more than {RATIO} times.",
                place=place,
                remedy="This is no ordinary document; ask whoever sent it for another copy.",
            )
        if _leads_out(each.filename):
            raise UnreadableDocument(
                f"its part {each.filename!r} has a name that leads out of the document.",
                place=place,
                remedy="This is no ordinary document; ask whoever sent it for another copy.",
            )


def _leads_out(name: str) -> bool:
    parts = PurePosixPath(name.replace("\\", "/"))
    return parts.is_absolute() or ".." in parts.parts or ":" in name
