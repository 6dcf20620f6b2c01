"""Make a figure from what was known on a day: as printed, or computed from two levels."""

from collections.abc import Iterable
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from goldenthread.measuring.history import History, history
from goldenthread.terms.figures import Figure
from goldenthread.terms.observations import Indicator, Observation, Status
from goldenthread.terms.periods import Period

AS_PRINTED = "as printed"
_HUNDREDTH = Decimal("0.01")


def figure_for(
    indicator: Indicator,
    period: Period,
    *,
    area: str,
    observations: Iterable[Observation],
    known: date,
) -> Figure | None:
    """Return what was known on the day `known` of `indicator` for `area` and `period`.

    A printed value goes before a computed one. A growth is computed only where
    the indicator names the level it is the growth of, from that level and the
    one of a year before, as the day knew them, and is then rounded to two decimals
    of a per cent. None where nothing can be said; another area never stands in.
    """
    in_force = history(observations, known=known)
    printed = in_force.get((indicator.id, area, period))
    if printed is not None and printed.status is not Status.PERIOD_AMBIGUOUS:
        return _printed(printed)
    computed = _growth(indicator, period, area=area, in_force=in_force)
    if computed is not None:
        return computed
    return _printed(printed) if printed is not None else None


def _printed(observation: Observation) -> Figure:
    return Figure(
        indicator=observation.indicator,
        area=observation.area,
        value=observation.value,
        unit=observation.unit,
        period=observation.period,
        known=observation.known_by,
        inputs=(observation,),
        method=AS_PRINTED,
    )


def _growth(indicator: Indicator, period: Period, *, area: str, in_force: History) -> Figure | None:
    # A day or a week has no counterpart a year before that could be compared.
    if indicator.growth_of is None or period.months is None:
        return None
    now = in_force.get((indicator.growth_of, area, period))
    before = in_force.get((indicator.growth_of, area, period.year_before))
    if now is None or before is None or not _comparable(now, before):
        return None
    return Figure(
        indicator=indicator.id,
        area=area,
        value=((now.value / before.value - 1) * 100).quantize(_HUNDREDTH, ROUND_HALF_UP),
        unit=indicator.unit,
        period=period,
        known=max(now.known_by, before.known_by),
        inputs=(now, before),
        method=f"growth of {indicator.growth_of}: {now.value} / {before.value} − 1",
    )


def _comparable(now: Observation, before: Observation) -> bool:
    in_doubt = Status.PERIOD_AMBIGUOUS in (now.status, before.status)
    return now.unit == before.unit and before.value > 0 and not in_doubt
