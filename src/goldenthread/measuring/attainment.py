"""Measure how much of the way from a baseline to a target has been gone."""

from decimal import Decimal

from goldenthread.terms.errors import CannotTell
from goldenthread.terms.quantities import Direction


def attainment(
    value: Decimal, *, baseline: Decimal, target: Decimal, direction: Direction
) -> Decimal:
    """Return the signed share of the way from `baseline` to `target` that `value` has gone.

    0 at the baseline, 1 at the target, above 1 beyond it, below 0 for the wrong
    way: it is never clamped, and better in `direction` is always more. Raises
    CannotTell where the target does not lie ahead of the baseline in the good
    direction: then there is no way to share.
    """
    way = target - baseline
    is_ahead = {Direction.MORE: way > 0, Direction.LESS: way < 0, Direction.NEITHER: way != 0}
    if not is_ahead[direction]:
        raise CannotTell(
            f"from {baseline} to {target} there is no way to go.",
            remedy="Give the baseline from which the target was set.",
        )
    return (value - baseline) / way
