"""Hold the log against itself, against its checkpoints and against the tables."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.db import connection

from goldenthread.ledger import (
    REASON,
    Frontier,
    Revealed,
    VerifierKey,
    check,
    leaf_hash,
    open_checkpoint,
)
from goldenthread.ledger import Entry as Leaf
from goldenthread.office.trail.appending import DEEDS, head, moment
from goldenthread.office.trail.erasing import erasures
from goldenthread.office.trail.marks import reached, refuse_fork
from goldenthread.office.trail.models import Checkpoint, Entry, Ledgered, Log
from goldenthread.office.trail.outside import outside_faults
from goldenthread.office.trail.replayers import ledgered, name_of, readable
from goldenthread.office.trail.tiles import tile_faults
from goldenthread.terms.errors import BadProof, NotPossible

Erased = Mapping[tuple[str, str], int]


def audit() -> Iterator[str]:
    """Yield every fault found, each naming the entry, checkpoint or row; none means good.

    Every leaf is computed again from its entry's bytes, the root from the
    leaves, every value held against its commitment, and each row's values
    against those of its last entry. NotPossible if there is no log.
    """
    yield from _file_faults()
    log = head()
    entries = list(Entry.objects.prefetch_related("values"))
    erased = erasures()
    roots = _Roots()
    leaves = []
    for index, entry in enumerate(entries):
        yield from _entry_faults(entry, index, body=log.body, erased=erased)
        leaves.append(leaf_hash(entry.canonical.encode()))
        roots.add(leaves[-1])
    yield from _head_faults(log, roots)
    yield from _mark_faults(log, roots)
    yield from tile_faults(leaves)
    for signed in Checkpoint.objects.all():
        yield from _checkpoint_faults(signed, log, roots)
    yield from _chain_faults(entries)
    yield from _row_faults(entries)
    yield from outside_faults()


class _Roots:
    """The tree as it grows, with its root at every size."""

    def __init__(self) -> None:
        self.frontier = Frontier()
        self.by_size = {0: self.frontier.root}

    def add(self, leaf: bytes) -> None:
        self.frontier = self.frontier.append(leaf)
        self.by_size[self.frontier.size] = self.frontier.root


def _entry_faults(entry: Entry, index: int, *, body: str, erased: Erased) -> Iterator[str]:
    name = f"entry {entry.index}"
    if entry.index != index:
        yield f"{name}: entry {index} is missing"
    if leaf_hash(entry.canonical.encode()).hex() != entry.leaf:
        yield f"{name}: its bytes are not those that were hashed"
    try:
        leaf = Leaf.parse(entry.canonical.encode())
    except BadProof as error:
        yield f"{name}: {error}"
        return
    stated = (leaf.action, leaf.object, leaf.revision, leaf.time)
    if stated != (entry.action, entry.object, entry.revision, moment(entry.recorded)):
        yield f"{name}: its columns say otherwise than its bytes"
    if leaf.body != body:
        yield f"{name}: it is of {leaf.body}, and the log of {body}"
    yield from _value_faults(name, leaf, entry, erased)


def _value_faults(name: str, leaf: Leaf, entry: Entry, erased: Erased) -> Iterator[str]:
    for value in entry.values.all():
        try:
            check(leaf, Revealed(value.name, bytes.fromhex(value.salt), value.value))
        except (BadProof, ValueError) as error:
            yield f"{name}: {error}"
    missing = {*leaf.fields, REASON} - {value.name for value in entry.values.all()}
    for lost in sorted(missing):
        if entry.index < erased.get((entry.object, lost), 0):
            continue
        yield f"{name}: the value of {lost} is gone"


def _head_faults(log: Log, roots: _Roots) -> Iterator[str]:
    if log.size != roots.frontier.size:
        yield f"head: it says {log.size} entries, and there are {roots.frontier.size}"
    elif log.frontier != roots.frontier.to_hex():
        yield "head: its root is not that of the entries"


def _file_faults() -> Iterator[str]:
    """Yield what SQLite finds wrong with its own file.

    PostgreSQL looks at each page that it reads, and never lets a row lead astray.
    """
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA integrity_check")
            said = [str(line) for (line,) in cursor.fetchall()]
            cursor.execute("PRAGMA foreign_key_check")
            astray = cursor.fetchall()
        yield from (f"database: {line}" for line in said if line != "ok")
        for table, row, other, _ in astray:
            yield f"database: row {row} of {table} leads to a row of {other} that is not there"


def _mark_faults(log: Log, roots: _Roots) -> Iterator[str]:
    """Yield where the log falls short of what the marks beside its key know of it."""
    if known := reached():
        size, root = known
        if size not in roots.by_size:
            yield f"head: the log had {size} entries, and has {log.size}: it was cut or set back"
        elif roots.by_size[size].hex() != root:
            yield f"head: the first {size} entries are not those that were written"
    try:
        refuse_fork(log)
    except (BadProof, NotPossible) as error:
        yield f"head: {error}"


def _checkpoint_faults(signed: Checkpoint, log: Log, roots: _Roots) -> Iterator[str]:
    name = f"checkpoint {signed.size}"
    try:
        stated = open_checkpoint(signed.note.encode(), keys=[VerifierKey.parse(log.key)])
    except BadProof as error:
        yield f"{name}: {error}"
        return
    if (stated.origin, stated.size, stated.root.hex()) != (log.origin, signed.size, signed.root):
        yield f"{name}: its columns say otherwise than its note"
    if stated.size not in roots.by_size:
        yield f"{name}: the log has only {roots.frontier.size} entries now"
    elif roots.by_size[stated.size] != stated.root:
        yield f"{name}: the entries lead to another root than was signed"


def _chain_faults(entries: list[Entry]) -> Iterator[str]:
    last: dict[str, Entry] = {}
    for entry in entries:
        before = last.get(entry.object)
        if entry.revision != (before.revision + 1 if before else 1):
            yield f"entry {entry.index}: {entry.object} lacks a revision before {entry.revision}"
        last[entry.object] = entry


def _row_faults(entries: list[Entry]) -> Iterator[str]:
    last = {entry.object: entry for entry in entries}
    for kind in ledgered():
        rows, unread = readable(kind)
        yield from unread
        for row in rows:
            entry = last.pop(name_of(row), None)
            if entry is None:
                yield f"{name_of(row)}: no entry of the log knows this row"
                continue
            try:
                yield from _differences(row, entry)
                yield from row.trail_faults()
            except ObjectDoesNotExist as error:
                yield f"{name_of(row)}: it leads to what is gone: {error}"
    for name in last:
        if name.partition("/")[0] in DEEDS:
            continue
        yield f"{name}: the log knows this row, and it is gone"


def _differences(row: Ledgered, entry: Entry) -> Iterator[str]:
    if row.revision != entry.revision:
        yield f"{row.trail_object}: its revision is {row.revision}, the log's {entry.revision}"
    recorded: dict[str, Any] = {value.name: value.value for value in entry.values.all()}
    for name, value in row.trail_fields().items():
        if name in recorded and recorded[name] != value:
            yield f"{row.trail_object}: {name} is not what was recorded in entry {entry.index}"
