"""What each kind of date words means, in calendar days.

A kind takes the parts that the words name and what the document says of its own
time, and gives the first and the last day, or neither where they fix none.
"""

import calendar
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from goldenthread.reading.lexicon import Lexicon
from goldenthread.reading.numerals import whole_number

Days = tuple[date | None, date | None]
NO_DAYS: Days = (None, None)

#: What is left of a festival's week of holidays after its first day.
_HOLIDAY = timedelta(days=6)

#: More days than this are no number of working days.
_MOST_DAYS = 1000

#: The first year of the Republic of China's calendar is 1912.
_ROC = 1911


@dataclass(frozen=True, slots=True)
class Reference:
    """What the document says of its own time: its day, or at least its year."""

    day: date | None = None
    year: int | None = None


@dataclass(frozen=True, slots=True)
class Named:
    """The parts of a date that the words name; None for what they leave open."""

    groups: Mapping[str, str | None]
    words: Lexicon
    reference: Reference

    def number(self, name: str) -> int | None:
        """Return the number that the part `name` says, None if it says none."""
        text = self.groups.get(name)
        return None if text is None else whole_number(text, words=self.words)

    @property
    def year(self) -> int | None:
        """The year named, else the document's own, or the one after it."""
        if (roc := self.number("roc")) is not None:
            return roc + _ROC
        if (year := self.number("year")) is not None:
            return year
        if self.reference.year is None:
            return None
        return self.reference.year + (1 if self.groups.get("next") else 0)

    @property
    def month(self) -> int | None:
        """The month named, else the document's own."""
        if (month := self.number("month")) is not None:
            return month
        return self.reference.day.month if self.reference.day else None

    @property
    def monday(self) -> date | None:
        """The first day of the document's own week."""
        day = self.reference.day
        return day - timedelta(days=day.weekday()) if day else None


def _months(year: int | None, first: int, count: int) -> Days:
    if year is None:
        return NO_DAYS
    last = first + count - 1
    return date(year, first, 1), date(year, last, calendar.monthrange(year, last)[1])


def _only_last(days: Days) -> Days:
    return days[1], days[1]


def _day(named: Named) -> Days:
    day, month = named.number("day"), named.month
    if named.year is None or month is None or day is None:
        return NO_DAYS
    only = date(named.year, month, day)
    return only, only


def _month(named: Named) -> Days:
    return NO_DAYS if named.month is None else _months(named.year, named.month, 1)


def _quarter(named: Named) -> Days:
    return _months(named.year, 3 * (named.number("quarter") or 1) - 2, 3)


def _first_quarters(named: Named) -> Days:
    return _months(named.year, 1, 3 * (named.number("quarter") or 1))


def _year(named: Named) -> Days:
    return _months(named.year, 1, 12)


def _month_end(named: Named) -> Days:
    """The last day of a month; of the one after the document's where only "next" is said."""
    if named.groups.get("next") and named.number("month") is None:
        day = named.reference.day
        if day is None:
            return NO_DAYS
        year, month = divmod(day.year * 12 + day.month, 12)
        return _only_last(_months(year, month + 1, 1))
    return _only_last(_month(named))


def _ten_days(named: Named) -> Days:
    """The first, second or last ten days of a month."""
    first, last = _month(named)
    if first is None or last is None:
        return NO_DAYS
    if named.groups.get("third"):
        return first + timedelta(days=20), last
    start = first + timedelta(days=10 if named.groups.get("second") else 0)
    return start, start + timedelta(days=9)


def _weekday(named: Named) -> Days:
    """A day of the document's week, of the next one, or the first such day after the document's."""
    monday, at = named.monday, named.number("weekday")
    if monday is None or at is None:
        return NO_DAYS
    only = monday + timedelta(days=at - 1)
    is_gone = named.reference.day is not None and only <= named.reference.day
    if named.groups.get("after") or (is_gone and not named.groups.get("same")):
        only += timedelta(days=7)
    return only, only


def _week(named: Named) -> Days:
    if named.monday is None:
        return NO_DAYS
    start = named.monday + timedelta(days=7 if named.groups.get("after") else 0)
    return start, start + timedelta(days=6)


def _working_days(named: Named) -> Days:
    """Count Mondays to Fridays from the day after the document's; holidays are not known."""
    start, count = named.reference.day, named.number("count")
    if start is None or count is None or count > _MOST_DAYS:
        return NO_DAYS
    last = start
    while count:
        last += timedelta(days=1)
        count -= last.weekday() < 5
    return start, last


def _plan_end(named: Named) -> Days:
    """The last day of a five-year plan; the tenth ended in 2005."""
    plan = named.number("plan")
    return NO_DAYS if plan is None else _only_last(_months(2005 + 5 * plan, 1, 12))


def _middle(named: Named) -> Days:
    return _only_last(_months(named.year, 1, 6))


def _within(named: Named) -> Days:
    """Count from the document's own day."""
    start, count = named.reference.day, named.number("count")
    if start is None or count is None:
        return NO_DAYS
    if named.groups.get("years"):
        return start, start.replace(year=start.year + count)
    if named.groups.get("months"):
        month = start.month - 1 + count
        year, month = start.year + month // 12, month % 12 + 1
        return start, date(year, month, min(start.day, calendar.monthrange(year, month)[1]))
    return start, start + timedelta(days=count * (7 if named.groups.get("weeks") else 1))


def _recurring(named: Named) -> Days:
    """A recurring due date has a first day only where the words fix one."""
    day, month = named.number("day"), named.number("month")
    if day is None or month is None or named.year is None:
        return NO_DAYS
    return date(named.year, month, day), None


def _festival(named: Named) -> Days:
    """The days of a festival's week, or all before it: of the next one after the document's day."""
    reference, name = named.reference.day, named.groups.get("festival") or ""
    if named.year is None:
        return NO_DAYS
    day = named.words.festival(name, year=named.year)
    if day and reference and day < reference and not named.groups.get("year"):
        day = named.words.festival(name, year=named.year + 1)
    if day is None:
        return NO_DAYS
    eve = day - timedelta(days=1)
    return (eve, eve) if named.groups.get("eve") else (day, day + _HOLIDAY)


def _years(named: Named) -> Days:
    """Fiscal years that begin in April, from the first to the last named."""
    first, last = named.number("first"), named.number("last")
    if first is None or last is None:
        return NO_DAYS
    return date(first, 4, 1), date(last + 1, 3, 31)


MEANINGS: Mapping[str, Callable[[Named], Days]] = {
    "day": _day,
    "month": _month,
    "month end": _month_end,
    "ten days": _ten_days,
    "weekday": _weekday,
    "week": _week,
    "working days": _working_days,
    "plan end": _plan_end,
    "quarter": _quarter,
    "quarter end": lambda named: _only_last(_quarter(named)),
    "first quarters": _first_quarters,
    "first half": lambda named: _months(named.year, 1, 6),
    "second half": lambda named: _months(named.year, 7, 6),
    "middle": _middle,
    "year": _year,
    "year end": lambda named: _only_last(_year(named)),
    "fiscal years": _years,
    "within": _within,
    "festival": _festival,
    "recurring": _recurring,
    "no day": lambda named: NO_DAYS,
}
