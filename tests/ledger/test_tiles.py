"""Tiles: the published logs, and proofs made from tiles against those made from leaves."""

import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goldenthread.ledger.keys import SignerKey, VerifierKey
from goldenthread.ledger.merkle import (
    EMPTY_ROOT,
    consistency_proof,
    inclusion_proof,
    leaf_hash,
    root_of,
    verify_inclusion,
)
from goldenthread.ledger.notes import (
    Checkpoint,
    Note,
    open_checkpoint,
    sign_checkpoint,
)
from goldenthread.ledger.tiles import (
    ENTRY_LIMIT,
    WIDTH,
    ReadTile,
    Tile,
    TiledTree,
    export,
    read_entries,
    tile_root,
    tiles_of,
    write_entries,
)
from goldenthread.terms.errors import BadProof, NotPossible

KEY = SignerKey("log.example.invalid", bytes(range(32)))
ENTRIES = [f"entry {number}".encode() for number in range(1300)]
LEAVES = [leaf_hash(entry) for entry in ENTRIES]
SUNLIGHT = (
    "data/ledger/sunlight/cmd/skylight/testdata/witness/mirror/"
    "000de184301123b9278c086a7d9f68c9577e83872224c197058fd90784ea9706"
)


def signed(size: int, *, root: bytes | None = None) -> bytes:
    checkpoint = Checkpoint(KEY.name, size, root_of(LEAVES[:size]) if root is None else root)
    return sign_checkpoint(checkpoint, key=KEY)


def public_log(size: int) -> dict[str, bytes]:
    return dict(export(ENTRIES[:size], checkpoint=signed(size)))


def reader(files: dict[str, bytes]) -> ReadTile:
    return lambda tile: files[tile.path]


FILES = public_log(len(ENTRIES))
TREE = TiledTree(len(ENTRIES), reader(FILES))


# Paths.


@pytest.mark.parametrize(
    ("tile", "path"),
    [
        (Tile(0, 0), "tile/0/000"),
        (Tile(0, 1234067), "tile/0/x001/x234/067"),
        (Tile(1, 1000, 17), "tile/1/x001/000.p/17"),
        (Tile(63, 999, 255), "tile/63/999.p/255"),
        (Tile(None, 273, 112), "tile/entries/273.p/112"),
    ],
)
def test_a_tile_has_the_path_of_the_format_and_is_read_from_it(tile: Tile, path: str) -> None:
    assert tile.path == path
    assert Tile.parse(path) == tile


@settings(deadline=None)
@given(st.none() | st.integers(0, 63), st.integers(0, 10**15), st.integers(1, WIDTH))
def test_every_tile_is_read_back_from_its_path(level: int | None, index: int, width: int) -> None:
    tile = Tile(level, index, width)
    assert Tile.parse(tile.path) == tile


@pytest.mark.parametrize(
    "path",
    [
        "",
        "checkpoint",
        "tile/0/0",
        "tile/00/000",
        "tile/64/000",
        "tile/0/x000/001",
        "tile/0/001/002",
        "tile/0/000.p/0",
        "tile/0/000.p/01",
        "tile/0/000.p/256",
        "tile/0/000.p/257",
        "tile/0/000/",
        "tile/data/000",
        "/tile/0/000",
        "tile/0/٠٠٠",
    ],
)
def test_a_path_that_is_no_tiles_is_refused(path: str) -> None:
    with pytest.raises(BadProof, match="no tile"):
        Tile.parse(path)


@pytest.mark.parametrize("parts", [(64, 0, 1), (-1, 0, 1), (0, -1, 1), (0, 0, 0), (0, 0, 257)])
def test_a_tile_that_cannot_be_is_refused(parts: tuple[int, int, int]) -> None:
    with pytest.raises(BadProof, match="there is no tile"):
        Tile(*parts)


def test_a_tree_of_70000_has_the_tiles_that_the_format_counts() -> None:
    tiles = list(tiles_of(70_000))
    assert len([tile for tile in tiles if tile.level == 0 and tile.width == WIDTH]) == 273
    assert tiles[273:] == [Tile(0, 273, 112), Tile(1, 0), Tile(1, 1, 17), Tile(2, 0, 1)]
    assert list(tiles_of(256)) == [Tile(0, 0), Tile(1, 0, 1)]
    assert list(tiles_of(0)) == []


