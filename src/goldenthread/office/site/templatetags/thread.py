"""The tags that lead onward along the thread, and to the log."""

from typing import Any

from django import template
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString

from goldenthread.ledger import REASON
from goldenthread.office.bodies.languages import current
from goldenthread.office.bodies.permissions import may, works_here
from goldenthread.office.commitments.models import Commitment, Reminder
from goldenthread.office.editions.models import Edition
from goldenthread.office.editions.thread import card_json
from goldenthread.office.indicators.models import Indicator, Observation
from goldenthread.office.indicators.pacing import paced
from goldenthread.office.indicators.path_actions import LEVELS
from goldenthread.office.records.models import Source, Statement
from goldenthread.office.site import onward
from goldenthread.office.site.feeds import token_of
from goldenthread.office.site.words import say as phrase
from goldenthread.office.trail.erasing import erasures
from goldenthread.office.trail.models import Entry, Ledgered
from goldenthread.reporting import wording
from goldenthread.terms.figures import Verdict

register = template.Library()
Shown = dict[str, Any]


def _reader(context: template.Context) -> object:
    return context["request"].user


@register.inclusion_tag("site/thread/duties.html", takes_context=True)
def duties_of(context: template.Context, statement: Statement) -> Shown:
    """Link to the duties that cite a statement."""
    return {"duties": onward.duties_of(statement, reader=_reader(context))}


@register.inclusion_tag("site/thread/targets.html", takes_context=True)
def targets_of(context: template.Context, commitment: Commitment) -> Shown:
    """Show what a duty asks for, how it comes along a stated path, and where it was judged."""
    reader = _reader(context)
    targets = list(onward.targets_of(commitment))
    return {
        "targets": paced(targets, known=timezone.localdate()),
        "walkable": {each.slug for each in targets if each.comparator in LEVELS and each.value},
        "may_set": may(reader, "indicator.set_path", commitment),
        "may_target": may(reader, "indicator.set_target", commitment),
        "duty": commitment,
        "uses": onward.rows_of(commitment, reader=reader),
    }


@register.inclusion_tag("site/thread/askers.html", takes_context=True)
def askers_of(context: template.Context, indicator: Indicator) -> Shown:
    """Show which duties ask what of an indicator."""
    return {"targets": onward.askers_of(indicator, reader=_reader(context))}


@register.inclusion_tag("site/calendar_link.html", takes_context=True)
def calendar_link(context: template.Context) -> Shown:
    """Link to the reader's own calendar of due days, in the page's language."""
    token = token_of(context["request"].user)
    return {"address": reverse(f"calendar-{current()}", args=[token])}


@register.inclusion_tag("site/thread/uses.html", takes_context=True)
def uses_of(context: template.Context, observation: Observation) -> Shown:
    """Link to the figures on cards that were made from an observation."""
    return {"uses": onward.uses_of(observation, reader=_reader(context))}


@register.simple_tag
def entered_by(observation: Observation) -> str:
    """Return the role of whoever entered a value, alone or with its table."""
    return onward.role_behind(observation) or onward.role_behind(
        observation.imported or observation
    )


@register.inclusion_tag("site/thread/observations.html")
def observations_of(source: Source) -> Shown:
    """Show the values that were taken from a source."""
    return {"observations": onward.observations_of(source)}


@register.inclusion_tag("site/thread/entries.html")
def entry_links(row: Ledgered) -> Shown:
    """Link to the log's entries about a row."""
    return {"entries": onward.entries_of(row)}


@register.inclusion_tag("site/thread/thing.html", takes_context=True)
def thing_of(context: template.Context, entry: Entry) -> Shown:
    """Link to what an entry is about, with its values, where the reader may see it."""
    page = onward.page_of(entry.object, reader=_reader(context))
    values = entry.values.order_by("name") if page else entry.values.none()
    if not works_here(_reader(context)):  # why somebody did it is the office's own affair
        values = values.exclude(name=REASON)
    erased = [
        name
        for (thing, name), at in erasures().items()
        if thing == entry.object and entry.index < at
    ]
    return {
        "page": page,
        "title": page and page.title.in_language(current()),
        "values": values,
        "erased": ", ".join(sorted(erased)),
    }


@register.inclusion_tag("site/thread/tally.html")
def tally_of(edition: Edition) -> Shown:
    """Say in a sentence what became of a card's duties, and count them by verdict."""
    card = card_json(edition)
    counted = [
        (verdict.value, card["tally"]["by_verdict"].get(verdict.value)) for verdict in Verdict
    ]
    return {"said": card["said"][current()], "counted": counted}


@register.simple_tag
def say_reminder(row: Reminder) -> SafeString:
    """Say of what a reminder reminds, in the page's language."""
    return phrase(f"reminder.{row.kind}", current(), day=wording.day(row.day, current()))
