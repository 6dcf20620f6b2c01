"""What was signed and seen outside, kept beside the key: a restored database cannot forget it.

A log restored from an old backup is a fork in waiting: places were signed that
it does not contain. Neither the mark nor the key lies in the database or its
backups, so the mark still knows.
"""

import os
from pathlib import Path

from django.conf import settings

from goldenthread.ledger import Checkpoint as SignedPlace
from goldenthread.ledger import Frontier, Note
from goldenthread.office.trail.models import Checkpoint, Log
from goldenthread.office.trail.tiles import tree
from goldenthread.terms.errors import BadProof, NotPossible

REMEDY = (
    "Restore the whole log. If it is lost, open a new origin that goes on from it: "
    "goldenthread open-origin (docs/howto/restore.md)."
)

_REACHED = "reached.place"


def mark() -> bytes | None:
    """Return the signed note of the last place that went out, or None if none has."""
    kept = _beside_key("last.checkpoint")
    return kept.read_bytes() if kept.is_file() else None


def remember(note: bytes) -> None:
    """Keep the note of a place that goes out, unless a later one of that log is kept."""
    kept = mark()
    if kept is None or _later(note, kept):
        _write("last.checkpoint", note)


def begin_again(note: bytes) -> None:
    """Keep the note of a log newly opened, and forget the places of the one before."""
    for each in ("seen.size", _REACHED):
        _beside_key(each).unlink(missing_ok=True)
    _write("last.checkpoint", note)


def remember_size(size: int) -> None:
    """Keep the size that a witness says it has seen."""
    _write("seen.size", f"{max(size, _seen_size())}\n".encode())


def remember_place(size: int, *, before: int, root: bytes) -> None:
    """Keep how far the log has come, once what took it there from `before` is kept.

    Where a longer log is known already, this one was set back: that is not forgotten.
    """
    if _reached_size() <= before:
        kept = os.open(_beside_key(_REACHED), os.O_CREAT | os.O_WRONLY, 0o600)
        try:
            # One short write of one length: a writer that is killed leaves the old or the new.
            os.pwrite(kept, f"{size:020d} {root.hex()}\n".encode(), 0)
        finally:
            os.close(kept)


def reached() -> tuple[int, str] | None:
    """Return the size and root, hexadecimal, that the log has been known to reach, if kept."""
    kept = _beside_key(_REACHED)
    size, _, root = kept.read_text().strip().partition(" ") if kept.is_file() else ("", "", "")
    return (int(size), root) if size.isdecimal() else None


def refuse_fork(log: Log) -> None:
    """Raise NotPossible, saying why, unless all that is known to be signed leads to this log."""
    if _seen_size() > log.size:
        raise NotPossible(
            f"a witness has seen a log of {_seen_size()} entries, and this one has {log.size}.",
            place=log.origin,
            remedy=REMEDY,
        )
    latest = Checkpoint.objects.last()
    known = [note for note in (mark(), latest and latest.note.encode()) if note]
    for note in known:
        _refuse_unlike(log, _stated(note))


def _refuse_unlike(log: Log, stated: SignedPlace) -> None:
    if stated.origin != log.origin:
        what = f"the last place that went out is of the log {stated.origin}."
    elif stated.size > log.size:
        what = f"a log of {stated.size} entries has been signed, and this one has {log.size}."
    elif _is_signed_here(stated) and stated.size != log.size:
        # Signed over these very entries, which are never changed: the audit sees to that.
        return
    elif _root_at(log, stated.size) != stated.root:
        what = f"its first {stated.size} entries are not those that were signed."
    else:
        return
    raise NotPossible(what, place=log.origin, remedy=REMEDY)


def _root_at(log: Log, size: int) -> bytes:
    if size == log.size:
        return Frontier.from_hex(log.size, log.frontier).root
    return tree(size).root


def _is_signed_here(stated: SignedPlace) -> bool:
    return Checkpoint.objects.filter(size=stated.size, root=stated.root.hex()).exists()


def _stated(note: bytes) -> SignedPlace:
    try:
        return SignedPlace.parse(Note.parse(note).text)
    except BadProof as error:
        raise NotPossible(
            "what it holds is no signed place of a log.",
            place=str(_beside_key("last.checkpoint")),
            remedy="Put the last published checkpoint there.",
        ) from error


def _later(note: bytes, kept: bytes) -> bool:
    new, old = _stated(note), _stated(kept)
    return new.origin == old.origin and new.size > old.size


def _reached_size() -> int:
    known = reached()
    return known[0] if known else 0


def _seen_size() -> int:
    kept = _beside_key("seen.size")
    return int(kept.read_text()) if kept.is_file() else 0


def _beside_key(name: str) -> Path:
    return Path(settings.TRAIL_KEY).with_name(name)


def _write(name: str, content: bytes) -> None:
    """Write whole or not at all: a mark half written would be a false alarm."""
    kept = _beside_key(name)
    passing = kept.with_suffix(f".{os.getpid()}")
    with passing.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    passing.replace(kept)
