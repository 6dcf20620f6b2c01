"""Read a period as offices, statisticians and spreadsheets write it, in Chinese or English.

What the words leave open is never guessed: a period without its year needs the
year of its table, a fiscal year needs the month in which the body's begins.
"""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date

from goldenthread.terms.errors import BadPeriod
from goldenthread.terms.periods import Period

_HAN = {name: number for number, name in enumerate("一二三四五六七八九十", 1)} | {
    "两": 2,
    "十一": 11,
    "十二": 12,
}
_WORDS_OF_MONTHS = re.findall("...", "janfebmaraprmayjunjulaugsepoctnovdec")
_WORDS_OF_COUNTS = re.findall(
    r"\w+", "one two three four five six seven eight nine ten eleven twelve"
)
_MONTHS = {name: number for number, name in enumerate(_WORDS_OF_MONTHS, 1)}
_LONGEST = 100
_ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4}
_COUNTS = {name: number for number, name in enumerate(_WORDS_OF_COUNTS, 1)}
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_N = r"\d{1,2}|十[一二]|[一二三四五六七八九十两]"
_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—―−~～至到", "-"))
_HAN_DIGITS = str.maketrans("〇零一二三四五六七八九", "00123456789")

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

_TWO_YEARS = r"(\d{4}|\d{2})(?: ?[/-] ?(\d{4}|\d{2}))?"
_FISCAL = re.compile(
    rf"(?:fy|fiscal year|financial year) ?'?{_TWO_YEARS}(?: ?-? ?([qh][1-4]))?$|"
    r"(\d{4}) ?[/-] ?(\d{4}|\d{2})(?: ?-? ?([qh][1-4]))?$"
)
_HAN_FISCAL = re.compile(r"(\d{4})(?:[-/](\d{4}|\d{2}))?财年$")
_PART_YEAR = re.compile(r"(?P<part>.+?)(?: ?(?:of|in|,))? ?(?P<year>\d{4})$")
_YEAR_PART = re.compile(r"(?P<year>\d{4})[ -]*(?P<part>\D.*)$")
_MONTH_OF_EACH = re.compile(rf"({_MONTH}) (\d{{4}}) ?- ?({_MONTH}) (\d{{4}})$")
_SLASHED = re.compile(r"(\d{4})(?:\.(?=\d\d)|/)(\d{1,2})(?:[/.](\d{1,2}))?$")

_EN_QUARTER = re.compile(r"(?:q([1-4])|([1-4])q|(first|second|third|fourth) quarter)$")
_EN_HALF = re.compile(r"(?:[hs]([12])|([12])h|(first|second) half)$")
_EN_QUARTERS = re.compile(r"(?:q1 ?- ?q?([2-4])|first (two|three|four) quarters)$")
_EN_MONTH = re.compile(rf"(?:m(\d{{1,2}})|({_MONTH}))$")
_EN_MONTHS = re.compile(rf"({_MONTH}) ?- ?({_MONTH})$")
_EN_FIRST = re.compile(rf"(?:(\d{{1,2}})m|(?:first )?(\d{{1,2}}|{'|'.join(_COUNTS)}) months)$")


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


def read_period(words: str, *, year: int | None = None, fiscal: FiscalYear | None = None) -> Period:
    """Return the period that `words` name.

    `year` stands in where the words name only a part of one (1—9月, Q3), `fiscal`
    says what FY2023 and 2022/23 mean. 2010-11 is the month of November, as in ISO
    8601, and 2010/11 a fiscal year. Raises BadPeriod for words that name no
    period or leave it open.
    """
    # No period is longer: what is longer is not looked into.
    plain = _plain(words) if len(words) <= _LONGEST else ""
    try:
        for attempt in (_written, _named_fiscal, _in_chinese, _in_english):
            if found := attempt(plain, year, fiscal):
                return found
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
    found = re.fullmatch(r"(\d{4}) ?[/-] ?(\d{4}|\d{2})", _plain(words))
    return found is not None and _follows(found[1], found[2])


def of_pair(words: str, *, fiscal: FiscalYear | None) -> Period:
    """Return the fiscal year of two successive years; raise BadPeriod where it is not stated."""
    if fiscal is None:
        raise _needs_fiscal(words)
    return fiscal.starting(int(_plain(words)[:4]))


def _plain(words: str) -> str:
    """Lower case, half-width, one kind of dash and of space, without words that add nothing."""
    text = unicodedata.normalize("NFKC", words).lower().translate(_DASHES)
    text = _HAN_YEAR.sub(lambda found: found[1].translate(_HAN_DIGITS) + "年", text)
    text = re.sub(r"累计|份|第|\bcumulative\b|\byear to date\b|\bthe\b", " ", text)
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
        return Period.parse(f"{_year(own, year, plain)}-{int(day[1]):02}-{int(day[2]):02}")
    span = _HAN_PARTS.get(part) if part or own else None
    return _span(span or _han_span(part), _year(own, year, plain) if span or _han_span(part) else 0)


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


def _in_english(plain: str, year: int | None, fiscal: FiscalYear | None) -> Period | None:
    if found := _MONTH_OF_EACH.match(plain):
        start = date(int(found[2]), _MONTHS[found[1][:3]], 1)
        last = Period.of_months(date(int(found[4]), _MONTHS[found[3][:3]], 1), 1)
        return Period(start, last.end)
    for pattern in (_PART_YEAR, _YEAR_PART):
        found = pattern.match(plain)
        if found and (span := _en_span(found["part"].strip())):
            return _span(span, int(found["year"]))
    span = _en_span(plain)
    return _span(span, _year(None, year, plain)) if span else None


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


def _number(word: str) -> int:
    return int(word) if word.isdigit() else _HAN[word]


def _year(own: int | None, given: int | None, words: str) -> int:
    if own is not None:
        return own
    if given is None:
        raise YearNotSaid(
            f"{words!r} says no year.", remedy="Write the year with it, or in the table's title."
        )
    return given


def _span(span: tuple[int, int] | None, year: int) -> Period | None:
    if span is None:
        return None
    first, months = span
    if not 1 <= first <= first + months - 1 <= 12 or months < 1:
        raise BadPeriod(f"a year has no months {first} to {first + months - 1}.")
    return Period.of_months(date(year, first, 1), months)
