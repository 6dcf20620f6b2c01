"""What is claimed elsewhere is kept beside the figures and never comes into force."""

from django.db import migrations, models

from goldenthread.office.indicators.closing import set_up, take_away


def close(apps, schema_editor):
    take_away(schema_editor.connection)
    set_up(schema_editor.connection)


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("indicators", "0006_meanings")]
    operations = [
        migrations.RunPython(close, migrations.RunPython.noop),
        migrations.AlterField("Observation", "status", models.CharField(choices=[("first published", "first published"), ("revised", "revised"), ("period ambiguous", "period ambiguous"), ("claimed elsewhere", "claimed elsewhere")], max_length=20)),
    ]
