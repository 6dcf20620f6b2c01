"""How much was asked for, and in what sense."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum


class Comparator(StrEnum):
    """In what sense a value is asked for."""

    EQ = "eq"
    GE = "ge"
    LE = "le"
    GT = "gt"
    LT = "lt"
    APPROX = "approx"
    INCREASE_BY = "increase_by"
    DECREASE_BY = "decrease_by"
    IN_STEP_WITH = "in_step_with"
    AS_ASSIGNED = "as_assigned"

    @property
    def needs_a_value(self) -> bool:
        """Whether the comparator says nothing without a number."""
        return self not in (Comparator.IN_STEP_WITH, Comparator.AS_ASSIGNED)


class Direction(StrEnum):
    """Which way of an indicator is the good way."""

    MORE = "more"
    LESS = "less"
    NEITHER = "neither"


@dataclass(frozen=True, slots=True)
class Measure:
    """What a sentence asks to be reached; unit and value as written, the comparator its sense."""

    quantity: str
    unit: str
    value: Decimal
    comparator: Comparator