# Published logs.


def test_the_public_log_of_the_published_entries_is_the_published_one(shared: Path) -> None:
    folder = shared / "data/ledger/tessera/testdata/log"
    entries = read_entries((folder / "tile/entries/000.p/15").read_bytes())
    for size in range(1, 16):
        note = (folder / f"checkpoint.{size}").read_bytes()
        made = dict(export(entries[:size], checkpoint=note))
        assert made == {
            f"tile/entries/000.p/{size}": (folder / f"tile/entries/000.p/{size}").read_bytes(),
            f"tile/0/000.p/{size}": (folder / f"tile/0/000.p/{size}").read_bytes(),
            "checkpoint": note,
        }


def test_every_proof_from_the_published_tiles_leads_to_the_signed_root(shared: Path) -> None:
    folder = shared / "data/ledger/tessera/testdata"
    key = VerifierKey.parse((folder / "log.vkey").read_text().strip())
    stated = open_checkpoint((folder / "log/checkpoint").read_bytes(), keys=[key])
    tree = TiledTree(stated.size, lambda tile: (folder / "log" / tile.path).read_bytes())
    assert tree.root == stated.root
    for index in range(stated.size):
        proof = tree.inclusion_proof(index)
        verify_inclusion(
            proof, leaf=tree.leaf(index), index=index, size=stated.size, root=stated.root
        )


def test_the_published_tree_of_300_is_read_through_both_its_levels(shared: Path) -> None:
    folder = shared / SUNLIGHT
    stated = Checkpoint.parse(Note.parse((folder / "checkpoint").read_bytes()).text)
    tree = TiledTree(stated.size, lambda tile: (folder / tile.path).read_bytes())
    assert tree.root == stated.root
    assert (
        tile_root((folder / "tile/0/000").read_bytes()) == (folder / "tile/1/000.p/1").read_bytes()
    )
    for index in (0, 255, 256, 299):
        proof = tree.inclusion_proof(index)
        verify_inclusion(proof, leaf=tree.leaf(index), index=index, size=300, root=stated.root)


# Proofs from tiles are those from leaves.


@pytest.mark.parametrize("size", [1, 2, 255, 256, 257, 511, 512, 513, 1300])
def test_the_files_are_the_tiles_of_the_tree_and_lead_to_its_root(size: int) -> None:
    files = public_log(size)
    bundles = {path for path in files if "entries" in path}
    assert files.keys() - bundles - {"checkpoint"} == {tile.path for tile in tiles_of(size)}
    assert list(files)[-1] == "checkpoint"
    assert [e for path in sorted(bundles) for e in read_entries(files[path])] == ENTRIES[:size]
    assert TiledTree(size, reader(files)).root == root_of(LEAVES[:size])


@settings(deadline=None)
@given(st.integers(1, len(ENTRIES)), st.data())
def test_proofs_from_tiles_are_those_from_leaves_in_any_smaller_tree(
    size: int, data: st.DataObject
) -> None:
    index, old = data.draw(st.integers(0, size - 1)), data.draw(st.integers(1, size))
    full = {tile.path: _hashes(tile) for tile in tiles_of(size)}
    tree = TiledTree(size, reader(full))
    assert tree.inclusion_proof(index) == inclusion_proof(index, size=size, leaf=LEAVES.__getitem__)
    assert tree.consistency_proof(old) == consistency_proof(
        old, new_size=size, leaf=LEAVES.__getitem__
    )
    assert tree.leaf(index) == LEAVES[index]


def _hashes(tile: Tile) -> bytes:
    """The hashes of a tile by the definition of the format: MTH over its leaves."""
    assert tile.level is not None
    span = 256**tile.level
    first = tile.index * WIDTH
    places = range(first, first + tile.width)
    return b"".join(root_of(LEAVES[n * span : (n + 1) * span]) for n in places)


