"""The app's name for Django."""

from django.apps import AppConfig


class CommitmentsConfig(AppConfig):
    """Adopted duties: who leads, by when, and in which state."""

    name = "goldenthread.office.commitments"
    label = "commitments"
    default_auto_field = "django.db.models.BigAutoField"
