"""A body calls its areas by codes of its own choosing."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("bodies", "0004_tokens")]
    operations = [
        migrations.AddField("Area", "code", models.CharField(blank=True, default="", max_length=40), preserve_default=False),
    ]
