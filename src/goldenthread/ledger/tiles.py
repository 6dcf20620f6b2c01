"""The log as tiles: 256 hashes a file, from which any proof is made in a few reads.

A tile never changes once it is full, so a log can be served as plain files.
Source: C2SP tlog-tiles; the proofs are those of RFC 9162.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from goldenthread.ledger.merkle import (
    EMPTY_ROOT,
    HASH_SIZE,
    consistency_path,
    inclusion_path,
    leaf_hash,
    node_hash,
    split,
)
from goldenthread.ledger.notes import Checkpoint, Note
from goldenthread.terms.errors import BadProof, NotPossible

HEIGHT = 8
WIDTH = 1 << HEIGHT
"""The hashes in a full tile, and the entries in a full bundle of them."""
CHECKPOINT_PATH = "checkpoint"
LEVELS = 64
ENTRY_LIMIT = (1 << 16) - 1
"""The most bytes of an entry that a bundle of entries can hold."""

_PATH = re.compile(
    r"tile/(?P<level>entries|0|[1-9][0-9]?)/(?P<number>(?:x[0-9]{3}/)*[0-9]{3})"
    r"(?:\.p/(?P<width>[1-9][0-9]{0,2}))?"
)


@dataclass(frozen=True, slots=True)
class Tile:
    """Which tile: its level from the leaves up, its index in that level, how many hashes.

    `level` None is a bundle of entries. Raises `BadProof` where no tile can be such.
    """

    level: int | None
    index: int
    width: int = WIDTH

    def __post_init__(self) -> None:
        if not (0 <= (self.level or 0) < LEVELS and self.index >= 0 and 0 < self.width <= WIDTH):
            raise BadProof(f"there is no tile {self.level}/{self.index} of width {self.width}")

    @property
    def path(self) -> str:
        """The path under which it is served, from the log's prefix."""
        rest, last = divmod(self.index, 1000)
        number = f"{last:03d}"
        while rest:
            rest, last = divmod(rest, 1000)
            number = f"x{last:03d}/{number}"
        level = "entries" if self.level is None else self.level
        return f"tile/{level}/{number}" + ("" if self.width == WIDTH else f".p/{self.width}")

    @classmethod
    def parse(cls, path: str) -> "Tile":
        """Return the tile served at a path; raise `BadProof` unless it is the tile's one path."""
        if not (found := _PATH.fullmatch(path)):
            raise BadProof(f"no tile has the path {path[:80]!r}")
        level = None if found["level"] == "entries" else int(found["level"])
        index = int(found["number"].replace("x", "").replace("/", ""))
        tile = cls(level, index, int(found["width"] or WIDTH))
        if tile.path != path:
            raise BadProof(f"no tile has the path {path[:80]!r}")
        return tile


ReadTile = Callable[[Tile], bytes]
"""Gives the hashes of a tile, one after the other; a full tile may stand in for a partial one."""


def tile_root(hashes: bytes) -> bytes:
    """Return the root over the hashes of a full tile: its one hash in the level above."""
    if len(hashes) != WIDTH * HASH_SIZE:
        raise BadProof("only a full tile has a hash in the level above")
    return _fold(hashes)


def tiles_of(size: int) -> Iterator[Tile]:
    """Yield every tile of a tree of `size` leaves, the lowest level first."""
    level = 0
    while count := size >> (HEIGHT * level):
        yield from _row(level, count)
        level += 1


