"""Say what should have been reached by a day, on the way from a baseline to a target."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import Self

from goldenthread.terms.errors import CannotTell
from goldenthread.terms.quantities import Direction


@dataclass(frozen=True, slots=True)
class Path:
    """The values planned for the ends of some days, in order; straight lines between them.

    Raises CannotTell for fewer than two points, or days that do not follow one another.
    """

    points: tuple[tuple[date, Decimal], ...]

    def __post_init__(self) -> None:
        days = [day for day, _ in self.points]
        if len(days) < 2 or any(before >= after for before, after in pairwise(days)):
            raise CannotTell(
                "a path needs two days or more, each later than the one before.",
                remedy="Give the baseline, the milestones and the target, each with its day.",
            )

    @classmethod
    def straight(cls, start: date, baseline: Decimal, *, end: date, target: Decimal) -> Self:
        """Return the path that goes the same way every day."""
        return cls(((start, baseline), (end, target)))

    def expected(self, *, on: date) -> Decimal:
        """Return what should be reached at the end of the day `on`; the target from its day on.

        Raises CannotTell for a day before the path begins.
        """
        if on < self.points[0][0]:
            raise CannotTell(f"the path begins on {self.points[0][0]}, after {on}.")
        for (start, low), (end, high) in pairwise(self.points):
            if on < end:
                return low + (high - low) * (on - start).days / (end - start).days
        return self.points[-1][1]

    def lead(self, value: Decimal, *, on: date, direction: Direction) -> Decimal:
        """Return by how much `value` is better than planned for `on`: below zero is behind.

        Where neither way is better, any distance from the path is behind it.
        """
        difference = value - self.expected(on=on)
        if direction is Direction.NEITHER:
            return -abs(difference)
        return difference if direction is Direction.MORE else -difference
