from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("bodies", "0006_mailboxes")]
    operations = [
        migrations.AddField(
            model_name="erasure",
            name="declined_by",
            field=models.CharField(blank=True, default="", max_length=40),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="erasure",
            name="answer",
            field=models.CharField(blank=True, default="", max_length=300),
            preserve_default=False,
        ),
    ]
