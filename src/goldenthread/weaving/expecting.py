"""Say what is expected of a target, from what is known of its indicator; and how good it was."""

import json
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal

from goldenthread import forecasting
from goldenthread.forecasting import (
    Asked,
    Forecast,
    Landed,
    Series,
    calibration,
    from_dict,
    outlooks,
)
from goldenthread.forecasting import series as series_of
from goldenthread.measuring.cumulative import to_single
from goldenthread.reporting.card import Outlook, TrackRecord
from goldenthread.terms.dossiers import Foretold
from goldenthread.terms.errors import BadTable, CannotTell
from goldenthread.terms.observations import Indicator, Kind, Observation, Status, Target
from goldenthread.terms.periods import Period

_FOUR_IN_FIVE, _NEARLY_ALL = Decimal("0.80"), Decimal("0.95")


def asked_of(target: Target) -> Asked:
    """Return what a target asks, as a forecast can answer it.

    Raise CannotTell for a band, or for what has no number or no bound.
    """
    if target.value is None or target.upper is not None:
        raise CannotTell("no chance can be told of a band, or of what has no number.")
    return Asked(target.comparator, target.value, is_share=target.unit == "%")


def forecast_of(
    target: Target, indicator: Indicator, held: Mapping[Period, Decimal]
) -> Forecast | None:
    """Return what is expected of `target` from the values `held`; None where nothing can be said.

    Its chance is None where what is asked has no bound.
    """
    try:
        run = run_of(indicator.id, held, kind=indicator.kind)
        (found,) = outlooks([run], by=target.period, target=_asked(target))
    except (CannotTell, BadTable):
        return None
    return found.answer


def ahead(indicator: Indicator, rows: Mapping[Period, Observation]) -> forecasting.Outlook | None:
    """Return what comes next of an indicator from its rows in force; None without any run of them.

    It says itself where they are too few.
    """
    sure = {e: row.value for e, row in rows.items() if row.status is not Status.PERIOD_AMBIGUOUS}
    try:
        return outlooks([run_of(indicator.id, sure, kind=indicator.kind)])[0]
    except (CannotTell, BadTable):
        return None


def outlook(
    target: Target, indicator: Indicator, rows: Mapping[Period, Observation]
) -> Outlook | None:
    """Return the same with the rows in force that it rests on, by their periods."""
    sure = {when: row for when, row in rows.items() if row.status is not Status.PERIOD_AMBIGUOUS}
    made = forecast_of(target, indicator, {when: row.value for when, row in sure.items()})
    if made is None:
        return None
    low, high = made.interval(_FOUR_IN_FIVE)
    lowest, highest = made.interval(_NEARLY_ALL)
    return Outlook(
        cut_off=made.cut_off,
        period=made.period,
        value=made.value,
        low=low,
        high=high,
        lowest=lowest,
        highest=highest,
        chance=made.shown,
        history=made.history,
        method=made.model.name.lower(),
        version=made.version,
        inputs=tuple(sure[when] for when in sorted(sure) if when.end <= made.cut_off.end),
    )


def track_record(
    kept: Iterable[Foretold], figures: Mapping[str, Mapping[Period, Observation]]
) -> TrackRecord | None:
    """Return how good the forecasts `kept` were, by the values in force of each target.

    A value known by the day the forecast was kept was no forecast's outcome. None
    where none has landed.
    """
    landed = [found for each in kept if (found := _landed(each, figures.get(each.target, {})))]
    if not landed:
        return None
    good = calibration(landed)
    return TrackRecord(good.count, dict(good.coverage)[_FOUR_IN_FIVE], good.brier)


def _landed(kept: Foretold, held: Mapping[Period, Observation]) -> Landed | None:
    term = from_dict(json.loads(kept.forecast))
    came = held.get(term.period)
    if came is None or came.known_by <= kept.on or came.status is Status.PERIOD_AMBIGUOUS:
        return None
    return Landed(term, came.value)


def _asked(target: Target) -> Asked | None:
    try:
        return asked_of(target)
    except CannotTell:
        return None


def run_of(name: str, held: Mapping[Period, Decimal], *, kind: Kind) -> Series:
    """Return the longest unbroken run of values, up to the last one, of one length of period.

    What adds up from the start of the year is taken apart first, into what each
    stretch added; a forecast of the year is then one of its sum. Raises CannotTell
    where there is no value of a usual length.
    """
    runs = [_unbroken(each) for each in _by_length(held, kind)]
    if not runs:
        raise CannotTell("there is no value to go by.", place=name)
    kind = Kind.LEVEL_FLOW if kind is Kind.CUMULATIVE else kind
    return series_of(name, max(runs, key=len), kind=kind)


def _by_length(held: Mapping[Period, Decimal], kind: Kind) -> Iterator[dict[Period, Decimal]]:
    """Yield the values whose periods are all months, all quarters or all years.

    Where January and February come as one, months break off each year: the sums
    at the ends of quarters, alone, still give every quarter.
    """
    if kind is Kind.CUMULATIVE:
        at_quarters = {each: value for each, value in held.items() if not (each.months or 1) % 3}
        singles = [to_single(held), to_single(at_quarters)]
    else:
        singles = [dict(held)]
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
