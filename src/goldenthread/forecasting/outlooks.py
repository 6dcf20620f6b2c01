"""Say for each indicator what comes next, and how likely a target is met by then.

All series of a call are forecast together and learn from each other's past
errors: give a body's indicators at once, not one by one.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any

from goldenthread.forecasting.ahead import coming, year_to_come
from goldenthread.forecasting.asked import Asked
from goldenthread.forecasting.expected import Expected
from goldenthread.forecasting.series import Series
from goldenthread.forecasting.stored import Forecast
from goldenthread.terms.errors import CannotTell
from goldenthread.terms.observations import Kind
from goldenthread.terms.periods import Period

#: How many periods ahead a forecast may look, by periods in a year.
FURTHEST = {1: 6, 4: 12, 12: 36}
_LAST_COUNTS = (Kind.LEVEL_STOCK, Kind.INDEX)


class Untold(StrEnum):
    """Why nothing is said of a series."""

    TOO_SHORT = "too short"
    TOO_FAR = "too far ahead"
    KNOWN = "already known"
    NO_START = "no value to start from"


@dataclass(frozen=True, slots=True)
class Outlook:
    """What is expected of a series.

    `path` has a forecast for each coming period up to the one asked for, `answer`
    the forecast of that one (a year's total has no place on the path). `untold`
    says why there is no answer, or, with NO_START, no chance with it.
    """

    series: Series
    path: tuple[Forecast, ...] = ()
    answer: Forecast | None = None
    untold: Untold | None = None

    def as_dict(self) -> dict[str, Any]:
        """Return the outlook for JSON."""
        return {
            "indicator": self.series.indicator,
            "cut_off": self.series.cut_off.label,
            "untold": self.untold and self.untold.value,
            "answer": self.answer and self.answer.as_dict(),
            "path": [each.as_dict() for each in self.path],
        }


@dataclass(frozen=True, slots=True)
class _Question:
    """A series and the period asked for; `is_total` where it is the year's sum."""

    series: Series
    period: Period
    is_total: bool
    steps: int

    @property
    def elapsed(self) -> int:
        return self.series.per_year - self.steps

    @property
    def refusal(self) -> Untold | None:
        """Why it cannot be answered, whatever the history; None where it may be."""
        if self.steps < 1:
            return Untold.KNOWN
        if self.steps > FURTHEST[self.series.per_year] or (self.is_total and self.elapsed < 0):
            return Untold.TOO_FAR
        return None

    @property
    def base(self) -> Decimal | None:
        """The value of the year before, for a change asked for."""
        before = self.period.year_before
        if not self.is_total:
            return self.series.value(before)
        last = self.series.steps_to(_last_within(before, self.series)) + len(self.series.values)
        first = last - self.series.per_year
        return sum(self.series.values[first:last], Decimal(0)) if first >= 0 else None


def outlooks(
    many: Sequence[Series], *, by: Period | None = None, target: Asked | None = None
) -> list[Outlook]:
    """Return the outlook of each series, in their order.

    `by` is a period as long as those of the series, or a year: of a flow then
    the year's total, of a stock or index its last value. Without it, the last
    period of the calendar year that is to come. Raises CannotTell where the
    period is neither.
    """
    questions = [_question(each, by) for each in many]
    paths = _paths(questions)
    totals = _totals(questions)
    return [
        _outlook(question, path, total, target)
        for question, path, total in zip(questions, paths, totals, strict=True)
    ]


def _question(series: Series, by: Period | None) -> _Question:
    wanted = by or _last_of_the_year(series)
    if wanted.months != 12 or series.months == 12:
        return _Question(series, wanted, False, series.steps_to(wanted))
    last = _last_within(wanted, series)
    if series.kind is Kind.LEVEL_FLOW:
        return _Question(series, wanted, True, series.steps_to(last))
    if series.kind in _LAST_COUNTS:
        return _Question(series, last, False, series.steps_to(last))
    sort = f"a {series.kind.value}" if series.kind else "a number of unsaid kind"
    raise CannotTell(
        f"what the year {wanted} of {sort} is cannot be told: no sum and no last value.",
        place=series.indicator,
        remedy="Name a period of the series, or say that it is a level flow or a level stock.",
    )


def _last_of_the_year(series: Series) -> Period:
    """The last period that ends in the calendar year in which the next one does."""
    following = series.period(len(series.values))
    left = 12 - (following.last_day.month if series.months < 12 else 12)
    return series.period(len(series.values) + left // series.months)


def _last_within(year: Period, series: Series) -> Period:
    """The last period of the series' length in a span of twelve months."""
    if series.months == 12:
        return year
    until = Period.of_months(year.start, 12 - series.months).end
    return Period.of_months(until, series.months)


def _paths(questions: list[_Question]) -> list[tuple[Expected, ...]]:
    """The path of each question to its period; nothing where it cannot be answered."""
    made: list[tuple[Expected, ...]] = [()] * len(questions)
    for length in {each.series.months for each in questions}:
        places = [
            place
            for place, each in enumerate(questions)
            if each.series.months == length and not each.refusal
        ]
        if places:
            furthest = max(questions[place].steps for place in places)
            found = coming([questions[place].series for place in places], steps=furthest)
            for place, path in zip(places, found, strict=True):
                made[place] = path[: questions[place].steps]
    return made


def _totals(questions: list[_Question]) -> list[Expected | None]:
    """The total each question asks for, where it asks for one."""
    made: list[Expected | None] = [None] * len(questions)
    asks = [(each.series.months, each.elapsed, each.period) for each in questions]
    for ask in set(asks):
        places = [
            place
            for place, each in enumerate(questions)
            if asks[place] == ask and each.is_total and not each.refusal
        ]
        if places:
            group = [questions[place].series for place in places]
            found = year_to_come(group, elapsed=ask[1], year=ask[2])
            for place, total in zip(places, found, strict=True):
                made[place] = total
    return made


def _outlook(
    question: _Question,
    path: tuple[Expected, ...],
    total: Expected | None,
    target: Asked | None,
) -> Outlook:
    expected = total if question.is_total else (path[-1] if path else None)
    way = tuple(each.forecast() for each in path)
    if expected is None:
        return Outlook(question.series, way, untold=question.refusal or Untold.TOO_SHORT)
    base = question.base if target and target.needs_a_base else None
    if target and not target.can_start_from(base):
        return Outlook(question.series, way, expected.forecast(), Untold.NO_START)
    return Outlook(question.series, way, expected.forecast(target, base=base))
