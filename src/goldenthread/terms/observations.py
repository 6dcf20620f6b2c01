"""Defined quantities, their values as known from a date, and what was asked of them."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from goldenthread.terms.periods import Day, Period
from goldenthread.terms.quantities import Comparator, Direction
from goldenthread.terms.text import NO_WORDS, Words


class Kind(StrEnum):
    """What sort of number an observation is."""

    LEVEL_FLOW = "level flow"
    LEVEL_STOCK = "level stock"
    RATIO = "ratio"
    INDEX = "index"
    GROWTH = "growth"
    CUMULATIVE = "cumulative"
    CUMULATIVE_GROWTH = "cumulative growth"


class Status(StrEnum):
    """What is known of an observation besides its value.

    What is claimed elsewhere is never used as a figure: it is held against those that are.
    """

    FIRST = "first published"
    REVISED = "revised"
    PERIOD_AMBIGUOUS = "period ambiguous"
    CLAIMED = "claimed elsewhere"


@dataclass(frozen=True, slots=True)
class Source:
    """Where a figure was said first in public. `address` is empty where no official one exists."""

    id: str
    title: Words
    publisher: Words
    date: str
    address: str


@dataclass(frozen=True, slots=True)
class Indicator:
    """A defined quantity.

    `growth_of` names the level indicator whose year-on-year growth this one is,
    where it is computed and not printed. `against` names the indicator it must
    keep in step with, if any. `lag_months` says how long after its period the
    figure usually comes out; None means that no figure for this unit is
    published as far as is known.
    """

    id: str
    title: Words
    unit: str
    kind: Kind
    direction: Direction
    lag_months: int | None = None
    growth_of: str | None = None
    against: str | None = None
    note: Words = NO_WORDS


@dataclass(frozen=True, slots=True)
class Observation:
    """One value of an indicator for a unit of observation and a period, with its dates.

    `known` is when its source first said it in public, None where that day is
    not shown; `published` when the source was printed; `recorded` the day it was
    entered here. `text` is the value as printed. `row` names the place it was
    read from (a file and line, or a row of the office). `multiplier` says how many
    one of `unit` is (10000 for 万元), `currency` its ISO 4217 code, "" for none.
    """

    indicator: str
    area: str
    period: Period
    value: Decimal
    unit: str
    kind: Kind
    source: str
    known: Day | None
    recorded: date
    published: Day | None = None
    status: Status = Status.FIRST
    text: str = ""
    note: Words = NO_WORDS
    row: str = ""
    multiplier: Decimal = Decimal(1)
    currency: str = ""

    @property
    def known_by(self) -> date:
        """The first day on which it is shown to have been known.

        Without a date of its own, all that is shown is that it was known when
        it was recorded here.
        """
        return self.known.latest if self.known else self.recorded


@dataclass(frozen=True, slots=True)
class Waypoint:
    """Where a figure should stand on a day, on its way to a target."""

    on: date
    value: Decimal


@dataclass(frozen=True, slots=True)
class Target:
    """What a commitment asks of an indicator by the end of a period.

    `tolerance` is None where none is stated. `value` is None for what has no
    number of its own (in step with, as assigned). `upper` is the far end of a
    band of which `value` is the near one: from 5 to 6 %, both included. Raises
    ValueError for a band that ends before it begins.
    """

    id: str
    commitment: str
    indicator: str
    comparator: Comparator
    value: Decimal | None
    unit: str
    period: Period
    area: str
    tolerance: Decimal | None = None
    baseline: Decimal | None = None
    upper: Decimal | None = None

    def __post_init__(self) -> None:
        if self.upper is not None and (self.value is None or self.upper < self.value):
            raise ValueError(f"a band runs from low to high, not {self.value} to {self.upper}")
