"""The tags of the pages beside a card."""

from collections.abc import Iterator

from django import template
from django.http import HttpRequest

from goldenthread.office.bodies.languages import current
from goldenthread.office.editions.beside import earlier_than
from goldenthread.office.editions.models import Edition
from goldenthread.office.site.templatetags.office import day, period
from goldenthread.office.site.words import say as phrase
from goldenthread.reporting import wording
from goldenthread.terms.commitments import EvidenceLevel, State
from goldenthread.terms.text import Words

register = template.Library()


@register.simple_tag
def spoken_of(words: Words) -> str:
    """Return what is said in both languages in that of the page."""
    return words.in_language(current())


@register.simple_tag
def difference(name: str, words: Words) -> str:
    """Say one side of a difference between two cards; nothing for what a card does not say."""
    said = words.in_language(current())
    if not said:
        return ""
    if name in ("due", "known"):
        return day(said)
    if name == "period":
        return period(said)
    if name == "evidence":
        return wording.evidence(EvidenceLevel(said), current())
    if name == "state":
        return phrase(f"state.{State(said).name.lower()}", current())
    return said


@register.inclusion_tag("editions/since.html", takes_context=True)
def compared_with(context: template.RequestContext, edition: Edition) -> dict[str, object]:
    """Show the ways to what an edition says differently from those before it."""
    request: HttpRequest = context["request"]
    found: Iterator[Edition] = earlier_than(edition, reader=request.user)
    as_file = context.get("as_file", False)
    return {"edition": edition, "earlier": list(found), "as_file": as_file}
