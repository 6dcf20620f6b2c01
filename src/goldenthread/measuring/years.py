"""What a year is: the calendar's, or the body's own, and what parts it has."""

from dataclasses import dataclass
from datetime import date

from goldenthread.terms.errors import BadPeriod
from goldenthread.terms.periods import Period


class YearNotSaid(BadPeriod):
    """The words name a part of a year, and not of which."""


class FiscalYearNotSaid(BadPeriod):
    """The words name a fiscal year, and nothing says when it begins."""


@dataclass(frozen=True, slots=True)
class FiscalYear:
    """When a body's fiscal year begins, and whether FY2023 is the one that begins in 2023.

    Most are named by the year in which they end; Japan's and some bodies' by the
    one in which they begin.
    """

    month: int
    is_named_by_start: bool = False

    def __post_init__(self) -> None:
        if not 1 <= self.month <= 12:
            raise BadPeriod(f"a year cannot start in month {self.month}.", remedy="Write 1 to 12.")

    def named(self, year: int) -> Period:
        """Return the fiscal year called `year`."""
        starts = year if self.is_named_by_start or self.month == 1 else year - 1
        return self.starting(starts)

    def starting(self, year: int) -> Period:
        """Return the fiscal year that begins in the calendar year `year`."""
        return Period.of_months(date(year, self.month, 1), 12)


def said_year(own: int | None, given: int | None, words: str) -> int:
    """Return the year that `words` say themselves, else the `given` one; raise YearNotSaid."""
    if own is not None:
        return own
    if given is None:
        raise YearNotSaid(
            f"{words!r} says no year.", remedy="Write the year with it, or in the table's title."
        )
    return given


def part_of_year(span: tuple[int, int] | None, year: int) -> Period | None:
    """Return the months of a year: the first, and how many; None for none."""
    if span is None:
        return None
    first, months = span
    if not 1 <= first <= first + months - 1 <= 12 or months < 1:
        raise BadPeriod(f"a year has no months {first} to {first + months - 1}.")
    return Period.of_months(date(year, first, 1), months)
