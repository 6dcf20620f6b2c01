"""Marks the version from which there is an index for searching; `indexing.py` lays it."""

from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ("records", "0002_review"),
        ("commitments", "0001_initial"),
        ("scorecards", "0002_questions_and_forecasts"),
        ("editions", "0004_inquiries"),
    ]

    operations = []
