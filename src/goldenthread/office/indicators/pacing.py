"""How the last known figure of a target stands against the path stated to it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from goldenthread.office.indicators.models import Observation, Target
from goldenthread.office.indicators.vintages import history
from goldenthread.planning.pace import expected, pace
from goldenthread.terms.commitments import Standing
from goldenthread.terms.observations import Kind, Waypoint
from goldenthread.terms.periods import Period

#: What is told of a moment; of the others a figure counts from the first day of the period.
_OF_A_MOMENT = frozenset({Kind.LEVEL_STOCK, Kind.RATIO, Kind.INDEX})


@dataclass(frozen=True, slots=True)
class Paced:
    """A target with its path: where the last figure stands, and where it should on that day.

    `figure`, `on` and `expected` are None where no figure is known within the path.
    """

    target: Target
    way: tuple[Waypoint, ...]
    standing: Standing = Standing.CANNOT_BE_TOLD
    figure: Observation | None = None
    on: date | None = None
    expected: Decimal | None = None


def paced(targets: Iterable[Target], *, known: date) -> list[Paced]:
    """Return each target with its way, empty where none is stated, as known on the day `known`."""
    return [_paced(target, known) for target in targets]


def way_of(target: Target) -> tuple[Waypoint, ...]:
    """Return the path stated last and the target at its end; empty where none is stated."""
    stated = max(target.paths.all(), key=lambda each: each.number, default=None)
    value = target.term().value
    if stated is None or value is None:
        return ()
    return (*stated.waypoints(), Waypoint(Period.parse(target.period).last_day, value))


def _paced(target: Target, known: date) -> Paced:
    way = way_of(target)
    figure = _last_figure(target, known) if way else None
    if figure is None:
        return Paced(target, way)
    on = figure.end - timedelta(days=1)
    if on < way[0].on:
        return Paced(target, way)
    standing = pace(Decimal(figure.value), way=way, on=on)
    return Paced(target, way, standing, figure, on, expected(way, on=on))


def _last_figure(target: Target, known: date) -> Observation | None:
    period, kind = Period.parse(target.period), Kind(target.indicator.kind)
    rows = history(target.indicator.observations.all(), known=known).filter(
        area=target.area, kind=kind.value, unit=target.unit,
        start__gte=period.start, end__lte=period.end,
    )  # fmt: skip
    if kind not in _OF_A_MOMENT:
        rows = rows.filter(start=period.start)
    return rows.order_by("end", "pk").last()
