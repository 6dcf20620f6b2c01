"""The app's name for Django."""

from django.apps import AppConfig


class RecordsConfig(AppConfig):
    """Sources, documents, records and their statements."""

    name = "goldenthread.office.records"
    label = "records"
    default_auto_field = "django.db.models.BigAutoField"
