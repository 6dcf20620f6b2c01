"""The app's name for Django."""

from django.apps import AppConfig


class BodiesConfig(AppConfig):
    """Bodies, departments and people, and the one table of who may do what."""

    name = "goldenthread.office.bodies"
    label = "bodies"
    default_auto_field = "django.db.models.BigAutoField"