def _row(level: int | None, count: int) -> Iterator[Tile]:
    for index in range(count // WIDTH):
        yield Tile(level, index)
    if count % WIDTH:
        yield Tile(level, count // WIDTH, count % WIDTH)


@dataclass(slots=True)
class TiledTree:
    """A tree of `size` leaves seen through its tiles; each is read once and kept.

    A proof takes at most two reads a level. What is read is trusted here: a
    proof made from false tiles is false, and verifying it says so.
    """

    size: int
    read: ReadTile
    _kept: dict[Tile, bytes] = field(default_factory=dict)

    @property
    def root(self) -> bytes:
        """The root of the tree."""
        return self._root(0, self.size) if self.size else EMPTY_ROOT

    def leaf(self, index: int) -> bytes:
        """Return the hash of the leaf at `index`."""
        if not 0 <= index < self.size:
            raise BadProof(f"a tree of {self.size} leaves has none at {index}")
        return self._node(0, index)

    def inclusion_proof(self, index: int) -> list[bytes]:
        """Return the proof that the leaf at `index` is in the tree."""
        return inclusion_path(index, size=self.size, root=self._root)

    def consistency_proof(self, old_size: int) -> list[bytes]:
        """Return the proof that the tree only adds to that of `old_size`."""
        return consistency_path(old_size, new_size=self.size, root=self._root)

    def _root(self, start: int, end: int) -> bytes:
        count = end - start
        if not count & (count - 1):
            height = count.bit_length() - 1
            return self._node(height, start >> height)
        middle = start + split(count)
        return node_hash(self._root(start, middle), self._root(middle, end))

    def _node(self, height: int, index: int) -> bytes:
        """Return the root of the full subtree of that height, counted from the left."""
        level, above = divmod(height, HEIGHT)
        tile, place = divmod(index << above, WIDTH)
        hashes = self._hashes(level, tile)
        return _fold(hashes[place * HASH_SIZE : (place + (1 << above)) * HASH_SIZE])

    def _hashes(self, level: int, index: int) -> bytes:
        count = (self.size >> (HEIGHT * level)) - index * WIDTH
        tile = Tile(level, index, min(count, WIDTH))
        if tile not in self._kept:
            hashes = self.read(tile)
            if len(hashes) not in (tile.width * HASH_SIZE, WIDTH * HASH_SIZE):
                raise BadProof(f"{tile.path} has not {tile.width} hashes")
            self._kept[tile] = hashes
        return self._kept[tile]


def _fold(hashes: bytes) -> bytes:
    """Return the root over a number of hashes that is a power of two."""
    row = [hashes[at : at + HASH_SIZE] for at in range(0, len(hashes), HASH_SIZE)]
    while len(row) > 1:
        row = [node_hash(row[at], row[at + 1]) for at in range(0, len(row), 2)]
    return row[0]


def write_entries(entries: Sequence[bytes]) -> bytes:
    """Return the bundle of up to 256 entries, each behind its length in two bytes."""
    if not 0 < len(entries) <= WIDTH or any(len(each) > ENTRY_LIMIT for each in entries):
        raise NotPossible(f"a bundle holds 1 to {WIDTH} entries of at most {ENTRY_LIMIT} bytes")
    return b"".join(len(each).to_bytes(2, "big") + each for each in entries)


def read_entries(bundle: bytes) -> list[bytes]:
    """Return the entries of a bundle; raise `BadProof` where it ends within one."""
    entries, at = [], 0
    while at < len(bundle):
        start = at + 2
        at = start + int.from_bytes(bundle[at:start], "big")
        if at > len(bundle) or start > len(bundle):
            raise BadProof("the bundle of entries ends too soon")
        entries.append(bundle[start:at])
    if not 0 < len(entries) <= WIDTH:
        raise BadProof(f"a bundle holds 1 to {WIDTH} entries, not {len(entries)}")
    return entries


def export(entries: Iterable[bytes], *, checkpoint: bytes) -> Iterator[tuple[str, bytes]]:
    """Yield the files of the public log, path and bytes, the checkpoint last.

    `entries` are all the log's entries in their order, read once; `checkpoint`
    is the signed note over them. Raises `BadProof`, before the checkpoint is
    given out, if the entries do not lead to its root.
    """
    stated = Checkpoint.parse(Note.parse(checkpoint).text)
    rows = _Rows()
    for entry in entries:
        yield from rows.add(entry)
    yield from rows.rest()
    tree = TiledTree(rows.size, lambda tile: rows.last[tile.level or 0])
    if (rows.size, tree.root) != (stated.size, stated.root):
        raise BadProof("the entries do not lead to the root of the checkpoint")
    yield CHECKPOINT_PATH, checkpoint


class _Rows:
    """The tiles that are not yet full, at every level, and the entries of the last bundle."""

    def __init__(self) -> None:
        self.size = 0
        self.entries: list[bytes] = []
        self.last: list[bytes] = []

    def add(self, entry: bytes) -> Iterator[tuple[str, bytes]]:
        if self.entries and not self.size % WIDTH:
            self.entries.clear()
        self.size += 1
        self.entries.append(entry)
        if not self.size % WIDTH:
            yield Tile(None, self.size // WIDTH - 1).path, write_entries(self.entries)
        yield from self._put(0, leaf_hash(entry))

    def _put(self, level: int, hashed: bytes) -> Iterator[tuple[str, bytes]]:
        if level == len(self.last):
            self.last.append(b"")
        if len(self.last[level]) == WIDTH * HASH_SIZE:
            self.last[level] = b""
        self.last[level] += hashed
        if len(self.last[level]) == WIDTH * HASH_SIZE:
            count = self.size >> (HEIGHT * level)
            yield Tile(level, count // WIDTH - 1).path, self.last[level]
            yield from self._put(level + 1, tile_root(self.last[level]))

    def rest(self) -> Iterator[tuple[str, bytes]]:
        """Yield what is partial at the end."""
        if width := self.size % WIDTH:
            yield Tile(None, self.size // WIDTH, width).path, write_entries(self.entries)
        for level, hashes in enumerate(self.last):
            count = self.size >> (HEIGHT * level)
            if width := count % WIDTH:
                yield Tile(level, count // WIDTH, width).path, hashes
