"""Find where a table's header, body and notes are, among titles, blank rows and footnotes."""

import re
from dataclasses import dataclass
from functools import lru_cache

from goldenthread.measuring.periodwords import is_pair_of_years, read_period
from goldenthread.measuring.tables.grids import Rows
from goldenthread.measuring.tables.numerals import is_value
from goldenthread.measuring.units import Unit, read_unit
from goldenthread.measuring.years import FiscalYearNotSaid
from goldenthread.terms.errors import BadPeriod

_YEAR = re.compile(r"(?:19|20)\d\d年?$")
_NOTE = re.compile(
    r"\s*(注|说明|资料来源|数据来源|来源|备注|notes?\b|sources?\b|\*|†|\[|\(\d|①|¹)", re.I
)
_TITLE_UNIT = re.compile(
    r"(?:计量)?(?:单位|\bunits?)\s*[:\uff1a]\s*([^,\uff0c;\uff1b。)\uff09]+)", re.I
)
_BRACKETED = re.compile(r"(.*?)\s*[(\uff08\[]([^()\uff08\uff09\[\]]+)[)\uff09\]]\s*$", re.S)
_AFTER_COMMA = re.compile(r"(.+?)\s*[,\uff0c:\uff1a]\s*([^,\uff0c:\uff1a]+)$", re.S)
#: A sign that can be nothing but a unit: Growth %, GDP £bn.
_AFTER_NAME = re.compile(
    r"(.+?)\s*(?:±|\+/-)?\s*([%\uff05‰]|(?<=\s)[£€]\s?(?:k|mn?|bn)?)$", re.S | re.I
)
#: Longer texts are sentences, in which no unit is looked for.
_LONGEST_NAME = 300
_LONGEST_TITLE = 2000


@dataclass(frozen=True, slots=True)
class Outline:
    """Rows and columns count from 0: `names` and `above` are the header's lower and upper row.

    `units` are the texts of a row of units, one a column, if there is one; the body
    is the rows of `body`; `title` and `notes` are what stands before and after it.
    """

    header: tuple[int, ...]
    above: tuple[str, ...]
    names: tuple[str, ...]
    units: tuple[str, ...]
    body: range
    title: str
    notes: tuple[str, ...]
    title_unit: str


def outline(rows: Rows) -> Outline | None:
    """Return the parts of the table in `rows`, or None where nothing is a table."""
    first = next((at for at, row in enumerate(rows) if _is_data(row)), None)
    if first is None:
        return None
    top = first
    while top and _filled(rows[top - 1]) > 1:
        top -= 1
    # A single name above a single column of figures beside it is a header too.
    if top == first:
        return None
    header = _header(rows[top:first])
    last = max(at for at, row in enumerate(rows) if _is_data(row) or _filled(row) > 1)
    while last > first and _is_note(rows[last]):
        last -= 1
    block = rows[top : top + header]
    width = _width(block, rows[top + header : last + 1])
    title = [text for row in rows[:top] for text in row if text.strip()]
    notes = [text for row in rows[last + 1 :] for text in row if text.strip()]
    named = [row for row in block if not _is_units(row)]
    units = next((row for row in block if _is_units(row)), ())
    above = _spread(named[0], named[1]) if len(named) > 1 else ()
    return Outline(
        header=tuple(range(top, top + header)),
        above=_padded(above, width),
        names=_padded(named[-1] if named else (), width),
        units=_padded(units, width),
        body=range(top + header, last + 1),
        title=" ".join(title),
        notes=tuple(notes),
        title_unit=_title_unit(title),
    )


def _title_unit(title: list[str]) -> str:
    """The unit that is said above the table: 单位：亿元, or (per cent) at the end of a line."""
    if found := _TITLE_UNIT.search("\n".join(title)[:_LONGEST_TITLE]):
        return found[1].strip()
    units = (parted(text)[1] for text in title)
    return next((unit.text for unit in units if unit), "")


