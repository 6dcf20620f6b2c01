"""Say whether a figure has come as far by its day as a stated path says it should."""

from collections.abc import Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from itertools import pairwise

from goldenthread.terms.commitments import Standing
from goldenthread.terms.errors import CannotTell
from goldenthread.terms.observations import Waypoint


def expected(way: Sequence[Waypoint], *, on: date) -> Decimal:
    """Return where a figure should stand on the day `on`, straight from point to point.

    `way` holds one point or more, each later than the one before; after the last
    its value holds. Raises CannotTell for a day before the first.
    """
    if on < way[0].on:
        raise CannotTell(f"the way begins on {way[0].on}.", remedy="Ask for a day from then on.")
    for before, after in pairwise(way):
        if on < after.on:
            gone = Decimal((on - before.on).days) / (after.on - before.on).days
            return before.value + (after.value - before.value) * gone
    return way[-1].value


def pace(value: Decimal, *, way: Sequence[Waypoint], on: date) -> Standing:
    """Return how `value`, which holds for the day `on`, stands against the way to its target.

    Both are told as shares of the whole way, in whole per cents as offices write
    them: a difference below that is none. It is ahead if more of the way is gone
    than should be, whichever direction is the good one. CANNOT_BE_TOLD where the
    way ends where it begins, and before it begins.
    """
    first, whole = way[0].value, way[-1].value - way[0].value
    if on < way[0].on or not whole:
        return Standing.CANNOT_BE_TOLD
    come, asked = (
        ((each - first) / whole * 100).quantize(Decimal(1), ROUND_HALF_UP)
        for each in (value, expected(way, on=on))
    )
    if come == asked:
        return Standing.ON_PACE
    return Standing.AHEAD if come > asked else Standing.BEHIND
