"""Count working days: Monday to Friday, but for the days a body's calendar names."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from goldenthread.terms.errors import BadTable

_DAY = timedelta(days=1)
_SATURDAY = 5
_SAID = {"off": False, "work": True, "休": False, "班": True}


@dataclass(frozen=True, slots=True)
class WorkingDays:
    """A body's working days: weekdays that are `off`, and days of a weekend that are `worked`."""

    off: frozenset[date] = frozenset()
    worked: frozenset[date] = frozenset()

    def holds(self, day: date) -> bool:
        """Return whether people work on `day`."""
        return day in self.worked or (day.weekday() < _SATURDAY and day not in self.off)

    def before(self, day: date, count: int) -> date:
        """Return the working day `count` before `day`; 0 is the last one that is not after it."""
        return self._away(day, count, -_DAY)

    def after(self, day: date, count: int) -> date:
        """Return the working day `count` after `day`; 0 is the first one that is not before it."""
        return self._away(day, count, _DAY)

    def _away(self, day: date, count: int, by: timedelta) -> date:
        while not self.holds(day):
            day += by
        for _ in range(count):
            day += by
            while not self.holds(day):
                day += by
        return day

    def last_named(self) -> date | None:
        """Return the last day that the calendar names, or None if it names none."""
        return max(self.off | self.worked, default=None)


def working_days(text: str, *, place: str) -> WorkingDays:
    """Return the calendar written as lines such as `2023-10-02 off National Day`.

    After the day stands off or work (休 or 班), and then whatever is good to know;
    a line that begins with # is passed over. Raise BadTable naming the line at `place`.
    """
    said: dict[date, bool] = {}
    for number, day, is_worked in _lines(text, place):
        if said.setdefault(day, is_worked) != is_worked:
            raise _bad(f"{day} is both off and worked", place, number)
    return WorkingDays(
        off=frozenset(day for day, is_worked in said.items() if not is_worked),
        worked=frozenset(day for day, is_worked in said.items() if is_worked),
    )


def _lines(text: str, place: str) -> Iterator[tuple[int, date, bool]]:
    for number, line in enumerate(text.removeprefix("\ufeff").splitlines(), start=1):
        words = line.split()
        if not words or words[0].startswith("#"):
            continue
        try:
            yield number, date.fromisoformat(words[0]), _SAID[words[1]]
        except (ValueError, KeyError, IndexError):
            raise _bad(f"{line.strip()!r} names no day with off or work", place, number) from None


def _bad(what: str, place: str, number: int) -> BadTable:
    return BadTable(
        f"{what}.", place=f"{place}, line {number}", remedy="Write it as 2023-10-02 off."
    )
