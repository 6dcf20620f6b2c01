"""A table is taken over as a whole: one entry holds the root of its rows."""

import django.db.models.deletion
from django.db import migrations, models

from goldenthread.office.indicators.closing import set_up, take_away


def close(apps, schema_editor):
    set_up(schema_editor.connection)


def leave_open(apps, schema_editor):
    take_away(schema_editor.connection)


class Migration(migrations.Migration):
    # PostgreSQL changes no table that still has a constraint to look at in the same transaction.
    atomic = False
    dependencies = [("indicators", "0002_closed_rows")]
    operations = [
        migrations.RunPython(leave_open, close),
        migrations.CreateModel(
            "Import",
            [
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("revision", models.PositiveIntegerField(default=0)),
                ("file", models.CharField(max_length=200)),
                ("sha256", models.CharField(max_length=64)),
                ("rows", models.PositiveIntegerField()),
                ("unchanged", models.PositiveIntegerField()),
                ("root", models.CharField(max_length=64)),
                ("source", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="imports", to="records.source")),
            ],
            {"ordering": ("pk",)},
        ),
        migrations.AddField("Observation", "imported", models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="observations", to="indicators.import")),
        migrations.AddField("Observation", "cell", models.CharField(blank=True, default="", max_length=20), preserve_default=False),
        migrations.AddField("Observation", "unit_printed", models.CharField(blank=True, default="", max_length=100), preserve_default=False),
        migrations.RunPython(close, leave_open),
    ]
