"""Nothing here is ever changed or removed: the database itself refuses it."""

from django.db import migrations

from goldenthread.office.trail.triggers import forbid_changes, permit_changes

TABLES = ("editions_file",)


def forbid(apps, schema_editor):
    for table in TABLES:
        forbid_changes(schema_editor.connection, table)


def permit(apps, schema_editor):
    for table in TABLES:
        permit_changes(schema_editor.connection, table)


class Migration(migrations.Migration):
    dependencies = [("editions", "0001_initial")]
    operations = [migrations.RunPython(forbid, permit)]
