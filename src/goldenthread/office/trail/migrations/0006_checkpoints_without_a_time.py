"""When a checkpoint was signed is told by nothing that is signed: it is no longer kept."""

from django.db import migrations

from goldenthread.office.trail.triggers import forbid_changes, permit_changes

TABLE = "trail_checkpoint"


def permit(apps, schema_editor):
    permit_changes(schema_editor.connection, TABLE)


def forbid(apps, schema_editor):
    forbid_changes(schema_editor.connection, TABLE)


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("trail", "0005_answered")]
    operations = [
        migrations.RunPython(permit, forbid),
        migrations.RemoveField("Checkpoint", "signed"),
        migrations.RunPython(forbid, permit),
    ]
