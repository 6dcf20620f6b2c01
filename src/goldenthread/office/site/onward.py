"""What comes later on the thread, for the pages of rooms that must not know it.

A room knows only what comes before it, so its pages cannot ask what was made of
the things they show. The site stands over all rooms and can.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse

from goldenthread.office.bodies.languages import in_language
from goldenthread.office.bodies.models import Person
from goldenthread.office.bodies.permissions import SYSTEM, works_here
from goldenthread.office.commitments.models import Commitment
from goldenthread.office.commitments.seen import (
    commitments_seen_by,
    extensions_seen_by,
    milestones_seen_by,
    reports_seen_by,
)
from goldenthread.office.editions.models import Edition, Inquiry
from goldenthread.office.editions.seen import editions_seen_by
from goldenthread.office.editions.thread import card_json
from goldenthread.office.indicators.models import Indicator, Observation, Target
from goldenthread.office.records.models import Source, Statement
from goldenthread.office.records.seen import (
    circulations_seen_by,
    clarifications_seen_by,
    documents_seen_by,
)
from goldenthread.office.trail.models import Entry, Ledgered
from goldenthread.terms.text import Words


@dataclass(frozen=True, slots=True)
class Page:
    """A page of the site, as a link to it says."""

    address: str
    title: Words


@dataclass(frozen=True, slots=True)
class Use:
    """A figure on an edition's card that was made from an observation."""

    edition: Edition
    figure: str


def duties_of(statement: Statement, *, reader: object) -> QuerySet[Commitment]:
    """Return the duties that cite the statement."""
    citing = Q(statement_en=statement) | Q(statement_zh=statement)
    return commitments_seen_by(reader).filter(citing)


def targets_of(commitment: Commitment) -> QuerySet[Target]:
    """Return what the duty asks of which indicators."""
    return commitment.targets.select_related("indicator", "area").prefetch_related("paths")


def askers_of(indicator: Indicator, *, reader: object) -> QuerySet[Target]:
    """Return what is asked of the indicator, by duties the reader may see."""
    asked = indicator.targets.filter(commitment__in=commitments_seen_by(reader))
    return asked.select_related("commitment", "indicator", "area")


def rows_of(commitment: Commitment, *, reader: object) -> list[Use]:
    """Return the places on cards where the duty was judged."""
    return [
        Use(edition, figure["id"])
        for edition, figure in _figures(reader)
        if figure["commitment"]["id"] == commitment.slug
    ]


def uses_of(observation: Observation, *, reader: object) -> list[Use]:
    """Return the figures on cards that were made from the observation."""
    name = observation.trail_object
    return [
        Use(edition, figure["id"])
        for edition, figure in _figures(reader)
        if any(given["row"] == name for given in figure["inputs"])
    ]


def observations_of(source: Source) -> QuerySet[Observation]:
    """Return the values that were taken from the source."""
    return source.observations.select_related("indicator", "area")


def entries_of(row: Ledgered) -> QuerySet[Entry]:
    """Return the log's entries about a row, oldest first."""
    return Entry.objects.filter(object=row.trail_object)


def role_behind(row: Ledgered) -> str:
    """Return the role of whoever entered the row first, as the log tells; "" where it does not.

    The office itself is "system".
    """
    entry = entries_of(row).order_by("index").first()
    actor = json.loads(entry.canonical)["actor"] if entry else ""
    if actor in ("", SYSTEM.opaque):
        return actor
    return Person.objects.filter(opaque=actor).values_list("role", flat=True).first() or ""


def page_of(name: str, *, reader: object) -> Page | None:
    """Return the page that shows what an entry is about, if it has one the reader may see.

    `name` is the object's name in the log, such as commitment/2023-4.
    """
    kind, _, key = name.partition("/")
    finder = _FINDERS.get(kind)
    return finder(key, reader) if finder else None


def _figures(reader: object) -> Iterator[tuple[Edition, dict[str, Any]]]:
    standing = editions_seen_by(reader).filter(withdrawn__isnull=True)
    for edition in standing.select_related("scorecard"):
        for figure in card_json(edition)["figures"]:
            yield edition, figure


def _document(key: str, reader: object) -> Page | None:
    found = documents_seen_by(reader).filter(slug=key).first()
    return (
        Page(reverse("record", args=[key]), Words(found.title_en, found.title_zh))
        if found
        else None
    )


