"""State the path to a target: where its figure should stand on days before it is due."""

from collections.abc import Sequence

from goldenthread.office.bodies.models import Person
from goldenthread.office.bodies.permissions import allow
from goldenthread.office.indicators.models import Path, Target
from goldenthread.office.trail.changes import change
from goldenthread.terms.errors import NotPossible
from goldenthread.terms.observations import Waypoint
from goldenthread.terms.periods import Period
from goldenthread.terms.quantities import Comparator

#: What asks for a level that a figure can walk to.
LEVELS = frozenset(
    {Comparator.EQ, Comparator.GE, Comparator.LE, Comparator.GT, Comparator.LT, Comparator.APPROX}
)
MOST = 60


def set_path(target: Target, *, points: Sequence[Waypoint], by: Person, reason: str = "") -> Path:
    """State the path from its first point to the target, which stands at the end of its period.

    A path stated later stands in place of the one before, which stays. Raise
    NotPossible if the target asks for no level, if there is no point or too
    many, if their days do not follow each other within the period, or if the
    first stands at the target already.
    """
    allow(by, "indicator.set_path", target)
    _refuse_without_level(target)
    period = Period.parse(target.period)
    days = [point.on for point in points]
    if not points or len(points) > MOST or days != sorted(set(days)):
        raise NotPossible(
            f"a path has from 1 to {MOST} points, each later than the one before.",
            place=target.slug,
            remedy="Give each day once, the earliest first.",
        )
    if days[0] < period.start or days[-1] >= period.last_day:
        raise NotPossible(
            f"its points lie within {period.start} and {period.last_day}, where the target stands.",
            place=target.slug,
            remedy="Leave out the days outside, and the last day itself.",
        )
    if target.term().value == points[0].value:
        raise NotPossible(
            "the path begins where it ends.",
            place=target.slug,
            remedy="Begin it where the figure stood.",
        )
    told = [[point.on.isoformat(), str(point.value)] for point in points]
    path = Path(target=target, number=target.paths.count() + 1, points=told)
    with change(by=by, reason=reason.strip()) as changed:
        changed.save(path, "path.stated")
    return path


def _refuse_without_level(target: Target) -> None:
    if Comparator(target.comparator) not in LEVELS or not target.value:
        raise NotPossible(
            "it asks for no level that a figure could walk to.",
            place=target.slug,
            remedy="State paths for targets that name a number to be reached.",
        )
