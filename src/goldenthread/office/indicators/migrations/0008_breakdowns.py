"""A whole may be broken down in several ways: each part says in which."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("indicators", "0007_claims")]
    operations = [
        migrations.AddField("Meaning", "breakdown", models.CharField(blank=True, default="", max_length=100), preserve_default=False),
    ]