def _record(key: str, reader: object) -> Page | None:
    return _document(key.rpartition(".")[0], reader)


def _circulation(key: str, reader: object) -> Page | None:
    slug, _, number = key.rpartition(".")
    seen = circulations_seen_by(reader).filter(document__slug=slug, number=number)
    return _document(slug, reader) if seen.exists() else None


def _clarification(key: str, reader: object) -> Page | None:
    slug, _, number = key.rpartition(".")
    seen = clarifications_seen_by(reader).filter(document__slug=slug, number=number)
    return _document(slug, reader) if seen.exists() else None


def _statement(key: str, reader: object) -> Page | None:
    seen = Statement.everything.filter(record__document__in=documents_seen_by(reader))
    found = seen.select_related("record__document").filter(pk=key).first()
    if found is None:
        return None
    # A sentence is marked on the page of its own language.
    with in_language(found.record.language):
        address = reverse("record", args=[found.record.document.slug])
    return Page(f"{address}#s{found.pk}", Words(found.quote, found.quote))


def _commitment(key: str, reader: object) -> Page | None:
    found = commitments_seen_by(reader).filter(slug=key).first()
    return (
        Page(reverse("commitment", args=[key]), Words(found.title_en, found.title_zh))
        if found
        else None
    )


def _report(key: str, reader: object) -> Page | None:
    slug, _, number = key.rpartition(".")
    rows = reports_seen_by(reader).select_related("commitment")
    found = rows.filter(commitment__slug=slug, number=number).first()
    if found is None:
        return None
    about = found.commitment
    return Page(reverse("report", args=[found.pk]), Words(about.title_en, about.title_zh))


def _extension(key: str, reader: object) -> Page | None:
    slug, _, number = key.rpartition(".")
    seen = extensions_seen_by(reader).filter(commitment__slug=slug, number=number)
    return _commitment(slug, reader) if seen.exists() else None


def _explanation(key: str, reader: object) -> Page | None:
    return _commitment(key.rpartition(".")[0], reader)


def _milestone(key: str, reader: object) -> Page | None:
    slug, _, number = key.rpartition(".")
    seen = milestones_seen_by(reader).filter(commitment__slug=slug, number=number)
    return _commitment(slug, reader) if seen.exists() else None


def _target(key: str, reader: object) -> Page | None:
    found = Target.objects.select_related("commitment").filter(slug=key).first()
    return _commitment(found.commitment.slug, reader) if found else None


def _path(key: str, reader: object) -> Page | None:
    return _target(key.rpartition(".")[0], reader)


def _indicator(key: str, reader: object) -> Page | None:
    found = Indicator.objects.filter(slug=key).first()
    return Page(reverse("indicator", args=[key]), found.term().title) if found else None


def _meaning(key: str, reader: object) -> Page | None:
    return _indicator(key.rpartition(".")[0], reader)


def _observation(key: str, reader: object) -> Page | None:
    found = Observation.objects.select_related("indicator").filter(pk=key).first()
    return Page(reverse("observation", args=[key]), found.indicator.term().title) if found else None


def _source(key: str, reader: object) -> Page | None:
    found = Source.objects.filter(slug=key).first()
    return (
        Page(reverse("source", args=[key]), Words(found.title_en, found.title_zh))
        if found
        else None
    )


def _edition(key: str, reader: object) -> Page | None:
    quarter, _, number = key.rpartition(".")
    found = editions_seen_by(reader).filter(quarter=quarter, number=number).first()
    return (
        Page(reverse("edition", args=[quarter, number]), Words(str(found), str(found)))
        if found
        else None
    )


def _inquiry(key: str, reader: object) -> Page | None:
    found = Inquiry.objects.filter(slug=key).first()
    # Its words are values of its entry, and public only with their answer.
    if found is None or not (found.is_answered or works_here(reader)):
        return None
    return Page(reverse("inquiry", args=[key]), Words(str(found), str(found)))


_FINDERS = {
    "document": _document,
    "record": _record,
    "statement": _statement,
    "circulation": _circulation,
    "clarification": _clarification,
    "commitment": _commitment,
    "extension": _extension,
    "milestone": _milestone,
    "explanation": _explanation,
    "report": _report,
    "target": _target,
    "path": _path,
    "indicator": _indicator,
    "meaning": _meaning,
    "observation": _observation,
    "source": _source,
    "edition": _edition,
    "inquiry": _inquiry,
}
