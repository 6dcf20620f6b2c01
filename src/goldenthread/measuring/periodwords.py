"""Read a period as offices, statisticians and spreadsheets write it, in Chinese or English.

What the words leave open is never guessed: a period without its year needs the
year of its table, a fiscal year needs the month in which the body's begins.
"""

import re
import unicodedata
from datetime import date, timedelta

from goldenthread.measuring.english import in_english
from goldenthread.measuring.years import (
    FiscalYear,
    FiscalYearNotSaid,
    part_of_year,
    said_year,
)
from goldenthread.terms.errors import BadPeriod
from goldenthread.terms.periods import Period

_HAN = {name: number for number, name in enumerate("一二三四五六七八九十", 1)} | {
    "两": 2,
    "十一": 11,
    "十二": 12,
}
_LONGEST = 100
_N = r"\d{1,2}|十[一二]|[一二三四五六七八九十两]"
_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—―−~～至到", "-"))
_HAN_DIGITS = str.maketrans("〇零一二三四五六七八九", "00123456789")

#: Words that say of a month or quarter that the year until its end is meant.
_SO_FAR = re.compile(r"累计|累計|\b(?:cumulative|year[ -]to[ -]date|ytd)\b(?: to\b)?")
_ROC_YEAR = re.compile(r"(?:民国|民國)(\d{1,3})年")
_HAN_YEAR = re.compile(r"([〇零一二三四五六七八九]{4})年")
_CHINESE = re.compile(r"(?:(?P<year>\d{4})(?:年|(?=\D|$)))?(?P<part>.*)$")
_HAN_PARTS = {
    "": (1, 12),
    "全年": (1, 12),
    "度": (1, 12),
    "年度": (1, 12),
    "上半年": (1, 6),
    "下半年": (7, 6),
}
_HAN_QUARTER = re.compile(rf"({_N})季度?$")
_HAN_QUARTERS = re.compile(rf"(?:前()|({_N})-)({_N})个?季度?$")
_HAN_MONTH = re.compile(rf"({_N})月$")
_HAN_MONTHS = re.compile(rf"(?:前()({_N})个月|({_N})月?-({_N})月)$")
_HAN_DAY = re.compile(r"(\d{1,2})月(\d{1,2})日$")
_HAN_END = re.compile(rf"(?:(上半年)|({_N})季度?|({_N})月)?[末底]$")

_TWO_YEARS = r"(\d{4}|\d{2})(?: ?[/-] ?(\d{4}|\d{2}))?"
_FISCAL = re.compile(
    rf"(?:fy|fiscal year|financial year) ?'?{_TWO_YEARS}(?: ?-? ?([qh][1-4]))?$|"
    r"(\d{4}) ?[/-] ?(\d{4}|\d{2})(?: ?-? ?([qh][1-4]))?$"
)
#: Q4 FY23, Q4 of 2022/23.
_PART_FIRST = re.compile(r"^([qh][1-4]) (?:of )?(fy ?'?\d.*|\d{4} ?/ ?\d{2,4})$")
_HAN_FISCAL = re.compile(r"(\d{4})(?:[-/](\d{4}|\d{2}))?财年$")
_SLASHED = re.compile(r"(\d{4})(?:\.(?=\d\d)|/)(\d{1,2})(?:[/.](\d{1,2}))?$")


def read_period(words: str, *, year: int | None = None, fiscal: FiscalYear | None = None) -> Period:
    """Return the period that `words` name.

    `year` stands in where the words name only a part of one (1—9月, Q3), `fiscal`
    says what FY2023 and 2022/23 mean. 2010-11 is the month of November, as in ISO
    8601, and 2010/11 a fiscal year. Raises BadPeriod for words that name no
    period or leave it open.
    """
    # No period is longer: what is longer is not looked into.
    plain = _plain(words) if len(words) <= _LONGEST else ""
    bare = _bare(plain)
    try:
        for attempt in (_written, _named_fiscal, _in_chinese, _in_english):
            if found := attempt(bare, year, fiscal):
                month = fiscal.month if fiscal and attempt is _named_fiscal else 1
                return _so_far(found, month) if bare != plain and _SO_FAR.search(plain) else found
    except ValueError as error:
        raise BadPeriod(f"{words!r} is not in the calendar: {error}.") from error
    raise BadPeriod(
        f"{words[:_LONGEST]!r} names no period.",
        remedy="Write 2023, 2023Q3, 2023Q1-3, 2023年1-9月, 2023-05 or 2023-01-01/P9M.",
    )


def is_pair_of_years(words: str) -> bool:
    """Return whether `words` can be two successive years: 2022-23, 2010/11, 2022–2023."""
    if len(words) > _LONGEST:
        return False
    found = re.fullmatch(r"(\d{4}) ?[/-] ?(\d{4}|\d{2})", _bare(_plain(words)))
    return found is not None and _follows(found[1], found[2])


def of_pair(words: str, *, fiscal: FiscalYear | None) -> Period:
    """Return the fiscal year of two successive years; raise BadPeriod where it is not stated."""
    if fiscal is None:
        raise _needs_fiscal(words)
    return fiscal.starting(int(_bare(_plain(words))[:4]))


