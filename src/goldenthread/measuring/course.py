"""Hold the last figure of a target that runs over years against the straight way to it."""

from goldenthread.measuring.judging import goal, good_way
from goldenthread.measuring.paths import Path
from goldenthread.terms.figures import Course, Figure
from goldenthread.terms.observations import Indicator, Target


def course(
    target: Target, indicator: Indicator, *, base: Figure | None, last: Figure | None
) -> Course | None:
    """Return where `last` stands on the straight way from `base` to `target`.

    The way goes the same distance every day, from the last day of the base's
    period to the last day of the target's. None without both figures in the
    target's unit, without a number to reach, or where nothing came after the base.
    """
    if base is None or last is None:
        return None
    end = goal(target, indicator, start=base.value)
    if end is None:
        return None
    start, on, due = (each.period.last_day for each in (base, last, target))
    if not start < on <= due or {base.unit, last.unit} != {target.unit}:
        return None
    way = Path.straight(start, base.value, end=due, target=end)
    good = good_way(target, indicator)
    return Course(base, last, way.expected(on=on), way.lead(last.value, on=on, direction=good))
