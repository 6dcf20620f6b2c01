"""Calendar periods, and dates known only to the month or the year.

A period is written as offices write it: 2023, 2023H1, 2023Q3, 2023Q1-3 (January
to September, cumulative), 2023-05, 2023-05-17, or ISO 8601 2023-01-01/P9M.
"""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from goldenthread.terms.errors import BadPeriod

_YEAR = re.compile(r"(\d{4})$")
_HALF = re.compile(r"(\d{4})H([12])$")
_QUARTER = re.compile(r"(\d{4})Q([1-4])$")
_TO_QUARTER = re.compile(r"(\d{4})Q1-([2-4])$")
_MONTH = re.compile(r"(\d{4})-(\d{2})$")
_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})$")
_ISO = re.compile(r"(\d{4}-\d{2}-\d{2})/P(\d+)M$")
_FROM_TO = re.compile(r"(\d{4}-\d{2}-\d{2})/(\d{4}-\d{2}-\d{2})$")


def _months_later(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return day.replace(year=year, month=month + 1)


def _is_leap_day(day: date) -> bool:
    return (day.month, day.day) == (2, 29)


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """The days from `start` up to, not including, `end`."""

    start: date
    end: date

    def __post_init__(self) -> None:
        if self.start >= self.end:
            raise BadPeriod(
                f"a period must end after it starts, not run from {self.start} to {self.end}."
            )

    @classmethod
    def parse(cls, words: str) -> "Period":
        """Return the period that `words` name; raise BadPeriod if they name none."""
        words = words.strip()
        try:
            if found := _YEAR.match(words):
                return cls.of_months(date(int(found[1]), 1, 1), 12)
            if found := _HALF.match(words):
                return cls.of_months(date(int(found[1]), 6 * int(found[2]) - 5, 1), 6)
            if found := _QUARTER.match(words):
                return cls.of_months(date(int(found[1]), 3 * int(found[2]) - 2, 1), 3)
            if found := _TO_QUARTER.match(words):
                return cls.of_months(date(int(found[1]), 1, 1), 3 * int(found[2]))
            if found := _MONTH.match(words):
                return cls.of_months(date(int(found[1]), int(found[2]), 1), 1)
            if _DAY.match(words):
                day = date.fromisoformat(words)
                return cls(day, day + timedelta(days=1))
            if found := _ISO.match(words):
                return cls.of_months(date.fromisoformat(found[1]), int(found[2]))
            if found := _FROM_TO.match(words):
                return cls(date.fromisoformat(found[1]), date.fromisoformat(found[2]))
        except ValueError as error:
            raise BadPeriod(f"{words!r} is not in the calendar: {error}.") from error
        raise BadPeriod(
            f"{words!r} names no period.",
            remedy="Write 2023, 2023H1, 2023Q3, 2023Q1-3, 2023-05, 2023-05-17 or 2023-01-01/P9M.",
        )

    @classmethod
    def of_months(cls, start: date, months: int) -> "Period":
        """Return the period of `months` calendar months from `start`; BadPeriod if none ends so."""
        try:
            return cls(start, _months_later(start, months))
        except ValueError as error:
            what = f"{months} months from {start} end on no day of the calendar: {error}."
            raise BadPeriod(what, remedy="Write the year in full.") from error

    @property
    def last_day(self) -> date:
        """The last day that belongs to the period."""
        return self.end - timedelta(days=1)

    @property
    def months(self) -> int | None:
        """How many whole calendar months the period has, or None if it is not whole months."""
        if self.start.day != 1 or self.end.day != 1:
            return None
        return (self.end.year - self.start.year) * 12 + self.end.month - self.start.month

    @property
    def label(self) -> str:
        """The period as offices write it; `parse` reads it back."""
        months, year, month = self.months, f"{self.start.year:04}", self.start.month
        if months == 12 and month == 1:
            return year
        if months == 6 and month in (1, 7):
            return f"{year}H{(month + 5) // 6}"
        if months == 3 and month % 3 == 1:
            return f"{year}Q{(month + 2) // 3}"
        if months == 9 and month == 1:
            return f"{year}Q1-3"
        if months == 1:
            return f"{year}-{month:02}"
        if self.end - self.start == timedelta(days=1):
            return self.start.isoformat()
        if months is not None:
            return f"{self.start.isoformat()}/P{months}M"
        return f"{self.start.isoformat()}/{self.end.isoformat()}"

    @property
    def year_before(self) -> "Period":
        """The same period one year earlier; raise BadPeriod where the calendar begins later.

        29 February has none of its own: it is held against 28 February, and what ends
        before it ends before 1 March. A day stays a day.
        """
        start, end = self.start, self.end
        if start.year == 1:
            raise BadPeriod(f"there is no year before {self}.", remedy="Write the year in full.")
        day = timedelta(days=1)
        first = _months_later(start - day if _is_leap_day(start) else start, -12)
        if end - start == day:
            return Period(first, first + day)
        return Period(first, _months_later(end + day if _is_leap_day(end) else end, -12))

    @property
    def year(self) -> "Period":
        """The calendar year in which the period ends."""
        return Period.of_months(date(self.last_day.year, 1, 1), 12)

    def __contains__(self, day: date) -> bool:
        return self.start <= day < self.end

    def __str__(self) -> str:
        return self.label


@dataclass(frozen=True, slots=True)
class Day:
    """A date as precisely as its source gives it: 2024-01-30, 2023-03 or 2024.

    Whatever happened on it had happened by `latest`: that is the day to compare
    with when nothing later may be used.
    """

    text: str

    def __post_init__(self) -> None:
        period = Period.parse(self.text)
        if (period.months or 0) not in (0, 1, 12):
            raise BadPeriod(
                f"{self.text!r} is no date.", remedy="Write 2024-01-30, 2024-01 or 2024."
            )

    @property
    def latest(self) -> date:
        """The last day it can have been."""
        return Period.parse(self.text).last_day

    def __str__(self) -> str:
        return self.text
