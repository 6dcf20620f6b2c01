"""Each observation is closed by the one that follows it; a target may be a band."""

from django.db import migrations, models

from goldenthread.measuring.history import RANK
from goldenthread.office.indicators.closing import set_up, take_away
from goldenthread.terms.observations import Status
from goldenthread.terms.periods import Day


def fill(apps, schema_editor):
    for row in apps.get_model("indicators", "Observation").objects.all():
        row.known_by = Day(row.known).latest if row.known else row.recorded.date()
        row.rank = RANK[Status(row.status)]
        row.save()


def close(apps, schema_editor):
    set_up(schema_editor.connection)


def leave_open(apps, schema_editor):
    take_away(schema_editor.connection)


class Migration(migrations.Migration):
    # PostgreSQL changes no table that still has a constraint to look at in the same transaction.
    atomic = False
    dependencies = [("indicators", "0001_initial")]
    operations = [
        migrations.AddField("Target", "upper", models.CharField(blank=True, max_length=40, default=""), preserve_default=False),
        migrations.AddField("Observation", "known_by", models.DateField(null=True)),
        migrations.AddField("Observation", "rank", models.SmallIntegerField(null=True)),
        migrations.AddField("Observation", "closed", models.DateField(editable=False, null=True)),
        migrations.RunPython(fill, migrations.RunPython.noop),
        migrations.AlterField("Observation", "known_by", models.DateField()),
        migrations.AlterField("Observation", "rank", models.SmallIntegerField()),
        migrations.AddIndex("Observation", models.Index(fields=["indicator", "area", "start", "end"], name="observation_series")),
        migrations.RunPython(close, leave_open),
    ]
