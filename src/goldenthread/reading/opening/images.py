"""How large a picture says it is, told from its first bytes before anything unpacks it."""

import struct
from collections.abc import Iterator
from pathlib import Path

from goldenthread.reading.opening.limits import PAGES, PIXELS, refuse_above
from goldenthread.terms.errors import UnreadableDocument

#: The markers of a JPEG frame header, which holds height and width.
_FRAMES = frozenset({*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC})
_WIDTH, _HEIGHT = 256, 257
_SHORT, _LONG = 3, 4


def refuse_large(path: Path, *, place: str) -> None:
    """Raise UnreadableDocument if the picture at `path` is too large or does not say its size."""
    data = path.read_bytes()
    try:
        pages = list(sizes(data))
    except (struct.error, IndexError) as error:
        raise _sizeless(place) from error
    if not pages or not all(width and height for width, height in pages):
        raise _sizeless(place)
    refuse_above(len(pages), PAGES, "pages", place=place)
    for width, height in pages:
        refuse_above(width * height, PIXELS, "dots", place=place)


def _sizeless(place: str) -> UnreadableDocument:
    return UnreadableDocument(
        "the picture is damaged: it does not say how large it is.",
        place=place,
        remedy="Open it in a picture viewer, save it as png, and give the new file.",
    )


def sizes(data: bytes) -> Iterator[tuple[int, int]]:
    """Yield the width and height of each page of a png, jpeg or tiff picture, in dots."""
    if data.startswith(b"\x89PNG"):
        yield struct.unpack(">II", data[16:24])
    elif data.startswith(b"\xff\xd8"):
        yield from _jpeg(data)
    elif data.startswith((b"II", b"MM")):
        yield from _tiff(data)


def _jpeg(data: bytes) -> Iterator[tuple[int, int]]:
    at = 2
    while at + 9 < len(data):
        if data[at] != 0xFF:
            return
        marker = data[at + 1]
        if marker in _FRAMES:
            height, width = struct.unpack(">HH", data[at + 5 : at + 9])
            yield width, height
            return
        at += 1 if marker == 0xFF else 2 + struct.unpack(">H", data[at + 2 : at + 4])[0]


def _tiff(data: bytes) -> Iterator[tuple[int, int]]:
    order = "<" if data.startswith(b"II") else ">"
    at = struct.unpack(f"{order}I", data[4:8])[0]
    seen: set[int] = set()
    while at and at not in seen and len(seen) <= PAGES:
        seen.add(at)
        count = struct.unpack(f"{order}H", data[at : at + 2])[0]
        fields = {}
        for entry in range(at + 2, at + 2 + 12 * count, 12):
            tag, kind = struct.unpack(f"{order}HH", data[entry : entry + 4])
            form = "H" if kind == _SHORT else "I"
            (fields[tag],) = struct.unpack_from(f"{order}{form}", data, entry + 8)
        yield fields.get(_WIDTH, 0), fields.get(_HEIGHT, 0)
        end = at + 2 + 12 * count
        at = struct.unpack(f"{order}I", data[end : end + 4])[0]
