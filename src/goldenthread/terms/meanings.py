"""What the figures of an indicator are, from which day on."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from goldenthread.terms.text import NO_WORDS, Words


class Basis(StrEnum):
    """In which prices a growth rate is told; without a word of it, nothing is assumed."""

    CURRENT = "current"
    CONSTANT = "constant"


@dataclass(frozen=True, slots=True)
class Meaning:
    """What the figures of an indicator are, for periods that begin on `since` or later.

    Without `since` it holds from the first figure on. `numerator`, `denominator`,
    `part_of` and `growth_of` name other indicators, "" for none: a value is `factor`
    times numerator over denominator; all parts of a whole name it, and the `breakdown`
    they belong to where there are several (by sector, by district). `basis` says in
    whose prices growth is told, None where nobody says; `base` the base year.
    """

    indicator: str
    since: date | None = None
    definition: Words = NO_WORDS
    numerator: str = ""
    denominator: str = ""
    factor: Decimal | None = None
    part_of: str = ""
    breakdown: str = ""
    growth_of: str = ""
    basis: Basis | None = None
    base: str = ""
    note: Words = NO_WORDS

    @property
    def begins(self) -> date:
        """The first day it holds for."""
        return self.since or date.min
