"""The archive: what is written is read back, and nothing unsafe or damaged is read."""

import io
import zipfile
import zlib
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goldenthread.ledger.archive import BYTES_LIMIT, FILES_LIMIT, read_archive, write_archive
from goldenthread.ledger.findings import Absent, Wrong
from goldenthread.ledger.offline import verify as offline
from goldenthread.terms.errors import BadProof, CannotTell


def read_both(data: bytes) -> dict[str, bytes]:
    """The files, after the reader that shares no code with ours read or refused them alike."""
    assert judged(read_archive, data) == judged(offline.unzip, data)
    return read_archive(data)


def judged(read: Callable[[bytes], dict[str, bytes]], data: bytes) -> object:
    try:
        return read(data)
    except (Absent, Wrong) as error:
        return error.words.en, error.words.zh
    except offline.Finding as error:
        return offline.say(error.key, **error.facts)


NAMES = st.from_regex(r"[a-z][a-z0-9]{0,8}(/[a-z][a-z0-9]{0,8})?", fullmatch=True)


def zipped(*members: tuple[str, bytes], packing: int = zipfile.ZIP_STORED) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", packing) as archive:
        for name, data in members:
            archive.writestr(name, data)
    return made.getvalue()


@settings(deadline=None)
@given(st.dictionaries(NAMES, st.binary(max_size=60), max_size=6))
def test_what_is_written_is_read_back(held: dict[str, bytes]) -> None:
    assert read_both(write_archive(held)) == held
    assert read_both(zipped(*held.items(), packing=zipfile.ZIP_DEFLATED)) == held


def test_two_files_of_one_name_are_refused_whatever_their_case() -> None:
    with pytest.warns(UserWarning, match="Duplicate name"):
        twice = zipped(("card.json", b"a"), ("card.json", b"b"))
    for data in (twice, zipped(("card.json", b"a"), ("CARD.json", b"b"))):
        with pytest.raises(BadProof, match="twice the same"):
            read_both(data)


def test_what_is_no_archive_cannot_be_judged() -> None:
    for data in (b"", b"%PDF-1.7", b"<html>"):
        with pytest.raises(CannotTell, match="not a zip archive"):
            read_both(data)


def test_a_damaged_archive_is_bad() -> None:
    good = zipped(("card.json", b"golden thread"))
    with pytest.raises(BadProof, match="archive is damaged"):
        read_both(good[:-30])
    with pytest.raises(BadProof, match=r"card\.json is damaged"):
        read_both(good.replace(b"golden", b"gilded"))


def test_a_bomb_is_refused_before_it_is_unpacked() -> None:
    zeros = b"\0" * (BYTES_LIMIT + 1)
    with pytest.raises(BadProof, match="more than a bundle ever would"):
        read_both(zipped(("card.json", zeros), packing=zipfile.ZIP_DEFLATED))
    with pytest.raises(BadProof, match="more than a bundle ever would"):
        read_both(zeros)
    with pytest.raises(BadProof, match="more than a bundle ever would"):
        read_both(write_archive({f"f{n}": b"" for n in range(FILES_LIMIT + 1)}))


def test_a_member_that_understates_its_size_is_bad() -> None:
    good = bytearray(zipped(("card.json", b"0" * 500), packing=zipfile.ZIP_DEFLATED))
    place = good.index(b"PK\x01\x02") + 24
    for size in (3, 900):
        good[place : place + 4] = size.to_bytes(4, "little")
        with pytest.raises(BadProof, match=r"card\.json is damaged"):
            read_both(bytes(good))


def test_other_packings_and_encryption_are_refused() -> None:
    with pytest.raises(BadProof, match="packed in an unknown way"):
        read_both(zipped(("card.json", b"x" * 99), packing=zipfile.ZIP_BZIP2))
    locked = bytearray(zipped(("card.json", b"x")))
    for mark, shift in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        locked[locked.index(mark) + shift] |= 1
    with pytest.raises(BadProof, match="encrypted"):
        read_both(bytes(locked))


GOOD = write_archive({"card.json": b"golden thread", "more.txt": b"x" * 40})
DIRECTORY = GOOD.index(b"PK\x01\x02")
END = len(GOOD) - 22


def changed(at: int, value: int, *, size: int = 2, good: bytes = GOOD) -> bytes:
    return good[:at] + value.to_bytes(size, "little") + good[at + size :]


@pytest.mark.parametrize(
    "data",
    [
        b"PK",
        GOOD + b"\0",
        changed(END, 0),
        changed(END + 4, 1),
        changed(END + 6, 1),
        changed(END + 8, 1),
        changed(changed_count := END + 10, 3),
        changed(END + 8, 3, good=changed(changed_count, 3)),
        changed(END + 8, 1, good=changed(changed_count, 1)),
        changed(END + 12, 5, size=4),
        changed(END + 16, 5, size=4),
        changed(END + 20, 1),
        changed(DIRECTORY, 0),
        changed(DIRECTORY + 28, 0xFFFF),
        changed(DIRECTORY + 30, 0xFFFF),
        changed(DIRECTORY + 32, 1),
    ],
)
def test_a_list_of_members_that_does_not_fit_is_a_damaged_archive(data: bytes) -> None:
    with pytest.raises(BadProof, match="archive is damaged"):
        read_both(data)


@pytest.mark.parametrize(
    "data",
    [
        changed(2, 0x0201),
        changed(26, 8),
        changed(28, 1),
        changed(30, 0x6162),
        changed(DIRECTORY + 16, 7, size=4),
        changed(DIRECTORY + 20, 12, size=4),
        changed(DIRECTORY + 24, 12, size=4),
        changed(DIRECTORY + 42, 1, size=4),
        changed(DIRECTORY + 42, END, size=4),
        changed(DIRECTORY + 42, 2**32 - 1, size=4),
        changed(DIRECTORY + 20, 2**31, size=4),
        changed(DIRECTORY + 10, 8),
        changed(DIRECTORY + 8, 1),
    ],
)
def test_a_member_that_is_not_as_listed_is_damaged(data: bytes) -> None:
    with pytest.raises(BadProof, match=r"card\.json is damaged"):
        read_both(data)


def test_what_other_programs_pack_is_read_with_their_further_fields() -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        info = zipfile.ZipInfo("card.json", date_time=(2024, 1, 31, 9, 0, 0))
        info.extra = b"\xff\xff\x02\x00ab"
        info.compress_type = zipfile.ZIP_DEFLATED
        info.comment = b"from another program"
        archive.writestr(info, b"golden thread")
    assert read_both(made.getvalue()) == {"card.json": b"golden thread"}


def deflated(content: bytes) -> bytes:
    stream = zlib.compressobj(wbits=-15)
    return stream.compress(content) + stream.flush()


@pytest.mark.parametrize(
    "packed",
    [deflated(b"golden") + b"!", deflated(b"golden")[:-1], b"\xff" * 8, deflated(b"golden thread")],
)
def test_a_packed_member_ends_where_it_is_listed_to_end(packed: bytes) -> None:
    good = write_archive({"a": packed})
    start = good.index(b"PK\x01\x02")
    data = changed(start + 10, 8, good=good)
    data = changed(start + 16, zlib.crc32(b"golden"), size=4, good=data)
    data = changed(start + 24, 6, size=4, good=data)
    with pytest.raises(BadProof, match="a is damaged"):
        read_both(data)
