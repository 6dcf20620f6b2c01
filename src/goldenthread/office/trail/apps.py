"""The app's name for Django."""

from django.apps import AppConfig


class TrailConfig(AppConfig):
    """Entries and checkpoints: every change, in an append-only signed log."""

    name = "goldenthread.office.trail"
    label = "trail"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Stand guard over every ledgered row, and learn how each room rebuilds its own."""
        from django.utils.module_loading import autodiscover_modules

        from goldenthread.office.trail.guards import connect

        connect()
        autodiscover_modules("replay")
