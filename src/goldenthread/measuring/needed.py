"""Say what the rest of a period must bring for its target to be met."""

from decimal import ROUND_HALF_UP, Decimal

from goldenthread.terms.figures import Figure, Needed, Way
from goldenthread.terms.observations import Indicator, Kind, Target
from goldenthread.terms.quantities import Comparator

_BOUNDS_ABOVE = (Comparator.LE, Comparator.LT)
_NUMBERS = (Comparator.EQ, Comparator.GE, Comparator.GT, Comparator.APPROX, *_BOUNDS_ABOVE)
_SUMS = (Kind.CUMULATIVE, Kind.LEVEL_FLOW)
_GROWTHS = (Kind.GROWTH, Kind.CUMULATIVE_GROWTH)
_MOMENTS = (Kind.RATIO, Kind.INDEX, Kind.LEVEL_STOCK)
_TENTH = Decimal("0.1")


def needed(target: Target, indicator: Indicator, *, so_far: Figure) -> Needed | None:
    """Return what is still needed after the figure `so_far` of the target's own period.

    Of what adds up since the period began, the rest of the sum; of a growth since
    then, the mean growth of the months left, every month taken to weigh the same;
    of a ratio, an index or a stock, the change from its last value (to the nearer
    end of a band). None where
    the two are in different units, the target has no number, or no month is left.
    """
    asked, left = _asked(target), _months_left(target, so_far)
    if asked is None or not left or so_far.unit != target.unit:
        return None
    since_start = so_far.period.start == target.period.start
    if since_start and indicator.kind in _SUMS:
        return Needed(Way.SUM, asked - so_far.value, target.unit, left, so_far)
    if since_start and indicator.kind in _GROWTHS:
        mean = _mean(asked, so_far, left=left)
        return Needed(Way.MEAN, mean, target.unit, left, so_far)
    if indicator.kind in _MOMENTS:
        high = target.upper
        nearest = asked if high is None else min(max(so_far.value, asked), high)
        return Needed(Way.MOVE, nearest - so_far.value, target.unit, left, so_far)
    return None


def _asked(target: Target) -> Decimal | None:
    """The number to reach: of a band, the end that is met first."""
    if target.comparator not in _NUMBERS:
        return None
    if target.comparator in _BOUNDS_ABOVE and target.upper is not None:
        return target.upper
    return target.value


def _months_left(target: Target, so_far: Figure) -> int:
    """How many whole months of the target's period come after the figure; 0 for none."""
    if target.period.months is None or so_far.period.months is None:
        return 0
    end, last = target.period.end, so_far.period.end
    return max((end.year - last.year) * 12 + end.month - last.month, 0)


def _mean(asked: Decimal, so_far: Figure, *, left: int) -> Decimal:
    gone = so_far.period.months or 0
    mean = (asked * (gone + left) - so_far.value * gone) / left
    return mean.quantize(_TENTH, ROUND_HALF_UP)
