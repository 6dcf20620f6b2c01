"""What a new version has changed in the tables is told in the log, like every other change."""

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from goldenthread.office.trail.changes import Actor, change
from goldenthread.office.trail.erasing import erasures
from goldenthread.office.trail.models import Entry, Ledgered
from goldenthread.office.trail.replayers import ledgered

MIGRATED, ROW_MIGRATED = "data.migrated", "row.migrated"


def tell_migrations(*, by: Actor) -> list[str]:
    """Enter each migration since the log began that it does not know yet; return their names.

    A row of the same room whose values are no longer those of its last entry
    gets an entry of its own. What differs in any other room is left for the
    audit to find.
    """
    names = list(_untold())
    if not names:
        return []
    rooms = {name.partition(".")[0] for name in names}
    with change(by=by, reason="a new version was installed") as changed:
        for name in names:
            changed.tell(f"migration/{name}", MIGRATED, {"name": name})
        for row in list(_differing(rooms)):
            changed.save(row, ROW_MIGRATED)
    return names


def _untold() -> Iterator[str]:
    first = Entry.objects.order_by("index").first()
    if first is None:
        return
    told = set(Entry.objects.filter(action=MIGRATED).values_list("object", flat=True))
    own = {each.label for each in apps.get_app_configs() if each.name.startswith("goldenthread.")}
    later = MigrationRecorder(connection).migration_qs.filter(applied__gt=first.recorded)
    for app, name in later.order_by("id").values_list("app", "name"):
        if app in own and f"migration/{app}.{name}" not in told:
            yield f"{app}.{name}"


def _differing(rooms: set[str]) -> Iterator[Ledgered]:
    gone = erasures().keys()
    for kind in ledgered():
        if kind._meta.app_label in rooms:
            for row in kind._base_manager.order_by("pk"):
                recorded = _recorded(row)
                for field, value in row.trail_fields().items():
                    is_kept = (row.trail_object, field) not in gone
                    if is_kept and not (field in recorded and recorded[field] == value):
                        yield row
                        break


def _recorded(row: Ledgered) -> dict[str, Any]:
    last = Entry.objects.filter(object=row.trail_object, revision=row.revision).first()
    return {value.name: value.value for value in last.values.all()} if last else {}
