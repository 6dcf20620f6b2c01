"""What the tables keep of other logs: those that were left, those cosigned, and who cosigned."""

from collections.abc import Iterator
from itertools import groupby
from typing import Any

from goldenthread.ledger import Checkpoint as SignedPlace
from goldenthread.ledger import Entry as Leaf
from goldenthread.ledger import (
    Frontier,
    Note,
    Policy,
    Revealed,
    VerifierKey,
    WitnessKey,
    check,
    leaf_hash,
    open_checkpoint,
)
from goldenthread.office.trail.models import (
    Checkpoint,
    FormerCheckpoint,
    FormerEntry,
    FormerValue,
    Log,
    Value,
    Witnessed,
)
from goldenthread.office.trail.witness import neighbours
from goldenthread.terms.errors import BadProof, NotPossible

LEFT = "log.left"
"""What a new log says of the one it goes on from: what is kept of it, and whose key it was."""


def left_values(old: Log) -> dict[str, Any]:
    """Return what binds the kept entries and checkpoints of a log that is being left."""
    root = Frontier.from_hex(old.size, old.frontier).root.hex()
    return {"size": old.size, "root": root, "key": old.key}


def outside_faults() -> Iterator[str]:
    """Yield every fault in what is kept of other logs, each naming its place."""
    entries = FormerEntry.objects.prefetch_related("values").iterator(chunk_size=500)
    for origin, kept in groupby(entries, key=lambda each: each.origin):
        yield from _former_faults(origin, list(kept))
    for former in FormerCheckpoint.objects.all():
        yield from _note_faults(former)
    policy = _policy()
    for seen in Witnessed.objects.all():
        yield from _witnessed_faults(seen, policy)
    for signed in Checkpoint.objects.prefetch_related("cosignatures"):
        yield from _cosignature_faults(signed, policy)


def _former_faults(origin: str, entries: list[FormerEntry]) -> Iterator[str]:
    tree = Frontier()
    for index, entry in enumerate(entries):
        tree = tree.append(leaf_hash(entry.canonical.encode()))
        yield from _entry_faults(f"entry {entry.index} of {origin}", index, entry)
    left = _left(origin)
    if left and (left["size"], left["root"]) != (tree.size, tree.root.hex()):
        yield f"{origin}: the entries kept of it are not those that were left"


def _entry_faults(name: str, index: int, entry: FormerEntry) -> Iterator[str]:
    try:
        leaf = Leaf.parse(entry.canonical.encode())
    except BadProof as error:
        yield f"{name}: {error}"
        return
    if (entry.index, entry.object) != (index, leaf.object):
        yield f"{name}: its columns say otherwise than its bytes"
    for value in entry.values.all():
        try:
            check(leaf, Revealed(value.name, bytes.fromhex(value.salt), value.value))
        except (BadProof, ValueError) as error:
            yield f"{name}: {error}"


def _left(origin: str) -> dict[str, Any]:
    """Return what was said of a log when it was left, by its successor or one that was left too."""
    for kind in (Value, FormerValue):
        said = kind._base_manager.filter(entry__object=f"log/{origin}")
        held = dict(said.values_list("name", "value"))
        if {"size", "root", "key"} <= held.keys():
            return held
    return {}


def _note_faults(former: FormerCheckpoint) -> Iterator[str]:
    left = _left(former.origin)
    if not FormerEntry.objects.filter(origin=former.origin).exists():
        yield f"a checkpoint of {former.origin}: no log of this name was left"
    if left:
        try:
            open_checkpoint(former.note.encode(), keys=[VerifierKey.parse(left["key"])])
        except BadProof as error:
            yield f"a checkpoint of {former.origin}: {error}"


def _witnessed_faults(seen: Witnessed, policy: Policy) -> Iterator[str]:
    name = f"what was cosigned of {seen.origin}"
    try:
        note = Note.parse(seen.note.encode())
        stated = SignedPlace.parse(note.text)
        keys = [key for key in policy.logs if key.name == seen.origin]
        if keys:
            open_checkpoint(seen.note.encode(), keys=keys)
    except BadProof as error:
        yield f"{name}: {error}"
        return
    if (stated.origin, stated.size, stated.root.hex()) != (seen.origin, seen.size, seen.root):
        yield f"{name}: its columns say otherwise than its note"


def _cosignature_faults(signed: Checkpoint, policy: Policy) -> Iterator[str]:
    """Yield the cosignatures that are not those of whom they are said to be.

    Of a witness whom the policy no longer names nothing can be said.
    """
    keys = {each.name: each.key for each in policy.witnesses}
    for each in signed.cosignatures.all():
        note = f"{signed.note}{each.line}".encode()
        by = [name for name, key in keys.items() if _has_signed(note, key)]
        if each.witness not in by and (by or each.witness in keys):
            yield f"checkpoint {signed.size}: this is no cosignature of {each.witness}"


def _has_signed(note: bytes, key: WitnessKey) -> bool:
    try:
        return key in Note.parse(note).signers([key])
    except BadProof:
        return False


def _policy() -> Policy:
    """Return whom this office knows; of whom it does not, no signature can be judged."""
    try:
        return neighbours()
    except NotPossible:
        return Policy(())
