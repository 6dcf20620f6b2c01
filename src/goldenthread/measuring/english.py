"""Read a period as it is written in English."""

import re
from datetime import date

from goldenthread.measuring.years import part_of_year, said_year
from goldenthread.terms.periods import Period

_WORDS_OF_MONTHS = re.findall("...", "janfebmaraprmayjunjulaugsepoctnovdec")
_WORDS_OF_COUNTS = re.findall(
    r"\w+", "one two three four five six seven eight nine ten eleven twelve"
)
_MONTHS = {name: number for number, name in enumerate(_WORDS_OF_MONTHS, 1)}
_ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4}
_ORDINALS |= {"1st": 1, "2nd": 2, "3rd": 3, "4th": 4}
_COUNTS = {name: number for number, name in enumerate(_WORDS_OF_COUNTS, 1)}
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_PART_YEAR = re.compile(r"(?P<part>.+?)(?: ?(?:of|in|,))?[ -]?(?P<year>\d{4})$")
_YEAR_PART = re.compile(r"(?P<year>\d{4})[ -]*(?P<part>\D.*)$")
_MONTH_OF_EACH = re.compile(rf"({_MONTH}) (\d{{4}}) ?- ?({_MONTH}) (\d{{4}})$")
#: As spreadsheets show a month: Jan-23, Jan '23.
_SHORT_YEAR = re.compile(rf"({_MONTH})(?:-| ?')(\d\d)$")
_EN_QUARTER = re.compile(
    r"(?:q([1-4])|([1-4])q|(first|second|third|fourth|1st|2nd|3rd|4th) quarter)$"
)
_EN_HALF = re.compile(r"(?:[hs]([12])|([12])h|(first|second|1st|2nd) half)$")
_EN_QUARTERS = re.compile(r"(?:q1 ?- ?q?([2-4])|first (two|three|four) quarters)$")
_EN_MONTH = re.compile(rf"(?:m(\d{{1,2}})|({_MONTH}))$")
_EN_MONTHS = re.compile(rf"({_MONTH}) ?- ?({_MONTH})$")
_EN_FIRST = re.compile(rf"(?:(\d{{1,2}})m|(?:first )?(\d{{1,2}}|{'|'.join(_COUNTS)}) months)$")
_ENDING = re.compile(
    rf"(?:(year|half|quarter)|(\d{{1,2}}|{'|'.join(_COUNTS)}) months) ?(?:ending|ended|end|-) ?"
    rf"(?:(\d{{1,2}}) )?({_MONTH}) (\d{{4}})$"
)
_EN_DAY = re.compile(rf"(?:(\d{{1,2}}) ({_MONTH})|({_MONTH}) (\d{{1,2}}),?) (\d{{4}})$")


def in_english(plain: str, year: int | None) -> Period | None:
    """Return the period that plain English words name, None for none.

    `year` stands in where they name only a part of one. Raises BadPeriod for months
    that a year does not have.
    """
    if found := _MONTH_OF_EACH.match(plain):
        start = date(int(found[2]), _MONTHS[found[1][:3]], 1)
        last = Period.of_months(date(int(found[4]), _MONTHS[found[3][:3]], 1), 1)
        return Period(start, last.end)
    if found := _ENDING.match(plain):
        return _until(found)
    if found := _EN_DAY.match(plain):
        day, month, in_year = found[1] or found[4], found[2] or found[3], int(found[5])
        return Period.parse(f"{in_year}-{_MONTHS[month[:3]]:02}-{int(day):02}")
    if found := _SHORT_YEAR.match(plain):
        return part_of_year((_count(found[1]), 1), 2000 + int(found[2]))
    for pattern in (_PART_YEAR, _YEAR_PART):
        found = pattern.match(plain)
        if found and (span := _en_span(found["part"].strip())):
            return part_of_year(span, int(found["year"]))
    span = _en_span(plain)
    return part_of_year(span, said_year(None, year, plain)) if span else None


def _until(found: re.Match[str]) -> Period | None:
    """A year, quarter or so many months until the end of a month; its day, if said, is the last."""
    whole, count, day, month, year = found.groups()
    months = {"year": 12, "half": 6, "quarter": 3}.get(whole or "") or _count(count)
    last = Period.of_months(date(int(year), _MONTHS[month[:3]], 1), 1)
    if day and int(day) != last.last_day.day:
        return None
    first = last.start.year * 12 + last.start.month - months
    return Period(date(first // 12, first % 12 + 1, 1), last.end)


def _en_span(part: str) -> tuple[int, int] | None:
    if found := _EN_QUARTER.match(part):
        return 3 * _count(*found.groups()) - 2, 3
    if found := _EN_HALF.match(part):
        return 6 * _count(*found.groups()) - 5, 6
    if found := _EN_QUARTERS.match(part):
        return 1, 3 * _count(*found.groups())
    if found := _EN_MONTH.match(part):
        return _count(*found.groups()), 1
    if found := _EN_MONTHS.match(part):
        first, last = _count(found[1]), _count(found[2])
        return first, last - first + 1
    if found := _EN_FIRST.match(part):
        return 1, _count(*found.groups())
    return None


def _count(*words: str | None) -> int:
    word = next(word for word in words if word)
    if word.isdigit():
        return int(word)
    return _ORDINALS.get(word) or _COUNTS.get(word) or _MONTHS[word[:3]]
