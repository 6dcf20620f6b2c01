"""The app's name for Django."""

from django.apps import AppConfig


class EditionsConfig(AppConfig):
    """Published report cards, and the walk back from their figures."""

    name = "goldenthread.office.editions"
    label = "editions"
    default_auto_field = "django.db.models.BigAutoField"
