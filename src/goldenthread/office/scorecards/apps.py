"""The app's name for Django."""

from django.apps import AppConfig


class ScorecardsConfig(AppConfig):
    """Computed cards: inputs as known on a day, frozen with their result."""

    name = "goldenthread.office.scorecards"
    label = "scorecards"
    default_auto_field = "django.db.models.BigAutoField"
