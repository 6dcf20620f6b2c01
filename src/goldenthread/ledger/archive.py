"""The zip archive of a bundle, written always alike and read without trust.

Three programs read it and must never differ, so what they accept is said in
full in the reference of formats: less than zip allows, and nothing else.
"""

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from goldenthread.ledger.findings import Absent, Wrong

FILES_LIMIT = 1000
BYTES_LIMIT = 128 * 1024 * 1024
"""The most files a bundle may hold, and the most bytes, packed or unpacked."""

_EPOCH = (1980, 1, 1, 0, 0, 0)
_PART = r"[A-Za-z0-9][A-Za-z0-9_-]*(?:\.[A-Za-z0-9_-]+)*"
_NAME = re.compile(rf"(?=.{{1,120}}\Z){_PART}(?:/{_PART}){{0,3}}")
_STORED, _DEFLATED = 0, 8
_LOCAL = struct.Struct("<4s22xHH")
_CENTRAL = struct.Struct("<4s4xHH4xIIIHHH8xI")
_END = struct.Struct("<4sHHHHIIH")


@dataclass(frozen=True, slots=True)
class _Member:
    name: str
    flags: int
    packing: int
    checksum: int
    packed: int
    size: int
    start: int


def is_member_name(name: str) -> bool:
    """Return whether a bundle can hold a file of this name."""
    return _NAME.fullmatch(name) is not None


def write_archive(held: Mapping[str, bytes]) -> bytes:
    """Return a zip archive of files by name, stored, sorted, and without the hour of its making."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name in sorted(held):
            info = zipfile.ZipInfo(name, date_time=_EPOCH)
            info.create_system = 3
            info.external_attr = 0o644 << 16
            archive.writestr(info, held[name])
    return made.getvalue()


def read_archive(data: bytes) -> dict[str, bytes]:
    """Return the files of a bundle by name.

    Raises `CannotTell` for what is no archive at all, `BadProof` for one that
    is damaged or unsafe: odd names, names twice, or far too much.
    """
    if len(data) > BYTES_LIMIT:
        raise Wrong("too_much")
    if not data.startswith(b"PK"):
        raise Absent("not_an_archive")
    start, count = _directory(data)
    if count > FILES_LIMIT:
        raise Wrong("too_much")
    members = list(_members(data, start, count))
    _refuse_unsafe(members)
    return {each.name: _content(data, each, end=start) for each in members}


def _directory(data: bytes) -> tuple[int, int]:
    """Return where the list of members starts and how many it has, from the last 22 bytes."""
    end = len(data) - _END.size
    if end < 0:
        raise Wrong("archive")
    mark, disk, first, here, count, size, start, comment = _END.unpack_from(data, end)
    if mark != b"PK\5\6" or disk or first or here != count or comment or start + size != end:
        raise Wrong("archive")
    return start, count


def _members(data: bytes, at: int, count: int) -> Iterator[_Member]:
    end = len(data) - _END.size
    for _ in range(count):
        if at + _CENTRAL.size > end:
            raise Wrong("archive")
        mark, *parts, long, extra, comment, start = _CENTRAL.unpack_from(data, at)
        name, at = at + _CENTRAL.size, at + _CENTRAL.size + long + extra + comment
        if mark != b"PK\1\2" or at > end:
            raise Wrong("archive")
        text = data[name : name + long].decode("ascii", "replace")
        flags, packing, checksum, packed, size = parts
        yield _Member(text, flags, packing, checksum, packed, size, start)
    if at != end:
        raise Wrong("archive")


def _refuse_unsafe(members: Sequence[_Member]) -> None:
    if sum(each.size for each in members) > BYTES_LIMIT:
        raise Wrong("too_much")
    seen = set()
    for each in members:
        # Two names that differ in case only are one file on some machines.
        if not is_member_name(each.name) or each.name.lower() in seen:
            raise Wrong("name", name=each.name)
        seen.add(each.name.lower())


def _content(data: bytes, member: _Member, *, end: int) -> bytes:
    """Return the bytes of a member; all lie before `end`, where the list of members starts."""
    content = _unpacked(_packed(data, member, end), member)
    if content is None or len(content) != member.size or zlib.crc32(content) != member.checksum:
        raise Wrong("member", name=member.name)
    return content


def _packed(data: bytes, member: _Member, end: int) -> bytes:
    at = member.start + _LOCAL.size
    if at > end:
        raise Wrong("member", name=member.name)
    mark, long, extra = _LOCAL.unpack_from(data, member.start)
    start = at + long + extra
    if mark != b"PK\3\4" or start + member.packed > end:
        raise Wrong("member", name=member.name)
    if data[at : at + long] != member.name.encode():
        raise Wrong("member", name=member.name)
    return data[start : start + member.packed]


def _unpacked(packed: bytes, member: _Member) -> bytes | None:
    if member.flags & 1 or member.packing not in (_STORED, _DEFLATED):
        return None
    if member.packing == _STORED:
        return packed
    stream = zlib.decompressobj(-zlib.MAX_WBITS)
    try:
        content = stream.decompress(packed, member.size + 1)
    except zlib.error:
        return None
    return content if stream.eof and not stream.unused_data else None