@lru_cache(4096)
def is_period(text: str) -> bool:
    """Return whether `text` names a period, with or without its year."""
    if is_pair_of_years(text):
        return True
    try:
        read_period(text, year=2000)
    except FiscalYearNotSaid:
        return True
    except BadPeriod:
        return False
    return not text.strip().isdigit() or bool(_YEAR.match(text.strip()))


@lru_cache(4096)
def parted(name: str) -> tuple[str, Unit | None]:
    """Return a header without the unit in it, and that unit: GDP(亿元), Growth, %."""
    name = name.strip()
    if len(name) > _LONGEST_NAME:
        return name, None
    for pattern in (_BRACKETED, _AFTER_COMMA, _AFTER_NAME):
        found = pattern.match(name)
        if found and found[1] and (unit := _unit(found[2])):
            return found[1], unit
    return name, None


def _unit(text: str) -> Unit | None:
    unit = read_unit(text)
    # A bracket may also hold a place or a remark: only what is known is a unit.
    return unit if unit.is_known or (unit.multiplier != 1 and unit.base) else None


def _is_data(row: tuple[str, ...]) -> bool:
    """Whether a row holds a figure that is no year, beside something else."""
    return _filled(row) > 1 and any(is_value(text) and not _is_head(text) for text in row)


def _is_head(text: str) -> bool:
    """Whether a cell can stand in a header although it begins with digits: 2023, 2023年一季度."""
    return bool(re.search(r"(?:19|20)\d\d(?!\d|\.\d)", text)) and is_period(text)


def _filled(row: tuple[str, ...]) -> int:
    return sum(1 for text in row if text.strip())


def _width(block: Rows, body: Rows) -> int:
    """How many columns there are: the header's, unless most rows reach beyond it."""
    named = max(_extent(row) for row in block)
    beyond = [_extent(row) for row in body if _extent(row) > named]
    return max(beyond) if 2 * len(beyond) > len(body) else named


def _extent(row: tuple[str, ...]) -> int:
    return max((at for at, text in enumerate(row, 1) if text.strip()), default=0)


def _is_note(row: tuple[str, ...]) -> bool:
    text = next((text for text in row if text.strip()), "")
    return not _is_data(row) and (_filled(row) < 2 or bool(_NOTE.match(text)))


def _header(block: Rows) -> int:
    """How many rows of `block`, all that stand above the first figure, are the header."""
    size = 1
    if len(block) > 1 and (_has_gaps(block[0], block[1]) or _all_periods(block[1])):
        size = 2
    if len(block) > size and _is_units(block[size]):
        size += 1
    return size


def _has_gaps(upper: tuple[str, ...], lower: tuple[str, ...]) -> bool:
    """Whether names of the lower row stand under no name of their own: merged cells."""
    pairs = zip(_padded(upper, len(lower)), lower, strict=False)
    return any(not above.strip() and below.strip() for above, below in pairs)


def _all_periods(row: tuple[str, ...]) -> bool:
    filled = [text for text in row[1:] if text.strip()]
    return len(filled) > 1 and all(is_period(text) for text in filled)


def _is_units(row: tuple[str, ...]) -> bool:
    filled = [text for text in row if text.strip()]
    others = [text for text in filled if not re.match(r"(单位|units?)", text.strip(), re.I)]
    return bool(others) and all(read_unit(text).is_known for text in others)


def _spread(upper: tuple[str, ...], lower: tuple[str, ...]) -> tuple[str, ...]:
    """The upper names, each carried to the right over the cells it was merged across."""
    spread: list[str] = []
    for at, below in enumerate(lower):
        text = upper[at] if at < len(upper) else ""
        carried = spread[-1] if spread and below.strip() and at else ""
        spread.append(text if text.strip() else carried)
    return (*spread, *upper[len(lower) :])


def _padded(row: tuple[str, ...], width: int) -> tuple[str, ...]:
    return (*row[:width], *[""] * (width - len(row)))
