"""The only way in: rows that the trail keeps are written inside `change`, or not at all."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any, Protocol

from django.db import models

from goldenthread.office.trail.appending import DEEDS, Deed, Kept, append
from goldenthread.office.trail.models import Entry, Ledgered
from goldenthread.office.trail.writing import writing
from goldenthread.terms.errors import NotPossible


class Actor(Protocol):
    """Whoever acts; the trail knows only the opaque id."""

    @property
    def opaque(self) -> object:
        """The id that the trail keeps instead of a name."""


@dataclass(slots=True)
class Change:
    """What is being written together; each saved row becomes one entry when it ends."""

    actor: str
    reason: str
    outer: "Change | None" = None
    kept: list[Kept] = field(default_factory=list)

    def all_kept(self) -> Iterator[Kept]:
        """Yield what this change and those around it have saved."""
        yield from self.kept
        if self.outer:
            yield from self.outer.all_kept()

    def save(self, row: Ledgered, action: str) -> None:
        """Write `row` and remember what was done to it, such as "commitment.adopted".

        The entry's values are read when the change ends, so parts added after
        count too. Raise NotPossible if the row was changed by somebody else
        since it was read, or by this change under another action.
        """
        earlier = next((kept for kept in self.all_kept() if kept.row is row), None)
        if earlier:
            _refuse_second(earlier, action)
            _write(row)
            return
        _refuse_stale(row)
        row.revision += 1
        self.kept.append(Kept(row, action, self.actor, self.reason))
        _write(row)

    def carry_over(self, row: Ledgered, action: str) -> None:
        """Enter `row` as it stands into a log newly begun, as its first revision there.

        Of the row nothing else is written: some are never changed once they are there.
        """
        if row.revision != 1:
            models.QuerySet(type(row)).filter(pk=row.pk).update(revision=1)
        row.revision = 1
        self.kept.append(Kept(row, action, self.actor, self.reason))

    def tell(self, thing: str, action: str, values: Mapping[str, Any]) -> None:
        """Remember a deed that changes no row, such as "report.published".

        `thing` is its name, of one of the kinds of deeds.
        """
        if thing.partition("/")[0] not in DEEDS:
            raise NotPossible(
                "no deed is of this kind.", place=thing, remedy=f"Name one of {sorted(DEEDS)}."
            )
        told = Entry.objects.filter(object=thing).count()
        self.kept.append(Kept(Deed(thing, values, told + 1), action, self.actor, self.reason))


_open: ContextVar[Change | None] = ContextVar("open_change", default=None)
_saving: ContextVar[Ledgered | None] = ContextVar("saving", default=None)


@contextmanager
def change(*, by: Actor, reason: str = "") -> Iterator[Change]:
    """Open a change by a person for a reason; write its entries as its last statements.

    One transaction holds rows, entries and the head of the log: if anything
    raises, nothing is written. Inside another change it joins that one, and its
    entries are appended when the outer one ends. The reason is a value of each
    entry.
    """
    outer = _open.get()
    mine = Change(str(by.opaque), reason, outer)
    token = _open.set(mine)
    try:
        with writing():
            yield mine
            if outer is None:
                append(mine.kept)
            else:
                outer.kept.extend(mine.kept)
    except BaseException:
        # The rows are as they were; what we hold of them must not say otherwise.
        for kept in mine.kept:
            kept.row.revision -= 1
        raise
    finally:
        _open.reset(token)


def is_being_saved(row: Ledgered) -> bool:
    """Return whether a change is writing `row` at this moment."""
    return _saving.get() is row


def is_kept(row: Ledgered) -> bool:
    """Return whether the open change has saved `row` and will write its entry."""
    open_change = _open.get()
    return open_change is not None and any(kept.row == row for kept in open_change.all_kept())


def _write(row: Ledgered) -> None:
    token = _saving.set(row)
    try:
        row.save()
    finally:
        _saving.reset(token)


def _refuse_second(earlier: Kept, action: str) -> None:
    if earlier.action != action:
        raise NotPossible(
            "one change tells one thing of each row.",
            place=earlier.row.trail_object,
            remedy="Do the second in a change of its own.",
        )


def _refuse_stale(row: Ledgered) -> None:
    if row.revision == 0:
        return
    kind = type(row)
    # Where writers run side by side, the second waits here until the first has ended.
    rows = kind._base_manager.select_for_update().filter(pk=row.pk, revision=row.revision)
    if not rows.values_list("pk").first():
        raise NotPossible(
            "somebody else has changed this in the meantime.",
            place=row.trail_object,
            remedy="Read it again, and then decide.",
        )
