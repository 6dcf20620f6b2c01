"""The rows of a PostgreSQL database, out and in again through COPY: no other program is needed."""

import json
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from typing import Any

import psycopg
from psycopg import sql

from goldenthread.office.site.archive import DATABASE, Reader, Writer
from goldenthread.terms.errors import GoldenthreadError

#: Says which columns each part holds, and where each sequence stood.
TABLES = f"{DATABASE}tables.json"
_END = ".copy"
Opened = psycopg.Connection[Any]

_COLUMNS = """
SELECT c.relname, a.attname FROM pg_class c
JOIN pg_namespace n ON n.oid = c.relnamespace JOIN pg_attribute a ON a.attrelid = c.oid
WHERE n.nspname = current_schema() AND c.relkind = 'r' AND a.attnum > 0 AND NOT a.attisdropped
AND a.attgenerated = '' AND NOT EXISTS (SELECT 1 FROM pg_depend d
  WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e')
ORDER BY c.relname, a.attnum
"""
_SEQUENCES = """
SELECT sequencename, last_value FROM pg_sequences
WHERE schemaname = current_schema() AND last_value IS NOT NULL ORDER BY sequencename
"""


@dataclass(frozen=True, slots=True)
class Tables:
    """The columns of each table, and the last number that each sequence gave."""

    columns: dict[str, list[str]]
    sequences: dict[str, int]


def tables(opened: Opened) -> Tables:
    """Return what there is in the connection's own schema, but for what an extension keeps."""
    columns: dict[str, list[str]] = {}
    for table, column in opened.execute(_COLUMNS):
        columns.setdefault(table, []).append(column)
    return Tables(columns, dict(opened.execute(_SEQUENCES).fetchall()))


def copy_out(opened: Opened, to: Writer) -> None:
    """Put every row into the archive; the connection's transaction must see one moment."""
    there = tables(opened)
    with to.part(TABLES) as part:
        part.write(json.dumps(asdict(there)).encode())
    for table, columns in there.columns.items():
        asked = _copy(table, columns, sql.SQL("TO STDOUT"))
        with (
            to.part(f"{DATABASE}{table}{_END}") as part,
            opened.cursor() as cursor,
            cursor.copy(asked) as rows,
        ):
            for piece in rows:
                part.write(bytes(piece))


def copy_in(opened: Opened, source: Reader, *, progress: Callable[[str], None]) -> None:
    """Fill the tables of this version with the rows of a backup, within one transaction.

    Rows that making the tables put there give way. The database's own guards
    rest meanwhile: they would take each row for something new. GoldenthreadError
    if the backup has other tables or columns.
    """
    kept = Tables(**json.loads(b"".join(source.pieces(TABLES))))
    _refuse_unlike(kept, tables(opened), source)
    opened.execute("SET CONSTRAINTS ALL IMMEDIATE")
    for table in kept.columns:
        _change(opened, "ALTER TABLE {} DISABLE TRIGGER USER", table)
    opened.execute("SET CONSTRAINTS ALL DEFERRED")
    for table in kept.columns:
        _change(opened, "DELETE FROM {}", table)
    for table, columns in kept.columns.items():
        progress(table)
        asked = _copy(table, columns, sql.SQL("FROM STDIN"))
        with opened.cursor() as cursor, cursor.copy(asked) as rows:
            for piece in source.pieces(f"{DATABASE}{table}{_END}"):
                rows.write(piece)
    # Every link is looked at here, before the guards can stand again.
    opened.execute("SET CONSTRAINTS ALL IMMEDIATE")
    for table in kept.columns:
        _change(opened, "ALTER TABLE {} ENABLE TRIGGER USER", table)
    for name, last in kept.sequences.items():
        opened.execute("SELECT setval(quote_ident(%s)::regclass, %s)", (name, last))


def _refuse_unlike(kept: Tables, there: Tables, source: Reader) -> None:
    for fault in _differences(kept.columns, there.columns):
        raise GoldenthreadError(
            f"{fault}.",
            place=str(source.file),
            remedy="Restore it with the version that made it, "
            f"{source.manifest.software}, and upgrade then.",
        )


def _differences(kept: dict[str, list[str]], there: dict[str, list[str]]) -> Iterator[str]:
    for table in sorted(kept.keys() ^ there.keys()):
        where = "this version" if table in kept else "the backup"
        yield f"{where} has no table {table}"
    for table in sorted(kept.keys() & there.keys()):
        if set(kept[table]) != set(there[table]):
            yield f"the table {table} has other columns in this version"


def _copy(table: str, columns: list[str], way: sql.SQL) -> sql.Composed:
    named = sql.SQL(", ").join(map(sql.Identifier, columns))
    return sql.SQL("COPY {} ({}) {}").format(sql.Identifier(table), named, way)


def _change(opened: Opened, statement: Any, table: str) -> None:
    opened.execute(sql.SQL(statement).format(sql.Identifier(table)))
