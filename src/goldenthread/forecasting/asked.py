"""What a target asks of a value, as people write it: ">= 6.5", "<=3", "+5%"."""

import re
from dataclasses import dataclass
from decimal import Decimal

from goldenthread.terms.errors import CannotTell, GoldenthreadError
from goldenthread.terms.quantities import Comparator

_WRITTEN = re.compile(
    r"""(?:(?P<bound>>=|<=|>|<)\s*|(?P<change>[+-])\s*(?![+-]))
    (?P<number>[+-]?(?:\d[\d,]*(?:\.\d+)?|\.\d+))\s*(?P<share>%?)$""",
    re.VERBOSE,
)
_SAME = str.maketrans(
    {
        "≥": ">=",
        "≤": "<=",
        "−": "-",
        "＋": "+",
        "－": "-",
        "％": "%",
        "＞": ">",
        "＜": "<",
        "，": ",",
        "＝": "=",
    }
)
_COMPARATORS = {
    ">=": Comparator.GE,
    "<=": Comparator.LE,
    ">": Comparator.GT,
    "<": Comparator.LT,
    "+": Comparator.INCREASE_BY,
    "-": Comparator.DECREASE_BY,
}
_CHANGES = (Comparator.INCREASE_BY, Comparator.DECREASE_BY)
_UPWARDS = (Comparator.GE, Comparator.GT, Comparator.INCREASE_BY)


@dataclass(frozen=True, slots=True)
class Asked:
    """A comparator (ge, le, gt, lt, increase_by or decrease_by) and its number.

    An increase or decrease is one from the same period of the year before, by
    the number or, with `is_share`, by so many per cent.
    """

    comparator: Comparator
    value: Decimal
    is_share: bool = False

    def __post_init__(self) -> None:
        if self.comparator not in _COMPARATORS.values():
            raise CannotTell(
                f"no chance can be told of what is asked as {self.comparator.value}.",
                remedy="Ask for a bound, or for an increase or decrease.",
            )

    @property
    def is_upwards(self) -> bool:
        """Whether more is what is asked for."""
        return self.comparator in _UPWARDS

    @property
    def needs_a_base(self) -> bool:
        """Whether it says nothing without the value of a year before."""
        return self.comparator in _CHANGES

    def can_start_from(self, base: Decimal | None) -> bool:
        """Whether a number to reach follows from the value `base` of a year before."""
        if not self.needs_a_base:
            return True
        return base is not None and (base > 0 or not self.is_share)

    def line(self, base: Decimal | None) -> Decimal:
        """Return the number to reach, from the value `base` of a year before where one is needed.

        Raises CannotTell where it is needed and not known, or where a share of
        what is not above zero is asked for.
        """
        if not self.needs_a_base:
            return self.value
        if base is None or not self.can_start_from(base):
            raise CannotTell(
                "the change asked for starts from a value that is not known or not above zero.",
                remedy="Give the value of the year before, or ask for a number.",
            )
        change = base * self.value / 100 if self.is_share else self.value
        return base + change if self.is_upwards else base - change

    def holds(self, value: Decimal, line: Decimal) -> bool:
        """Return whether `value` is what was asked for, with the line as `line` gave it."""
        if self.comparator is Comparator.GT:
            return value > line
        if self.comparator is Comparator.LT:
            return value < line
        return value >= line if self.is_upwards else value <= line

    def __str__(self) -> str:
        sign = next(sign for sign, each in _COMPARATORS.items() if each is self.comparator)
        share = "%" if self.is_share else ""
        return f"{sign}{'' if self.needs_a_base else ' '}{self.value}{share}"


def asked(words: str) -> Asked:
    """Return what `words` ask for; raise GoldenthreadError where they ask for nothing known.

    A sign alone is a change from a year before: "+5%" at least five per cent
    more, "-3" at least three less.
    """
    found = _WRITTEN.match(words.strip().translate(_SAME))
    if found is None:
        raise GoldenthreadError(
            f"{words!r} asks for nothing that can be compared.",
            remedy="Write >= 6.5, <= 3, > 0, < 10, +5% or -3%.",
        )
    comparator = _COMPARATORS[found["bound"] or found["change"]]
    # After a bound a per cent sign is the unit of the number, not a share of another.
    is_share = bool(found["share"]) and comparator in _CHANGES
    return Asked(comparator, Decimal(found["number"].replace(",", "")), is_share)
