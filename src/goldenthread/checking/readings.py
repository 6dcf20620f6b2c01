"""A figure of a table with all that the checks may want to know of it."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeVar

from goldenthread.terms.meanings import Basis
from goldenthread.terms.observations import Kind
from goldenthread.terms.periods import Day, Period
from goldenthread.terms.quantities import Direction

K = TypeVar("K", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Reading:
    """One value as published.

    `growth_of` names the indicator whose growth it is, in prices of `basis`;
    `part_of` the one it is a part of, where all parts of that `breakdown` are given; `factor` what
    numerator over denominator is multiplied by; `good` is the good direction.
    What is not stated stays empty. What is `claimed` elsewhere is itself held against
    the others; none of them is held against it.
    """

    indicator: str
    period: Period
    value: Decimal
    area: str = ""
    kind: Kind | None = None
    known: Day | None = None
    source: str = ""
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    factor: Decimal | None = None
    part_of: str = ""
    breakdown: str = ""
    growth_of: str = ""
    basis: Basis | None = None
    definition: str = ""
    denominator_is: str = ""
    base: str = ""
    target: Decimal | None = None
    good: Direction = Direction.NEITHER
    note: str = ""
    claimed: bool = False

    @property
    def name(self) -> str:
        """The indicator, and the area where there is one."""
        return f"{self.indicator}, {self.area}" if self.area else self.indicator

    @property
    def is_level(self) -> bool:
        """Whether it is an amount of one period or day, above zero."""
        return self.kind in (Kind.LEVEL_FLOW, Kind.LEVEL_STOCK) and self.value > 0

    @property
    def precision(self) -> float:
        """The unit of its last printed place."""
        return 10.0 ** int(self.value.as_tuple().exponent)

    @property
    def year(self) -> float:
        """The end of its period in years."""
        return self.period.end.year + (self.period.end.timetuple().tm_yday - 1) / 366


def grouped(readings: Iterable[Reading], by: Callable[[Reading], K]) -> dict[K, list[Reading]]:
    """Return the readings by what `by` says of them, in their order."""
    held: dict[K, list[Reading]] = defaultdict(list)
    for each in readings:
        held[by(each)].append(each)
    return dict(held)


def latest(readings: Iterable[Reading]) -> dict[Period, Reading]:
    """Return for each period, in order, the value known last; of equal days the later row."""
    held: dict[Period, Reading] = {}
    for each in sorted(readings, key=lambda each: (each.known is not None, _day(each))):
        held[each.period] = each
    return dict(sorted(held.items()))


def _day(reading: Reading) -> str:
    return reading.known.latest.isoformat() if reading.known else ""
