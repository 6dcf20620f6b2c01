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


@dataclass(slots=True)
class _Batch:
    """Entries to be, with the values they commit to, and the tree that they grow."""

    body: str
    frontier: Frontier
    now: datetime
    previous: dict[tuple[str, int], str]
    entries: list[Entry] = field(default_factory=list)
    values: list[Value] = field(default_factory=list)

    def add(self, kept: Kept) -> None:
        row, name = kept.row, kept.row.trail_object
        entry = Entry(
            index=self.frontier.size,
            action=kept.action,
            object=name,
            revision=row.revision,
            recorded=self.now,
        )
        shown = {**row.trail_fields(), REASON: kept.reason}
        salted = {each: self._salted(entry, each, value) for each, value in shown.items()}
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

    def _salted(self, entry: Entry, name: str, value: Any) -> str:
        salt = new_salt()
        self.values.append(Value(entry=entry, name=name, salt=salt.hex(), value=value))
        return commitment(value, salt=salt)

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

    Must be called inside the transaction of the change; the head's row is
    locked first, so that indexes are given one after the other.
    """
    if not kept:
        return
    log = head(for_update=True)
    batch = _Batch(
        log.body,
        Frontier.from_hex(log.size, log.frontier),
        timezone.now().replace(microsecond=0),
        _leaves_before(kept),
    )
    for each in kept:
        batch.add(each)
    Entry.objects.bulk_create(batch.entries)
    Value.objects.bulk_create(batch.values)
    before, grown = log.size, batch.frontier
    keep_full(before=before, after=grown.size)
    # Kept with the transaction or not at all; then, and only then, it is known to be so far.
    transaction.on_commit(
        lambda: remember_place(grown.size, before=before, root=grown.root), robust=True
    )
    log.size, log.frontier = grown.size, grown.to_hex()
    log.save()


def head(*, for_update: bool = False) -> Log:
    """Return the log, its row locked where asked; NotPossible if none has been started."""
    rows = Log.objects.select_for_update() if for_update else Log.objects.all()
    log = rows.first()
    if log is None:
        raise NotPossible(
            "this office has no log yet.", place="trail", remedy="Set up its body first."
        )
    return log


def moment(time: datetime) -> str:
    """Return an aware UTC time as entries write it, to the second."""
    return f"{time:%Y-%m-%dT%H:%M:%SZ}"


def _leaves_before(kept: Iterable[Kept]) -> dict[tuple[str, int], str]:
    names = [each.row.trail_object for each in kept if each.row.revision > 1]
    # One question for all; a change of more rows than SQLite takes names is a bulk import.
    rows = Entry.objects.filter(object__in=names).values_list("object", "revision", "leaf")
    return {(name, revision): leaf for name, revision, leaf in rows}
