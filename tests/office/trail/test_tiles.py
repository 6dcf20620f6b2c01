"""The tree is kept in tiles, and what is proved from them is what the entries alone would prove."""

from itertools import pairwise

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from goldenthread.ledger import consistency_proof, inclusion_proof, leaf_hash, root_of
from goldenthread.office.trail.models import Entry, Tile
from goldenthread.office.trail.tiles import keep_full, tile_faults, tree
from goldenthread.office.trail.triggers import permit_changes

SIZE = 700
LEAVES = [leaf_hash(str(index).encode()) for index in range(SIZE)]


def grow(before: int, after: int) -> None:
    """Append entries that have nothing but a place and a leaf."""
    Entry.objects.bulk_create(
        Entry(
            index=index,
            action="area.added",
            object=f"area/{index}",
            revision=1,
            recorded=timezone.now(),
            canonical="{}",
            leaf=LEAVES[index].hex(),
        )
        for index in range(before, after)
    )
    keep_full(before=before, after=after)


@pytest.fixture
def grown(db: None) -> None:
    """A log of 700 entries that came in steps of all sizes."""
    steps = [0, 1, 2, 255, 256, 300, 511, SIZE]
    for before, after in pairwise(steps):
        grow(before, after)


def test_a_tile_is_kept_for_every_256_entries(grown: None) -> None:
    assert list(Tile.objects.values_list("level", "index").order_by("index")) == [(0, 0), (0, 1)]
    assert list(tile_faults(LEAVES)) == []


def test_proofs_and_roots_are_those_of_the_leaves(grown: None) -> None:
    for size in (1, 2, 255, 256, 257, 512, 513, SIZE):
        seen = tree(size)
        assert seen.root == root_of(LEAVES[:size])
        for index in {0, size // 2, size - 1}:
            wanted = inclusion_proof(index, size=size, leaf=LEAVES.__getitem__)
            assert seen.inclusion_proof(index) == wanted
        older = max(1, size // 3)
        wanted = consistency_proof(older, new_size=size, leaf=LEAVES.__getitem__)
        assert seen.consistency_proof(older) == wanted


def test_a_proof_reads_no_more_rows_however_far_back_it_reaches(grown: None) -> None:
    with CaptureQueriesContext(connection) as asked:
        tree(SIZE).inclusion_proof(3)
    # The tile of the leaf; then the last leaves and the level above, which have no full tile yet:
    # each is looked for, and then made from what lies below.
    assert len(asked) <= 5


def test_a_tile_is_made_of_tiles_as_well_as_of_entries(db: None) -> None:
    hashes = b"".join(LEAVES[:256])
    for index in range(256):
        Tile.objects.create(level=0, index=index, hashes=hashes, root=LEAVES[index].hex())
    Entry.objects.bulk_create(
        Entry(
            index=index, object=f"area/{index}", revision=1, recorded=timezone.now(), leaf="00" * 32
        )
        for index in range(65_280, 65_536)
    )
    permit_changes(connection, "trail_tile")
    Tile.objects.filter(level=0, index=255).delete()
    keep_full(before=65_535, after=65_536)
    upper = Tile.objects.get(level=1)
    assert bytes(upper.hashes)[: 255 * 32] == b"".join(LEAVES[:255])
    assert upper.index == 0


@pytest.mark.parametrize(
    ("statement", "fault"),
    [
        ("UPDATE trail_tile SET root = 'x' WHERE \"index\" = 1", "tile 0/1: its hashes"),
        ('DELETE FROM trail_tile WHERE "index" = 0', "tile 0/0: it is missing"),
        ('UPDATE trail_tile SET level = 3 WHERE "index" = 0', "tile 3/0: there are not so many"),
    ],
)
def test_a_tile_that_is_false_is_named(grown: None, statement: str, fault: str) -> None:
    permit_changes(connection, "trail_tile")
    with connection.cursor() as cursor:
        cursor.execute(statement)
    assert any(each.startswith(fault) for each in tile_faults(LEAVES))


def test_the_database_itself_refuses_to_change_a_tile(grown: None) -> None:
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        Tile.objects.update(root="00" * 32)
