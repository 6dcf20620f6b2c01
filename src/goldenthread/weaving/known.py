"""What was known on a day of all that a card is made from."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import cached_property

from goldenthread.checking import Flag
from goldenthread.measuring import figure_for, history, is_material
from goldenthread.terms.dossiers import Dossier
from goldenthread.terms.errors import BadTable
from goldenthread.terms.figures import Figure
from goldenthread.terms.observations import Indicator, Observation, Status, Target, Waypoint
from goldenthread.terms.periods import Period
from goldenthread.weaving.questioning import flags_of


class Known:
    """A dossier as the end of the day `as_known` knew it, for the card of a quarter."""

    def __init__(self, dossier: Dossier, quarter: Period, as_known: date) -> None:
        self.dossier = dossier
        self.quarter = quarter
        self.as_known = as_known
        self.indicators = {indicator.id: indicator for indicator in dossier.indicators}
        self.documents = {
            document.id: document for document in dossier.documents if document.dated <= as_known
        }
        self.observations: dict[tuple[str, str], list[Observation]] = defaultdict(list)
        for row in dossier.observations:
            self.observations[row.indicator, row.area].append(_as_seen(row, on=as_known))
        self.in_force: dict[tuple[str, str], dict[Period, Observation]] = defaultdict(dict)
        for place, rows in self.observations.items():
            for (_, _, period), row in history(rows, known=as_known).items():
                self.in_force[place][period] = row
        self.answers = [each for each in dossier.answers if each.on <= as_known]

    def path(self, target: Target) -> tuple[Waypoint, ...]:
        """The path stated last by the day, and the target at its end."""
        stated = [p for p in self.dossier.paths if p.target == target.id and p.on <= self.as_known]
        if not stated or target.value is None:
            return ()
        return (*stated[-1].points, Waypoint(target.period.last_day, target.value))

    @cached_property
    def flags(self) -> tuple[Flag, ...]:
        """What the checks ask of all values known, in order of worth."""
        told = (row for rows in self.observations.values() for row in rows)
        known = (row for row in told if row.known_by <= self.as_known)
        return flags_of(
            (row for row in known if row.indicator in self.indicators),
            indicators=self.indicators,
            meanings=self.dossier.meanings,
            targets=self.dossier.targets,
        )

    def kin(self, indicator: str) -> set[str]:
        """The indicator, and those it is made from: its level, its numerator and denominator."""
        named = self.indicators[indicator].growth_of if indicator in self.indicators else None
        meant = (each for each in self.dossier.meanings if each.indicator == indicator)
        others = {
            name for each in meant for name in (each.growth_of, each.numerator, each.denominator)
        }
        return {indicator, *others, named or ""} - {""}

    def held(self, target: Target) -> dict[Period, Observation]:
        """The values in force of the target's indicator and area by their periods."""
        return self.in_force.get((target.indicator, target.area), {})

    def revised(self, target: Target, indicator: Indicator) -> Iterator[Observation]:
        """The values of the target's year and periods that another number has since replaced."""
        for row in self.about(indicator, area=target.area):
            now = self.in_force[row.indicator, row.area].get(row.period)
            is_asked = row.period.start >= target.period.year.start and (
                row.period.end <= target.period.end
            )
            is_known = row.known_by <= self.as_known and row.status is not Status.CLAIMED
            if now and is_asked and is_known and _is_revised(row, now):
                yield row

    def yearly(self, target: Target, indicator: Indicator, *, since: date) -> Iterator[Figure]:
        """The figures of whole years, from the one before the target was asked for on `since`."""
        for number in range(since.year - 1, self.quarter.year.end.year):
            year = Period.parse(str(number))
            if figure := usable(self.figure(indicator, year, area=target.area)):
                yield figure

    def earlier(self, target: Target, indicator: Indicator) -> Iterator[Figure]:
        """The figures for the earlier periods of the year in which the target ends."""
        periods = {
            row.period
            for row in self.about(indicator, area=target.area)
            if row.period.start >= target.period.year.start and row.period.end < target.period.end
        }
        for period in sorted(periods, key=lambda period: (period.end, period.start)):
            if figure := self.figure(indicator, period, area=target.area):
                yield figure

    def about(self, indicator: Indicator, *, area: str) -> list[Observation]:
        """The rows of an indicator, and of the level whose growth it is."""
        own, level = self.observations[indicator.id, area], indicator.growth_of
        return own + self.observations[level, area] if level else own

    def figure(self, indicator: Indicator, period: Period, *, area: str) -> Figure | None:
        """What was known of an indicator for an area and a period."""
        rows = self.about(indicator, area=area)
        return figure_for(indicator, period, area=area, observations=rows, known=self.as_known)

    def indicator(self, name: str, *, named_by: str) -> Indicator:
        """The indicator of that id; raise BadTable where there is none."""
        if name not in self.indicators:
            raise BadTable(
                f"there is no indicator {name!r}.", place=named_by, remedy="Add it, or correct it."
            )
        return self.indicators[name]


def usable(figure: Figure | None) -> Figure | None:
    """Return the figure, or None where its source does not say for which period it stands."""
    if figure is None or any(row.status is Status.PERIOD_AMBIGUOUS for row in figure.inputs):
        return None
    return figure


def _as_seen(row: Observation, *, on: date) -> Observation:
    """The row as that day knew it: said, but perhaps not yet printed."""
    if row.published is None or row.published.latest <= on:
        return row
    return replace(row, published=None)


def _is_revised(row: Observation, now: Observation) -> bool:
    """Whether `now` is another number that became known after `row`."""
    return now is not row and now.known_by >= row.known_by and is_material(row.value, now.value)
