"""The log as anybody may copy it: plain files that can be checked without this office."""

from collections.abc import Iterator

from goldenthread.ledger import Tile, export
from goldenthread.ledger.merkle import HASH_SIZE
from goldenthread.ledger.tiles import HEIGHT, WIDTH, write_entries
from goldenthread.office.trail.appending import head
from goldenthread.office.trail.cosigning import noted
from goldenthread.office.trail.marks import refuse_fork, remember
from goldenthread.office.trail.models import Checkpoint, Entry
from goldenthread.office.trail.tiles import hashes
from goldenthread.terms.errors import BadProof, NotPossible


def public_log() -> Iterator[tuple[str, bytes]]:
    """Yield the files of the log up to its latest signed checkpoint, path and bytes.

    Entries hold no value, only commitments to values. Raises NotPossible if
    nothing has been signed yet, or if a longer log has gone out before; BadProof
    if the entries do not lead to the checkpoint's root.
    """
    signed = Checkpoint.objects.last()
    if signed is None:
        raise NotPossible(
            "nothing of this log has been signed yet.", remedy="Publish an edition first."
        )
    refuse_fork(head())
    remember(signed.note.encode())
    rows = Entry.objects.filter(index__lt=signed.size).order_by("index")
    entries = (text.encode() for text in rows.values_list("canonical", flat=True).iterator())
    yield from export(entries, checkpoint=noted(signed))


def public_tile(path: str) -> bytes | None:
    """Return one file of the public log by its path, None where the signed log has none.

    A tile that is not full yet is there under every width it has had: a tree
    that was signed once can be read for ever.
    """
    signed = Checkpoint.objects.last()
    try:
        tile = Tile.parse(path)
    except BadProof:
        return None
    end = (tile.index * WIDTH + tile.width) << (HEIGHT * (tile.level or 0))
    if signed is None or end > signed.size:
        return None
    if tile.level is None:
        start = tile.index * WIDTH
        rows = Entry.objects.filter(index__gte=start, index__lt=start + tile.width)
        texts = rows.order_by("index").values_list("canonical", flat=True)
        return write_entries([text.encode() for text in texts])
    return hashes(tile)[: tile.width * HASH_SIZE]
