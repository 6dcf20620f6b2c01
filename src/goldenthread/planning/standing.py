"""Say how a commitment stands on a given day.

The day is always given, never today's: a report made next year about this
quarter must say what this quarter's report said.
"""

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from goldenthread.terms.commitments import Commitment, Standing


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a commitment has come since the day `start`: a signed share, 1 at its target."""

    start: date
    attainment: Decimal


def standing(commitment: Commitment, *, on: date, progress: Progress | None = None) -> Standing:
    """Return how `commitment` stands at the end of the day `on`.

    A promise without a due date cannot be late, and one whose progress is not
    known cannot be on pace: both CANNOT_BE_TOLD, for silence must not count as
    success. Once it is due, only a close ends it, however far it has come.
    Until then it is ahead of, on or behind the linear share of time elapsed.
    """
    if commitment.state.is_closed:
        return Standing.CLOSED
    if commitment.due is None:
        return Standing.CANNOT_BE_TOLD
    # The due day itself still counts: offices hand in at five o'clock.
    if on > commitment.due:
        return Standing.OVERDUE
    if progress is None or not progress.start <= on:
        return Standing.CANNOT_BE_TOLD
    return _pace(progress, due=commitment.due, on=on)


def _pace(progress: Progress, *, due: date, on: date) -> Standing:
    elapsed = Decimal((on - progress.start).days + 1) / ((due - progress.start).days + 1)
    come, expected = _per_cent(progress.attainment), _per_cent(elapsed)
    if come == expected:
        return Standing.ON_PACE
    return Standing.AHEAD if come > expected else Standing.BEHIND


def _per_cent(share: Decimal) -> Decimal:
    """Whole per cents, as offices write both: a difference below that is none."""
    return (share * 100).quantize(Decimal(1), ROUND_HALF_UP)
