"""The file that a backup is: its parts, and a manifest with the SHA-256 of each."""

import json
import os
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from datetime import datetime
from hashlib import sha256
from pathlib import Path, PurePosixPath
from typing import IO, Any
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile

from goldenthread.terms.errors import GoldenthreadError

FORMAT = "goldenthread-backup/1"
MANIFEST = "manifest.json"
#: What the rows lie in, and what lies beside them in the home.
DATABASE, FILES = "database/", "files/"
_PIECE = 1 << 20
_LARGEST_MANIFEST = 50_000_000
#: What reading a spoilt archive raises, wherever the damage is.
_SPOILT = (BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, OSError)
_AGAIN = "Take an older backup, or another copy of this one."


@dataclass(frozen=True, slots=True)
class Part:
    """One file of a backup: its SHA-256, hexadecimal, and its size in bytes."""

    sha256: str
    size: int


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup says of itself; `made` is aware, `root` hexadecimal.

    `database` is the kind, `migrations` name the version of the tables, and
    `origin`, `entries` and `root` where the log stood.
    """

    made: datetime
    software: str
    database: str
    migrations: tuple[str, ...]
    origin: str
    entries: int
    root: str
    parts: dict[str, Part] = field(default_factory=dict)

    def to_json(self) -> bytes:
        """Return it as it stands in the archive."""
        told = {"format": FORMAT} | asdict(self) | {"made": self.made.isoformat()}
        return json.dumps(told, ensure_ascii=False, indent=1).encode()

    @classmethod
    def parse(cls, content: bytes) -> "Manifest":
        """Return what `to_json` gave; ValueError for anything else."""
        try:
            told: dict[str, Any] = json.loads(content)
            if told.pop("format") != FORMAT:
                raise ValueError("it is of another format")
            parts = {_safe(name): Part(**each) for name, each in told.pop("parts").items()}
            made = datetime.fromisoformat(told.pop("made"))
            migrations = tuple(told.pop("migrations"))
            return cls(made=made, migrations=migrations, parts=parts, **told)
        except (KeyError, TypeError, AttributeError) as error:
            raise ValueError(f"it says no {error}") from error


def _safe(name: str) -> str:
    """Return the name of a part; ValueError for one that would be laid elsewhere, or is a key."""
    path = PurePosixPath(name)
    is_odd = ".." in path.parts or str(path) != name or not name.startswith((DATABASE, FILES))
    if is_odd or path.parts[1:2] == ("keys",):
        raise ValueError(f"it names {name}, which no backup holds")
    return name


class Writer:
    """An archive that is being written; it keeps the hash of what goes in."""

    def __init__(self, zipped: ZipFile) -> None:
        self.zipped = zipped
        self.parts: dict[str, Part] = {}

    @contextmanager
    def part(self, name: str) -> Iterator["Hashed"]:
        """Give what takes the bytes of the part of that name."""
        with self.zipped.open(_safe(name), "w", force_zip64=True) as out:
            hashed = Hashed(out)
            yield hashed
        self.parts[name] = hashed.part

    def copy(self, name: str, source: Path) -> None:
        """Take the bytes of the file `source` as the part of that name."""
        with source.open("rb") as file, self.part(name) as part:
            while piece := file.read(_PIECE):
                part.write(piece)

    def seal(self, manifest: Manifest) -> None:
        """Put the manifest in, which must know every part."""
        self.zipped.writestr(MANIFEST, manifest.to_json())


class Hashed:
    """Passes bytes on and keeps their SHA-256 and their number."""

    def __init__(self, out: IO[bytes]) -> None:
        self.out, self.hash, self.size = out, sha256(), 0

    def write(self, piece: bytes) -> None:
        """Take some more bytes."""
        self.hash.update(piece)
        self.size += len(piece)
        self.out.write(piece)

    @property
    def part(self) -> Part:
        """What was written so far, as the manifest says it."""
        return Part(self.hash.hexdigest(), self.size)


@contextmanager
def begin(file: Path) -> Iterator[Writer]:
    """Write the archive `file`, for its owner alone, whole or not at all; never over another.

    GoldenthreadError if a file of that name lies there already.
    """
    passing = file.with_name(f".{file.name}.{os.getpid()}.part")
    try:
        with open(os.open(passing, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600), "w+b") as out:
            with ZipFile(out, "w", ZIP_DEFLATED, compresslevel=6) as zipped:
                yield Writer(zipped)
            out.flush()
            os.fsync(out.fileno())
        os.link(passing, file)
    except FileExistsError as error:
        raise GoldenthreadError(
            "a file of this name is there already.", place=str(file), remedy="Name another."
        ) from error
    finally:
        passing.unlink(missing_ok=True)


@contextmanager
def opened(file: Path) -> Iterator["Reader"]:
    """Open the backup `file` to read it; GoldenthreadError, naming it, if it is none."""
    try:
        zipped = ZipFile(file)
    except FileNotFoundError as error:
        raise GoldenthreadError(
            "there is no such file.", place=str(file), remedy="Name a backup."
        ) from error
    except _SPOILT as error:
        raise _damaged(file, "", error) from error
    with zipped:
        yield Reader(file, zipped)


class Reader:
    """A backup that is being read; every byte is held against the manifest."""

    def __init__(self, file: Path, zipped: ZipFile) -> None:
        self.file, self.zipped = file, zipped
        try:
            if zipped.getinfo(MANIFEST).file_size > _LARGEST_MANIFEST:
                raise ValueError("it is larger than any")
            self.manifest = Manifest.parse(zipped.read(MANIFEST))
        except (KeyError, *_SPOILT) as error:
            raise _damaged(file, MANIFEST, error) from error

    def pieces(self, name: str) -> Iterator[bytes]:
        """Yield the bytes of a part; GoldenthreadError, naming it, where they are not its own."""
        said, seen, size = self.manifest.parts[name], sha256(), 0
        try:
            with self.zipped.open(name) as part:
                while size <= said.size and (piece := part.read(_PIECE)):
                    seen.update(piece)
                    size += len(piece)
                    yield piece
        except (KeyError, *_SPOILT) as error:
            raise _damaged(self.file, name, error) from error
        if Part(seen.hexdigest(), size) != said:
            raise _damaged(self.file, name, "its bytes are not those that were written")

    def check(self) -> Manifest:
        """Read every part; GoldenthreadError, naming the first that is damaged or missing."""
        for name in self.manifest.parts:
            for _ in self.pieces(name):
                pass
        return self.manifest

    def lay(self, name: str, at: Path) -> None:
        """Write a part into a new file that its owner alone can read."""
        at.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with open(os.open(at, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as out:
            for piece in self.pieces(name):
                out.write(piece)
            out.flush()
            os.fsync(out.fileno())


def _damaged(file: Path, name: str, why: object) -> GoldenthreadError:
    where = f"{file}, {name}" if name else str(file)
    said = str(why).rstrip(".") or type(why).__name__
    return GoldenthreadError(
        f"this backup is damaged, or is none: {said}.", place=where, remedy=_AGAIN
    )
