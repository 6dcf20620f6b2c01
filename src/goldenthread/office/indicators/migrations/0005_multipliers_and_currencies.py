"""A value says how many one of its unit is, and of which currency."""

from django.db import migrations, models

from goldenthread.office.indicators.closing import set_up, take_away


def close(apps, schema_editor):
    set_up(schema_editor.connection)


def leave_open(apps, schema_editor):
    take_away(schema_editor.connection)


class Migration(migrations.Migration):
    # PostgreSQL changes no table that still has a constraint to look at in the same transaction.
    atomic = False
    dependencies = [("indicators", "0004_paths")]
    operations = [
        migrations.RunPython(leave_open, close),
        migrations.AddField("Observation", "multiplier", models.CharField(blank=True, default="", max_length=80), preserve_default=False),
        migrations.AddField("Observation", "currency", models.CharField(blank=True, default="", max_length=3), preserve_default=False),
        migrations.RunPython(close, leave_open),
    ]
