"""The tags that every page may use: words, days, periods, numbers, and fields of forms."""

from datetime import date, datetime
from decimal import Decimal
from json import dumps
from typing import Any

from django import template
from django.core.serializers.json import DjangoJSONEncoder
from django.forms import BoundField
from django.utils.safestring import SafeString

from goldenthread.office.bodies.languages import current
from goldenthread.office.records.models import Statement
from goldenthread.office.site.words import phrases
from goldenthread.office.site.words import say as phrase
from goldenthread.reporting import lacks_said, wording
from goldenthread.terms.commitments import EvidenceLevel, Standing
from goldenthread.terms.errors import BadPeriod, GoldenthreadError
from goldenthread.terms.figures import Verdict
from goldenthread.terms.observations import Kind, Status
from goldenthread.terms.periods import Day, Period
from goldenthread.terms.statements import TRACKABLE, Lacks

register = template.Library()


@register.simple_tag
def say(key: str, **values: Any) -> SafeString:
    """Say the phrase of `key` in the page's language, with `values` in it."""
    return phrase(key, current(), **values)


@register.simple_tag
def say_of(group: str, value: str) -> SafeString:
    """Say the phrase for one of a fixed set of values, such as a state or a type."""
    return phrase(f"{group}.{str(value).replace(' ', '_').replace('-', '_')}", current())


@register.simple_tag
def say_count(key: str, count: int) -> SafeString:
    """Say how many: `key`.none, .one or .many, with the number as a sentence says it."""
    form = "none" if count == 0 else "one" if count == 1 else "many"
    return phrase(f"{key}.{form}", current(), count=wording.in_words(count, current()))


@register.simple_tag
def say_refusal(error: GoldenthreadError) -> SafeString:
    """Say what sort of refusal it is; its details are told beside it, in English."""
    return phrase(f"refused.{type(error).__name__}", current())


@register.simple_tag
def say_lacks(lacks: Lacks) -> str:
    """Say in one sentence what in a document can be tracked, and what the rest lacks."""
    return lacks_said(lacks, current())


@register.filter
def words(thing: Any, field: str) -> str:
    """Return `thing`'s field in the page's language: title → title_en or title_zh."""
    return str(getattr(thing, f"{field}_{current()}")) if thing else ""


@register.filter
def day(value: date | datetime | str | None) -> str:
    """Say a date, as precisely as it is given; nothing for no date."""
    if not value:
        return ""
    if isinstance(value, str):
        return wording.day_known(Day(value), current())
    return wording.day(value, current())


@register.filter
def json(value: object) -> str:
    """Return what a script reads from an attribute; the template escapes it."""
    return dumps(value, cls=DjangoJSONEncoder)


@register.filter
def period(label: str) -> str:
    """Say a period such as 2023Q4; one that is none stays as written."""
    try:
        return wording.period(Period.parse(label), current())
    except BadPeriod:
        return label


@register.filter
def amount(value: str | Decimal, unit: str) -> str:
    """Say a value with its unit."""
    return wording.number(Decimal(value), unit, current())


@register.filter
def rounded(value: Decimal) -> Decimal:
    """Return what was worked out between two points, to two places."""
    return value.quantize(Decimal("0.01")).normalize() + 0


@register.filter
def spoken(both: dict[str, str]) -> str:
    """Return what card.json says in both languages in that of the page."""
    return both[current()]


@register.filter
def unit(name: str) -> str:
    """Say a unit by itself; one without a name of its own stays as written."""
    key = f"unit.{name.replace(' ', '_').replace('%', 'percent')}"
    return phrases()[key].in_language(current()) if key in phrases() else name


@register.filter
def verdict(value: str) -> str:
    """Say a verdict."""
    return wording.verdict(Verdict(value), current())


@register.filter
def verdict_class(value: str) -> str:
    """Return the class by which the stylesheet colours a verdict."""
    return Verdict(value).name.lower()


@register.filter
def standing(value: str) -> str:
    """Say how a duty stands."""
    return wording.standing(Standing(value), current())


@register.filter
def evidence(value: str) -> str:
    """Say how far something is shown."""
    return wording.evidence(EvidenceLevel(value), current())


@register.filter
def kind(value: str) -> str:
    """Say what sort of number it is."""
    return wording.kind(Kind(value), current())


@register.filter
def status(value: str) -> str:
    """Say what is known of an observation besides its value."""
    return wording.status(Status(value), current())


@register.filter
def asks(statement: Statement) -> bool:
    """Whether the statement asks for something to be done or reached."""
    return statement.type in TRACKABLE


@register.inclusion_tag("site/field.html")
def field(bound: BoundField, key: str) -> dict[str, Any]:
    """Show a field of a form with its label and what is wrong with it."""
    return {"field": bound, "key": key}


@register.inclusion_tag("site/choose.html")
def choose(bound: BoundField, key: str, group: str) -> dict[str, Any]:
    """Show a choice of fixed values, each said by its phrase in `group`."""
    return {"field": bound, "key": key, "group": group, "chosen": str(bound.value())}


@register.inclusion_tag("site/choose_many.html")
def choose_many(bound: BoundField, key: str, group: str) -> dict[str, Any]:
    """Show a choice of any number of fixed values, each said by its phrase in `group`."""
    return {"field": bound, "key": key, "group": group, "chosen": bound.value() or ()}
