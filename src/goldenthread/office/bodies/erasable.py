"""Which values of a row can be erased, the row without them, and all that is held of a person."""

from collections.abc import Callable, Sequence
from typing import Any

from django.db.models import Field, JSONField

from goldenthread.ledger import REASON
from goldenthread.office.bodies.models import Erasure, Mailbox, Person
from goldenthread.office.trail.models import Entry, Ledgered, Value
from goldenthread.office.trail.replayers import Replayer, columns_of, replayers
from goldenthread.terms.errors import NotPossible
from goldenthread.terms.text import LANGUAGES

_LANGUAGES = tuple(f"_{language}" for language in LANGUAGES)


#: What clears the copies that a later room keeps of values, once these are erased.
Cleaner = Callable[[Erasure, Person], None]
_cleaners: list[Cleaner] = []


def clear_copies_with(cleaner: Cleaner) -> None:
    """Have `cleaner` called after each erasure, in its transaction, with whoever approved it."""
    _cleaners.append(cleaner)


def clear_copies(done: Erasure, *, by: Person) -> None:
    """Clear every copy of what was erased."""
    for cleaner in _cleaners:
        cleaner(done, by)


def values_of(thing: str) -> dict[str, str]:
    """Return what can be erased of a row by field, as it stands now; @reason has no one value.

    Raise NotPossible if there is no such row.
    """
    replayer = _replayer(thing)
    row = _row(replayer, thing)
    return {name: str(getattr(row, name)) for name in erasable(replayer)} | {REASON: ""}


def refuse_unerasable(thing: str, names: Sequence[str]) -> None:
    """Raise NotPossible unless there is such a row, and each of these is a free text of it."""
    replayer = _replayer(thing)
    _row(replayer, thing)
    possible = [*erasable(replayer), REASON]
    wrong = sorted({*names} - {*possible})
    if wrong or not names:
        raise NotPossible(
            f"{', '.join(wrong) or 'nothing'} cannot be erased.",
            place=thing,
            remedy=f"Name one or more of {', '.join(possible)}.",
        )


def erasable(replayer: Replayer) -> list[str]:
    """The columns that hold free text: what names a row, counts or decides stays.

    A figure is never changed once it is there; why it was entered can be erased.
    """
    recorded = [] if replayer.fixed else replayer.recorded
    own = {*replayer.texts, *(name for name in recorded if name.endswith(_LANGUAGES))}
    return [
        column.name
        for column in columns_of(replayer.kind)
        if column.name in own and column.name in recorded and not column.is_relation
    ]


def blanked(thing: str, names: Sequence[str]) -> Ledgered:
    """Return the row with these of its columns emptied, not yet saved.

    Whoever has no name to sign in with any more has no password either.
    """
    replayer = _replayer(thing)
    row = _row(replayer, thing)
    columns = {column.name: column for column in columns_of(replayer.kind)}
    for name in names:
        if name != REASON:
            setattr(row, name, _empty(columns[name], row))
    if isinstance(row, Person) and "username" in names:
        row.set_unusable_password()
        row.is_active = False
    return row


def held_of(person: Person) -> dict[str, Any]:
    """Return all that the office holds of a person, to be handed to them: plain values alone.

    What they did is told by action, thing and time, with the reasons they gave.
    """
    told = Value.objects.filter(entry__object=person.trail_object).order_by("entry_id", "name")
    acts = Entry.objects.filter(canonical__contains=f'"actor":"{person.opaque}"')
    mailbox = Mailbox.objects.filter(person=person).first()
    reasons = dict(
        Value.objects.filter(entry__in=acts, name=REASON).values_list("entry_id", "value")
    )
    return {
        "person": {"id": str(person.opaque), **person.trail_fields()},
        "mailbox": {"address": mailbox.address, "language": mailbox.language} if mailbox else None,
        "recorded": [
            {"entry": each.entry_id, "field": each.name, "value": each.value} for each in told
        ],
        "done": [
            {
                "entry": each.index,
                "action": each.action,
                "thing": each.object,
                "time": each.recorded.isoformat(),
                "reason": reasons.get(each.index, ""),
            }
            for each in acts
        ],
    }


def _empty(column: "Field[Any, Any]", row: Ledgered) -> Any:
    if column.unique:
        return f"erased-{row.pk}"
    if column.null:
        return None
    return column.get_default() if isinstance(column, JSONField) else ""


def _replayer(thing: str) -> Replayer:
    kind = thing.partition("/")[0]
    found = replayers().get(kind)
    if found is None or kind == "erasure":
        raise NotPossible(
            "no row of this kind can be erased.",
            place=thing,
            remedy=f"Name one of {', '.join(replayers())}, a stroke and its name.",
        )
    return found


def _row(replayer: Replayer, thing: str) -> Ledgered:
    for row in replayer.kind._base_manager.all():
        if row.trail_object == thing:
            return row
    raise NotPossible("there is no such row.", place=thing, remedy="Look its name up in the log.")
