"""The index for searching, which the database itself keeps: nothing is written past it.

On SQLite it is one FTS5 table of trigrams that triggers fill, change and empty;
when words are taken out for good, the same triggers tidy the index, so that it
does not keep them. On PostgreSQL the tables' own columns are indexed, if the
extension pg_trgm is there; without it they are looked through.

It is laid anew after every migration and every restoring, from the rows alone.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.apps import AppConfig
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import BigAutoField, Lookup
from django.db.models.signals import post_migrate, pre_migrate
from django.db.models.sql.compiler import SQLCompiler

if TYPE_CHECKING:
    _Lookup = Lookup[Any]
else:
    _Lookup = Lookup

TABLE = "search_index"
#: With fewer characters there is no trigram, and every row is looked at.
SHORTEST = 3
#: A row's place in the index is its own number so many bits up, with its shelf's below.
_BITS = 3
#: Of the apps that have tables the last to be told that all are made.
_LAST = "editions"


@dataclass(frozen=True, slots=True)
class Shelf:
    """One table's part of the index, and its columns that are searched."""

    number: int
    table: str
    columns: tuple[str, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """The names of its triggers."""
        return tuple(f"{TABLE}_{self.number}_{act}" for act in ("insert", "update", "delete"))


DOCUMENTS = Shelf(0, "records_document", ("title_en", "title_zh"))
RECORDS = Shelf(1, "records_record", ("text",))
#: A statement has no words of its own, but a place in its record's text.
STATEMENTS = Shelf(2, "records_statement", ("start", "end"))
DUTIES = Shelf(3, "commitments_commitment", ("title_en", "title_zh"))
QUESTIONS = Shelf(4, "scorecards_question", ("question_en", "question_zh", "answer"))
INQUIRIES = Shelf(5, "editions_inquiry", ("text", "evidence", "answer"))
SHELVES = (DOCUMENTS, RECORDS, STATEMENTS, DUTIES, QUESTIONS, INQUIRIES)


@BigAutoField.register_lookup
class Indexed(_Lookup):
    """`pk__indexed=(shelf, words)`: rows whose words, three characters or more, hold `words`.

    On SQLite alone; it is found by trigrams, whatever the case of its letters.
    """

    lookup_name = "indexed"
    prepare_rhs = False

    def get_db_prep_lookup(self, value: Any, connection: Any) -> tuple[str, list[Any]]:
        """Give the words as one phrase of the index's language, whatever signs they hold."""
        _, words = value
        return "%s", ['"{}"'.format(words.replace('"', '""'))]

    def as_sql(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper
    ) -> tuple[str, tuple[Any, ...]]:
        """Ask the index for the numbers of one shelf's rows."""
        left, given = self.process_lhs(compiler, connection)
        shelf, words = self.rhs
        _, phrase = self.get_db_prep_lookup((shelf, words), connection)
        asked = (
            f"{left} IN (SELECT rowid >> {_BITS} FROM {TABLE} "
            f"WHERE {TABLE} MATCH %s AND rowid & {2**_BITS - 1} = {shelf.number})"
        )
        return asked, (*given, *phrase)


def connect() -> None:
    """Take the index away before tables are changed, and lay it anew after."""
    pre_migrate.connect(_before, dispatch_uid="search")
    post_migrate.connect(_after, dispatch_uid="search")


def lay(connection: BaseDatabaseWrapper) -> None:
    """Make the index from the rows that are there; tables that are not are passed over."""
    take_away(connection)
    there = set(connection.introspection.table_names())
    shelves = [shelf for shelf in SHELVES if shelf.table in there]
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT 1 FROM pg_extension WHERE extname = 'pg_trgm'")
            for asked in _on_server(shelves) if cursor.fetchone() else ():
                cursor.execute(asked)
            return
        for asked in _in_file(shelves):
            cursor.execute(asked)


def take_away(connection: BaseDatabaseWrapper) -> None:
    """Remove the index with all that keeps it; nothing else is lost with it."""
    with connection.cursor() as cursor:
        for shelf in SHELVES:
            if connection.vendor == "postgresql":
                for column in shelf.columns:
                    cursor.execute(f"DROP INDEX IF EXISTS {shelf.table}_{column}_search")
            else:
                for name in shelf.names:
                    cursor.execute(f"DROP TRIGGER IF EXISTS {name}")
        if connection.vendor != "postgresql":
            cursor.execute(f"DROP TABLE IF EXISTS {TABLE}")


def _before(app_config: AppConfig, using: str, **_: Any) -> None:
    from django.db import connections

    # A trigger that speaks of a table stands in the way of its being made anew.
    if app_config.label == _LAST:
        take_away(connections[using])


def _after(app_config: AppConfig, using: str, **_: Any) -> None:
    from django.db import connections

    if app_config.label == _LAST:
        lay(connections[using])


def _on_server(shelves: list[Shelf]) -> Iterator[str]:
    for shelf in shelves:
        for column in shelf.columns if shelf is not STATEMENTS else ():
            yield (
                f"CREATE INDEX {shelf.table}_{column}_search ON {shelf.table} "
                f"USING gin (upper({column}::text) gin_trgm_ops)"
            )


def _in_file(shelves: list[Shelf]) -> Iterator[str]:
    yield f"CREATE VIRTUAL TABLE {TABLE} USING fts5(text, tokenize='trigram')"
    for shelf in shelves:
        yield f"{_fill(shelf)}"
        insert, update, delete = shelf.names
        changed = ", ".join(f'"{column}"' for column in shelf.columns)
        again = f"{_drop(shelf, 'OLD')}; {_fill(shelf, 'NEW')};"
        yield (
            f"CREATE TRIGGER {insert} AFTER INSERT ON {shelf.table} BEGIN "
            f"{_fill(shelf, 'NEW')}; END"
        )
        yield (
            f"CREATE TRIGGER {update} AFTER UPDATE OF {changed} ON {shelf.table} "
            f"WHEN {_differs(shelf)} BEGIN {again} {_tidy()} END"
        )
        yield (
            f"CREATE TRIGGER {delete} AFTER DELETE ON {shelf.table} BEGIN "
            f"{_drop(shelf, 'OLD')}; END"
        )


def _fill(shelf: Shelf, row: str = "") -> str:
    """Put one row of a shelf into the index, or all of them."""
    one = f" WHERE r.id = {row}.id" if row else ""
    source, words = f"{shelf.table} r", " || char(10) || ".join(f"r.{c}" for c in shelf.columns)
    if shelf is STATEMENTS:
        source = f"{shelf.table} r JOIN {RECORDS.table} t ON t.id = r.record_id"
        words = 'substr(t.text, r.start + 1, r."end" - r.start)'
    place = f"(r.id << {_BITS}) | {shelf.number}"
    return f"INSERT INTO {TABLE}(rowid, text) SELECT {place}, {words} FROM {source}{one}"


def _drop(shelf: Shelf, row: str) -> str:
    return f"DELETE FROM {TABLE} WHERE rowid = ({row}.id << {_BITS}) | {shelf.number}"


def _differs(shelf: Shelf) -> str:
    # The office saves whole rows: most changes leave the words as they were.
    return " OR ".join(f'OLD."{column}" IS NOT NEW."{column}"' for column in shelf.columns)


def _tidy() -> str:
    # What is deleted from such an index is only marked, until it is merged.
    return f"INSERT INTO {TABLE}({TABLE}) VALUES('optimize');"
