"""Let the database itself refuse to change or remove what must stay as it was written."""

from django.db.backends.base.base import BaseDatabaseWrapper

_ACTS = ("UPDATE", "DELETE")


def forbid_changes(connection: BaseDatabaseWrapper, table: str) -> None:
    """Make every UPDATE and DELETE on `table` fail, whoever asks.

    Whoever owns the database can take the triggers away: they stop mistakes;
    proofs are what shows a deed.
    """
    with connection.cursor() as cursor:
        for act in _ACTS if connection.vendor == "sqlite" else ():
            cursor.execute(
                f"CREATE TRIGGER {table}_no_{act.lower()} BEFORE {act} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, '{table} is never changed'); END"
            )


def permit_changes(connection: BaseDatabaseWrapper, table: str) -> None:
    """Take away what `forbid_changes` set up: to migrate back, to empty a test."""
    with connection.cursor() as cursor:
        for act in _ACTS if connection.vendor == "sqlite" else ():
            cursor.execute(f"DROP TRIGGER IF EXISTS {table}_no_{act.lower()}")
