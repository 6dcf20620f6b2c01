"""What each room says of its rows: how their columns follow from what the log recorded."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from django.apps import apps
from django.core.exceptions import ObjectDoesNotExist
from django.db.models import Field, Model

from goldenthread.office.trail.models import Ledgered


@dataclass(frozen=True, slots=True)
class Told:
    """What the last entry of an object recorded: its values by field, as far as they are kept.

    `erased` names the fields whose values were erased by law.
    """

    object: str
    index: int
    revision: int
    values: Mapping[str, Any]
    erased: frozenset[str] = frozenset()

    def __getitem__(self, name: str) -> Any:
        return self.values[name]

    @property
    def name(self) -> str:
        """The object's name within its kind."""
        return self.object.partition("/")[2]


@dataclass(frozen=True, slots=True)
class Hashed:
    """A column of which the log holds the SHA-256 alone, hexadecimal."""

    sha256: str

    def fits(self, value: Any) -> bool:
        """Return whether `value`, text or bytes, has that hash."""
        data = value.encode() if isinstance(value, str) else bytes(value)
        return sha256(data).hexdigest() == self.sha256


Column = Callable[[Told], Any]


@dataclass(frozen=True, slots=True)
class Parts:
    """Rows that belong to a ledgered one and follow from its entry.

    `whole` is the column that leads to it; `rows` gives, of an entry, the
    columns of every part in any order; `unrecorded` says of a row whether no
    entry can hold it.
    """

    kind: type[Model]
    whole: str
    rows: Callable[[Told], Iterable[Mapping[str, Any]]]
    unrecorded: Callable[[Model], bool] = lambda row: False


@dataclass(frozen=True, slots=True)
class Replayer:
    """How the rows of one kind are rebuilt.

    A column is what the entry holds under its name; a foreign key leads to the
    row whose name the entry holds. `named` are the columns that make the row's
    name; `columns` gives those that are told in another way; `free` those that
    no entry holds, each with the reason. `texts` are the columns that hold
    somebody's own words, beside those in two languages; of a kind that is
    `fixed` the database refuses to change a row.
    """

    kind: type[Ledgered]
    named: tuple[str, ...] = ()
    columns: Mapping[str, Column] = field(default_factory=dict)
    free: Mapping[str, str] = field(default_factory=dict)
    parts: tuple[Parts, ...] = ()
    texts: tuple[str, ...] = ()
    fixed: bool = False

    def rebuilt(self, told: Told) -> dict[str, Any]:
        """Return the row's columns by name; one that the entry does not hold is left out."""
        made: dict[str, Any] = {"revision": told.revision}
        for name in self.recorded:
            try:
                made[name] = self.columns.get(name, _same(name))(told)
            except KeyError:
                continue
        return made

    @property
    def recorded(self) -> list[str]:
        """The columns that follow from an entry's values."""
        untold = {*self.named, *self.free, "revision"}
        return [each.name for each in columns_of(self.kind) if each.name not in untold]


_by_kind: dict[str, Replayer] = {}


def register(*replayers: Replayer) -> None:
    """Add the replayers of a room; its kinds are rebuilt in the order of the thread."""
    _by_kind.update((each.kind.trail_name, each) for each in replayers)


def replayers() -> dict[str, Replayer]:
    """Return the replayers of all rooms by the name of their kind, earliest room first."""
    known = {each.kind: each for each in _by_kind.values()}
    return {kind.trail_name: known[kind] for kind in ledgered() if kind in known}


def ledgered() -> list[type[Ledgered]]:
    """Return every kind of row that the log keeps, in the order of the thread."""
    return [kind for kind in apps.get_models() if issubclass(kind, Ledgered)]


def columns_of(kind: type[Model]) -> list["Field[Any, Any]"]:
    """Return the columns of a table but its key."""
    return [each for each in kind._meta.concrete_fields if not each.primary_key]


def readable(kind: type[Ledgered]) -> tuple[list[Ledgered], list[str]]:
    """Return the rows of a kind, and a fault for each that holds what cannot be read."""
    rows = kind._base_manager.order_by("pk")
    try:
        return list(rows), []
    except ValueError:
        read: list[Ledgered] = []
        faults: list[str] = []
    for key in rows.values_list("pk", flat=True):
        try:
            read.append(rows.get(pk=key))
        except ValueError as error:
            faults.append(f"{kind.trail_name}/(row {key}): it cannot be read: {error}")
    return read, faults


def name_of(row: Ledgered) -> str:
    """Return a row's name in the log, or its key where what it leads to is gone."""
    try:
        return row.trail_object
    except ObjectDoesNotExist:
        return f"{row.trail_name}/(row {row.pk})"


def hashed(name: str) -> Column:
    """Return the column of which the entry holds the hash under `name`."""
    return lambda told: Hashed(told[name])


def _same(name: str) -> Column:
    return lambda told: told[name]
