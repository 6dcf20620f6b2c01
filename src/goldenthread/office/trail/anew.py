"""Go on after a loss: a log of a new origin, whose first entry holds the old one's last place."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.db import connection, transaction

from goldenthread.ledger import VerifierKey, open_anew, open_checkpoint
from goldenthread.office.trail.appending import head
from goldenthread.office.trail.changes import Actor, change
from goldenthread.office.trail.log import made_key, sign
from goldenthread.office.trail.marks import begin_again, mark
from goldenthread.office.trail.models import (
    Checkpoint,
    Cosignature,
    Entry,
    FormerCheckpoint,
    FormerEntry,
    FormerValue,
    Log,
    Tile,
    Value,
)
from goldenthread.office.trail.outside import LEFT, left_values
from goldenthread.office.trail.replayers import ledgered
from goldenthread.office.trail.triggers import forbid_changes, permit_changes
from goldenthread.office.trail.writing import writing
from goldenthread.terms.errors import BadProof, NotPossible

CARRIED_OVER = "row.carried_over"
"""What the new log says of each row that it begins with."""

_BATCH = 500
_GUARDED = ("trail_checkpoint", "trail_entry", "trail_tile")


def open_origin(origin: str, *, by: Actor, reason: str, after: bytes | None = None) -> Checkpoint:
    """Leave the log, keep its entries as former ones, and begin one that goes on from it.

    `after` is the old log's last published checkpoint, by default the one kept
    beside the key. The new log has a key of its own; its first entry holds that
    checkpoint, the second says what is kept of the old one, and one more stands
    for each row as it is now. Returns the new
    log's first checkpoint. Raise NotPossible if no checkpoint is known, or if it
    is not the old log's.
    """
    old = head()
    note, left = _last_note(old, after), left_values(old)
    left_name = f"log/{old.origin}"
    act = open_anew(origin, after=note)
    with _new_key(), writing():
        _leave(old)
        _begin(old, origin)
        with change(by=by, reason=reason) as changed:
            changed.tell(act.object, act.action, act.values)
            changed.tell(left_name, LEFT, left)
            for kind in ledgered():
                for row in kind._base_manager.order_by("pk"):
                    changed.carry_over(row, CARRIED_OVER)
        signed = sign(head())
        transaction.on_commit(lambda: begin_again(signed.note.encode()))
    return signed


def _last_note(old: Log, after: bytes | None) -> bytes:
    latest = Checkpoint.objects.last()
    note = after or mark() or (latest.note.encode() if latest else None)
    if note is None:
        raise NotPossible(
            "no signed place of the old log is known.",
            place=old.origin,
            remedy="Give the last checkpoint that was published (--after).",
        )
    try:
        open_checkpoint(note, keys=[VerifierKey.parse(old.key)])
    except BadProof as error:
        raise NotPossible(
            f"this is no checkpoint of that log: {error}.",
            place=old.origin,
            remedy="Give the last checkpoint that was published (--after).",
        ) from error
    return note


def _leave(old: Log) -> None:
    """Move the entries, values and checkpoints among the former ones."""
    for row in Entry.objects.prefetch_related("values").iterator(chunk_size=_BATCH):
        former = FormerEntry.objects.create(
            origin=old.origin, index=row.index, object=row.object, canonical=row.canonical
        )
        FormerValue.objects.bulk_create(
            FormerValue(entry=former, name=each.name, salt=each.salt, value=each.value)
            for each in row.values.all()
        )
    for signed in Checkpoint.objects.all():
        FormerCheckpoint.objects.create(origin=old.origin, note=signed.note)
    for table in _GUARDED:
        permit_changes(connection, table)
    for kind in (Cosignature, Value, Checkpoint, Entry, Tile):
        kind._base_manager.all().delete()
    for table in _GUARDED:
        forbid_changes(connection, table)


@contextmanager
def _new_key() -> Iterator[None]:
    """Lay the old key aside to make room for a new one; put it back if that fails."""
    kept = Path(settings.TRAIL_KEY)
    number = len(list(kept.parent.glob(f"{kept.name}.former-*"))) + 1
    aside = kept.with_name(f"{kept.name}.former-{number}")
    had_one = kept.exists()
    if had_one:
        kept.rename(aside)
    try:
        yield
    except BaseException:
        kept.unlink(missing_ok=True)
        if had_one:
            aside.rename(kept)
        raise


def _begin(old: Log, origin: str) -> None:
    old.origin, old.key = origin, made_key(origin).verifier.text
    old.size, old.frontier = 0, []
    old.save()
