"""What each public page shows, for programs: one function a page, by the name of its address.

They see what somebody sees who has not signed in, whoever asks.
"""

import json
from collections.abc import Callable, Iterable
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.shortcuts import get_object_or_404
from django.utils import timezone

from goldenthread.office.bodies.models import Body, Department
from goldenthread.office.commitments.models import Commitment
from goldenthread.office.commitments.owed import burdens
from goldenthread.office.commitments.seen import commitments_seen_by, duties_in_full
from goldenthread.office.editions.models import Edition
from goldenthread.office.editions.seen import editions_seen_by
from goldenthread.office.indicators.models import Import, Indicator, Observation
from goldenthread.office.records.models import Document, Source
from goldenthread.office.records.seen import documents_seen_by
from goldenthread.office.scorecards.expecting import landed
from goldenthread.office.scorecards.models import Forecast
from goldenthread.office.site.card_sheets import (
    brief,
    changes,
    codings,
    edition,
    inquiries,
    inquiry,
    walk,
)
from goldenthread.office.trail.models import Checkpoint, Entry, Ledgered, Log
from goldenthread.reporting.sheets import Sheet

_PUBLIC = AnonymousUser()
#: How many of the log's latest entries its page lists; its tiles hold them all.
_LATEST = 50


def fields_of(row: Ledgered) -> dict[str, Any]:
    """Return what the log keeps of a row, under its name."""
    return {"id": row.trail_id(), **row.trail_fields()}


def _home() -> Sheet:
    body = Body.objects.first()
    return Sheet({"body": fields_of(body) if body else None}, _editions().rows)


def _editions() -> Sheet:
    rows = editions_seen_by(_PUBLIC).select_related("scorecard__body")
    return Sheet({}, [_told(row) for row in rows.prefetch_related("files")])


def _told(row: Edition) -> dict[str, Any]:
    return {**fields_of(row), "as_known": row.scorecard.as_known.isoformat()}


def _verify() -> Sheet:
    """Where the log stood last, and each card's files by their SHA-256."""
    rows = [
        {"edition": edition.trail_id(), "file": file.name, "sha256": file.sha256}
        for edition in editions_seen_by(_PUBLIC).prefetch_related("files")
        for file in edition.files.all()
    ]
    return Sheet(_log(), rows)


def _body() -> Sheet:
    body = Body.objects.first()
    about = fields_of(body) if body else {}
    return Sheet(about, [fields_of(row) for row in Department.objects.order_by("pk")])


def _unit(slug: str) -> Sheet:
    unit = get_object_or_404(Department, slug=slug)
    return Sheet(fields_of(unit), _duties(duties_in_full(_PUBLIC).filter(lead=unit)))


def _units() -> Sheet:
    asked = burdens(commitments_seen_by(_PUBLIC), on=timezone.localdate())
    rows = [
        {"unit": unit.slug, "reports": each.reports, "hours": each.hours}
        for unit, each in asked.by_unit.items()
    ]
    total = asked.total
    return Sheet({"quarter": total.quarter, "reports": total.reports, "hours": total.hours}, rows)


def _records() -> Sheet:
    seen = documents_seen_by(_PUBLIC).select_related("source", "body")
    return Sheet({}, [fields_of(row) for row in seen])


def _record(slug: str) -> Sheet:
    document: Document = get_object_or_404(documents_seen_by(_PUBLIC), slug=slug)
    records = list(document.records.prefetch_related("statements"))
    texts = [{**fields_of(each), "text": each.text} for each in records]
    rows = []
    for record in records:
        for said in record.statements.all():
            said.record = record  # its quote is a slice of this text: no further query
            rows.append({**fields_of(said), "quote": said.quote})
    return Sheet({**fields_of(document), "texts": texts}, rows)


def _sources() -> Sheet:
    return Sheet({}, [fields_of(row) for row in Source.objects.all()])


def _source(slug: str) -> Sheet:
    source = get_object_or_404(Source, slug=slug)
    return Sheet(fields_of(source), _values(source.observations.all()))


def _commitments() -> Sheet:
    return Sheet({}, _duties(duties_in_full(_PUBLIC)))


def _duties(rows: Iterable[Commitment]) -> list[dict[str, Any]]:
    return [fields_of(row) for row in rows]


def _commitment(slug: str) -> Sheet:
    duty = get_object_or_404(duties_in_full(_PUBLIC), slug=slug)
    targets = duty.targets.select_related("commitment", "indicator", "area")
    return Sheet(fields_of(duty), [fields_of(target) for target in targets])


def _indicators() -> Sheet:
    return Sheet({}, [fields_of(row) for row in Indicator.objects.all()])


def _indicator(slug: str) -> Sheet:
    indicator = get_object_or_404(Indicator, slug=slug)
    return Sheet(fields_of(indicator), _values(indicator.observations.all()))


def _observation(pk: int) -> Sheet:
    shown = get_object_or_404(Observation, pk=pk)
    same = Observation.objects.filter(
        indicator=shown.indicator, area=shown.area, period=shown.period, kind=shown.kind
    )
    return Sheet(fields_of(shown), _values(same))


def _import(pk: int) -> Sheet:
    made = get_object_or_404(Import, pk=pk)
    return Sheet(fields_of(made), _values(made.observations.order_by("pk")))


def _values(rows: Any) -> list[dict[str, Any]]:
    related = rows.select_related("indicator", "area", "source", "imported")
    return [fields_of(row) for row in related]


def _forecasts() -> Sheet:
    rows = Forecast.objects.select_related("target__indicator", "target__area")
    return Sheet({}, [_expected(row) for row in rows])


def _expected(row: Forecast) -> dict[str, Any]:
    came = landed(row)
    made = {"target": row.target.slug, "made": row.made.isoformat()}
    return {**made, **row.term().as_dict(), "outcome": str(came.value) if came else None}


def _trail() -> Sheet:
    rows = Entry.objects.order_by("-index")[:_LATEST]
    named = ("index", "action", "object", "revision", "leaf")
    listed = ({name: getattr(row, name) for name in named} for row in rows)
    return Sheet(_log(), [dict(row) for row in listed])


def _entry(index: int) -> Sheet:
    return Sheet(json.loads(get_object_or_404(Entry, index=index).canonical))


def _log() -> dict[str, Any]:
    log, signed = Log.objects.first(), Checkpoint.objects.last()
    return {
        "origin": log.origin if log else None,
        "key": log.key if log else None,
        "size": signed.size if signed else None,
        "root": signed.root if signed else None,
        "checkpoint": signed.note if signed else None,
    }


#: By the name of a page's address: what it shows, given what the address holds.
SHEETS: dict[str, Callable[..., Sheet]] = {
    "home": _home,
    "verify": _verify,
    "body": _body,
    "unit": _unit,
    "units": _units,
    "records": _records,
    "record": _record,
    "sources": _sources,
    "source": _source,
    "commitments": _commitments,
    "commitment": _commitment,
    "indicators": _indicators,
    "indicator": _indicator,
    "observation": _observation,
    "import": _import,
    "forecasts": _forecasts,
    "trail": _trail,
    "entry": _entry,
    "editions": _editions,
    "edition": edition,
    "walk": walk,
    "changes": changes,
    "brief": brief,
    "codings": codings,
    "inquiries": inquiries,
    "inquiry": inquiry,
}
