"""The app's name for Django."""

from django.apps import AppConfig


class IndicatorsConfig(AppConfig):
    """Indicators, targets and observations as known from a date."""

    name = "goldenthread.office.indicators"
    label = "indicators"
    default_auto_field = "django.db.models.BigAutoField"
