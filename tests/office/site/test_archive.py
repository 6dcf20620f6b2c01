"""A backup's file says what is in it, and every byte that matters is held against that."""

import json
from dataclasses import replace
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from zipfile import ZipFile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from goldenthread.office.site.archive import MANIFEST, Manifest, Part, begin, opened
from goldenthread.terms.errors import GoldenthreadError

MANIFESTED = Manifest(
    made=datetime(2024, 3, 1, 2, tzinfo=UTC),
    software="0.1.0",
    database="sqlite",
    migrations=("trail.0001_initial",),
    origin="haven.example.invalid/log",
    entries=3,
    root="00" * 32,
)
PARTS = {"database/rows": b"rows " * 40, "files/neighbours.policy": b"log key\n"}


def written(file: Path, parts: dict[str, bytes] = PARTS) -> Path:
    with begin(file) as archive:
        for name, content in parts.items():
            with archive.part(name) as part:
                part.write(content)
        archive.seal(replace(MANIFESTED, parts=archive.parts))
    return file


def read(file: Path) -> tuple[Manifest, dict[str, bytes]]:
    with opened(file) as archive:
        return archive.check(), {
            name: b"".join(archive.pieces(name)) for name in archive.manifest.parts
        }


def read_or_refused(file: Path) -> object:
    """What is in it or, where it is refused, the file that the refusal names."""
    try:
        return read(file)
    except GoldenthreadError as error:
        return error.place.partition(", ")[0]


def test_what_was_put_in_comes_out_with_its_hash_and_for_its_owner_alone(tmp_path: Path) -> None:
    file = written(tmp_path / "a.zip")
    manifest, parts = read(file)
    assert parts == PARTS
    hashes = {name: Part(sha256(each).hexdigest(), len(each)) for name, each in PARTS.items()}
    assert manifest == replace(MANIFESTED, parts=hashes)
    assert file.stat().st_mode & 0o777 == 0o600
    assert list(tmp_path.iterdir()) == [file]


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(bit=st.integers(0, 7), data=st.data())
def test_a_flipped_bit_is_refused_or_makes_no_difference(
    bit: int, data: st.DataObject, tmp_path: Path
) -> None:
    file = tmp_path / "spoilt.zip"
    file.unlink(missing_ok=True)
    good = read(written(file))
    content = bytearray(file.read_bytes())
    content[data.draw(st.integers(0, len(content) - 1))] ^= 1 << bit
    file.write_bytes(content)
    assert read_or_refused(file) in (good, str(file))


@given(length=st.integers(0, 200))
@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_backup_cut_short_is_refused(length: int, tmp_path: Path) -> None:
    file = tmp_path / "short.zip"
    file.unlink(missing_ok=True)
    content = written(file).read_bytes()
    file.write_bytes(content[: len(content) * length // 201])
    with pytest.raises(GoldenthreadError, match="damaged, or is none"):
        read(file)


def test_the_part_that_is_damaged_is_named(tmp_path: Path) -> None:
    file = written(tmp_path / "a.zip")
    other = tmp_path / "b.zip"
    with ZipFile(file) as old, ZipFile(other, "w") as new:
        new.writestr("database/rows", PARTS["database/rows"].replace(b"r", b"R", 1))
        new.writestr("files/neighbours.policy", PARTS["files/neighbours.policy"])
        new.writestr(MANIFEST, old.read(MANIFEST))
    with pytest.raises(GoldenthreadError, match="not those that were written") as refused:
        read(other)
    assert refused.value.place == f"{other}, database/rows"


@pytest.mark.parametrize(
    "name", ["../rows", "/rows", "files/../rows", "keys/log.key", "files/keys/log.key", "rows"]
)
def test_a_name_that_leads_elsewhere_or_to_a_key_is_refused(tmp_path: Path, name: str) -> None:
    told = json.loads(replace(MANIFESTED, parts={}).to_json())
    told["parts"] = {name: {"sha256": "00", "size": 1}}
    file = tmp_path / "a.zip"
    with ZipFile(file, "w") as zipped:
        zipped.writestr(MANIFEST, json.dumps(told))
    with pytest.raises(GoldenthreadError, match="no backup holds") as refused:
        read(file)
    assert refused.value.place == f"{file}, {MANIFEST}"


@pytest.mark.parametrize("said", [b"", b"[]", b"{}", b'{"format": "other/1"}', b"\xff"])
def test_what_says_nothing_of_itself_is_no_backup(tmp_path: Path, said: bytes) -> None:
    file = tmp_path / "a.zip"
    with ZipFile(file, "w") as zipped:
        zipped.writestr(MANIFEST, said)
    with pytest.raises(GoldenthreadError, match="damaged, or is none"):
        read(file)


def test_a_backup_is_never_written_over_another_file(tmp_path: Path) -> None:
    file = tmp_path / "a.zip"
    file.write_text("dear to somebody")
    with pytest.raises(GoldenthreadError, match="there already"):
        written(file)
    assert file.read_text() == "dear to somebody"
    assert list(tmp_path.iterdir()) == [file]


def test_a_backup_that_is_broken_off_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="No such file"), begin(tmp_path / "a.zip") as archive:
        archive.copy("files/a", tmp_path / "gone")
    assert list(tmp_path.iterdir()) == []
