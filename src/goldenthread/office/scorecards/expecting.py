"""Forecast the targets of a body, and score what was forecast when the outcome is known."""

import json
from collections.abc import Iterator
from decimal import Decimal

from django.db.models import QuerySet
from django.utils import timezone

from goldenthread.forecasting import Asked, Calibration, Landed, Series, calibration, outlooks
from goldenthread.forecasting import series as series_of
from goldenthread.measuring.cumulative import to_single
from goldenthread.office.bodies.models import Body
from goldenthread.office.indicators.models import Observation, Target
from goldenthread.office.indicators.vintages import history
from goldenthread.office.scorecards.models import Forecast
from goldenthread.terms.errors import BadTable, CannotTell
from goldenthread.terms.observations import Kind, Status
from goldenthread.terms.periods import Period


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
    try:
        asked, known = _asked(target), _series(target)
        (outlook,) = outlooks([known], by=Period.parse(target.period), target=asked)
    except (CannotTell, BadTable):
        return None
    if outlook.answer is None:
        return None
    held = json.dumps(outlook.answer.as_dict(), sort_keys=True)
    return Forecast(target=target, forecast=held, made=timezone.now())


def _asked(target: Target) -> Asked:
    term = target.term()
    if term.value is None or term.upper is not None:
        raise CannotTell("no chance can be told of a band, or of what has no number.")
    return Asked(term.comparator, term.value, is_share=term.unit == "%")


def _series(target: Target) -> Series:
    """The longest unbroken run of values, up to the last one, of one length of period.

    What adds up from the start of the year is taken apart first, into what each
    stretch added; a forecast of the year is then one of its sum.
    """
    rows = history(_values(target), known=None)
    held = {Period(row.start, row.end): Decimal(row.value) for row in rows}
    kind = Kind(target.indicator.kind)
    runs = [_unbroken(each) for each in _by_length(held, kind)]
    if not runs:
        raise CannotTell("there is no value to go by.")
    kind = Kind.LEVEL_FLOW if kind is Kind.CUMULATIVE else kind
    return series_of(target.indicator.slug, max(runs, key=len), kind=kind)


def _by_length(held: dict[Period, Decimal], kind: Kind) -> Iterator[dict[Period, Decimal]]:
    """Yield the values whose periods are all months, all quarters or all years.

    Where January and February come as one, months break off each year: the sums
    at the ends of quarters, alone, still give every quarter.
    """
    if kind is Kind.CUMULATIVE:
        at_quarters = {each: value for each, value in held.items() if not (each.months or 1) % 3}
        singles = [to_single(held), to_single(at_quarters)]
    else:
        singles = [held]
    for values in singles:
        for length in (1, 3, 12):
            if found := {each: value for each, value in values.items() if each.months == length}:
                yield found


def _unbroken(values: dict[Period, Decimal]) -> dict[Period, Decimal]:
    run: dict[Period, Decimal] = {}
    for period in sorted(values, reverse=True):
        if run and period.end != min(run).start:
            break
        run[period] = values[period]
    return run
