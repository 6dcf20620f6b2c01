"""Write what was changed into the log: one entry a row, as the last statements of its change."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol

from django.db import transaction
from django.utils import timezone

from goldenthread.ledger import REASON, Frontier, commitment, leaf_hash, new_salt
from goldenthread.ledger import Entry as Leaf
from goldenthread.office.trail.marks import remember_place
from goldenthread.office.trail.models import Entry, Log, Value
from goldenthread.office.trail.statements import insert, leaves_of, locked, move
from goldenthread.office.trail.tiles import keep_full
from goldenthread.terms.errors import NotPossible


class Keepable(Protocol):
    """What an entry can be about: a ledgered row, or a deed."""

    revision: int

    @property
    def trail_object(self) -> str:
        """Its name in the log."""

    def trail_fields(self) -> dict[str, Any]:
        """The values that its entry commits to."""


@dataclass(slots=True)
class Deed:
    """Something that was done to no row: a log opened, a report published, data migrated.

    `object` is its kind and name, such as card/2023Q4.1.
    """

    object: str
    values: Mapping[str, Any]
    revision: int = 0

    @property
    def trail_object(self) -> str:
        """Its name in the log."""
        return self.object

    def trail_fields(self) -> dict[str, Any]:
        """What is to be known of it."""
        return dict(self.values)


#: The kinds of deeds. No table follows from them.
DEEDS = frozenset({"card", "log", "migration"})


@dataclass(frozen=True, slots=True)
class Kept:
    """A row that was saved or a deed, what was done, by whom and why."""

    row: Keepable
    action: str
    actor: str
    reason: str


@dataclass(frozen=True, slots=True)
class _Salted:
    """A value with its salt, and the commitment that an entry holds of it."""

    value: Any
    salt: bytes
    commitment: str


@dataclass(slots=True)
class _Batch:
    """Entries to be, with the values they commit to, and the tree that they grow."""

    body: str
    frontier: Frontier
    now: datetime
    previous: dict[tuple[str, int], str]
    entries: list[Entry] = field(default_factory=list)
    values: list[Value] = field(default_factory=list)

    def add(self, kept: Kept, values: Mapping[str, _Salted]) -> None:
        row, name = kept.row, kept.row.trail_object
        entry = Entry(
            index=self.frontier.size,
            action=kept.action,
            object=name,
            revision=row.revision,
            recorded=self.now,
        )
        salted = {name: each.commitment for name, each in values.items()}
        reason = salted.pop(REASON)
        leaf = Leaf(
            action=kept.action,
            time=moment(self.now),
            actor=kept.actor,
            body=self.body,
            object=name,
            revision=row.revision,
            previous=self._previous(name, row.revision),
            fields=salted,
            reason=reason,
        ).to_bytes()
        hashed = leaf_hash(leaf)
        entry.canonical, entry.leaf = leaf.decode(), hashed.hex()
        self.frontier = self.frontier.append(hashed)
        self.entries.append(entry)
        self.values.extend(
            Value(entry=entry, name=name, salt=each.salt.hex(), value=each.value)
            for name, each in values.items()
        )

    def _previous(self, name: str, revision: int) -> str | None:
        if revision == 1:
            return None
        try:
            return self.previous[name, revision - 1]
        except KeyError:
            raise NotPossible(
                "the log lacks the entry before this one.",
                place=name,
                remedy="Run goldenthread audit: it names every row that differs from the log.",
            ) from None


def append(kept: Sequence[Kept]) -> None:
    """Append an entry for each of `kept`, in order, and move the head of the log.

    Must be called inside the transaction of the change. The head's row is locked,
    so that indexes are given one after the other; what can be done before, is.
    """
    if not kept:
        return
    salted, before = [_salted(each) for each in kept], _leaves_before(kept)
    log = head(for_update=True)
    now = timezone.now().replace(microsecond=0)
    batch = _Batch(log.body, Frontier.from_hex(log.size, log.frontier), now, before)
    for each, values in zip(kept, salted, strict=True):
        batch.add(each, values)
    insert(batch.entries)
    insert(batch.values)
    _move(log, to=batch.frontier)


def _move(log: Log, *, to: Frontier) -> None:
    before = log.size
    keep_full(before=before, after=to.size)
    log.size, log.frontier = to.size, to.to_hex()
    move(log)
    # Kept with the transaction or not at all; then, and only then, it is known to be so far.
    transaction.on_commit(lambda: remember_place(to.size, before=before, root=to.root), robust=True)


def _salted(kept: Kept) -> dict[str, _Salted]:
    shown = {**kept.row.trail_fields(), REASON: kept.reason}
    salts = {name: new_salt() for name in shown}
    return {
        name: _Salted(value, salts[name], commitment(value, salt=salts[name]))
        for name, value in shown.items()
    }


def head(*, for_update: bool = False) -> Log:
    """Return the log, its row locked where asked; NotPossible if none has been started."""
    log = locked() if for_update else Log.objects.first()
    if log is None:
        raise NotPossible(
            "this office has no log yet.", place="trail", remedy="Set up its body first."
        )
    return log


def moment(time: datetime) -> str:
    """Return an aware UTC time as entries write it, to the second."""
    return f"{time:%Y-%m-%dT%H:%M:%SZ}"


def _leaves_before(kept: Iterable[Kept]) -> dict[tuple[str, int], str]:
    before = [
        (each.row.trail_object, each.row.revision - 1) for each in kept if each.row.revision > 1
    ]
    return {(name, revision): leaf for name, revision, leaf in leaves_of(before)}
