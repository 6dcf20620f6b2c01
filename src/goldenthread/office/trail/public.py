"""The log as anybody may copy it: plain files that can be checked without this office."""

from collections.abc import Iterator

from goldenthread.ledger import export
from goldenthread.office.trail.appending import head
from goldenthread.office.trail.cosigning import noted
from goldenthread.office.trail.marks import refuse_fork, remember
from goldenthread.office.trail.models import Checkpoint, Entry
from goldenthread.terms.errors import NotPossible


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
