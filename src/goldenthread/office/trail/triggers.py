"""Let the database itself refuse to change or remove what must stay as it was written."""

from django.db.backends.base.base import BaseDatabaseWrapper

_ACTS = ("UPDATE", "DELETE")
_FUNCTION = """
CREATE OR REPLACE FUNCTION goldenthread_never_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION '% is never changed', TG_TABLE_NAME USING ERRCODE = 'restrict_violation'; END
$$
"""


def forbid_changes(connection: BaseDatabaseWrapper, table: str) -> None:
    """Make every UPDATE, DELETE and TRUNCATE on `table` fail, whoever asks.

    Whoever owns the database can take the triggers away: they stop mistakes;
    proofs are what shows a deed.
    """
    with connection.cursor() as cursor:
        for statement in _statements(connection.vendor, table):
            cursor.execute(statement)


def permit_changes(connection: BaseDatabaseWrapper, table: str) -> None:
    """Take away what `forbid_changes` set up: to migrate back, to empty a test."""
    on = f" ON {table}" if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        for act in (*_ACTS, "TRUNCATE"):
            cursor.execute(f"DROP TRIGGER IF EXISTS {table}_no_{act.lower()}{on}")


def _statements(vendor: str, table: str) -> list[str]:
    if vendor == "postgresql":
        # For each statement, so that one that meets no row is refused as well.
        return [_FUNCTION] + [
            f"CREATE TRIGGER {table}_no_{act.lower()} BEFORE {act} ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION goldenthread_never_changed()"
            for act in (*_ACTS, "TRUNCATE")
        ]
    return [
        f"CREATE TRIGGER {table}_no_{act.lower()} BEFORE {act} ON {table} "
        f"BEGIN SELECT RAISE(ABORT, '{table} is never changed'); END"
        for act in _ACTS
    ]
