"""Say what each column of a table is for: a period, a value, a name, a place, a unit."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from goldenthread.measuring.tables.grids import Rows
from goldenthread.measuring.tables.numerals import is_missing, is_value
from goldenthread.measuring.tables.outline import Outline, is_period, parted
from goldenthread.measuring.units import Unit, read_unit


class Role(StrEnum):
    """What a column is for."""

    PERIOD = "period"
    PART = "part of a year"
    VALUE = "value"
    AREA = "area"
    INDICATOR = "indicator"
    UNIT = "unit"
    LABEL = "label"
    IGNORED = "ignored"


_NAMED = (
    (Role.PART, r"quarter|month|季度|月份|季|月"),
    (Role.PERIOD, r"period|time|time_period|date|year|时间|时期|日期|年份|年度|年|报告期|期别"),
    (
        Role.IGNORED,
        r"notes?|remarks?|comments?|caveat|url|link|source|source_id|备注|说明|注|来源|数据来源",
    ),
    (Role.UNIT, r"(.*[_ ])?units?|unit_measure|计量单位|单位"),
    (
        Role.AREA,
        r"area|area[ _]?name|region|city|county|council|district|country|province|"
        r"localauthority|local authority|"
        r"地区|区域|城市|市|县|县[(\uff08]市、区[)\uff09]|区县|省份|单位名称",
    ),
    (Role.INDICATOR, r"indicator|series|measure|指标|指标名称|项目|名称"),
    (Role.LABEL, r".*(code|编号|代码|编码|序号)|id|no\.?"),
    (Role.VALUE, r"values?|obs_value|figure|amount|数值|值|数据|指标值"),
)
_NAMED_RE = tuple((role, re.compile(f"(?:{words})$", re.I)) for role, words in _NAMED)
_MOST = 0.6
_YEAR = re.compile(r"((?:19|20)\d\d) ?(?:年度?)?$")


@dataclass(frozen=True, slots=True)
class Column:
    """A column, counted from 0; `name` is without the unit, `period` its header's, if it is one.

    `year` is the one that the other row of the header says, where the period says none.
    """

    at: int
    role: Role
    name: str
    unit: Unit | None = None
    period: str = ""
    year: int | None = None


def columns(found: Outline, rows: Rows) -> tuple[Column, ...]:
    """Return what each column of the table is for."""
    body = [rows[at] for at in found.body]
    made = [_column(at, found, body) for at in range(len(found.names))]
    roles = [column.role for column in made]
    # Without a year beside it, a column of months or quarters is the period itself.
    if Role.PART in roles and Role.PERIOD not in roles:
        made = [_as(column, Role.PERIOD) if column.role is Role.PART else column for column in made]
    has_named_value = any(_named(column.name) is Role.VALUE for column in made)
    if has_named_value and Role.INDICATOR in roles:
        # Of a value a row, other numbers beside it only describe it.
        made = [_only_named(column) for column in made]
    return tuple(made)


def _column(at: int, found: Outline, body: Sequence[tuple[str, ...]]) -> Column:
    texts = [row[at] for row in body if at < len(row) and row[at].strip()]
    name, unit = parted(found.names[at].strip())
    above, above_unit = parted(found.above[at].strip())
    unit = unit or above_unit or (read_unit(found.units[at]) if found.units[at].strip() else None)
    if not texts and not name:
        return Column(at, Role.IGNORED, name)
    for own, other in ((name, above), (above, name)):
        # A year over its halves or quarters, or under them: both rows make the period.
        if (year := _YEAR.match(other)) and is_period(own) and not re.search(r"\d{4}", own):
            return Column(at, Role.VALUE, "", unit, own, int(year[1]))
    for own, other in ((name, above), (above, name)):
        if own and _named(own) is None and is_period(own):
            return Column(at, Role.VALUE, "" if other == own else other, unit, own)
    whole = " · ".join(part for part in (above, name) if part)
    role = _named(name)
    if role in (Role.PERIOD, Role.PART) and not _mostly(texts, _may_be_part):
        role = None
    if role is None:
        role = _by_content(texts)
    return Column(at, role, whole, unit)


def _named(name: str) -> Role | None:
    return next((role for role, pattern in _NAMED_RE if pattern.match(name.strip())), None)


def _by_content(texts: list[str]) -> Role:
    if texts and all(is_period(text) for text in texts):
        return Role.PERIOD
    # Marks for "no figure" say nothing of what the other cells are.
    others = [text for text in texts if not is_missing(text)]
    return Role.VALUE if _mostly(others, is_value) else Role.LABEL


def _mostly(texts: list[str], is_so: Callable[[str], bool]) -> bool:
    return not texts or sum(is_so(text) for text in texts) >= _MOST * len(texts)


def _may_be_part(text: str) -> bool:
    return is_period(text) or (text.strip().isdigit() and 1 <= int(text) <= 12)


def _as(column: Column, role: Role) -> Column:
    return Column(column.at, role, column.name, column.unit, column.period, column.year)


def _only_named(column: Column) -> Column:
    if column.role is Role.VALUE and _named(column.name) is not Role.VALUE:
        return _as(column, Role.LABEL)
    return column
