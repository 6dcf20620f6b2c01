"""One bit turned over in every column of every table, behind the office's back."""

import json
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db import DatabaseError, connection, transaction
from django.db.models import Field, JSONField, Model, QuerySet

from goldenthread.office.indicators.closing import take_away
from goldenthread.office.indicators.models import Observation
from goldenthread.office.trail.audit import audit
from goldenthread.office.trail.models import Ledgered
from goldenthread.office.trail.replay import replay
from goldenthread.office.trail.replayers import replayers
from goldenthread.office.trail.triggers import permit_changes

#: What none of our columns is told by: the framework's own tables, and who is signed in where.
FOREIGN = ("admin", "auth", "contenttypes", "sessions", "account", "mfa", "usersessions")


def tables() -> list[type[Model]]:
    """The office's own tables that hold a row."""
    own = (kind for kind in apps.get_models() if kind._meta.app_label not in FOREIGN)
    return [kind for kind in own if QuerySet(kind).exists()]


def columns(kind: type[Model]) -> list["Field[Any, Any]"]:
    """The columns of a table whose values mean something.

    A number that the database gives its own rows means nothing where no row
    leads there; and what a replayer calls free, no entry holds, for the reason given.
    """
    free = replayers()[kind.trail_name].free if issubclass(kind, Ledgered) else {}
    return [
        each
        for each in kind._meta.concrete_fields
        if each.name not in free and not (each.primary_key and each.name == "id")
    ]


def flips(kind: type[Model], column: "Field[Any, Any]") -> Iterator[list[str]]:
    """Yield, once where a row holds a value there, the faults found after a bit of it is turned."""
    rows: Any = QuerySet(kind).order_by("-pk").values_list("pk", column.attname)
    for key, value in rows.iterator():
        for bit in (1, 2, 4) if value not in (None, "", [], {}) else ():
            try:
                yield _found(kind, column, key, flipped(column, value, bit))
            except DatabaseError:
                # The database itself refuses this one.
                continue
            return


def _found(kind: type[Model], column: "Field[Any, Any]", key: Any, value: Any) -> list[str]:
    with transaction.atomic():
        try:
            with transaction.atomic():
                permit_changes(connection, kind._meta.db_table)
                if kind is Observation:
                    take_away(connection)
                QuerySet(kind).filter(pk=key).update(**{column.attname: value})
                if connection.vendor == "postgresql":
                    # It would refuse a link that leads astray when the deed is to be kept.
                    connection.check_constraints()
            return [*audit(), *replay().faults]
        finally:
            transaction.set_rollback(True)


def flipped(column: "Field[Any, Any]", value: Any, bit: int) -> Any:
    """Return `value` with a bit turned over, still a value that its column can hold."""
    if isinstance(column, JSONField):
        return json.loads(_within(json.dumps(value, ensure_ascii=False), bit))
    match value:
        case bool():
            return not value
        case int():
            return value ^ bit
        case UUID():
            return UUID(int=value.int ^ bit)
        case datetime():
            return value + timedelta(seconds=bit)
        case date():
            return value + timedelta(days=bit)
        case Decimal():
            return value + bit
        case str():
            return value[:-1] + chr(ord(value[-1]) ^ bit)
        case _:
            data = bytearray(bytes(value))
            data[len(data) // 2] ^= bit
            return bytes(data)


def _within(text: str, bit: int) -> str:
    """Return JSON with a bit turned in the last letter or digit that can bear it."""
    for at in range(len(text) - 1, -1, -1):
        made = text[:at] + chr(ord(text[at]) ^ bit) + text[at + 1 :]
        if text[at].isalnum() and _is_json(made):
            return made
    return json.dumps([text])


def _is_json(text: str) -> bool:
    try:
        json.loads(text)
    except ValueError:
        return False
    return True
