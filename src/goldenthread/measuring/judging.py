"""Judge a figure against what was asked, and say when that cannot be done."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from goldenthread.measuring.attainment import attainment
from goldenthread.measuring.revisions import EXACT
from goldenthread.terms.errors import CannotTell
from goldenthread.terms.figures import Figure, Judgement, Reason, Verdict
from goldenthread.terms.observations import Indicator, Status, Target
from goldenthread.terms.quantities import Comparator, Direction

_ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class _Case:
    """A value and what it is held against; `good` is the way that counts as better."""

    value: Decimal
    asked: Decimal
    good: Direction
    tolerance: Decimal | None
    upper: Decimal | None = None

    @property
    def gap(self) -> Decimal:
        """Signed: below zero by how much the value is worse than what was asked."""
        difference = self._difference
        if self.good is Direction.NEITHER:
            return -abs(difference)
        return difference if self.good is Direction.MORE else -difference

    @property
    def _difference(self) -> Decimal:
        """How far the value lies from what was asked; nought anywhere within a band."""
        if self.upper is None or self.value < self.asked:
            return self.value - self.asked
        return max(self.value - self.upper, _ZERO)

    @property
    def side(self) -> Reason:
        """On which side of what was asked the value lies, for one that misses it."""
        # Equal is a miss only of "more than" and "less than".
        wants_more = self.value < self.asked or (
            self.value == self.asked and self.good is Direction.MORE
        )
        return Reason.FELL_SHORT if wants_more else Reason.WENT_OVER


def judge(
    target: Target,
    indicator: Indicator,
    figure: Figure | None,
    *,
    on: date,
    beside: Figure | None = None,
) -> Judgement:
    """Return what may be said of `target` at the end of the day `on`.

    `figure` is what was known on that day for the target's area and period,
    `beside` the figure it must keep in step with. What has no number of its own,
    no tolerance or no baseline cannot be judged as written, whatever the figure.
    """
    if target.comparator is Comparator.AS_ASSIGNED:
        return Judgement(Verdict.CANNOT_BE_JUDGED, Reason.SET_ELSEWHERE)
    if not _says_enough(target):
        return Judgement(Verdict.CANNOT_BE_JUDGED, Reason.NO_TOLERANCE)
    if figure is None or (target.comparator is Comparator.IN_STEP_WITH and beside is None):
        return _without_figure(target, indicator, on=on)
    used = (*figure.inputs, *(beside.inputs if beside else ()))
    if any(row.status is Status.PERIOD_AMBIGUOUS for row in used):
        return Judgement(Verdict.NOT_YET_KNOWN, Reason.PERIOD_AMBIGUOUS, figure)
    asked = _asked(target, indicator, beside)
    good = good_way(target, indicator)
    case = _Case(figure.value, asked, good, target.tolerance, target.upper)
    verdict, reason = _RULES[target.comparator](case)
    way = _way(case, target.baseline)
    return Judgement(verdict, reason, figure, case.gap, way)


def _says_enough(target: Target) -> bool:
    if target.comparator is Comparator.IN_STEP_WITH:
        return target.tolerance is not None
    if target.comparator in (Comparator.INCREASE_BY, Comparator.DECREASE_BY):
        return target.baseline is not None
    return True


def _without_figure(target: Target, indicator: Indicator, *, on: date) -> Judgement:
    if indicator.lag_months is None:
        return Judgement(Verdict.NO_FIGURE, Reason.NOT_PUBLISHED_FOR_UNIT)
    is_over = on > target.period.last_day
    return Judgement(
        Verdict.NOT_YET_KNOWN, Reason.COMES_LATER if is_over else Reason.PERIOD_NOT_OVER
    )


def _asked(target: Target, indicator: Indicator, beside: Figure | None) -> Decimal:
    """The number to hold the figure against, from a baseline or the other figure if need be."""
    if target.comparator is Comparator.IN_STEP_WITH and beside is not None:
        return beside.value
    # Not "or": 0 and 0.0 are written at different precisions.
    value = _ZERO if target.value is None else target.value
    if target.comparator not in (Comparator.INCREASE_BY, Comparator.DECREASE_BY):
        return value
    baseline = target.baseline or _ZERO
    # "By 5 %" of a quantity counted in something else is a share of its baseline.
    change = baseline * value / 100 if target.unit == "%" != indicator.unit else value
    return baseline + (change if target.comparator is Comparator.INCREASE_BY else -change)


def good_way(target: Target, indicator: Indicator) -> Direction:
    """Return which side is good: a bound says so itself, where none does the indicator does."""
    if target.comparator in (Comparator.GE, Comparator.GT, Comparator.INCREASE_BY):
        return Direction.MORE
    if target.comparator in (Comparator.LE, Comparator.LT, Comparator.DECREASE_BY):
        return Direction.LESS
    return Direction.NEITHER if target.comparator is Comparator.EQ else indicator.direction


def goal(target: Target, indicator: Indicator, *, start: Decimal) -> Decimal | None:
    """Return the number that meets `target` first on the way from `start`.

    Of a band it is the end that lies nearer on the good way: the upper one for what
    should fall. None for what has no number of its own, for a change without its
    baseline, and where `start` lies within a band that is good all over.
    """
    if target.value is None or not target.comparator.needs_a_value or not _says_enough(target):
        return None
    asked = _asked(target, indicator, None)
    return _near_end(asked, target.upper, good=good_way(target, indicator), start=start)


def _near_end(
    low: Decimal, high: Decimal | None, *, good: Direction, start: Decimal
) -> Decimal | None:
    if high is None or good is Direction.MORE:
        return low
    if good is Direction.LESS:
        return high
    return None if low <= start <= high else min(max(start, low), high)


def _way(case: _Case, baseline: Decimal | None) -> Decimal | None:
    if baseline is None:
        return None
    end = _near_end(case.asked, case.upper, good=case.good, start=baseline)
    if end is None:
        return None
    try:
        return attainment(case.value, baseline=baseline, target=end, direction=case.good)
    except CannotTell:
        return None


def _decided(is_met: bool, case: _Case) -> tuple[Verdict, Reason]:
    return (Verdict.MET, Reason.REACHED) if is_met else (Verdict.MISSED, case.side)


def _at_or_beyond(case: _Case) -> tuple[Verdict, Reason]:
    return _decided(case.gap >= 0, case)


def _beyond(case: _Case) -> tuple[Verdict, Reason]:
    return _decided(case.gap > 0, case)


def _within(case: _Case) -> tuple[Verdict, Reason]:
    return _decided(case.gap >= -(case.tolerance or _ZERO), case)


def _about(case: _Case) -> tuple[Verdict, Reason]:
    """Without a tolerance, what only rounds to the number asked cannot be judged as written."""
    if case.tolerance is not None or case.gap >= 0:
        return _within(case)
    # Rounded as a reader would, at the precision in which the number was written.
    end = case.upper if case.upper is not None and case.value > case.upper else case.asked
    rounded = case.value.quantize(end, ROUND_HALF_UP, EXACT)
    if rounded == end:
        return Verdict.CANNOT_BE_JUDGED, Reason.ABOUT_BUT_SHORT
    return Verdict.MISSED, case.side


_RULES: Mapping[Comparator, Callable[[_Case], tuple[Verdict, Reason]]] = {
    Comparator.EQ: _within,
    Comparator.GE: _at_or_beyond,
    Comparator.LE: _at_or_beyond,
    Comparator.GT: _beyond,
    Comparator.LT: _beyond,
    Comparator.APPROX: _about,
    Comparator.INCREASE_BY: _at_or_beyond,
    Comparator.DECREASE_BY: _at_or_beyond,
    Comparator.IN_STEP_WITH: _within,
}
