"""Forecast the targets of a body, and score what was forecast when the outcome is known."""

import json
from decimal import Decimal

from django.db.models import QuerySet
from django.utils import timezone

from goldenthread.forecasting import Calibration, Landed, calibration
from goldenthread.office.bodies.models import Body
from goldenthread.office.indicators.models import Observation, Target
from goldenthread.office.indicators.vintages import history
from goldenthread.office.scorecards.models import Forecast
from goldenthread.terms.errors import CannotTell
from goldenthread.terms.observations import Status
from goldenthread.terms.periods import Period
from goldenthread.weaving.expecting import asked_of, forecast_of


def forecasts_of(body: Body) -> list[Forecast]:
    """Return a forecast of each target of which anything can be said today, not yet saved."""
    targets = Target.objects.filter(commitment__document__body=body).order_by("pk")
    made = (_forecast(row) for row in targets.select_related("indicator", "area", "commitment"))
    return [each for each in made if each]


def landed(forecast: Forecast) -> Landed | None:
    """Return the forecast with the value that came after it; None while there is none."""
    period = forecast.term().period
    rows = history(_values(forecast.target), known=None)
    row = rows.filter(start=period.start, end=period.end, recorded__gt=forecast.made).first()
    return Landed(forecast.term(), Decimal(row.value)) if row else None


def calibration_of(forecasts: list[Forecast]) -> Calibration | None:
    """Return how good the forecasts were whose outcomes have landed; None while none has."""
    scored = [each for each in map(landed, forecasts) if each]
    return calibration(scored) if scored else None


def _values(target: Target) -> QuerySet[Observation]:
    rows = Observation.objects.filter(indicator=target.indicator, area=target.area)
    return rows.exclude(status=Status.PERIOD_AMBIGUOUS.value)


def _forecast(target: Target) -> Forecast | None:
    """The forecast of one target; None where nothing can be said of it."""
    term = target.term()
    try:
        asked_of(term)
    except CannotTell:
        return None
    rows = history(_values(target), known=None)
    held = {Period(row.start, row.end): Decimal(row.value) for row in rows}
    made = forecast_of(term, target.indicator.term(), held)
    if made is None:
        return None
    kept = json.dumps(made.as_dict(), sort_keys=True)
    return Forecast(target=target, forecast=kept, made=timezone.now())
