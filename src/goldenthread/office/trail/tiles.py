"""The tree of the log as rows of 256 hashes: appending adds to the end, a proof reads a few.

A tile is kept once it is full. What is not yet full is told by the entries
themselves, or by the tiles of the level below.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from goldenthread.ledger import Tile as Place
from goldenthread.ledger import TiledTree, tile_root
from goldenthread.ledger.tiles import WIDTH
from goldenthread.office.trail.models import Entry, Tile


def keep_full(*, before: int, after: int) -> None:
    """Keep every tile that became full when the log grew from `before` to `after` entries.

    Called in the transaction that appended the entries, with the head locked.
    """
    for place in _filled(before, after):
        held = _below(place)
        Tile.objects.create(
            level=place.level or 0,
            index=place.index,
            hashes=held,
            root=tile_root(held).hex(),
        )


def tree(size: int) -> TiledTree:
    """Return the tree of the first `size` entries; a proof from it reads two rows a level."""
    return TiledTree(size, hashes)


def tile_faults(leaves: Sequence[bytes]) -> Iterator[str]:
    """Yield every tile that is missing, too many or not what the hashes of all entries make."""
    kept = {(tile.level, tile.index): tile for tile in Tile.objects.all()}
    rows = defaultdict(list, {0: list(leaves)})
    for place in _filled(0, len(leaves)):
        level = place.level or 0
        made = b"".join(rows[level][place.index * WIDTH : (place.index + 1) * WIDTH])
        rows[level + 1].append(root := tile_root(made))
        tile = kept.pop((level, place.index), None)
        if tile is None:
            yield f"tile {level}/{place.index}: it is missing"
        elif (bytes(tile.hashes), tile.root) != (made, root.hex()):
            yield f"tile {level}/{place.index}: its hashes are not those of the entries"
    for level, index in kept:
        yield f"tile {level}/{index}: there are not so many entries"


def _filled(before: int, after: int) -> Iterator[Place]:
    """Yield each tile that is full at `after` and was not at `before`, the lowest level first."""
    level = 0
    while after >= WIDTH:
        before, after = before // WIDTH, after // WIDTH
        for index in range(before, after):
            yield Place(level, index)
        level += 1


def hashes(place: Place) -> bytes:
    """Return the hashes of a tile: all 256 where it is full, else at least those it asks for."""
    kept = Tile.objects.filter(level=place.level or 0, index=place.index).values_list("hashes")
    for (held,) in kept:
        return bytes(held)
    return _below(place)


def _below(place: Place) -> bytes:
    """Return the hashes of a tile from what lies under it, entries or full tiles."""
    start = place.index * WIDTH
    span = {"index__gte": start, "index__lt": start + place.width}
    rows = (
        Tile.objects.filter(level=place.level - 1, **span).values_list("root", flat=True)
        if place.level
        else Entry.objects.filter(**span).values_list("leaf", flat=True)
    )
    return b"".join(bytes.fromhex(each) for each in rows.order_by("index"))
