"""The last statements of a change, as plain SQL: while they run, every other writer waits.

Made by Django's query builder, they took longer to be put together than to be done.
"""

from collections.abc import Iterator, Sequence

from django.db import connection
from django.db.models import AutoField, Field, Model

from goldenthread.office.trail.models import Entry, Log

_AT_ONCE = 100
"""Rows of an INSERT or of a question: well below what either database takes."""


def insert(rows: Sequence[Model]) -> None:
    """Insert rows of one kind; their own new keys, where they have such, are not told."""
    for at in range(0, len(rows), _AT_ONCE):
        _insert(rows[at : at + _AT_ONCE])


def leaves_of(revisions: Sequence[tuple[str, int]]) -> Iterator[tuple[str, int, str]]:
    """Yield object, revision and leaf hash of the entry about each revision, if there is one."""
    for at in range(0, len(revisions), _AT_ONCE):
        some = revisions[at : at + _AT_ONCE]
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT object, revision, leaf FROM {Entry._meta.db_table} "
                f"WHERE (object, revision) IN (VALUES {', '.join(['(%s, %s)'] * len(some))})",
                [part for each in some for part in each],
            )
            yield from cursor.fetchall()


def locked() -> Log | None:
    """Return the log with its row locked until the transaction ends, or None if there is none."""
    how = " FOR UPDATE" if connection.features.has_select_for_update else ""
    rows = Log.objects.raw(f"SELECT * FROM {Log._meta.db_table} ORDER BY id LIMIT 1{how}")
    return next(iter(rows), None)


def move(log: Log) -> None:
    """Write how far the log has come: its size and frontier."""
    frontier = Log._meta.get_field("frontier")
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE {Log._meta.db_table} SET size = %s, frontier = %s WHERE id = %s",
            [log.size, frontier.get_db_prep_save(log.frontier, connection), log.pk],
        )


def _insert(rows: Sequence[Model]) -> None:
    table, fields = rows[0]._meta.db_table, _written(rows[0])
    names = ", ".join(connection.ops.quote_name(each.column) for each in fields)
    one = f"({_places(len(fields))})"
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} ({names}) VALUES {', '.join([one] * len(rows))}",
            [
                field.get_db_prep_save(getattr(row, field.attname), connection)
                for row in rows
                for field in fields
            ],
        )


def _written(row: Model) -> list["Field[object, object]"]:
    return [each for each in row._meta.concrete_fields if not isinstance(each, AutoField)]


def _places(count: int) -> str:
    return ", ".join(["%s"] * count)
