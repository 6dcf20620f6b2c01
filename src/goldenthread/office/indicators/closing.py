"""Let the database close each observation on the day the one that follows it becomes known.

The rule is that of `measuring.history`: of a series and period the higher rank
prevails, then the later known, then the later recorded. A row that was outranked
when it became known, or of a rank below zero, never came into force: it is closed
on that very day.
Nothing else of an observation is ever changed, and no observation removed.
A migration that adds a column takes them away first and sets them up again after.
"""

from django.db.backends.base.base import BaseDatabaseWrapper

TABLE = "indicators_observation"
_SAME = (
    "o.indicator_id = {one}.indicator_id AND o.area_id = {one}.area_id "
    'AND o.start = {one}.start AND o."end" = {one}."end"'
)
#: The day on which the row {one} is closed, NULL while it stands.
_CLOSED = f"""CASE WHEN {{one}}.rank < 0 OR EXISTS (
    SELECT 1 FROM {TABLE} o WHERE {_SAME} AND o.rank > {{one}}.rank
    AND (o.known_by, o.rank, o.id) < ({{one}}.known_by, {{one}}.rank, {{one}}.id)
) THEN {{one}}.known_by ELSE (
    SELECT MIN(o.known_by) FROM {TABLE} o WHERE {_SAME} AND o.rank >= {{one}}.rank
    AND (o.known_by, o.rank, o.id) > ({{one}}.known_by, {{one}}.rank, {{one}}.id)
) END"""
_CLOSE_ALL = f"UPDATE {TABLE} SET closed = {_CLOSED.format(one=TABLE)}"
_CLOSE_SAME = (
    f"{_CLOSE_ALL} WHERE indicator_id = NEW.indicator_id AND area_id = NEW.area_id "
    'AND start = NEW.start AND "end" = NEW."end"'
)
_WORDS = "an observation is closed by the next one, and never changed"


def set_up(connection: BaseDatabaseWrapper) -> None:
    """Close the rows there are, and set up what closes and guards those to come."""
    is_postgresql = connection.vendor == "postgresql"
    with connection.cursor() as cursor:
        cursor.execute(_CLOSE_ALL)
        columns = connection.introspection.get_table_description(cursor, TABLE)
        fixed = [column.name for column in columns if column.name != "closed"]
        for statement in _postgresql(fixed) if is_postgresql else _sqlite(fixed):
            cursor.execute(statement)


def take_away(connection: BaseDatabaseWrapper) -> None:
    """Take away what `set_up` set up: to migrate back, or to empty the table of a test."""
    is_postgresql = connection.vendor == "postgresql"
    on = f" ON {TABLE}" if is_postgresql else ""
    with connection.cursor() as cursor:
        for name in ("closes", "fixed", "closed", "kept"):
            cursor.execute(f"DROP TRIGGER IF EXISTS {TABLE}_{name}{on}")
        if is_postgresql:
            cursor.execute(f"ALTER TABLE {TABLE} DROP CONSTRAINT IF EXISTS {TABLE}_one_in_force")


def _sqlite(columns: list[str]) -> list[str]:
    fixed = ", ".join(f'"{name}"' for name in columns)
    refuse = f"BEGIN SELECT RAISE(ABORT, '{_WORDS}'); END"
    return [
        f"CREATE TRIGGER {TABLE}_closes AFTER INSERT ON {TABLE} BEGIN {_CLOSE_SAME}; END",
        f"CREATE TRIGGER {TABLE}_fixed BEFORE UPDATE OF {fixed} ON {TABLE} {refuse}",
        f"CREATE TRIGGER {TABLE}_closed AFTER UPDATE OF closed ON {TABLE} "
        f"WHEN NEW.closed IS NOT ({_CLOSED.format(one='NEW')}) {refuse}",
        f"CREATE TRIGGER {TABLE}_kept BEFORE DELETE ON {TABLE} {refuse}",
    ]


def _postgresql(columns: list[str]) -> list[str]:
    """Of one series and period no two rows are in force on a day: the ranges exclude each other.

    A number stands in its range of one: that needs no extension. The constraint is
    looked at when the transaction ends, after the row before has been closed.
    """
    is_fixed = " OR ".join(f'NEW."{name}" IS DISTINCT FROM OLD."{name}"' for name in columns)
    refuse = f"RAISE EXCEPTION '{_WORDS}' USING ERRCODE = 'restrict_violation'"
    return [
        _function("closes", f"{_CLOSE_SAME}; RETURN NULL;"),
        _function("refuses", f"{refuse};"),
        _function(
            "closed",
            f"IF NEW.closed IS DISTINCT FROM ({_CLOSED.format(one='NEW')}) THEN {refuse}; END IF; "
            "RETURN NULL;",
        ),
        _trigger("closes", "AFTER INSERT", "closes"),
        _trigger("fixed", "BEFORE UPDATE", "refuses", when=is_fixed),
        _trigger("closed", "AFTER UPDATE", "closed"),
        _trigger("kept", "BEFORE DELETE", "refuses"),
        f"ALTER TABLE {TABLE} ADD CONSTRAINT {TABLE}_one_in_force EXCLUDE USING gist ("
        "int8range(indicator_id, indicator_id, '[]') WITH =, "
        "int8range(area_id, area_id, '[]') WITH =, "
        'daterange(start, "end") WITH =, daterange(known_by, closed) WITH &&) '
        "DEFERRABLE INITIALLY DEFERRED",
    ]


def _function(name: str, body: str) -> str:
    return (
        f"CREATE OR REPLACE FUNCTION {TABLE}_{name}() RETURNS trigger LANGUAGE plpgsql "
        f"AS $$ BEGIN {body} END $$"
    )


def _trigger(name: str, event: str, function: str, *, when: str = "") -> str:
    asked = f"WHEN ({when}) " if when else ""
    return (
        f"CREATE TRIGGER {TABLE}_{name} {event} ON {TABLE} FOR EACH ROW {asked}"
        f"EXECUTE FUNCTION {TABLE}_{function}()"
    )
