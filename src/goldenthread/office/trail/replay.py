"""Rebuild the tables from the entries alone, and name every row that differs from them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import Field, Model

from goldenthread.office.trail.appending import DEEDS
from goldenthread.office.trail.erasing import erasures
from goldenthread.office.trail.models import Entry, Ledgered, Value
from goldenthread.office.trail.replayers import (
    Hashed,
    Parts,
    Replayer,
    Told,
    columns_of,
    name_of,
    readable,
    replayers,
)

Names = dict[type[Model], dict[Any, str]]


@dataclass(slots=True)
class Replayed:
    """What a replay found: the faults, each naming its row, and how many rows it rebuilt."""

    rows: int = 0
    erased: int = 0
    faults: list[str] = field(default_factory=list)


def replay() -> Replayed:
    """Rebuild every row from the entries and compare it, column by column, with the tables.

    That the values are those which the entries commit to is `audit`'s to say.
    """
    found, told, names = Replayed(), dict(_told()), Names()
    for name, replayer in replayers().items():
        mine = {key: told.pop(key) for key in list(told) if _kind(key) == name}
        found.faults += _Table(replayer, mine, names).faults()
        found.rows += len(mine)
        found.erased += sum(bool(each.erased) for each in mine.values())
    found.faults += [
        f"{each}: no room rebuilds this kind" for each in told if _kind(each) not in DEEDS
    ]
    return found


def _kind(name: str) -> str:
    return name.partition("/")[0]


def _told() -> Iterator[tuple[str, Told]]:
    """Yield every object with what its last entry recorded, in the order of those entries."""
    rows = Entry.objects.order_by("index").values_list("object", "index", "revision")
    last = {name: (index, revision) for name, index, revision in rows}
    values: dict[int, dict[str, Any]] = {}
    kept = Value.objects.values_list("entry_id", "name", "value")
    for index, name, value in kept.iterator():
        values.setdefault(index, {})[name] = value
    gone: dict[str, set[str]] = {}
    for thing, field_name in erasures():
        gone.setdefault(thing, set()).add(field_name)
    for name, (index, revision) in last.items():
        erased = frozenset(gone.get(name, ()))
        yield name, Told(name, index, revision, values.get(index, {}), erased)


@dataclass(frozen=True, slots=True)
class _Table:
    """One kind's rows as the log tells them, against those of its table."""

    replayer: Replayer
    told: Mapping[str, Told]
    names: Names

    def faults(self) -> Iterator[str]:
        kind = self.replayer.kind
        rows, unread = readable(kind)
        yield from unread
        names = self.names[kind] = {row.pk: name_of(row) for row in rows}
        for row in rows:
            if told := self.told.get(names[row.pk]):
                yield from self._differences(row, told)
            else:
                yield f"{names[row.pk]}: no entry of the log knows this row"
        for name in self.told.keys() - set(names.values()):
            yield f"{name}: the log knows this row, and it is gone"
        for parts in self.replayer.parts:
            yield from self._part_faults(parts, names)

    def _differences(self, row: Ledgered, told: Told) -> Iterator[str]:
        made = self.replayer.rebuilt(told)
        for column in columns_of(type(row)):
            name = column.name
            if name in made and not self._fits(column, row, made[name]):
                yield f"{told.object}: {name} is not what was recorded in entry {told.index}"
        for name in sorted({*self.replayer.recorded} - made.keys() - told.erased):
            yield f"{told.object}: entry {told.index} does not hold its {name}"

    def _fits(self, column: "Field[Any, Any]", row: Model, made: Any) -> bool:
        value = getattr(row, column.attname)
        if isinstance(made, Hashed):
            return made.fits(value)
        if column.is_relation and value is not None and isinstance(made, str):
            named = self.names.get(_related(column), {}).get(value, "")
            return made in (named, named.partition("/")[2])
        return bool(_plain(value) == made)

    def _part_faults(self, parts: Parts, names: Mapping[Any, str]) -> Iterator[str]:
        held: dict[str, list[Model]] = {}
        for row in parts.kind._base_manager.order_by("pk"):
            if not parts.unrecorded(row):
                whole = names.get(getattr(row, f"{parts.whole}_id"), "")
                held.setdefault(whole, []).append(row)
        for name, told in self.told.items():
            yield from self._unlike(parts, told, held.pop(name, []))
        for name in held:
            yield f"{name}: the log knows nothing of its {parts.kind._meta.model_name} rows"

    def _unlike(self, parts: Parts, told: Told, rows: list[Model]) -> Iterator[str]:
        try:
            made = list(parts.rows(told))
        except KeyError:
            return
        columns = {each.name: each for each in columns_of(parts.kind)}

        def fits(row: Model, wanted: Mapping[str, Any]) -> bool:
            return all(self._fits(columns[name], row, each) for name, each in wanted.items())

        kind = parts.kind._meta.model_name
        lost = sum(not any(fits(row, each) for row in rows) for each in made)
        added = [row for row in rows if not any(fits(row, each) for each in made)]
        if lost or added or len(rows) != len(made):
            yield (
                f"{told.object}: its {kind} rows are not those of entry {told.index}"
                f" ({lost} gone or altered, {len(added)} not recorded)"
            )


def _related(column: "Field[Any, Any]") -> type[Model]:
    related = column.related_model
    assert isinstance(related, type)
    return related


def _plain(value: Any) -> Any:
    """Return a column's value as entries hold it."""
    match value:
        case date():
            return value.isoformat()
        case Decimal() | UUID():
            return str(value)
    return value
