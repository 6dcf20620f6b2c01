"""The app's name for Django."""

from django.apps import AppConfig


class EditionsConfig(AppConfig):
    """Published report cards, and the walk back from their figures."""

    name = "goldenthread.office.editions"
    label = "editions"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Have the bundles made anew that showed what was erased."""
        from goldenthread.office.bodies.erasable import clear_copies_with
        from goldenthread.office.editions.remaking_actions import remake_bundles

        clear_copies_with(remake_bundles)
