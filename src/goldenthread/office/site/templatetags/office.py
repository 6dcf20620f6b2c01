"""The tags that every page may use: words, days, periods, numbers, links along the thread."""

from datetime import date, datetime
from typing import Any

from django import template
from django.forms import BoundField
from django.utils.safestring import SafeString

from goldenthread.office.bodies.languages import current
from goldenthread.office.records.lacks import Lacks
from goldenthread.office.records.models import Statement
from goldenthread.office.site import dates
from goldenthread.office.site.lacks import told
from goldenthread.office.site.words import phrases
from goldenthread.office.site.words import say as phrase
from goldenthread.terms.errors import GoldenthreadError
from goldenthread.terms.statements import TRACKABLE
from goldenthread.terms.text import Words

register = template.Library()


@register.simple_tag
def say(key: str, **values: Any) -> SafeString:
    """Say the phrase of `key` in the page's language, with `values` in it."""
    return phrase(key, current(), **values)


@register.simple_tag
def say_of(group: str, value: str) -> SafeString:
    """Say the phrase for one of a fixed set of values, such as a state or a type."""
    return phrase(f"{group}.{str(value).replace(' ', '_')}", current())


@register.simple_tag
def say_count(key: str, count: int, **values: Any) -> SafeString:
    """Say how many: `key`.none, .one or .many, with the number in words up to twelve."""
    form = "none" if count == 0 else "one" if count == 1 else "many"
    return phrase(f"{key}.{form}", current(), count=dates.number(count, current()), **values)


@register.filter
def words(thing: Any, field: str) -> str:
    """Return `thing`'s field in the page's language: title → title_en or title_zh."""
    return str(getattr(thing, f"{field}_{current()}")) if thing else ""


@register.filter
def spoken(both: Words) -> str:
    """Return words of the engines in the page's language."""
    return both.in_language(current())


@register.filter
def day(value: date | datetime | str | None) -> str:
    """Say a date, as precisely as it is given; nothing for no date."""
    return dates.say_day(value, current()) if value else ""


@register.filter
def period(label: str) -> str:
    """Say a period such as 2023Q4."""
    return dates.say_period(str(label), current())


@register.inclusion_tag("site/field.html")
def field(bound: BoundField, key: str) -> dict[str, Any]:
    """Show a field of a form with its label and what is wrong with it."""
    return {"field": bound, "key": key}


@register.simple_tag
def say_refusal(error: GoldenthreadError) -> SafeString:
    """Say what sort of refusal it is; its details are told beside it, in English."""
    return phrase(f"refused.{type(error).__name__}", current())


@register.simple_tag
def say_lacks(lacks: Lacks) -> str:
    """Say in one sentence what in a document can be tracked, and what the rest lacks."""
    return told(lacks, current())


@register.filter
def asks(statement: Statement) -> bool:
    """Whether the statement asks for something to be done or reached."""
    return statement.type in TRACKABLE


@register.filter
def unit(name: str) -> str:
    """Say a unit of measure; one without a name of its own stays as written."""
    key = f"unit.{name.replace(' ', '_').replace('%', 'percent')}"
    return phrases()[key].in_language(current()) if key in phrases() else name