def test_a_tree_of_millions_reads_at_most_two_tiles_a_level() -> None:
    level = [bytes([n]) * 32 for n in range(WIDTH)]
    full = b"".join(level)
    reads: list[Tile] = []

    def read(tile: Tile) -> bytes:
        reads.append(tile)
        return full[: 32 * tile.width]

    size = 256**3 + 5 * 256**2 + 7 * 256 + 9
    for index in (0, 123_456, 256**3, size - 1):
        reads.clear()
        TiledTree(size, read).inclusion_proof(index)
        assert len(reads) == len(set(reads)) <= 8
        assert max(sum(tile.level == n for tile in reads) for n in range(4)) <= 2


def test_a_tile_is_read_once_and_a_full_one_serves_for_a_partial_one() -> None:
    reads: list[Tile] = []

    def read(tile: Tile) -> bytes:
        reads.append(tile)
        return b"".join(LEAVES[:WIDTH])

    tree = TiledTree(200, read)
    for index in range(200):
        tree.inclusion_proof(index)
    assert reads == [Tile(0, 0, 200)]
    assert tree.root == root_of(LEAVES[:200])


# Refusals.


@pytest.mark.parametrize("index", [-1, 1300])
def test_outside_the_tree_there_is_no_leaf_and_no_proof(index: int) -> None:
    with pytest.raises(BadProof, match="has none at"):
        TREE.leaf(index)
    with pytest.raises(BadProof, match="has none at"):
        TREE.inclusion_proof(index)


def test_from_an_empty_tree_nothing_is_proved() -> None:
    with pytest.raises(BadProof, match="nothing can be proved"):
        TREE.consistency_proof(0)
    assert TiledTree(0, reader({})).root == EMPTY_ROOT


@pytest.mark.parametrize("hashes", [b"", bytes(31), bytes(32 * 3), bytes(32 * 5), bytes(32 * 257)])
def test_a_tile_of_another_width_is_refused(hashes: bytes) -> None:
    with pytest.raises(BadProof, match=r"tile/0/000\.p/4 has not 4 hashes"):
        TiledTree(4, lambda _: hashes).inclusion_proof(0)


def test_only_a_full_tile_has_a_root_in_the_level_above() -> None:
    with pytest.raises(BadProof, match="only a full tile"):
        tile_root(bytes(32 * 255))


@pytest.mark.parametrize("cut", [1, 2, 3, 8])
def test_a_bundle_of_entries_that_ends_too_soon_is_refused(cut: int) -> None:
    with pytest.raises(BadProof, match="too soon"):
        read_entries(write_entries(ENTRIES[:3])[:-cut])


def test_bundles_hold_one_to_256_entries_and_none_too_long() -> None:
    assert ENTRY_LIMIT == 65_535
    longest = [bytes(ENTRY_LIMIT), b""]
    assert read_entries(write_entries(longest)) == longest
    assert len(read_entries(write_entries([b""] * WIDTH))) == WIDTH
    for entries in ([], [b""] * (WIDTH + 1), [bytes(ENTRY_LIMIT + 1)]):
        with pytest.raises(NotPossible, match="a bundle holds"):
            write_entries(entries)
    for bundle in (b"", bytes(2) * (WIDTH + 1)):
        with pytest.raises(BadProof, match="a bundle holds"):
            read_entries(bundle)


@pytest.mark.parametrize("size", [0, 299, 301])
def test_a_log_is_not_exported_under_a_checkpoint_of_other_entries(size: int) -> None:
    files = export(ENTRIES[:300], checkpoint=signed(size))
    made: dict[str, bytes] = {}
    with pytest.raises(BadProof, match="do not lead"):
        made.update(files)
    assert "checkpoint" not in made
    with pytest.raises(BadProof, match="do not lead"):
        list(export(ENTRIES[:300], checkpoint=signed(300, root=bytes(32))))


def test_an_empty_log_is_a_checkpoint_alone() -> None:
    assert public_log(0) == {"checkpoint": signed(0)}


def test_an_exported_log_lies_in_a_folder_without_clashes(tmp_path: Path) -> None:
    for path, data in FILES.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(data)
    found = {os.path.relpath(path, tmp_path) for path in tmp_path.rglob("*") if path.is_file()}
    assert found == set(FILES)