def _so_far(period: Period, month: int) -> Period:
    """The part of the year, which begins in `month`, until the end of `period`."""
    starts = period.start.year if period.start.month >= month else period.start.year - 1
    return Period(min(date(starts, month, 1), period.start), period.end)


def _plain(words: str) -> str:
    """Lower case, half-width, the year in digits and of our era."""
    text = unicodedata.normalize("NFKC", words).lower()
    # Until a day it is that day; until a month it could be the month or the year so far.
    text = re.sub(r"^截[至止到](?=.*[末底日]$)", "", text).translate(_DASHES)
    text = _HAN_YEAR.sub(lambda found: found[1].translate(_HAN_DIGITS) + "年", text)
    return _ROC_YEAR.sub(lambda found: f"{int(found[1]) + 1911}年", text)


def _bare(text: str) -> str:
    """One kind of dash and of space, without words that add nothing to the period's name."""
    text = re.sub(r"份|第|\bthe\b", " ", re.sub(r"\( *\)", " ", _SO_FAR.sub(" ", text)))
    text = re.sub(r"(?<=[\w.]) to (?=\w)", "-", text)
    text = re.sub(r"\s+", " ", text).strip()
    if re.search(r"[\u4e00-\u9fff]", text):
        text = text.replace(" ", "")
    return re.sub(r"(?<=\D) ?-+ ?|-+ (?=\D)", "-", text)


def _written(plain: str, year: int | None, fiscal: FiscalYear | None) -> Period | None:
    """As `Period.parse` reads it, and 2023/05, 2023.5 or 2023/5/17."""
    if (found := _SLASHED.match(plain)) and not is_pair_of_years(plain):
        parts = [int(part) for part in found.groups() if part]
        plain = "-".join(f"{part:02}" for part in parts)
    try:
        return Period.parse(plain.upper())
    except BadPeriod as error:
        if error.__cause__ and not is_pair_of_years(plain):
            raise
        return None


def _named_fiscal(plain: str, year: int | None, fiscal: FiscalYear | None) -> Period | None:
    plain = _PART_FIRST.sub(r"\2 \1", plain)
    found = _FISCAL.match(plain) or _HAN_FISCAL.match(plain)
    if not found:
        return None
    named, second, part = (*found.groups(), None, None, None)[:3]
    if named is None:
        named, second, part = found.groups()[3:]
    if second is not None and not _follows(named, second):
        return None
    if fiscal is None:
        raise _needs_fiscal(plain)
    first = int(named) if len(named) == 4 else 2000 + int(named)
    whole = fiscal.named(first) if second is None else fiscal.starting(first)
    return _part_of(whole, part)


def _part_of(whole: Period, part: str | None) -> Period:
    if part is None:
        return whole
    months = 3 if part[0] == "q" else 6
    skipped = Period.of_months(whole.start, months * (int(part[1]) - 1) or 1)
    start = whole.start if part[1] == "1" else skipped.end
    period = Period.of_months(start, months)
    if period.end > whole.end:
        raise BadPeriod(f"a year has no part {part}.")
    return period


def _follows(first: str, second: str) -> bool:
    return f"{int(first) + 1}"[-len(second) :] == second


def _needs_fiscal(words: str) -> FiscalYearNotSaid:
    return FiscalYearNotSaid(
        f"{words!r} is a fiscal year, and nothing says when it begins.",
        remedy="State the month in which the body's fiscal year starts.",
    )


def _in_chinese(plain: str, year: int | None, fiscal: FiscalYear | None) -> Period | None:
    if not re.search(r"[\u4e00-\u9fff]", plain):
        return None
    found = _CHINESE.match(plain)
    if not found:
        return None
    part = found["part"]
    own = int(found["year"]) if found["year"] else None
    if day := _HAN_DAY.match(part):
        return Period.parse(f"{said_year(own, year, plain)}-{int(day[1]):02}-{int(day[2]):02}")
    if end := _HAN_END.match(part):
        return _last_day(end, said_year(own, year, plain))
    span = _HAN_PARTS.get(part) if part or own else None
    return part_of_year(
        span or _han_span(part), said_year(own, year, plain) if span or _han_span(part) else 0
    )


def _last_day(found: re.Match[str], year: int) -> Period:
    """The last day of a year, half-year, quarter or month, at whose end a stock is counted."""
    half, quarter, month = found.groups()
    last = 6 if half else 3 * _number(quarter) if quarter else _number(month) if month else 12
    after = Period.of_months(date(year, last, 1), 1).end
    return Period(after - timedelta(days=1), after)


def _han_span(part: str) -> tuple[int, int] | None:
    """The first month and the number of months that a part of a year names."""
    if found := _HAN_QUARTER.match(part):
        return 3 * _number(found[1]) - 2, 3
    if found := _HAN_QUARTERS.match(part):
        first, last = _number(found[2] or "1"), _number(found[3])
        return 3 * first - 2, 3 * (last - first + 1)
    if found := _HAN_MONTH.match(part):
        return _number(found[1]), 1
    if found := _HAN_MONTHS.match(part):
        first, last = _number(found[3] or "1"), _number(found[2] or found[4])
        return first, last - first + 1
    return None


def _number(word: str) -> int:
    return int(word) if word.isdigit() else _HAN[word]


def _in_english(plain: str, year: int | None, fiscal: FiscalYear | None) -> Period | None:
    return in_english(plain, year)
