"""The app's name for Django."""

from django.apps import AppConfig


class SiteConfig(AppConfig):
    """The site: settings, addresses, words and the demo."""

    name = "goldenthread.office.site"
    label = "site"

    def ready(self) -> None:
        """Keep the index for searching in step with the tables."""
        from goldenthread.office.site.indexing import connect

        connect()
