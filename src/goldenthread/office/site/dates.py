"""Days, periods and small numbers, said as people say them in either language."""

import re
from datetime import date, datetime

from goldenthread.office.site.words import phrases
from goldenthread.terms.text import Language


def say_day(value: date | datetime | str, language: Language) -> str:
    """Say a date as precisely as it is given: 2024-01-30, 2024-01 or 2024."""
    text = value if isinstance(value, str) else f"{value:%Y-%m-%d}"
    year, month, day = (*(int(part) for part in text.split("-")), 0, 0)[:3]
    if language == "zh":
        return f"{year}年" + (f"{month}月" if month else "") + (f"{day}日" if day else "")
    return " ".join(part for part in (f"{day or ''}", _month(month), f"{year}") if part)


def say_period(label: str, language: Language) -> str:
    """Say a period as `Period.label` writes it; one without a name of its own stays as written."""
    if re.fullmatch(r"\d{4}(-\d\d){0,2}", label):
        return say_day(label, language)
    key = f"period.{label[4:].replace('-', '_')}"
    if key not in phrases():
        return label
    return phrases()[key].in_language(language).format(year=label[:4])


def number(count: int, language: Language) -> str:
    """Say how many there are of something: in words up to twelve."""
    key = f"number.{count}"
    return phrases()[key].in_language(language) if key in phrases() else str(count)


def _month(month: int) -> str:
    return phrases()[f"month.{month}"].en if month else ""
